-- not there: there is no math.random here: the same events must give the same figures
-- SPDX-License-Identifier: MIT
-- Chance.
local t = require "turnout"

local function where(a)
  return math.random() > 0.5 --!
end

return t.plugin {
  name = "no_random", version = "1.0.0", api = 1,
  title = { zh = "no_random", en = "No random" },
  indicators = { no_random = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
