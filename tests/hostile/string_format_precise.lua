-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Ninety-nine decimals of a large number, over and over.
local t = require "turnout"

local function where(a)
  local many, numbers = ("%.99f "):rep(100), {}
  for i = 1, 100 do numbers[i] = 1e300 end
  while true do pcall(string.format, many .. "%p", table.unpack(numbers)) end --!
end

return t.plugin {
  name = "string_format_precise", version = "1.0.0", api = 1,
  title = { zh = "string_format_precise", en = "String format precise" },
  indicators = { string_format_precise = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
