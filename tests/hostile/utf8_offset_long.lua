-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Continuation bytes and nothing else.
local t = require "turnout"

local function where(a)
  local text = ("\x80"):rep(250000)
  while true do pcall(utf8.offset, text, 1, #text) utf8.offset(text, 0, #text) end --!
end

return t.plugin {
  name = "utf8_offset_long", version = "1.0.0", api = 1,
  title = { zh = "utf8_offset_long", en = "Utf8 offset long" },
  indicators = { utf8_offset_long = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
