-- SPDX-License-Identifier: MIT
-- 场馆数: how many venues there are.
local t = require "turnout"

local function is_among(kinds, v)
  for _, kind in ipairs(kinds) do
    if v.kind == kind then return true end
  end
  return false
end

local function of_kind(v)
  local kinds = t.param "kinds"
  return #kinds == 0 or is_among(kinds, v)
end

return t.plugin {
  name = "venues", version = "1.0.0", api = 1,
  title = { zh = "场馆数", en = "Venues" },
  params = { kinds = t.list {}, sites = t.list { "exercise_point", "dance_point" } },
  indicators = {
    venues = t.value {
      of = t.count { of = "venue.put", where = of_kind },
      over = { "month", "quarter", "half", "year" },
    },
    venues_equipped = t.ratio {
      title = { zh = "有设施的场馆比例", en = "Venues with equipment" },
      numerator = t.count { of = "venue.put", where = function(v) return v.equipped and of_kind(v) end },
      denominator = t.count { of = "venue.put", where = of_kind },
      over = { "month", "quarter", "half", "year" },
    },
    sites_per_10000 = t.value {
      title = { zh = "每万人活动站点数", en = "Sites per 10 000 residents" },
      of = t.count { of = "venue.put", where = function(v) return is_among(t.param "sites", v) end },
      denominator = t.population { basis = "usual" }, per = 10000,
      over = { "month", "quarter", "half", "year" }, decimals = 2,
    },
  },
}
