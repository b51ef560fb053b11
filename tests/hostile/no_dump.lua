-- not there: there is no function string.dump
-- SPDX-License-Identifier: MIT
-- Its own bytecode.
local t = require "turnout"

local function where(a)
  return string.dump(tostring) --!
end

return t.plugin {
  name = "no_dump", version = "1.0.0", api = 1,
  title = { zh = "no_dump", en = "No dump" },
  indicators = { no_dump = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
