-- SPDX-License-Identifier: MIT
-- A rule that never answers: its figures alone suffer.
local t = require "turnout"

return t.plugin {
  name = "endless", version = "1.0.0", api = 1,
  title = { zh = "没完没了", en = "Endless" },
  indicators = {
    endless = t.value {
      of = t.count { of = "activity.held", where = function() while true do end end },
      by = { "unit" }, over = { "year" },
    },
  },
}
