-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A handler that begins when a limit was reached.
local t = require "turnout"

local function where(a)
  local function spin()
    while true do end --!
  end
  xpcall(spin, spin)
end

return t.plugin {
  name = "endless_handler_of_a_limit", version = "1.0.0", api = 1,
  title = { zh = "endless_handler_of_a_limit", en = "Endless handler of a limit" },
  indicators = { endless_handler_of_a_limit = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
