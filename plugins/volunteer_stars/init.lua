-- SPDX-License-Identifier: MIT
-- How many volunteers have reached a star by all the hours they gave so far.
local t = require "turnout"

return t.plugin {
  name = "volunteer_stars", version = "1.0.0", api = 1,
  title = { zh = "星级志愿者", en = "Volunteers with a star" },
  params = {
    stars = t.integer(1),                                 -- at least so many
    hours = t.list { "100", "300", "600", "1000", "1500" },
    min_days = t.integer(0),                              -- registered for at least so many days
  },
  indicators = {
    volunteer_stars = t.value {
      of = t.volunteers { of = "starred", stars = t.param "stars", hours = t.param "hours", min_days = t.param "min_days" },
      over = { "month", "quarter", "half", "year" },
    },
  },
}
