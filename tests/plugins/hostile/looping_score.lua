-- SPDX-License-Identifier: MIT
-- A score that never answers: publishing waits for it no longer than its limits allow.
local t = require "turnout"

return t.plugin {
  name = "looping_score", version = "1.0.0", api = 1,
  title = { zh = "打转的评分", en = "A score that loops" },
  indicators = {
    looping_score = t.score {
      with = { sessions = t.count { of = "activity.held" } },
      of = function() while true do end end,
      over = { "year" },
    },
  },
}
