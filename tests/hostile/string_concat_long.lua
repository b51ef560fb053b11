-- string: a string of more than 262144 bytes
-- SPDX-License-Identifier: MIT
-- A list of long texts becomes one.
local t = require "turnout"

local function where(a)
  local list = {}
  for i = 1, 2000 do list[i] = ("x"):rep(1000) end
  return table.concat(list) --!
end

return t.plugin {
  name = "string_concat_long", version = "1.0.0", api = 1,
  title = { zh = "string_concat_long", en = "String concat long" },
  indicators = { string_concat_long = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
