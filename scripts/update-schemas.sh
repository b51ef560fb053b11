#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes schema/events/*.json anew from the tables of lib/wire/event_fields.c.
set -eu
cd "$(dirname "$0")/.."

./run build debug
TURNOUT_UPDATE_SCHEMAS=1 build/debug/tests/unit-event_json_schema
