-- not there: there is no module education_coverage
-- SPDX-License-Identifier: MIT
-- Another plugin.
local t = require "turnout"

local function where(a)
  return require("education_coverage") --!
end

return t.plugin {
  name = "no_other_plugin", version = "1.0.0", api = 1,
  title = { zh = "no_other_plugin", en = "No other plugin" },
  indicators = { no_other_plugin = t.value { of = t.count { of = "activity.held", where = where }, over = { "year" } } },
}
