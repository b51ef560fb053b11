-- not there: table functions take no table with __len
-- SPDX-License-Identifier: MIT
-- A length that is not there, to be joined.
local t = require "turnout"

local function where(a)
  return table.concat(setmetatable({}, { __len = function() return 1000000000000 end })) --!
end

return t.plugin {
  name = "no_false_length_to_concat", version = "1.0.0", api = 1,
  title = { zh = "no_false_length_to_concat", en = "No false length to concat" },
  indicators = { no_false_length_to_concat = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
