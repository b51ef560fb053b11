#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which figures differ when education_coverage also counts the sessions of one more category.

    rule_change.py AS-OF CATEGORY < events.ndjson > cells.json

An independent reading: both sets of figures are computed from the events alone by figures.py beside this, and compared
key by key: {"cells": [...], "rows": {...}}.  A cell has the names of a row, "before" and "after"; rows are the names of all rows
that it knows.
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import figures  # noqa: E402

KEYS = ("indicator", "unit", "team", "category", "group", "period")
VALUES = ("state", "numerator", "denominator", "named", "lower", "upper", "met", "short")


def rows(events, as_of):
    computed = figures.Figures(figures.World(events), as_of).compute()
    return {tuple(row[k] for k in KEYS): {k: row.get(k) for k in VALUES} for row in computed
            if row["indicator"].startswith("education_")}


def main():
    as_of, category = figures.interval(sys.argv[1])[0], sys.argv[2]
    events = [json.loads(line) for line in sys.stdin if line.strip()]
    before = rows(events, as_of)
    as_it_ships = figures.is_education
    figures.is_education = lambda session: as_it_ships(session) or (session.category + ".").startswith(category + ".")
    after = rows(events, as_of)
    assert before.keys() == after.keys()
    cells = [dict(zip(KEYS, key), before=before[key], after=after[key]) for key in before if before[key] != after[key]]
    json.dump({"cells": cells, "rows": {" ".join(k or "-" for k in key) + " ": True for key in before}}, sys.stdout)


if __name__ == "__main__":
    main()
