-- not there: there is no string.gmatch here: patterns can run for hours; string.find takes plain text
-- SPDX-License-Identifier: MIT
-- The same.
local t = require "turnout"

local function where(a)
  for _ in ("a"):rep(200):gmatch(("a*"):rep(50) .. "b") do end --!
end

return t.plugin {
  name = "pattern_gmatch", version = "1.0.0", api = 1,
  title = { zh = "pattern_gmatch", en = "Pattern gmatch" },
  indicators = { pattern_gmatch = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
