-- SPDX-License-Identifier: MIT
-- How much of what was planned and is due was done. What is not due yet is neither kept nor missed.
local t = require "turnout"

return t.plugin {
  name = "plan_completion", version = "1.0.0", api = 1,
  title = { zh = "计划完成率", en = "Plan completion" },
  params = {
    grace = t.integer(0),
    early = t.integer(0),
    partial = t.boolean(false),
    weighted = t.boolean(true),
  },
  indicators = {
    plan_completion = t.ratio {
      numerator = t.plan {
        grace = t.param "grace", early = t.param "early",
        partial = t.param "partial", weighted = t.param "weighted",
      },
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
