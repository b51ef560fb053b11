-- SPDX-License-Identifier: MIT
-- How many of the residents were reached by education ("≥ 75 %" in the communities' own plans), and how evenly over its categories.
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
    categories = t.list { "edu.ideals", "edu.civility", "edu.science", "edu.law", "edu.moral" },
  },
  indicators = {
    education_coverage = t.ratio {
      numerator = t.people {
        where = function(a) return t.under(a.category, "edu") end,
        min_times = t.param "min_times", min_minutes = t.param "min_minutes", method = t.param "method",
        claim = "edu",
      },
      denominator = t.population { basis = t.param "basis" },
      by = { "unit", "team", "category", "group" },
      over = { "month", "quarter", "half", "year" },
      decimals = 2, target = t.at_least(t.param "target"),
    },
    education_breadth = t.ratio {
      title = { zh = "教育门类覆盖", en = "Education breadth" },
      numerator = t.count { of = "activity.held", distinct = "category", among = t.param "categories" },
      by = { "unit", "team" }, over = { "month", "quarter", "half", "year" },
    },
    education_all = t.ratio {
      title = { zh = "各类教育全覆盖率", en = "Reached by every kind of education" },
      numerator = t.people {
        every = t.param "categories",
        min_times = t.param "min_times", min_minutes = t.param "min_minutes", method = t.param "method",
      },
      denominator = t.population { basis = t.param "basis" },
      by = { "unit", "team", "group" }, over = { "month", "quarter", "half", "year" },
    },
    education_opportunity = t.ratio {
      title = { zh = "教育机会率", en = "Education opportunity" },
      numerator = t.people {
        each = t.param "categories",
        min_times = t.param "min_times", min_minutes = t.param "min_minutes", method = t.param "method",
      },
      denominator = t.population { each = t.param "categories", basis = t.param "basis" },
      by = { "unit", "team", "group" }, over = { "month", "quarter", "half", "year" },
    },
  },
}
