-- SPDX-License-Identifier: MIT
-- A rule that spends its time inside one C function, where no instruction is counted.
local t = require "turnout"

return t.plugin {
  name = "heavy", version = "1.0.0", api = 1,
  title = { zh = "一次库函数", en = "One library call" },
  indicators = {
    heavy = t.value {
      of = t.count {
        of = "activity.held",
        where = function()
          local left, right = ("x"):rep(250000), ("x"):rep(250000)
          local list = {}
          for i = 1, 20000 do
            list[i] = i % 2 == 0 and left or right
          end
          table.sort(list)
          return true
        end,
      },
      by = { "unit" }, over = { "year" },
    },
  },
}
