-- SPDX-License-Identifier: MIT
-- Judged by what a unit says itself, where the bounds allow it.
local t = require "turnout"

local function claimed(options)
  options.method = "declared"
  return t.ratio {
    numerator = t.people(options), denominator = t.population {},
    by = { "unit", "category" }, over = { "quarter", "year" }, target = t.at_least(75),
  }
end

return t.plugin {
  name = "claims", version = "1.0.0", api = 1,
  title = { zh = "自报", en = "Claims" },
  indicators = {
    claimed_all = claimed {},
    claimed_law = claimed { where = function(a) return t.under(a.category, "edu") end, claim = "edu.law" },
  },
}
