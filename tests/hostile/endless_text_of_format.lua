-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- string.format asks for the text of a table.
local t = require "turnout"

local function where(a)
  local first = setmetatable({}, {
    __tostring = function()
      while true do end --!
    end,
  })
  return string.format("%s", first)
end

return t.plugin {
  name = "endless_text_of_format", version = "1.0.0", api = 1,
  title = { zh = "endless_text_of_format", en = "Endless text of format" },
  indicators = { endless_text_of_format = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
