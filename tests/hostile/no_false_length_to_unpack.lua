-- not there: table functions take no table with __len
-- SPDX-License-Identifier: MIT
-- A length that is not there, to be laid out.
local t = require "turnout"

local function where(a)
  return #{ table.unpack(setmetatable({}, { __len = function() return 1000000000000 end })) } --!
end

return t.plugin {
  name = "no_false_length_to_unpack", version = "1.0.0", api = 1,
  title = { zh = "no_false_length_to_unpack", en = "No false length to unpack" },
  indicators = { no_false_length_to_unpack = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
