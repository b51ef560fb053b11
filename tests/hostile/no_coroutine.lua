-- not there: there is no coroutine here: rules answer at once
-- SPDX-License-Identifier: MIT
-- Short coroutines inside each other: a hook counts each alone.
local t = require "turnout"

local function where(a)
  while true do coroutine.wrap(function() end)() end --!
end

return t.plugin {
  name = "no_coroutine", version = "1.0.0", api = 1,
  title = { zh = "no_coroutine", en = "No coroutine" },
  indicators = { no_coroutine = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
