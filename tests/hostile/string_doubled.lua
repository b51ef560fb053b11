-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- Twice as long, and twice as long.
local t = require "turnout"

local function where(a)
  local text = "x"
  while true do text = text .. text end --!
end

return t.plugin {
  name = "string_doubled", version = "1.0.0", api = 1,
  title = { zh = "string_doubled", en = "String doubled" },
  indicators = { string_doubled = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
