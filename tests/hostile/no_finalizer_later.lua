-- not there: a metatable may not have __gc
-- SPDX-License-Identifier: MIT
-- A finalizer that comes in behind.
local t = require "turnout"

local function where(a)
  local class = {}
  local object = setmetatable({}, class)
  class.__gc = function() while true do end end
  setmetatable(object, class) --!
end

return t.plugin {
  name = "no_finalizer_later", version = "1.0.0", api = 1,
  title = { zh = "no_finalizer_later", en = "No finalizer later" },
  indicators = { no_finalizer_later = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
