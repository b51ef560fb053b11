-- not there: there is no string.gsub here: patterns can run for hours; string.find takes plain text
-- SPDX-License-Identifier: MIT
-- The same.
local t = require "turnout"

local function where(a)
  return ("a"):rep(200):gsub(("a*"):rep(50) .. "b", "") --!
end

return t.plugin {
  name = "pattern_gsub", version = "1.0.0", api = 1,
  title = { zh = "pattern_gsub", en = "Pattern gsub" },
  indicators = { pattern_gsub = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
