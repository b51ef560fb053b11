-- not there: string is read-only: rep cannot be set
-- SPDX-License-Identifier: MIT
-- A library that the next call finds changed.
local t = require "turnout"

local function where(a)
  string.rep = nil --!
end

return t.plugin {
  name = "no_new_library_function", version = "1.0.0", api = 1,
  title = { zh = "no_new_library_function", en = "No new library function" },
  indicators = { no_new_library_function = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
