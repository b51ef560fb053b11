-- not there: cannot write past a protected metatable
-- SPDX-License-Identifier: MIT
-- The same, past the metatable.
local t = require "turnout"

local function where(a)
  rawset(string, "rep", 1) --!
end

return t.plugin {
  name = "no_rawset_of_library", version = "1.0.0", api = 1,
  title = { zh = "no_rawset_of_library", en = "No rawset of library" },
  indicators = { no_rawset_of_library = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
