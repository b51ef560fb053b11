-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Two calls of itself at each of two hundred depths.
local t = require "turnout"
local function twice(f)
  pcall(f, f) pcall(f, f) --!
end

local function where(a)
  twice(twice)
end

return t.plugin {
  name = "exponential_pcall", version = "1.0.0", api = 1,
  title = { zh = "exponential_pcall", en = "Exponential pcall" },
  indicators = { exponential_pcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
