-- SPDX-License-Identifier: MIT
-- One attendance, as a script of Redis: known already, or stored and counted in four sets and four counters.
-- ARGV: identity, the event's line, session, person, minutes.  1: applied; 0: a duplicate.
local session, person = ARGV[3], ARGV[4]
local of = redis.call("HMGET", "s:" .. session, "y", "m", "c") -- unit and year, and month, and category
if not of[1] then return redis.error_reply("unknown session") end
if redis.call("SETNX", "e:" .. ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call("SADD", "ps:" .. session, person)
redis.call("SADD", "py:" .. of[1], person)
redis.call("SADD", "pm:" .. of[2], person)
redis.call("SADD", "pc:" .. of[3], person)
redis.call("INCR", "as:" .. session)
redis.call("INCR", "am:" .. of[2])
redis.call("INCR", "ac:" .. of[3])
redis.call("INCRBY", "mm:" .. of[2], ARGV[5])
return 1
