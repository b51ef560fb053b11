-- SPDX-License-Identifier: MIT
-- Not Lua at all after this line.
return t.plugin { name = "broken_syntax", where where }
