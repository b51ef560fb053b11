-- SPDX-License-Identifier: MIT
-- Which groups were reached, and for which of them something was meant.
local t = require "turnout"

return t.plugin {
  name = "groups", version = "1.0.0", api = 1,
  title = { zh = "群体覆盖", en = "Groups reached" },
  params = {
    groups = t.list { "elderly", "minor", "youth", "women", "disabled", "party" },
    k = t.integer(1),
    j = t.integer(1),
  },
  indicators = {
    groups_reached = t.ratio {
      numerator = t.groups { of = "people", among = t.param "groups", at_least = t.param "k" },
      by = { "unit", "team", "category" }, over = { "month", "quarter", "half", "year" },
    },
    groups_targeted = t.ratio {
      title = { zh = "群体专场", en = "Groups with something for them" },
      numerator = t.groups { of = "activity.held", among = t.param "groups", at_least = t.param "j" },
      by = { "unit", "team", "category" }, over = { "month", "quarter", "half", "year" },
    },
  },
}
