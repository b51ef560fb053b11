/* SPDX-License-Identifier: MIT */
#include "daemon/rights.h"

#include "daemon/grant.h"
#include "lib/model/event.h"
#include "lib/wire/refusal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { DAEMON = 990, GATE = 1001, CLERK = 1002, STRANGER = 1003, TURNOUT = 500, STAFF = 501, USERS = 100 };

static gid_t plain_groups[] = { USERS };
static gid_t turnout_groups[] = { USERS, TURNOUT };
static gid_t staff_groups[] = { USERS, STAFF };

static struct peer
peer_of(uid_t uid, gid_t *groups, size_t count)
{
    return (struct peer){ .uid = uid, .groups = groups, .group_count = count };
}

static uid_t gate_users[] = { GATE };
static gid_t staff_list[] = { STAFF };
static struct str gate_sources[] = { STR_INIT("gate/*"), STR_INIT("door") };
static struct str gate_types[] = { STR_INIT("turnout.attendance"), STR_INIT("turnout.retract") };
static struct str roster_sources[] = { STR_INIT("roster") };

static const struct grant grants[] = {
    { .users = gate_users, .user_count = 1, .sources = gate_sources, .source_count = 2, .types = gate_types,
      .type_count = 2 },
    { .users = gate_users, .user_count = 1, .sources = roster_sources, .source_count = 1 },
    { .groups = staff_list, .group_count = 1 },
};

static const struct rights plain = { .own = DAEMON, .has_default_group = true, .default_group = TURNOUT };
static const struct rights granted = {
    .own = DAEMON, .has_default_group = true, .default_group = TURNOUT, .grants = grants, .grant_count = 3,
};

static bool
may_post(const struct rights *rights, struct peer peer, enum event_type type, const char *source)
{
    const struct event event = { .source = str_of(source), .type = type };
    struct refusal refusal;

    return rights_allow(rights, &peer, &event, &refusal);
}

static void
default__is_root_the_own_user_and_the_group_turnout(void **state)
{
    const struct peer root = peer_of(0, plain_groups, 1), own = peer_of(DAEMON, plain_groups, 1),
                      member = peer_of(CLERK, turnout_groups, 2), stranger = peer_of(STRANGER, plain_groups, 1);

    (void)state;
    assert_true(rights_admit(&plain, &root));
    assert_true(rights_admit(&plain, &own));
    assert_true(rights_admit(&plain, &member));
    assert_false(rights_admit(&plain, &stranger));
    assert_true(may_post(&plain, member, EVENT_UNIT_PUT, "anything"));
    assert_false(may_post(&plain, stranger, EVENT_UNIT_PUT, "anything"));
}

static void
default_group__ends_where_grants_begin(void **state)
{
    const struct peer root = peer_of(0, plain_groups, 1), own = peer_of(DAEMON, plain_groups, 1),
                      member = peer_of(CLERK, turnout_groups, 2);

    (void)state;
    assert_false(rights_admit(&granted, &member));
    assert_true(may_post(&granted, root, EVENT_UNIT_PUT, "anything"));
    assert_true(may_post(&granted, own, EVENT_UNIT_PUT, "anything"));
}

static void
grant__gives_source_and_type_together(void **state)
{
    const struct peer gate = peer_of(GATE, plain_groups, 1);

    (void)state;
    assert_true(rights_admit(&granted, &gate));
    assert_true(may_post(&granted, gate, EVENT_ATTENDANCE, "gate/3"));
    assert_true(may_post(&granted, gate, EVENT_ATTENDANCE, "gate/"));
    assert_true(may_post(&granted, gate, EVENT_ATTENDANCE, "door"));
    assert_true(may_post(&granted, gate, EVENT_PERSON_PUT, "roster"));
    assert_false(may_post(&granted, gate, EVENT_PERSON_PUT, "gate/3"));
    assert_false(may_post(&granted, gate, EVENT_ATTENDANCE, "doors"));
    assert_false(may_post(&granted, gate, EVENT_ATTENDANCE, "gate"));
}

static void
grant__without_patterns_gives_everything_to_its_group(void **state)
{
    (void)state;
    assert_true(may_post(&granted, peer_of(CLERK, staff_groups, 2), EVENT_UNIT_PUT, "anything"));
    assert_false(may_post(&granted, peer_of(STRANGER, plain_groups, 1), EVENT_UNIT_PUT, "anything"));
}

static void
refusal__names_what_is_missing(void **state)
{
    const struct peer gate = peer_of(GATE, plain_groups, 1);
    struct event event = { .source = STR_INIT("cloud"), .type = EVENT_ATTENDANCE };
    struct refusal refusal;

    (void)state;
    assert_false(rights_allow(&granted, &gate, &event, &refusal));
    assert_int_equal(refusal.code, REFUSED_FORBIDDEN);
    assert_string_equal(refusal.path, "source");
    assert_string_equal(refusal.message, "user 1001 may not post as the source \"cloud\"");
    event.source = STR("gate/1");
    event.type = EVENT_UNIT_PUT;
    assert_false(rights_allow(&granted, &gate, &event, &refusal));
    assert_string_equal(refusal.path, "type");
    assert_string_equal(refusal.message, "user 1001 may not post turnout.unit.put as the source \"gate/1\"");
}

static void
retraction__needs_the_right_to_the_other_source(void **state)
{
    const struct peer gate = peer_of(GATE, plain_groups, 1), clerk = peer_of(CLERK, staff_groups, 2);
    struct event event = { .source = STR_INIT("gate/1"), .type = EVENT_RETRACT };
    struct refusal refusal;

    (void)state;
    event.as.retract.source = STR("gate/2");
    assert_true(rights_allow(&granted, &gate, &event, &refusal));
    event.as.retract.source = STR("roster"); /* another grant of the same user */
    assert_true(rights_allow(&granted, &gate, &event, &refusal));
    event.as.retract.source = STR("office");
    assert_false(rights_allow(&granted, &gate, &event, &refusal));
    assert_int_equal(refusal.code, REFUSED_FORBIDDEN);
    assert_string_equal(refusal.path, "data.source");
    assert_true(rights_allow(&granted, &clerk, &event, &refusal));
}

static void
anyone__is_everybody(void **state)
{
    const struct grant all = { .anyone = true, .sources = gate_sources, .source_count = 2 };
    const struct rights rights = { .own = DAEMON, .grants = &all, .grant_count = 1 };

    (void)state;
    assert_true(may_post(&rights, peer_of(STRANGER, plain_groups, 1), EVENT_UNIT_PUT, "door"));
    assert_false(may_post(&rights, peer_of(STRANGER, plain_groups, 1), EVENT_UNIT_PUT, "cloud"));
}

static void
pattern__with_a_star_is_a_beginning(void **state)
{
    (void)state;
    assert_true(grant_matches(STR("*"), STR("")));
    assert_true(grant_matches(STR("*"), STR("gate")));
    assert_true(grant_matches(STR("gate/*"), STR("gate/3")));
    assert_false(grant_matches(STR("gate/*"), STR("gate")));
    assert_true(grant_matches(STR("gate"), STR("gate")));
    assert_false(grant_matches(STR("gate"), STR("gate/3")));
    assert_false(grant_matches(STR(""), STR("gate")));
}

static void
peer__of_a_socket_is_who_made_it_with_all_groups(void **state)
{
    gid_t groups[256];
    int pair[2], count = getgroups(256, groups);
    struct peer peer;
    struct err err = { 0 };

    (void)state;
    assert_true(count >= 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_true(peer_of_socket(pair[0], &peer, &err));
    assert_int_equal(peer.uid, geteuid());
    assert_int_equal(peer.groups[0], getegid());
    assert_int_equal(peer.group_count, 1 + count);
    assert_memory_equal(peer.groups + 1, groups, (size_t)count * sizeof *groups);
    peer_free(&peer);
    close(pair[0]), close(pair[1]);
    assert_false(peer_of_socket(-1, &peer, &err));
    assert_int_equal(err.code, ERR_INTERNAL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(default__is_root_the_own_user_and_the_group_turnout),
        cmocka_unit_test(default_group__ends_where_grants_begin),
        cmocka_unit_test(grant__gives_source_and_type_together),
        cmocka_unit_test(grant__without_patterns_gives_everything_to_its_group),
        cmocka_unit_test(refusal__names_what_is_missing),
        cmocka_unit_test(retraction__needs_the_right_to_the_other_source),
        cmocka_unit_test(anyone__is_everybody),
        cmocka_unit_test(pattern__with_a_star_is_a_beginning),
        cmocka_unit_test(peer__of_a_socket_is_who_made_it_with_all_groups),
    };

    return cmocka_run_group_tests_name("rights", tests, NULL, NULL);
}
