-- not there: an error value of type table was raised
-- SPDX-License-Identifier: MIT
-- An error whose text is never known.
local t = require "turnout"

local function where(a)
  error(setmetatable({}, { __tostring = function() while true do end end })) --!
end

return t.plugin {
  name = "error_that_is_a_table", version = "1.0.0", api = 1,
  title = { zh = "error_that_is_a_table", en = "Error that is a table" },
  indicators = { error_that_is_a_table = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
