-- not there: cannot change a protected metatable
-- SPDX-License-Identifier: MIT
-- The same, by another metatable.
local t = require "turnout"

local function where(a)
  setmetatable(t, { __index = {} }) --!
end

return t.plugin {
  name = "no_metatable_of_library", version = "1.0.0", api = 1,
  title = { zh = "no_metatable_of_library", en = "No metatable of library" },
  indicators = { no_metatable_of_library = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
