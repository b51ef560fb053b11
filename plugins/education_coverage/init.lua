-- SPDX-License-Identifier: MIT
-- How many of the residents were reached by education: "≥ 75 %" in the communities' own plans.
local t = require "turnout"

return t.plugin {
  name = "education_coverage", version = "1.0.0", api = 1,
  title = { zh = "居民受教育面", en = "Education coverage" },
  params = {
    target = t.percent(75),
    min_times = t.integer(1),
    min_minutes = t.integer(0),
    method = t.text("named", { "named", "lower", "upper", "declared" }),
    basis = t.text "usual",
  },
  indicators = {
    education_coverage = t.ratio {
      numerator = t.people {
        where = function(a) return t.under(a.category, "edu") end,
        min_times = t.param "min_times", min_minutes = t.param "min_minutes", method = t.param "method",
      },
      denominator = t.population { basis = t.param "basis" },
      by = { "unit", "team", "category", "group" },
      over = { "month", "quarter", "half", "year" },
      decimals = 2, target = t.at_least(t.param "target"),
    },
  },
}
