-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- As many values as there are integers.
local t = require "turnout"

local function where(a)
  return table.unpack({}, math.mininteger, math.maxinteger) --!
end

return t.plugin {
  name = "table_unpack_all", version = "1.0.0", api = 1,
  title = { zh = "table_unpack_all", en = "Table unpack all" },
  indicators = { table_unpack_all = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
