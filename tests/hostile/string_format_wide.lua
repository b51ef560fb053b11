-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- Numbers ninety-nine columns wide.
local t = require "turnout"

local function where(a)
  local numbers = {}
  for i = 1, 5000 do numbers[i] = i end
  return string.format(("%99d"):rep(5000), table.unpack(numbers)) --!
end

return t.plugin {
  name = "string_format_wide", version = "1.0.0", api = 1,
  title = { zh = "string_format_wide", en = "String format wide" },
  indicators = { string_format_wide = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
