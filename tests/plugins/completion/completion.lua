-- SPDX-License-Identifier: MIT
-- E3 (c): how the same plan was kept, in several ways to read it.
local t = require "turnout"

local function kept(options)
  return t.ratio { numerator = t.plan(options), by = { "unit" }, over = { "year" } }
end

return t.plugin {
  name = "completion", version = "1.0.0", api = 1,
  title = { zh = "完成", en = "Completion" },
  indicators = {
    kept_with_grace = kept { grace = 7 },
    kept_without = kept { grace = 0 },
    kept_in_part = kept { partial = true },
    kept_early = kept { early = 3, grace = 2, weighted = false },
    kept_contests = kept { grace = 7, where = function(p) return p.kind == "contest" end },
  },
}
