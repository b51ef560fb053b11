/* SPDX-License-Identifier: MIT */
/*
 * rule_texts.h -- plugins for one test, as text: what they have in common, so that a test shows only what it is about.
 */
#ifndef TESTS_SUPPORT_RULE_TEXTS_H
#define TESTS_SUPPORT_RULE_TEXTS_H

#define HEAD "local t = require 'turnout'\n"
#define TITLE "title = { zh = '名', en = 'Name' }"
#define START HEAD "return t.plugin { name = 'x', version = '1', api = 1, " TITLE ",\n"
/* The indicator stands in line 3. */
#define PLUGIN(indicator) START "indicators = { x = " indicator " } }"
/* A rule about sessions: its body begins in line 3. */
#define RULE(body) PLUGIN("t.value { of = t.count { of = 'activity.held', where = function(a) " body " end } }")
#define ITEM_RULE(body) PLUGIN("t.value { of = t.count { of = 'plan.put', where = function(p) " body " end } }")

#endif
