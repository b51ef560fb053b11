-- SPDX-License-Identifier: MIT
-- How many of the residents are registered volunteers, and how many of those gave their time.
local t = require "turnout"

return t.plugin {
  name = "volunteer_rate", version = "1.0.0", api = 1,
  title = { zh = "志愿者注册率", en = "Volunteer rate" },
  params = {
    target = t.percent(),        -- none; often 13
    active_target = t.percent(),
    basis = t.text("usual", { "usual", "registered", "urban", "builtup" }),
    method = t.text("named", { "named", "lower", "upper" }),
    min_minutes = t.integer(1),
  },
  indicators = {
    volunteer_rate = t.ratio {
      numerator = t.volunteers { of = "registered" },
      denominator = t.population { basis = t.param "basis" },
      over = { "month", "quarter", "half", "year" },
      target = t.at_least(t.param "target"),
    },
    volunteer_active_rate = t.ratio {
      title = { zh = "志愿者活跃率", en = "Active volunteers" },
      numerator = t.volunteers { of = "active", method = t.param "method", min_minutes = t.param "min_minutes" },
      denominator = t.volunteers { of = "registered" },
      over = { "month", "quarter", "half", "year" },
      target = t.at_least(t.param "active_target"),
    },
    volunteers_recruited = t.value {
      title = { zh = "新招募志愿者", en = "Volunteers recruited" },
      of = t.volunteers { of = "recruited" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
