-- SPDX-License-Identifier: MIT
-- Does the plan keep its own promise? Every month, every quarter and a hosted contest, before anything was held.
local t = require "turnout"

local function contest(p)
  return p.role == "host" and p.kind == "contest"
end

return t.plugin {
  name = "plan_check", version = "1.0.0", api = 1,
  title = { zh = "计划检查", en = "Plan check" },
  params = { a = t.integer(1), b = t.integer(1), c = t.integer(1) },
  indicators = {
    plan_check = t.ratio {
      numerator = t.plan { every = "month", at_least = t.param "a" },
      requires = {
        t.plan { every = "quarter", at_least = t.param "b" },
        t.plan { every = "year", at_least = t.param "c", where = contest },
      },
      by = { "unit" }, over = { "year" }, target = t.at_least(100),
    },
  },
}
