-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Looking through a long text again and again.
local t = require "turnout"

local function where(a)
  local text = ("ab"):rep(120000)
  while true do text:find("ba!", 1, true) end --!
end

return t.plugin {
  name = "string_find_long", version = "1.0.0", api = 1,
  title = { zh = "string_find_long", en = "String find long" },
  indicators = { string_find_long = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
