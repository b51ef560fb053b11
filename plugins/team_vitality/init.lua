-- SPDX-License-Identifier: MIT
-- How alive a team is, from 0 to 100: what it does, who comes, what it brings about, and whether it grows.
local t = require "turnout"

local months = { quarter = 3, half = 6, year = 12 }
local outputs = { show = true, exhibition = true, contest = true }

-- The part of a yearly target that was reached; nothing when none is set.
local function reached(count, target, period)
  if target > 0 then
    return t.min(1, t.exact(count) * 12 / (target * months[period]))
  end
end

local function brought(c)
  local sum = c.outputs
  if c.awards.state == "ok" then
    sum = sum + c.awards
  end
  return sum
end

local function flag(c)
  if c.age.state == "ok" and c.age < t.param "new_days" then
    return "new"
  elseif c.idle >= t.param "dormant_days" then
    return "dormant"
  end
end

-- What of the team is known, out of what that is worth.
local function vitality(c)
  local points, full = t.exact(0), 0
  local function add(weight, share)
    if share then
      points, full = points + weight * share, full + weight
    end
  end
  add(40, reached(c.sessions, t.param "sessions", c.period))
  add(30, c.team_attendance.state == "ok" and c.team_attendance)
  add(20, reached(brought(c), t.param "outputs", c.period))
  if c.members_start > 0 or c.members_end > 0 then
    add(10, c.members_end >= c.members_start and 1 or 0)
  end
  if full == 0 then
    return "n_a"
  end
  return points * 100 / full
end

return t.plugin {
  name = "team_vitality", version = "1.0.0", api = 1,
  title = { zh = "队伍活力", en = "Team vitality" },
  params = {
    sessions = t.integer(12), outputs = t.integer(4),       -- a year
    dormant_days = t.integer(90), new_days = t.integer(90),
  },
  indicators = {
    team_vitality = t.score {
      reads = { "team_attendance" },
      with = {
        sessions = t.count { of = "activity.held" },
        outputs = t.count { of = "activity.held", where = function(a) return outputs[a.kind] end },
        awards = t.count { of = "award.put" },
        members_start = t.members { at = "start" },
        members_end = t.members {},
        idle = t.idle {},
        age = t.age {},
      },
      of = function(c)
        if c.sessions.state ~= "ok" then
          return c.sessions.state, flag(c)
        end
        return vitality(c), flag(c)
      end,
      by = "team", over = { "quarter", "half", "year" },
    },
  },
}
