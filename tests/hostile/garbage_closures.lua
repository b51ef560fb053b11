-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- Functions that nobody keeps.
local t = require "turnout"

local function where(a)
  while true do
    local _ = function() return a end --!
  end
end

return t.plugin {
  name = "garbage_closures", version = "1.0.0", api = 1,
  title = { zh = "garbage_closures", en = "Garbage closures" },
  indicators = { garbage_closures = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
