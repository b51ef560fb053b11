-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Elements that a metatable invents.
local t = require "turnout"

local function where(a)
  table.move(setmetatable({}, { __index = function(_, k) return k end }), 1, math.maxinteger - 1, 2, {}) --!
end

return t.plugin {
  name = "table_move_of_an_index", version = "1.0.0", api = 1,
  title = { zh = "table_move_of_an_index", en = "Table move of an index" },
  indicators = { table_move_of_an_index = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
