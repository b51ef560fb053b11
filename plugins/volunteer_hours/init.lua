-- SPDX-License-Identifier: MIT
-- The time that volunteers gave, and what that is for each of them.
local t = require "turnout"

local time = { cap = t.param "activity_minutes" }

return t.plugin {
  name = "volunteer_hours", version = "1.0.0", api = 1,
  title = { zh = "志愿服务时长", en = "Volunteer hours" },
  params = {
    activity_minutes = t.integer(0), -- of one activity a person's minutes count up to this; 0: all of them
  },
  indicators = {
    volunteer_hours = t.value {
      of = t.volunteer_hours(time),
      by = { "unit", "team", "category" }, over = { "month", "quarter", "half", "year" }, decimals = 2,
    },
    volunteer_hours_average = t.value {
      title = { zh = "注册志愿者人均时长", en = "Hours for each registered volunteer" },
      of = t.volunteer_hours(time), denominator = t.volunteers { of = "registered" },
      over = { "month", "quarter", "half", "year" }, decimals = 2,
    },
    volunteer_hours_active = t.value {
      title = { zh = "活跃志愿者人均时长", en = "Hours for each active volunteer" },
      of = t.volunteer_hours(time), denominator = t.volunteers { of = "active", method = "upper" },
      over = { "month", "quarter", "half", "year" }, decimals = 2,
    },
  },
}
