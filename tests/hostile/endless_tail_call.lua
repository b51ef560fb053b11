-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Calls that need no stack.
local t = require "turnout"
local function again(f)
  return f(f) --!
end

local function where(a)
  return again(again)
end

return t.plugin {
  name = "endless_tail_call", version = "1.0.0", api = 1,
  title = { zh = "endless_tail_call", en = "Endless tail call" },
  indicators = { endless_tail_call = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
