-- SPDX-License-Identifier: MIT
-- E1: the same coverage judged by its bounds.
local t = require "turnout"

local function coverage(method)
  return t.ratio {
    numerator = t.people { where = function(a) return t.under(a.category, "edu") end, method = method },
    denominator = t.population { basis = "usual" },
    by = { "unit" }, over = { "quarter" },
    decimals = 2, target = t.at_least(75),
  }
end

return t.plugin {
  name = "bounds", version = "1.0.0", api = 1,
  title = { zh = "上下限", en = "Bounds" },
  indicators = {
    education_lower = coverage "lower",
    education_upper = coverage "upper",
  },
}
