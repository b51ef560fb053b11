-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- A parameter whose texts are checked one by one, while the file is loaded.
local t = require "turnout"

local long, list = ("x"):rep(250000), {}
for i = 1, 100000 do list[i] = long end

return t.plugin {
  name = "list_of_long_texts", version = "1.0.0", api = 1, title = { zh = "长", en = "Long" },
  params = { texts = t.list(list) }, --!
  indicators = { list_of_long_texts = t.value { of = t.people {} } },
}
