-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- The refusal of a long text is caught, and it is asked for again.
local t = require "turnout"

local function where(a)
  while true do pcall(string.rep, "x", 1000000000) end --!
end

return t.plugin {
  name = "string_rep_in_pcall", version = "1.0.0", api = 1,
  title = { zh = "string_rep_in_pcall", en = "String rep in pcall" },
  indicators = { string_rep_in_pcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
