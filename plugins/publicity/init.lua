-- SPDX-License-Identifier: MIT
-- 宣传: where, how often, about what and how soon a unit publishes.
local t = require "turnout"

local over = { "month", "quarter", "half", "year" }

return t.plugin {
  name = "publicity", version = "1.0.0", api = 1,
  title = { zh = "宣传", en = "Publicity" },
  params = {
    channels = t.list { "website", "bulletin", "report", "wechat", "board" },
    topics = t.list { "health", "civility", "family", "morality" },
    days = t.integer(7),
  },
  indicators = {
    publicity_channels = t.ratio {
      title = { zh = "宣传渠道覆盖率", en = "Channels in use" },
      numerator = t.count { of = "publicity.put", distinct = "channel", among = t.param "channels" },
      over = over,
    },
    publicity_cadence = t.ratio {
      title = { zh = "宣传渠道月月更新率", en = "Channels kept up every month" },
      numerator = t.periods { every = "month", of = "publicity.put", distinct = "channel", among = t.param "channels" },
      over = over,
    },
    publicity_topics = t.ratio {
      title = { zh = "宣传主题覆盖率", en = "Topics covered" },
      numerator = t.count { of = "publicity.put", distinct = "topic", among = t.param "topics" },
      over = over,
    },
    publicity_promptness = t.ratio {
      title = { zh = "宣传及时率", en = "Published promptly" },
      numerator = t.count { of = "publicity.put", where = function(p) return p.delay ~= nil and p.delay <= t.param "days" end },
      denominator = t.count { of = "publicity.put", where = function(p) return p.delay ~= nil end },
      over = over,
    },
    publicity_items = t.value {
      title = { zh = "宣传条数", en = "Items published" },
      of = t.count { of = "publicity.put" }, over = over,
    },
    publicity_reach = t.value {
      title = { zh = "宣传触达人次", en = "Impressions" },
      of = t.sum { of = "publicity.put", field = "reach" }, over = over,
    },
    publicity_reach_per_capita = t.value {
      title = { zh = "人均宣传触达次数", en = "Impressions per resident" },
      of = t.sum { of = "publicity.put", field = "reach" }, denominator = t.population { basis = "usual" },
      over = over, decimals = 2,
    },
  },
}
