-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- A thousand billion letters.
local t = require "turnout"

local function where(a)
  return ("x"):rep(1000000000000) --!
end

return t.plugin {
  name = "string_rep_huge", version = "1.0.0", api = 1,
  title = { zh = "string_rep_huge", en = "String rep huge" },
  indicators = { string_rep_huge = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
