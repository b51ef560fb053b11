-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- Few letters, and long ones between.
local t = require "turnout"

local function where(a)
  return ("x"):rep(10000, ("y"):rep(1000)) --!
end

return t.plugin {
  name = "string_rep_between", version = "1.0.0", api = 1,
  title = { zh = "string_rep_between", en = "String rep between" },
  indicators = { string_rep_between = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
