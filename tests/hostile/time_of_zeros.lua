-- time: more than 200 ms of processor time in one call
-- SPDX-License-Identifier: MIT
-- Texts of zero bytes are compared byte by byte, in one instruction.
local t = require "turnout"
local left, right = ("\0"):rep(100000), ("\0"):rep(100000)

local function where(a)
  while true do local _ = left < right end --!
end

return t.plugin {
  name = "time_of_zeros", version = "1.0.0", api = 1,
  title = { zh = "time_of_zeros", en = "Time of zeros" },
  indicators = { time_of_zeros = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
