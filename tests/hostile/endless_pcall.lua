-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- What is caught is tried again.
local t = require "turnout"

local function where(a)
  while true do
    pcall(function()
      while true do end --!
    end)
  end
end

return t.plugin {
  name = "endless_pcall", version = "1.0.0", api = 1,
  title = { zh = "endless_pcall", en = "Endless pcall" },
  indicators = { endless_pcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
