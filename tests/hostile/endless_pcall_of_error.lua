-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Each error is caught and raised again.
local t = require "turnout"

local function where(a)
  while true do pcall(error) end --!
end

return t.plugin {
  name = "endless_pcall_of_error", version = "1.0.0", api = 1,
  title = { zh = "endless_pcall_of_error", en = "Endless pcall of error" },
  indicators = { endless_pcall_of_error = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
