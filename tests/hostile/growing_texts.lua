-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- Texts, each another one, all kept.
local t = require "turnout"

local function where(a)
  local kept = {}
  for i = 1, 1000000 do kept[i] = ("x"):rep(1000) .. i end --!
end

return t.plugin {
  name = "growing_texts", version = "1.0.0", api = 1,
  title = { zh = "growing_texts", en = "Growing texts" },
  indicators = { growing_texts = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
