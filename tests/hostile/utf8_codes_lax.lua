-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A walk over what is hardly text.
local t = require "turnout"

local function where(a)
  local text = ("a\x80"):rep(100000)
  while true do for _ in utf8.codes(text, true) do end end --!
end

return t.plugin {
  name = "utf8_codes_lax", version = "1.0.0", api = 1,
  title = { zh = "utf8_codes_lax", en = "Utf8 codes lax" },
  indicators = { utf8_codes_lax = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
