#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""schemas.py FOLDER < LINES: does JSON Schema say of events what the reader of lines said?

Each line is A, R, B or S, a tab, and an event.  A was accepted: its schema must
accept it.  R was refused: its schema must refuse it.  B was refused for what a
schema cannot say: its schema may say either.  S likewise, and for nothing else:
its schema must accept it.  Every event goes through the
schema of its type; those that were accepted go through the envelope's, too.
Prints what differs, and at the end how many of each there were.
"""
import json
import os
import sys

from jsonschema import Draft202012Validator


def load(folder):
    schemas = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            schema = json.load(file)
        Draft202012Validator.check_schema(schema)
        schemas[name[: -len(".json")]] = Draft202012Validator(schema)
    return schemas


def main():
    schemas = load(sys.argv[1])
    counts = {"A": 0, "R": 0, "B": 0, "S": 0}
    differences = 0
    for line in sys.stdin:
        verdict, text = line.rstrip("\n").split("\t", 1)
        event = json.loads(text)
        error = next(schemas[event["type"][len("turnout.") :]].iter_errors(event), None)
        if verdict == "A" and error is None:
            error = next(schemas["envelope"].iter_errors(event), None)
        counts[verdict] += 1
        if (verdict in "AS" and error is not None) or (verdict == "R" and error is None):
            differences += 1
            if differences <= 20:
                print(f"{verdict}: {text}\n    {error.message[:200] if error else 'is valid'}")
    print(f"accepted {counts['A']}, refused {counts['R']}, beyond {counts['B'] + counts['S']}, differences {differences}")
    return 1 if differences else 0


sys.exit(main())
