-- SPDX-License-Identifier: MIT
--
-- What the configuration said about parameters while a version of the rules held.

-- "plugin.name=value" and a line feed each, in order; NULL: it was recorded by a program that did not keep it.
ALTER TABLE rule_version ADD COLUMN parameters TEXT;
