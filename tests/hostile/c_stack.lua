-- not there: C stack overflow
-- SPDX-License-Identifier: MIT
-- Sorting in the comparison of a sort, in the comparison of a sort.
local t = require "turnout"
local function sort(f)
  table.sort({ 1, 2 }, function() return f(f) end) --!
end

local function where(a)
  return sort(sort)
end

return t.plugin {
  name = "c_stack", version = "1.0.0", api = 1,
  title = { zh = "c_stack", en = "C stack" },
  indicators = { c_stack = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
