-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- A long text, changed again and again.
local t = require "turnout"

local function where(a)
  local text = ("x"):rep(200000)
  for i = 1, 1000000 do local _ = text .. i end --!
end

return t.plugin {
  name = "garbage_texts", version = "1.0.0", api = 1,
  title = { zh = "garbage_texts", en = "Garbage texts" },
  indicators = { garbage_texts = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
