-- SPDX-License-Identifier: MIT
-- Names something that nobody declared: does not load.
local t = require "turnout"

return t.plugin {
  name = "broken_global", version = "1.0.0", api = 1,
  title = { zh = "写错了", en = "Misspelt" },
  indicators = {
    broken_global = t.value {
      of = t.count { of = "activity.held", where = function(a) return a.category == catgory end },
      by = { "unit" }, over = { "year" },
    },
  },
}
