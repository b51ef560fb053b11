-- SPDX-License-Identifier: MIT
-- What count.lua has counted, as `peer_input tally` writes it: people in the sets, squares of the counters.
local function keys_of(kind) return redis.call("KEYS", kind .. ":*") end
local totals = {}
for _, kind in ipairs { "ps", "pm", "py", "pc" } do
  local sum = 0
  for _, key in ipairs(keys_of(kind)) do sum = sum + redis.call("SCARD", key) end
  totals[#totals + 1] = string.format("%d", sum)
end
for _, kind in ipairs { "as", "am", "ac", "mm" } do
  local sum = 0
  for _, key in ipairs(keys_of(kind)) do
    local n = tonumber(redis.call("GET", key))
    sum = sum + n * n
  end
  totals[#totals + 1] = string.format("%d", sum)
end
return table.concat(totals, " ")
