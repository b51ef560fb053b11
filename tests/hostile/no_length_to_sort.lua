-- not there: table functions take no table with __len
-- SPDX-License-Identifier: MIT
-- The same.
local t = require "turnout"

local function where(a)
  table.sort(setmetatable({}, { __len = function() return 2147483647 end })) --!
end

return t.plugin {
  name = "no_length_to_sort", version = "1.0.0", api = 1,
  title = { zh = "no_length_to_sort", en = "No length to sort" },
  indicators = { no_length_to_sort = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
