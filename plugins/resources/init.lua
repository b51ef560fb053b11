-- SPDX-License-Identifier: MIT
-- 资源: what a unit can build on: partners, talents, and the papers that show what is in place.
local t = require "turnout"

local over = { "month", "quarter", "half", "year" }

return t.plugin {
  name = "resources", version = "1.0.0", api = 1,
  title = { zh = "共建资源", en = "Resources" },
  params = { arts = t.list { "书法", "绘画", "空竹", "音乐", "舞蹈", "戏曲", "手工艺" } },
  indicators = {
    partners = t.value {
      title = { zh = "共建单位数", en = "Partners" },
      of = t.count { of = "partner.put", stock = true }, over = over,
    },
    talents = t.value {
      title = { zh = "文艺人才数", en = "Talents" },
      of = t.count { of = "talent.put", stock = true }, over = over,
    },
    talents_per_1000 = t.value {
      title = { zh = "每千人文艺人才数", en = "Talents per 1000 residents" },
      of = t.count { of = "talent.put", stock = true }, denominator = t.population { basis = "usual" }, per = 1000,
      over = over, decimals = 2,
    },
    talent_breadth = t.ratio {
      title = { zh = "人才门类覆盖率", en = "Arts with a talent" },
      numerator = t.count { of = "talent.put", stock = true, distinct = "kind", among = t.param "arts" }, over = over,
    },
    evidence_items = t.value {
      title = { zh = "佐证材料数", en = "Pieces of evidence" },
      of = t.count { of = "evidence.put" }, over = over,
    },
  },
}
