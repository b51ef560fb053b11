-- SPDX-License-Identifier: MIT
-- 上报: how completely and how soon units report.
local t = require "turnout"

local over = { "month", "quarter", "half", "year" }
local datasets = { "activity", "award", "declared", "evidence", "feedback", "incident", "partner", "publicity", "reach", "talent", "venue", "volunteer" }

return t.plugin {
  name = "reporting", version = "1.0.0", api = 1,
  title = { zh = "数据上报", en = "Reporting" },
  params = { dataset = t.text("activity", datasets), grace = t.integer(5) },
  indicators = {
    reporting_completeness = t.ratio {
      title = { zh = "上报完整率", en = "Completeness of reporting" },
      numerator = t.reported { dataset = t.param "dataset" }, by = "unit", over = over,
    },
    reporting_timeliness = t.ratio {
      title = { zh = "上报及时率", en = "Timeliness of reporting" },
      numerator = t.timely { dataset = t.param "dataset", grace = t.param "grace" }, by = "unit", over = over,
    },
  },
}
