-- not there: variable 'object' got a non-closable value
-- SPDX-License-Identifier: MIT
-- The same, from behind.
local t = require "turnout"

local function where(a)
  local class = {}
  local made = setmetatable({}, class)
  class.__close = function() while true do end end
  local object <close> = made --!
end

return t.plugin {
  name = "no_close_later", version = "1.0.0", api = 1,
  title = { zh = "no_close_later", en = "No close later" },
  indicators = { no_close_later = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
