-- time: more than 200 ms of processor time in one call
-- SPDX-License-Identifier: MIT
-- The same, caught.
local t = require "turnout"
local left, right = ("\0"):rep(100000), ("\0"):rep(100000)

local function where(a)
  while true do
    pcall(function()
      while true do local _ = left <= right end --!
    end)
  end
end

return t.plugin {
  name = "time_of_zeros_in_pcall", version = "1.0.0", api = 1,
  title = { zh = "time_of_zeros_in_pcall", en = "Time of zeros in pcall" },
  indicators = { time_of_zeros_in_pcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
