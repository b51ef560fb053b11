-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Counting the characters of a long text.
local t = require "turnout"

local function where(a)
  local text = ("人"):rep(80000)
  while true do utf8.len(text) end --!
end

return t.plugin {
  name = "utf8_len_long", version = "1.0.0", api = 1,
  title = { zh = "utf8_len_long", en = "Utf8 len long" },
  indicators = { utf8_len_long = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
