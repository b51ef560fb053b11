-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- A function that calls itself without end.
local t = require "turnout"
local function sum(f)
  return 1 + f(f) --!
end

local function where(a)
  return 1 + sum(sum)
end

return t.plugin {
  name = "deep_recursion", version = "1.0.0", api = 1,
  title = { zh = "deep_recursion", en = "Deep recursion" },
  indicators = { deep_recursion = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
