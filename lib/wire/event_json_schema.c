/* SPDX-License-Identifier: MIT */
#include "lib/wire/event_json_schema.h"

#include "lib/wire/event_fields.h"
#include "lib/wire/json_schema_defs.h"
#include "lib/wire/persons.h"

#include <inttypes.h>

#define TYPE_PREFIX "turnout."

/* What a type is called, and what its fields owe each other; ' stands for ". */
struct about {
    const char *zh, *en;
    const char *rules;   /* keywords of the data, or NULL */
    const char *unsaid;  /* what no keyword says, or NULL */
};

#define ONE_OF(a, b) "'oneOf': [{ 'required': ['" a "'] }, { 'required': ['" b "'] }]"
#define BOTH(a, b, form) \
    "{ 'properties': { '" a "': { '$ref': '#/$defs/" form "' }, '" b "': { '$ref': '#/$defs/" form "' } } }"

#define SESSION_RULES \
    "'dependentSchemas': { 'end': { 'required': ['start'], 'anyOf': [" BOTH("start", "end", "instant") ", " \
    BOTH("start", "end", "day") "] } }"
#define SESSION_UNSAID "end is not before start; the host unit is not among the cohosts."

static const struct about abouts[EVENT_TYPES] = {
    [EVENT_UNIT_PUT] = { "单位", "a unit and its place in the tree", NULL,
                         "parent is not the unit itself, nor a unit below it; closed is after opened; there is such a time zone." },
    [EVENT_POPULATION_PUT] = { "人口", "how many people there are", NULL, NULL },
    [EVENT_PERSON_PUT] = { "人员信息", "what is known of a person", NULL, NULL },
    [EVENT_TEAM_PUT] = { "队伍", "a team", NULL, "dissolved is after founded." },
    [EVENT_TEAM_JOIN] = { "入队", "a person joins a team", NULL, NULL },
    [EVENT_TEAM_LEAVE] = { "离队", "a person leaves a team", NULL, NULL },
    [EVENT_PLAN_PUT] = { "计划项目", "an item of the plan", NULL, NULL },
    [EVENT_ACTIVITY_HELD] = { "举办活动", "an activity was held", SESSION_RULES, SESSION_UNSAID },
    [EVENT_ACTIVITY_CANCELLED] = { "活动取消", "an activity did not take place", SESSION_RULES, SESSION_UNSAID },
    [EVENT_ACTIVITY_VOID] = { "活动作废", "an activity is taken back with all that refers to it", NULL, NULL },
    [EVENT_ATTENDANCE] = { "到场", "who came", ONE_OF("person", "persons"), NULL },
    [EVENT_HEADCOUNT] = { "人数清点", "how many came", NULL, "residents is at most total." },
    [EVENT_RETRACT] = { "撤回", "an event is taken back", NULL, NULL },
    [EVENT_TARGET_PUT] = { "目标值", "what is to be reached", "'not': { 'required': ['unit', 'level'] }", NULL },
    [EVENT_PERSON_MERGE] = { "人员合并", "two tokens are one person", NULL, "from and into are not the same, and lead to no cycle." },
    [EVENT_PERSON_FORGET] = { "人员遗忘", "a token is replaced by a random one", NULL, NULL },
    [EVENT_VENUE_PUT] = { "场馆", "a venue", NULL, NULL },
    [EVENT_VENUE_OPEN] = { "场馆开放", "when a venue was open", NULL, "to is after from." },
    [EVENT_VENUE_CLOSED] = { "场馆关闭", "when a venue was closed",
                             "'anyOf': [" BOTH("from", "to", "instant") ", " BOTH("from", "to", "day") "]",
                             "to is after from, or the same day." },
    [EVENT_PLAN_DROP] = { "取消计划项目", "an item of the plan is dropped", NULL, NULL },
    [EVENT_REACH_DECLARED] = { "自报人数", "how many people a unit says it reached", NULL, NULL },
    [EVENT_VOLUNTEER_JOIN] = { "志愿者注册", "a volunteer registers", NULL, NULL },
    [EVENT_VOLUNTEER_LEAVE] = { "志愿者退出", "a volunteer leaves", NULL, NULL },
    [EVENT_VOLUNTEER_COUNT] = { "志愿者人数", "how many volunteers there are",
                                "'anyOf': [{ 'required': ['registered'] }, { 'required': ['recruited'] }]", NULL },
    [EVENT_VOLUNTEER_HOURS] = { "志愿服务时长", "time that volunteers gave",
                                "'allOf': [{ " ONE_OF("person", "persons") " }, { " ONE_OF("minutes", "from") " }],\n"
                                "      'dependentRequired': { 'from': ['to'], 'to': ['from'] }",
                                "to is after from, and at most 1440 minutes." },
    [EVENT_FEEDBACK_RESPONSE] = { "满意度答卷", "how satisfied somebody is", ONE_OF("activity", "unit"), NULL },
    [EVENT_FEEDBACK_SUMMARY] = { "满意度汇总", "how satisfied how many are", ONE_OF("activity", "unit"), NULL },
    [EVENT_PUBLICITY_PUT] = { "宣传", "something was published", NULL, NULL },
    [EVENT_AWARD_PUT] = { "获奖", "an award", ONE_OF("team", "unit"), NULL },
    [EVENT_EVIDENCE_PUT] = { "佐证材料", "evidence that something is there", NULL, NULL },
    [EVENT_PARTNER_PUT] = { "共建单位", "a partner", NULL, NULL },
    [EVENT_TALENT_PUT] = { "文艺人才", "a talent", NULL, NULL },
    [EVENT_DECLARED_PUT] = { "自报数值", "a number that a unit declares of itself", NULL, NULL },
    [EVENT_REPORT_DONE] = { "报送完成", "a unit has reported, if only that there was nothing", NULL, NULL },
    [EVENT_INCIDENT_PUT] = { "事件", "an incident", NULL, NULL },
    [EVENT_PERIOD_CLOSE] = { "关账", "the figures of a period become official", NULL, NULL },
    [EVENT_PERIOD_REOPEN] = { "重新开账", "a period is opened again", NULL, NULL },
};

struct str
event_json_schema_name(enum event_type type)
{
    struct str name = event_type_name(type);

    return (struct str){ name.ptr + strlen(TYPE_PREFIX), name.len - strlen(TYPE_PREFIX) };
}

static void
put_ref(struct buf *out, const char *def)
{
    buf_printf(out, "\"$ref\": \"#/$defs/%s\"", def);
}

/* What an absent field is taken for, where it is taken for something. */
static void
put_default(struct buf *out, const struct field *field)
{
    if (field->is_required || (field->has_offset && field->kind != FIELD_TRUTH))
        return;
    if (field->preset_text.ptr) {
        schema_put(out, ", 'default': ");
        buf_put_json(out, field->preset_text);
    } else if (field->kind == FIELD_CHOICE) {
        schema_put(out, ", 'default': ");
        buf_put_json(out, field->words[field->preset]);
    } else if (field->kind == FIELD_TRUTH) {
        buf_printf(out, ", \"default\": %s", field->preset ? "true" : "false");
    } else if (field->kind == FIELD_WHOLE && field->preset >= field->least) {
        buf_printf(out, ", \"default\": %" PRId64, field->preset);
    }
}

static void
put_words(struct buf *out, const struct field *field)
{
    schema_put(out, "'enum': [");
    for (size_t i = 0; i < field->word_count; i++) {
        schema_put(out, i ? ", " : "");
        buf_put_json(out, field->words[i]);
    }
    schema_put(out, "]");
}

static void
put_whole(struct buf *out, const struct field *field)
{
    buf_printf(out, "\"type\": \"integer\", \"minimum\": %" PRId64 ", \"maximum\": %" PRId64, field->least, field->most);
}

static void
put_forms(struct buf *out, const struct field *field, unsigned *used)
{
    bool is_first = true;

    schema_put(out, "'anyOf': [");
    for (enum precision form = WHEN_INSTANT; form <= WHEN_RANGE; form++) {
        if (!(field->forms & 1u << form))
            continue;
        buf_printf(out, "%s{ ", is_first ? "" : ", ");
        put_ref(out, schema_def_of_form(form, used));
        schema_put(out, " }");
        is_first = false;
    }
    schema_put(out, "]");
}

static void
put_value(struct buf *out, const struct field *field, unsigned *used)
{
    switch (field->kind) {
    case FIELD_TEXT:
        put_ref(out, schema_def_of_rule(field->rule, used));
        break;
    case FIELD_TEXTS:
        buf_printf(out, "\"type\": \"array\", \"maxItems\": %d, ", FIELD_LIST_MAX);
        schema_put(out, field->is_distinct ? "'uniqueItems': true, 'items': { " : "'items': { ");
        put_ref(out, schema_def_of_rule(field->rule, used));
        schema_put(out, " }");
        break;
    case FIELD_WHOLE:
        put_whole(out, field);
        break;
    case FIELD_CHOICE:
        put_words(out, field);
        break;
    case FIELD_TRUTH:
        schema_put(out, "'type': 'boolean'");
        break;
    case FIELD_DAY:
        put_ref(out, schema_def_of_form(WHEN_DAY, used));
        break;
    case FIELD_WHEN:
        put_forms(out, field, used);
        break;
    case FIELD_DECIMAL:
        buf_printf(out, "\"type\": \"number\", \"minimum\": %" PRId64 ", \"maximum\": %" PRId64, field->least, field->most);
        break;
    case FIELD_COUNTS:
        buf_printf(out, "\"type\": \"object\", \"maxProperties\": %d, \"propertyNames\": { ", FIELD_LIST_MAX);
        put_ref(out, schema_def_of_rule(field->rule, used));
        schema_put(out, " }, 'additionalProperties': { ");
        put_whole(out, field);
        schema_put(out, " }");
        break;
    case FIELD_PERSON:
        put_ref(out, schema_def_of_rule(TEXT_PERSON, used));
        break;
    case FIELD_PERSONS:
        buf_printf(out, "\"type\": \"array\", \"minItems\": 1, \"maxItems\": %d, \"uniqueItems\": true, \"items\": { ", PERSONS_MAX);
        put_ref(out, schema_def_of_rule(TEXT_PERSON, used));
        schema_put(out, " }");
        break;
    case FIELD_KINDS:
        break;
    }
    put_default(out, field);
}

static bool
has_field(const struct event_schema *schema, struct str name)
{
    for (size_t i = 0; i < schema->field_count; i++)
        if (str_eq(schema->fields[i].name.text, name))
            return true;
    return false;
}

/* Tokens stand nowhere but where they are asked for. */
static void
put_forbidden(struct buf *out, const struct event_schema *schema)
{
    static const struct str names[] = { STR_INIT("person"), STR_INIT("persons") };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!has_field(schema, names[i]))
            buf_printf(out, ",\n        \"%.*s\": false", STR_ARG(names[i]));
}

static void
put_required(struct buf *out, const struct event_schema *schema)
{
    const char *between = "";

    schema_put(out, "      'required': [");
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!schema->fields[i].is_required)
            continue;
        buf_printf(out, "%s\"%.*s\"", between, STR_ARG(schema->fields[i].name.text));
        between = ", ";
    }
    schema_put(out, "],\n");
}

static void
put_data(struct buf *out, enum event_type type, unsigned *used)
{
    const struct event_schema *schema = event_schema(type);

    schema_put(out, "    'data': {\n      'type': 'object',\n");
    put_required(out, schema);
    if (abouts[type].rules) {
        schema_put(out, "      ");
        schema_put(out, abouts[type].rules);
        schema_put(out, ",\n");
    }
    schema_put(out, "      'properties': {");
    for (size_t i = 0; i < schema->field_count; i++) {
        buf_printf(out, "%s\n        \"%.*s\": { ", i ? "," : "", STR_ARG(schema->fields[i].name.text));
        put_value(out, &schema->fields[i], used);
        schema_put(out, " }");
    }
    put_forbidden(out, schema);
    schema_put(out, "\n      },\n      'additionalProperties': true\n    }\n");
}

/* The attributes that come before `type`. */
static void
put_attributes(struct buf *out, unsigned *used)
{
    schema_put(out, "  'type': 'object',\n  'required': ['specversion', 'id', 'source', 'type', 'data'],\n"
             "  'anyOf': [{ 'required': ['time'] }, { 'properties': { 'data': { 'required': ['at'] } } }],\n"
             "  'properties': {\n    'specversion': { 'const': '1.0' },\n    'id': { ");
    put_ref(out, schema_def_of_rule(TEXT_ID, used));
    schema_put(out, " },\n    'source': { ");
    put_ref(out, schema_def_of_rule(TEXT_SOURCE, used));
    buf_printf(out, " },\n    \"rev\": { \"type\": \"integer\", \"minimum\": 1, \"maximum\": %d, \"default\": 1 },\n", INT32_MAX);
    schema_put(out, "    'time': { ");
    put_ref(out, schema_def_of_form(WHEN_INSTANT, used));
    schema_put(out, " },\n");
}

static void
put_heading(struct buf *out, const char *name, const char *zh, const char *en)
{
    schema_put(out, "{\n  '$schema': 'https://json-schema.org/draft/2020-12/schema',\n");
    buf_printf(out, "  \"$id\": \"urn:turnout:event:%s\",\n  \"title\": \"%s (%s)\",\n", name, zh, en);
}

void
event_json_schema(struct buf *out, enum event_type type)
{
    const struct about *about = &abouts[type];
    const struct event_schema *schema = event_schema(type);
    struct buf body = { 0 };
    unsigned used = 0;

    put_attributes(&body, &used);
    buf_printf(&body, "    \"type\": { \"const\": \"%s\" },\n", event_type_name(type).ptr);
    put_data(&body, type, &used);
    put_heading(out, event_json_schema_name(type).ptr, about->zh, about->en);
    schema_put_comment(out, used, about->unsaid, !schema->may_be_ahead);
    buf_put(out, body.ptr, body.len);
    schema_put(out, "  },\n  'additionalProperties': true,\n");
    schema_put_defs(out, used);
    schema_put(out, "}\n");
    buf_free(&body);
}

void
event_json_schema_envelope(struct buf *out)
{
    struct buf body = { 0 };
    unsigned used = 0;

    put_attributes(&body, &used);
    schema_put(&body, "    'type': { 'type': 'string', 'description': 'turnout. and the name of a file beside this one' },\n"
               "    'data': { 'type': 'object' }\n");
    put_heading(out, "envelope", "事件的共有属性", "what events of all types have in common");
    schema_put_comment(out, used, NULL, true);
    buf_put(out, body.ptr, body.len);
    schema_put(out, "  },\n  'additionalProperties': true,\n");
    schema_put_defs(out, used);
    schema_put(out, "}\n");
    buf_free(&body);
}
