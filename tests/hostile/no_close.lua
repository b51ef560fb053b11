-- not there: a metatable may not have __close
-- SPDX-License-Identifier: MIT
-- Code that runs while an error goes up.
local t = require "turnout"

local function where(a)
  local _ <close> = setmetatable({}, { __close = function() while true do end end }) --!
end

return t.plugin {
  name = "no_close", version = "1.0.0", api = 1,
  title = { zh = "no_close", en = "No close" },
  indicators = { no_close = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
