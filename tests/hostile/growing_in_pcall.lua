-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- Memory that is caught and taken again.
local t = require "turnout"

local function where(a)
  while true do
    pcall(function()
      local list = {}
      for i = 1, 1000000000 do list[i] = i end --!
    end)
  end
end

return t.plugin {
  name = "growing_in_pcall", version = "1.0.0", api = 1,
  title = { zh = "growing_in_pcall", en = "Growing in pcall" },
  indicators = { growing_in_pcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
