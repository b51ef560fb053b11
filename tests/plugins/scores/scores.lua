-- SPDX-License-Identifier: MIT
-- Cards with everything that a card may say, over indicators of its own.
local t = require "turnout"

local over = { "quarter", "year" }

local function count(kind)
  return t.value { of = t.count { of = "activity.held", where = function(a) return kind == "any" or a.kind == kind end }, over = over }
end

local bands = { { "A", from = 90 }, { "B", from = 60 }, { "C", from = 0, title = { zh = "丙", en = "Third" } } }
local share = t.linear { target = 100, floor = 0, from = "zero", cap = 100 }

return t.plugin {
  name = "scores", version = "1.0.0", api = 1,
  title = { zh = "卡", en = "Cards" },
  indicators = {
    s_months = t.ratio { numerator = t.periods { every = "month" }, over = over },
    s_held = count "any",
    s_shows = count "show",
    s_films = count "film",
    s_rate = t.ratio { numerator = t.people {}, denominator = t.population {}, over = over },
    s_halves = t.ratio { numerator = t.periods { every = "quarter" }, over = over },
  },
  scorecards = {
    s_gauge = t.scorecard {
      title = { zh = "量表", en = "Gauge" },
      of = "unit", over = over,
      items = {
        { "s_months", points = 60, shape = share, dimension = "activities" },
        { "s_held", points = 40, shape = t.per_count { each = 10, most = 40 }, dimension = "services" },
      },
      bonus = {
        { "s_films", points = 8, shape = t.per_count { each = 4, most = 8 } },
        { "s_held", points = 5, shape = t.graded { steps = { { "many", from = 3, points = 5 } }, bound = "above", below = 0 } },
      },
      bonus_most = 10,
      penalty = { { "s_shows", points = 4, shape = t.threshold { at_most = 0 }, missing = 2 } },
      gates = { { "s_shows", at_least = 2, grade = "B", missing = "shuts" } },
      veto = true, most = 105, bands = bands,
    },
    s_strict = t.scorecard {
      of = "unit", over = "year", veto = false, most = 10, missing = "block",
      items = { { "s_rate", points = 10, shape = t.steps { from = 100, per = 25, minus = 3, step = "started" } } },
    },
    s_whole = t.scorecard {
      of = "unit", over = "year", veto = false, most = 100, missing = "exclude", scale = 100, rank = "dense",
      items = {
        { "s_gauge", points = 20, shape = share },
        { "s_strict", points = 20, shape = t.linear { target = 10, floor = 0, from = "zero", cap = 100 } },
      },
      gates = { { "s_gauge", at_least = 85, grade = "C", missing = "passes" } },
      bands = bands,
    },
  },
}
