-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A thousand billion elements that are not there.
local t = require "turnout"

local function where(a)
  table.move({}, 1, 1000000000000, 2) --!
end

return t.plugin {
  name = "table_move_far", version = "1.0.0", api = 1,
  title = { zh = "table_move_far", en = "Table move far" },
  indicators = { table_move_far = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
