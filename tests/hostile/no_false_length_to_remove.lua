-- not there: table functions take no table with __len
-- SPDX-License-Identifier: MIT
-- A length that is not there, to be shifted down.
local t = require "turnout"

local function where(a)
  table.remove(setmetatable({}, { __len = function() return 1000000000000 end }), 1) --!
end

return t.plugin {
  name = "no_false_length_to_remove", version = "1.0.0", api = 1,
  title = { zh = "no_false_length_to_remove", en = "No false length to remove" },
  indicators = { no_false_length_to_remove = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
