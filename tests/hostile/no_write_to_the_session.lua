-- not there: a session is read-only
-- SPDX-License-Identifier: MIT
-- Its own session.
local t = require "turnout"

local function where(a)
  a.category = "edu" --!
end

return t.plugin {
  name = "no_write_to_the_session", version = "1.0.0", api = 1,
  title = { zh = "no_write_to_the_session", en = "No write to the session" },
  indicators = { no_write_to_the_session = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
