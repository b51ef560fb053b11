-- SPDX-License-Identifier: MIT
-- E2: the same coverage against the population of other days.
local t = require "turnout"

local function coverage(mode, decimals)
  return t.ratio {
    numerator = t.people { where = function(a) return t.under(a.category, "edu") end },
    denominator = t.population { basis = "usual", mode = mode },
    by = { "unit" }, over = { "year" },
    decimals = decimals, target = t.at_least(75),
  }
end

return t.plugin {
  name = "denominators", version = "1.0.0", api = 1,
  title = { zh = "分母", en = "Denominators" },
  indicators = {
    education_start = coverage("start", 2),
    education_average = coverage("average", 2),
    education_average_coarse = coverage("average", 1),
  },
}
