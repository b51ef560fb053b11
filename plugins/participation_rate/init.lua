-- SPDX-License-Identifier: MIT
-- How many of the residents took part in anything at all.
local t = require "turnout"

return t.plugin {
  name = "participation_rate", version = "1.0.0", api = 1,
  title = { zh = "居民参与率", en = "Participation rate" },
  params = {
    min_times = t.integer(1),
    scope = t.text("host", { "host", "reach" }),
    who = t.text("residents", { "residents", "all" }),
    method = t.text("named", { "named", "lower", "upper", "declared" }),
    basis = t.text "usual",
    strict = t.boolean(false),
    tree = t.text("as_was", { "as_was", "as_is" }),
  },
  indicators = {
    participation_rate = t.ratio {
      numerator = t.people {
        min_times = t.param "min_times", scope = t.param "scope", who = t.param "who", method = t.param "method",
        strict = t.param "strict", tree = t.param "tree",
      },
      denominator = t.population { basis = t.param "basis" },
      by = { "unit", "team", "category", "group" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
