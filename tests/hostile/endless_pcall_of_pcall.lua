-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A limit caught by the innermost of several.
local t = require "turnout"

local function where(a)
  pcall(pcall, pcall, pcall, function()
    while true do end --!
  end)
  while true do end
end

return t.plugin {
  name = "endless_pcall_of_pcall", version = "1.0.0", api = 1,
  title = { zh = "endless_pcall_of_pcall", en = "Endless pcall of pcall" },
  indicators = { endless_pcall_of_pcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
