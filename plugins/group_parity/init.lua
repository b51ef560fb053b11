-- SPDX-License-Identifier: MIT
-- Does a group take part as much as everybody? 1 is equal, less is less.
local t = require "turnout"

return t.plugin {
  name = "group_parity", version = "1.0.0", api = 1,
  title = { zh = "群体参与均等", en = "Group parity" },
  indicators = {
    group_parity = t.value {
      of = t.figure "participation_rate.participation_rate",
      denominator = t.figure { "participation_rate.participation_rate", group = "all" },
      by = { "group" }, over = { "month", "quarter", "half", "year" },
      decimals = 2,
    },
  },
}
