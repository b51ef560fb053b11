-- not there: C stack overflow
-- SPDX-License-Identifier: MIT
-- Fields that are looked for in their own absence.
local t = require "turnout"
local loop = {}
setmetatable(loop, { __index = function(object, key) return object[key .. "x"] end }) --!

local function where(a)
  return loop.x
end

return t.plugin {
  name = "index_of_index", version = "1.0.0", api = 1,
  title = { zh = "index_of_index", en = "Index of index" },
  indicators = { index_of_index = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
