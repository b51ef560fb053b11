-- SPDX-License-Identifier: MIT
-- 获奖积分: what awards are worth; of one contest only the best one.
local t = require "turnout"

return t.plugin {
  name = "award_points", version = "1.0.0", api = 1,
  title = { zh = "获奖积分", en = "Award points" },
  params = {
    -- first, second, third, merit
    nation = t.list { "20", "16", "12", "8" },
    province = t.list { "15", "12", "9", "6" },
    city = t.list { "10", "8", "6", "4" },
    district = t.list { "6", "5", "4", "2" },
    street = t.list { "4", "3", "2", "1" },
  },
  indicators = {
    award_points = t.value {
      of = t.awards {
        nation = t.param "nation", province = t.param "province", city = t.param "city",
        district = t.param "district", street = t.param "street",
      },
      by = { "unit", "team" }, over = { "month", "quarter", "half", "year" }, decimals = 2,
    },
    awards = t.value {
      title = { zh = "获奖数", en = "Awards" },
      of = t.count { of = "award.put" },
      by = { "unit", "team" }, over = { "month", "quarter", "half", "year" },
    },
  },
}
