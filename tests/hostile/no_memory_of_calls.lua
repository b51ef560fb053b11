-- not there: a rule must not change 'seen', which outlives the call
-- SPDX-License-Identifier: MIT
-- Another answer the second time.
local t = require "turnout"
local seen = 0

local function where(a)
  seen = seen + 1 --!
  return seen > 1
end

return t.plugin {
  name = "no_memory_of_calls", version = "1.0.0", api = 1,
  title = { zh = "no_memory_of_calls", en = "No memory of calls" },
  indicators = { no_memory_of_calls = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
