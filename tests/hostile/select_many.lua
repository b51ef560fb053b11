-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Fifty thousand arguments, counted again and again.
local t = require "turnout"
local list = {}
for i = 1, 50000 do list[i] = i end
local function count(...)
  while true do select("#", ...) end --!
end

local function where(a)
  return count(table.unpack(list))
end

return t.plugin {
  name = "select_many", version = "1.0.0", api = 1,
  title = { zh = "select_many", en = "Select many" },
  indicators = { select_many = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
