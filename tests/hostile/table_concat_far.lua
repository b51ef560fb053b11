-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- Elements that a metatable invents, without an end.
local t = require "turnout"

local function where(a)
  return table.concat(setmetatable({}, { __index = function() return "" end }), "", math.mininteger) --!
end

return t.plugin {
  name = "table_concat_far", version = "1.0.0", api = 1,
  title = { zh = "table_concat_far", en = "Table concat far" },
  indicators = { table_concat_far = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
