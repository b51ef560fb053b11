-- not there: a metatable may not have __gc: a rule does not see memory
-- SPDX-License-Identifier: MIT
-- Code that runs while memory is collected.
local t = require "turnout"

local function where(a)
  setmetatable({}, { __gc = function() while true do end end }) --!
end

return t.plugin {
  name = "no_finalizer", version = "1.0.0", api = 1,
  title = { zh = "no_finalizer", en = "No finalizer" },
  indicators = { no_finalizer = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
