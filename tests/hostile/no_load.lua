-- not there: there is no load here: only text in files is loaded
-- SPDX-License-Identifier: MIT
-- Bytecode that was never checked.
local t = require "turnout"

local function where(a)
  return load("\27Lua") --!
end

return t.plugin {
  name = "no_load", version = "1.0.0", api = 1,
  title = { zh = "no_load", en = "No load" },
  indicators = { no_load = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
