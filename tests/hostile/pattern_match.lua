-- not there: there is no string.match here: patterns can run for hours; string.find takes plain text
-- SPDX-License-Identifier: MIT
-- A pattern that tries for ever.
local t = require "turnout"

local function where(a)
  return string.match(("a"):rep(200), ("a*"):rep(50) .. "b") --!
end

return t.plugin {
  name = "pattern_match", version = "1.0.0", api = 1,
  title = { zh = "pattern_match", en = "Pattern match" },
  indicators = { pattern_match = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
