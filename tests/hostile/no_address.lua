-- not there: string.format has no %p here: addresses change from run to run
-- SPDX-License-Identifier: MIT
-- An address as dice.
local t = require "turnout"

local function where(a)
  return string.format("\0%p", {}) --!
end

return t.plugin {
  name = "no_address", version = "1.0.0", api = 1,
  title = { zh = "no_address", en = "No address" },
  indicators = { no_address = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
