/* SPDX-License-Identifier: MIT */
#include "lua/confine_walls.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* struct landlock_ruleset_attr as of ABI 6: older headers know only its beginning, older kernels want the rest 0. */
struct handled {
    uint64_t files;   /* LANDLOCK_ACCESS_FS_* */
    uint64_t network; /* ABI 4: bind and connect TCP */
    uint64_t scopes;  /* ABI 6: abstract sockets, signals */
};

enum { FILE_RIGHTS = 13, /* in ABI 1 */ NETWORK_RIGHTS = 2, SCOPES = 2 };

static uint64_t
bits(int count)
{
    return ((uint64_t)1 << count) - 1;
}

/* Whatever is handled and allowed by no rule is forbidden; there is no rule. ABI 2, 3 and 5 each brought a right more. */
static struct handled
everything(int abi)
{
    return (struct handled){
        .files = bits(FILE_RIGHTS + (abi >= 2) + (abi >= 3) + (abi >= 5)),
        .network = abi >= 4 ? bits(NETWORK_RIGHTS) : 0,
        .scopes = abi >= 6 ? bits(SCOPES) : 0,
    };
}

enum confine_result
confine_files(struct err *err)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    struct handled handled = everything((int)abi);
    long ruleset, result;

    if (abi < 1)
        return CONFINE_ABSENT;
    ruleset = syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0u);
    if (ruleset < 0) {
        err_set(err, ERR_INTERNAL, "landlock takes no ruleset: %s", strerror(errno));
        return CONFINE_FAILED;
    }
    result = syscall(SYS_landlock_restrict_self, (int)ruleset, 0u);
    if (result < 0)
        err_set(err, ERR_INTERNAL, "landlock does not restrict: %s", strerror(errno));
    close((int)ruleset);
    return result < 0 ? CONFINE_FAILED : CONFINE_ENTERED;
}
