-- not there: string.find looks for plain text here
-- SPDX-License-Identifier: MIT
-- The same.
local t = require "turnout"

local function where(a)
  return ("a"):rep(200):find(("a*"):rep(50) .. "b") --!
end

return t.plugin {
  name = "pattern_find", version = "1.0.0", api = 1,
  title = { zh = "pattern_find", en = "Pattern find" },
  indicators = { pattern_find = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
