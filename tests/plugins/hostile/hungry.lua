-- SPDX-License-Identifier: MIT
-- A rule that eats memory until there is none.
local t = require "turnout"

return t.plugin {
  name = "hungry", version = "1.0.0", api = 1,
  title = { zh = "吃内存", en = "Hungry" },
  indicators = {
    hungry = t.value {
      of = t.count {
        of = "activity.held",
        where = function()
          local eaten = {}
          for i = 1, 1000000 do
            eaten[i] = ("x"):rep(100000) .. i
          end
          return #eaten > 0
        end,
      },
      by = { "unit" }, over = { "year" },
    },
  },
}
