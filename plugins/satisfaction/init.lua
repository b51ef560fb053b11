-- SPDX-License-Identifier: MIT
-- What people say: 5 very satisfied, 4 satisfied, 3 fairly, 2 not quite, 1 not at all, 0 does not know.
local t = require "turnout"

local by, over = { "unit", "team", "category" }, { "month", "quarter", "half", "year" }
local valid = t.feedback {}

return t.plugin {
  name = "satisfaction", version = "1.0.0", api = 1,
  title = { zh = "居民满意度", en = "Satisfaction" },
  params = {
    target = t.percent(),
    weights = t.list { "100", "80", "60", "30", "0" }, -- of the levels 5, 4, 3, 2, 1
    min_n = t.integer(30),                             -- fewer answers are marked
  },
  indicators = {
    satisfaction = t.ratio {
      numerator = t.feedback { levels = { 5, 4 }, min_n = t.param "min_n" }, denominator = valid,
      by = by, over = over, target = t.at_least(t.param "target"),
    },
    satisfaction_index = t.value {
      title = { zh = "满意度指数", en = "Satisfaction index" },
      of = t.feedback { weights = t.param "weights", min_n = t.param "min_n" }, denominator = valid,
      by = by, over = over, decimals = 2,
    },
    satisfaction_response = t.ratio {
      title = { zh = "问卷回收率", en = "Response rate" },
      numerator = t.feedback { levels = { 5, 4, 3, 2, 1, 0 } }, denominator = t.feedback { of = "sent" },
      by = by, over = over,
    },
  },
}
