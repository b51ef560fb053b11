-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- One operation with many texts.
local t = require "turnout"

local function where(a)
  local x = ("x"):rep(100000)
  return x .. x .. x --!
end

return t.plugin {
  name = "string_joined_by_hand", version = "1.0.0", api = 1,
  title = { zh = "string_joined_by_hand", en = "String joined by hand" },
  indicators = { string_joined_by_hand = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
