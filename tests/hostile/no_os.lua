-- not there: there is no os here
-- SPDX-License-Identifier: MIT
-- The end of the process.
local t = require "turnout"

local function where(a)
  os.exit(0) --!
end

return t.plugin {
  name = "no_os", version = "1.0.0", api = 1,
  title = { zh = "no_os", en = "No os" },
  indicators = { no_os = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
