-- not there: keys of type table have no fixed order
-- SPDX-License-Identifier: MIT
-- The order of addresses.
local t = require "turnout"

local function where(a)
  for _ in pairs({ [{}] = 1, [{}] = 2 }) do return true end --!
end

return t.plugin {
  name = "no_order_of_tables", version = "1.0.0", api = 1,
  title = { zh = "no_order_of_tables", en = "No order of tables" },
  indicators = { no_order_of_tables = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
