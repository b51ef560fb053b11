-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Every byte of a long text, again and again.
local t = require "turnout"

local function where(a)
  local text = ("ab"):rep(100000)
  while true do text:byte(1, 100000) end --!
end

return t.plugin {
  name = "string_byte_long", version = "1.0.0", api = 1,
  title = { zh = "string_byte_long", en = "String byte long" },
  indicators = { string_byte_long = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
