-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A hundred million values.
local t = require "turnout"

local function where(a)
  return table.unpack({}, 1, 100000000) --!
end

return t.plugin {
  name = "table_unpack_far", version = "1.0.0", api = 1,
  title = { zh = "table_unpack_far", en = "Table unpack far" },
  indicators = { table_unpack_far = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
