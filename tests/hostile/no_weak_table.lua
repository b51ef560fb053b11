-- not there: a metatable may not have __mode
-- SPDX-License-Identifier: MIT
-- Chains of weak keys take the collector for ever.
local t = require "turnout"

local function where(a)
  setmetatable({}, { __mode = "k" }) --!
end

return t.plugin {
  name = "no_weak_table", version = "1.0.0", api = 1,
  title = { zh = "no_weak_table", en = "No weak table" },
  indicators = { no_weak_table = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
