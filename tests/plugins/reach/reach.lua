-- SPDX-License-Identifier: MIT
-- E7: residents reached anywhere, not only at sessions of their own unit.
local t = require "turnout"

return t.plugin {
  name = "reach", version = "1.0.0", api = 1,
  title = { zh = "居民走到哪里都算", en = "Reached anywhere" },
  indicators = {
    participation_any = t.ratio {
      numerator = t.people { scope = "reach" },
      denominator = t.population { basis = "usual" },
      by = { "unit" }, over = { "year" }, decimals = 2,
    },
  },
}
