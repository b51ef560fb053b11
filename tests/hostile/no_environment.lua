-- not there: there is no global name _ENV
-- SPDX-License-Identifier: MIT
-- The table of the globals.
local t = require "turnout"

local function where(a)
  local all = _ENV --!
  return all
end

return t.plugin {
  name = "no_environment", version = "1.0.0", api = 1,
  title = { zh = "no_environment", en = "No environment" },
  indicators = { no_environment = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
