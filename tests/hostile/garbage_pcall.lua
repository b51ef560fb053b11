-- allocated: more than 65536 KiB of memory asked for in one call, even if freed again
-- SPDX-License-Identifier: MIT
-- Texts that are made behind pcall.
local t = require "turnout"

local function where(a)
  while true do
    pcall(function()
      return ("x"):rep(100000) .. "y" --!
    end)
  end
end

return t.plugin {
  name = "garbage_pcall", version = "1.0.0", api = 1,
  title = { zh = "garbage_pcall", en = "Garbage pcall" },
  indicators = { garbage_pcall = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
