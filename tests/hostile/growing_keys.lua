-- memory: more than 16384 KiB of memory
-- SPDX-License-Identifier: MIT
-- Long keys, each another one.
local t = require "turnout"

local function where(a)
  local kept = {}
  for i = 1, 10000000 do kept[("k"):rep(20) .. i] = true end --!
end

return t.plugin {
  name = "growing_keys", version = "1.0.0", api = 1,
  title = { zh = "growing_keys", en = "Growing keys" },
  indicators = { growing_keys = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
