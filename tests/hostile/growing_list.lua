-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- A list that grows for ever.
local t = require "turnout"

local function where(a)
  local list = {}
  while true do list[#list + 1] = #list end --!
end

return t.plugin {
  name = "growing_list", version = "1.0.0", api = 1,
  title = { zh = "growing_list", en = "Growing list" },
  indicators = { growing_list = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
