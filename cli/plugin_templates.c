/* SPDX-License-Identifier: MIT */
#include "cli/plugin_templates.h"

/* ---- ratio ---- */

static const char ratio_init[] =
    "-- Which part of the residents came to a session of education?\n"
    "local t = require \"turnout\"\n"
    "\n"
    "return t.plugin {\n"
    "  name = \"@NAME@\", version = \"0.1.0\", api = 1,\n"
    "  title = { zh = \"新指标 @NAME@\", en = \"New rate @NAME@\" },\n"
    "  params = { target = t.percent(20) }, -- the configuration may say otherwise: [plugin @NAME@] target = 25\n"
    "  indicators = {\n"
    "    @NAME@ = t.ratio {\n"
    "      numerator = t.people { where = function(a) return t.under(a.category, \"edu\") end },\n"
    "      denominator = t.population { basis = \"usual\" },\n"
    "      by = { \"unit\" }, over = { \"quarter\", \"year\" },\n"
    "      target = t.at_least(t.param \"target\"),\n"
    "    },\n"
    "  },\n"
    "}\n";

static const char ratio_readme[] =
    "# @NAME@\n"
    "\n"
    "| | |\n"
    "|---|---|\n"
    "| name | 新指标 @NAME@ / New rate @NAME@ |\n"
    "| formula | residents who came to a session under `edu` at least once ÷ residents |\n"
    "| population | usual residents at the end of the period |\n"
    "| period | quarter, year |\n"
    "| target | 20 %, our own; not from an official source |\n"
    "\n"
    "Parameters: `target`, in percent.\n";

#define EVENT(id, type, data) \
    "    {\"specversion\": \"1.0\", \"source\": \"case\", \"id\": \"" id "\", \"type\": \"turnout." type "\", \"time\": \"2025-01-01T08:00:00+08:00\", \"data\": {" data "}}"

static const char ratio_first[] =
    "{\n"
    "  \"title\": \"Two of ten residents came to education, which is exactly the target; who came to sport only is not among them\",\n"
    "  \"as_of\": \"2026-01-01\",\n"
    "  \"events\": [\n"
    EVENT("u1", "unit.put", "\"at\": \"2024-01-01\", \"unit\": \"u1\", \"level\": \"community\"") ",\n"
    EVENT("n1", "population.put", "\"at\": \"2025-01-01\", \"unit\": \"u1\", \"basis\": \"usual\", \"count\": 10") ",\n"
    EVENT("p1", "person.put", "\"at\": \"2024-01-01\", \"person\": \"p1\", \"home\": \"u1\"") ",\n"
    EVENT("p2", "person.put", "\"at\": \"2024-01-01\", \"person\": \"p2\", \"home\": \"u1\"") ",\n"
    EVENT("p3", "person.put", "\"at\": \"2024-01-01\", \"person\": \"p3\", \"home\": \"u1\"") ",\n"
    EVENT("a1", "activity.held", "\"activity\": \"a1\", \"unit\": \"u1\", \"category\": \"edu.law\", \"start\": \"2025-03-04\"") ",\n"
    EVENT("a2", "activity.held", "\"activity\": \"a2\", \"unit\": \"u1\", \"category\": \"sport\", \"start\": \"2025-03-05\"") ",\n"
    EVENT("t1", "attendance", "\"activity\": \"a1\", \"persons\": [\"p1\", \"p2\"], \"status\": \"present\"") ",\n"
    EVENT("t2", "attendance", "\"activity\": \"a2\", \"persons\": [\"p3\"], \"status\": \"present\"") "\n"
    "  ],\n"
    "  \"expect\": [\n"
    "    {\"indicator\": \"@NAME@\", \"unit\": \"u1\", \"period\": \"2025\", \"state\": \"ok\", \"numerator\": 2, \"denominator\": 10, \"value\": \"20.00\", \"target\": \"20\", \"met\": true},\n"
    "    {\"indicator\": \"@NAME@\", \"unit\": \"u1\", \"period\": \"2025Q2\", \"state\": \"no_data\", \"value\": null, \"denominator\": 10}\n"
    "  ]\n"
    "}\n";

/* ---- count ---- */

static const char count_init[] =
    "-- How many sessions were lectures?\n"
    "local t = require \"turnout\"\n"
    "\n"
    "return t.plugin {\n"
    "  name = \"@NAME@\", version = \"0.1.0\", api = 1,\n"
    "  title = { zh = \"新计数 @NAME@\", en = \"New count @NAME@\" },\n"
    "  params = { least = t.integer(2) }, -- the configuration may say otherwise: [plugin @NAME@] least = 4\n"
    "  indicators = {\n"
    "    @NAME@ = t.value {\n"
    "      of = t.count { of = \"activity.held\", where = function(a) return a.kind == \"lecture\" end },\n"
    "      by = { \"unit\", \"category\" }, over = { \"month\", \"year\" },\n"
    "      target = t.at_least(t.param \"least\"),\n"
    "    },\n"
    "  },\n"
    "}\n";

static const char count_readme[] =
    "# @NAME@\n"
    "\n"
    "| | |\n"
    "|---|---|\n"
    "| name | 新计数 @NAME@ / New count @NAME@ |\n"
    "| formula | sessions of kind `lecture` |\n"
    "| period | month, year |\n"
    "| target | 2, our own; not from an official source |\n"
    "\n"
    "Parameters: `least`, how many are enough.\n";

static const char count_first[] =
    "{\n"
    "  \"title\": \"Two lectures are enough, a film is none, and a month with one is not enough\",\n"
    "  \"as_of\": \"2026-01-01\",\n"
    "  \"events\": [\n"
    EVENT("u1", "unit.put", "\"at\": \"2024-01-01\", \"unit\": \"u1\", \"level\": \"community\"") ",\n"
    EVENT("a1", "activity.held", "\"activity\": \"a1\", \"unit\": \"u1\", \"category\": \"edu.law\", \"kind\": \"lecture\", \"start\": \"2025-03-04\"") ",\n"
    EVENT("a2", "activity.held", "\"activity\": \"a2\", \"unit\": \"u1\", \"category\": \"culture\", \"kind\": \"film\", \"start\": \"2025-03-05\"") ",\n"
    EVENT("a3", "activity.held", "\"activity\": \"a3\", \"unit\": \"u1\", \"category\": \"edu.science\", \"kind\": \"lecture\", \"start\": \"2025-05-06\"") "\n"
    "  ],\n"
    "  \"expect\": [\n"
    "    {\"indicator\": \"@NAME@\", \"unit\": \"u1\", \"period\": \"2025\", \"state\": \"ok\", \"numerator\": 2, \"value\": \"2\", \"target\": \"2\", \"met\": true},\n"
    "    {\"indicator\": \"@NAME@\", \"unit\": \"u1\", \"period\": \"2025-03\", \"state\": \"ok\", \"numerator\": 1, \"value\": \"1\", \"met\": false, \"short\": 1},\n"
    "    {\"indicator\": \"@NAME@\", \"unit\": \"u1\", \"category\": \"edu\", \"period\": \"2025\", \"state\": \"ok\", \"numerator\": 2, \"value\": \"2\"}\n"
    "  ]\n"
    "}\n";

/* ---- score ---- */

static const char score_init[] =
    "-- Points for how much there is: at most 100, for so many sessions.\n"
    "local t = require \"turnout\"\n"
    "\n"
    "return t.plugin {\n"
    "  name = \"@NAME@\", version = \"0.1.0\", api = 1,\n"
    "  title = { zh = \"新得分 @NAME@\", en = \"New score @NAME@\" },\n"
    "  params = { sessions = t.integer(12) }, -- the configuration may say otherwise: [plugin @NAME@] sessions = 24\n"
    "  indicators = {\n"
    "    @NAME@ = t.score {\n"
    "      with = { held = t.count { of = \"activity.held\" } },\n"
    "      of = function(c)\n"
    "        if c.held.state ~= \"ok\" then\n"
    "          return c.held.state\n"
    "        end\n"
    "        return 100 * t.min(1, c.held / t.param \"sessions\")\n"
    "      end,\n"
    "      by = { \"unit\" }, over = { \"year\" }, target = t.at_least(60),\n"
    "    },\n"
    "  },\n"
    "}\n";

static const char score_readme[] =
    "# @NAME@\n"
    "\n"
    "| | |\n"
    "|---|---|\n"
    "| name | 新得分 @NAME@ / New score @NAME@ |\n"
    "| formula | 100 × min(1, sessions ÷ `sessions`) |\n"
    "| period | year |\n"
    "| target | 60 points, our own; not from an official source |\n"
    "\n"
    "Parameters: `sessions`, how many are worth all points.\n";

static const char score_first[] =
    "{\n"
    "  \"title\": \"Three of twelve sessions are 25 points\",\n"
    "  \"as_of\": \"2026-01-01\",\n"
    "  \"events\": [\n"
    EVENT("u1", "unit.put", "\"at\": \"2024-01-01\", \"unit\": \"u1\", \"level\": \"community\"") ",\n"
    EVENT("a1", "activity.held", "\"activity\": \"a1\", \"unit\": \"u1\", \"category\": \"edu\", \"start\": \"2025-03-04\"") ",\n"
    EVENT("a2", "activity.held", "\"activity\": \"a2\", \"unit\": \"u1\", \"category\": \"sport\", \"start\": \"2025-03-05\"") ",\n"
    EVENT("a3", "activity.held", "\"activity\": \"a3\", \"unit\": \"u1\", \"category\": \"edu\", \"start\": \"2025-05-06\"") "\n"
    "  ],\n"
    "  \"expect\": [\n"
    "    {\"indicator\": \"@NAME@\", \"unit\": \"u1\", \"period\": \"2025\", \"state\": \"ok\", \"value\": \"25.00\", \"target\": \"60\", \"met\": false, \"short\": 35}\n"
    "  ]\n"
    "}\n";

const struct plugin_template plugin_templates[] = {
    { STR_INIT("ratio"), ratio_init, ratio_readme, ratio_first },
    { STR_INIT("count"), count_init, count_readme, count_first },
    { STR_INIT("score"), score_init, score_readme, score_first },
};

const size_t plugin_template_count = sizeof plugin_templates / sizeof *plugin_templates;
