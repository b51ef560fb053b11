-- time: more than 200 ms of processor time in one call
-- SPDX-License-Identifier: MIT
-- Long texts are compared to their ends, in one instruction.
local t = require "turnout"
local left, right = ("x"):rep(250000), ("x"):rep(250000)

local function where(a)
  while true do local _ = left == right end --!
end

return t.plugin {
  name = "time_of_equal_texts", version = "1.0.0", api = 1,
  title = { zh = "time_of_equal_texts", en = "Time of equal texts" },
  indicators = { time_of_equal_texts = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
