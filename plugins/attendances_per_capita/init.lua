-- SPDX-License-Identifier: MIT
-- 人次 for each resident: may be more than one.
local t = require "turnout"

return t.plugin {
  name = "attendances_per_capita", version = "1.0.0", api = 1,
  title = { zh = "人均参与次数", en = "Attendances per capita" },
  params = { basis = t.text "usual" },
  indicators = {
    attendances_per_capita = t.value {
      of = t.attendances {},
      denominator = t.population { basis = t.param "basis" },
      by = { "unit", "team", "category" },
      over = { "month", "quarter", "half", "year" },
      decimals = 2,
    },
  },
}
