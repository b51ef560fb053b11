-- not there: there is no global name _G
-- SPDX-License-Identifier: MIT
-- The same.
local t = require "turnout"

local function where(a)
  return _G.tostring --!
end

return t.plugin {
  name = "no_globals", version = "1.0.0", api = 1,
  title = { zh = "no_globals", en = "No globals" },
  indicators = { no_globals = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
