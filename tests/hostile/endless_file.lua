-- instructions: more than 10000000 instructions in one call
-- SPDX-License-Identifier: MIT
-- The file itself never comes to its end.
local t = require "turnout"

while true do end --!
