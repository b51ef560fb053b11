-- SPDX-License-Identifier: MIT
-- A counter at the door of a culture room: each reading is a visit of so many people.
local t = require "turnout"

return t.plugin {
  name = "doors", version = "1.0.0", api = 1,
  title = { zh = "门口计数", en = "Door counters" },
  params = { category = t.text "culture.visit", fewest = t.integer(1) },

  events = {
    ["com.example.door"] = { unit = "text", room = "text", people = "integer", side = "text?" },
  },

  -- One visit a room and day, with the people whom the counter saw. What staff brings in is no visit.
  maps = {
    t.map {
      of = "com.example.door", emit = { "activity.held", "headcount" },
      each = function(e, emit)
        if e.side == "staff" or e.people < t.param "fewest" then return end
        local visit = string.format("%s-%04d-%02d-%02d", e.room, e.date.year, e.date.month, e.date.day)
        emit("activity.held", { activity = visit, unit = e.unit, category = t.param "category", start = e.time, place = e.room })
        emit("headcount", { activity = visit, total = e.people })
      end,
    },
  },

  indicators = {
    door_readings = t.value { of = t.count { of = "com.example.door" } },
    through_doors = t.value { of = t.sum { of = "com.example.door", field = "people" } },
    door_visitors = t.value {
      of = t.attendances { where = function(a) return t.under(a.category, t.param "category") end },
    },
    fullest_reading = t.value {
      of = t.fold {
        of = "com.example.door",
        init = function() return 0 end,
        step = function(most, e) return math.max(most, e.people) end,
      },
    },
  },
}
