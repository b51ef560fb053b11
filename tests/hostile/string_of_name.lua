-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- The name of a type, as long as a rule likes, stands in the message of an error.
local t = require "turnout"

local function where(a)
  local named = setmetatable({}, { __name = ("x"):rep(262144) })
  return math.floor(named) --!
end

return t.plugin {
  name = "string_of_name", version = "1.0.0", api = 1,
  title = { zh = "string_of_name", en = "String of name" },
  indicators = { string_of_name = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
