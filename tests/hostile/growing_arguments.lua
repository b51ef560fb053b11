-- time: more than 200 ms of processor time in one call
-- SPDX-License-Identifier: MIT
-- Each call passes on more arguments, which are copied in one instruction.
local t = require "turnout"
local function pass(f, ...)
  return f(f, 1, 2, 3, 4, 5, 6, 7, 8, ...) --!
end

local function where(a)
  return pass(pass)
end

return t.plugin {
  name = "growing_arguments", version = "1.0.0", api = 1,
  title = { zh = "growing_arguments", en = "Growing arguments" },
  indicators = { growing_arguments = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
