-- not there: there is no debug here: a rule does not see the interpreter
-- SPDX-License-Identifier: MIT
-- Upvalues of somebody else.
local t = require "turnout"

local function where(a)
  return debug.setupvalue(tostring, 1, nil) --!
end

return t.plugin {
  name = "no_debug", version = "1.0.0", api = 1,
  title = { zh = "no_debug", en = "No debug" },
  indicators = { no_debug = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
