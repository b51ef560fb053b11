-- not there: there is no io here
-- SPDX-License-Identifier: MIT
-- A file.
local t = require "turnout"

local function where(a)
  return io.open("/etc/passwd") --!
end

return t.plugin {
  name = "no_io", version = "1.0.0", api = 1,
  title = { zh = "no_io", en = "No io" },
  indicators = { no_io = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
