-- SPDX-License-Identifier: MIT
-- Loads, and fails on the first session it is asked about.
local t = require "turnout"

return t.plugin {
  name = "broken_answer", version = "1.0.0", api = 1,
  title = { zh = "一问就错", en = "Fails when asked" },
  indicators = {
    broken_answer = t.value {
      of = t.count { of = "activity.held", where = function(a) return a.title + 1 > 0 end },
      by = { "unit" }, over = { "year" },
    },
  },
}
