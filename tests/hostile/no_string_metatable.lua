-- not there: attempt to index a boolean value
-- SPDX-License-Identifier: MIT
-- What all texts share.
local t = require "turnout"

local function where(a)
  getmetatable("").__index = nil --!
end

return t.plugin {
  name = "no_string_metatable", version = "1.0.0", api = 1,
  title = { zh = "no_string_metatable", en = "No string metatable" },
  indicators = { no_string_metatable = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
