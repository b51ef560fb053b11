-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- %q writes a byte as four.
local t = require "turnout"

local function where(a)
  local text = ("\1"):rep(60000)
  while true do pcall(string.format, "%.1q", text, text) pcall(string.format, "%q %z", text) end --!
end

return t.plugin {
  name = "string_format_quoted", version = "1.0.0", api = 1,
  title = { zh = "string_format_quoted", en = "String format quoted" },
  indicators = { string_format_quoted = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
