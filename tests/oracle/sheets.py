#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sheets.py FILE.xlsx ROWS.json SHOWN.csv: does the workbook say what the report says?

FILE.xlsx   turnout report --format xlsx --lang en --period P
ROWS.json   turnout report --format json --period P
SHOWN.csv   the sheet Units as LibreOffice shows it

Reads the file with nothing but zip and XML, so that it does not share a mistake
with the library that wrote it.  Prints what differs and ends with 1.
"""
import csv
import json
import re
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
wrong = []


def complain(text):
    wrong.append(text)


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        bad = self.zip.testzip()
        if bad:
            complain(f"{bad} is damaged")
        for name in self.zip.namelist():
            if name.endswith(".xml") or name.endswith(".rels"):
                ElementTree.fromstring(self.zip.read(name))
        self.strings = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in self.part("xl/sharedStrings.xml")]
        self.formats = self.read_formats()
        targets = {r.get("Id"): r.get("Target") for r in self.part("xl/_rels/workbook.xml.rels")}
        self.sheets = {s.get("name"): self.part("xl/" + targets[s.get(RELATION)])
                       for s in self.part("xl/workbook.xml").find(MAIN + "sheets")}

    def part(self, name):
        return ElementTree.fromstring(self.zip.read(name))

    def read_formats(self):
        styles = self.part("xl/styles.xml")
        named = {"0": "General", "1": "0", "2": "0.00", "9": "0%", "10": "0.00%"}
        for number in styles.iter(MAIN + "numFmt"):
            named[number.get("numFmtId")] = number.get("formatCode")
        return [named.get(xf.get("numFmtId"), "?") for xf in styles.find(MAIN + "cellXfs")]

    def cell(self, c):
        """Text as str, a number as (Decimal, format)."""
        if c.find(MAIN + "f") is not None:
            complain(f"{c.get('r')} is a formula")
        value = c.find(MAIN + "v")
        if value is None:
            return ""
        if c.get("t") == "s":
            return self.strings[int(value.text)]
        return Decimal(value.text), self.formats[int(c.get("s", "0"))]

    def rows(self, name):
        for row in self.sheets[name].iter(MAIN + "row"):
            cells = {}
            for c in row:
                letters = re.match("[A-Z]+", c.get("r")).group()
                column = 0
                for letter in letters:
                    column = column * 26 + ord(letter) - 64
                cells[column - 1] = self.cell(c)
            yield [cells.get(i, "") for i in range(max(cells, default=-1) + 1)]

    def table(self, name):
        rows = list(self.rows(name))
        heading = rows[0]
        if any(not isinstance(text, str) or not text for text in heading):
            complain(f"{name}: a column has no heading: {heading}")
        return [dict(zip(heading, row + [""] * (len(heading) - len(row)))) for row in rows[1:]]


def decimals(text):
    return len(text.partition(".")[2])


def number_format(text, is_percent):
    places = decimals(text)
    return "0" + ("." + "0" * places if places else "") + ("%" if is_percent else "")


def same_number(what, cell, text, is_percent):
    """The cell is the printed decimal, to the last place, and is shown as it."""
    if not isinstance(cell, tuple):
        complain(f"{what}: {cell!r} where {text} is a number")
        return
    expected = Decimal(text) / (100 if is_percent else 1)
    if float(cell[0]) != float(expected):
        complain(f"{what}: {cell[0]} is not {expected}")
    if cell[1] != number_format(text, is_percent):
        complain(f"{what}: shown as {cell[1]}, not as {number_format(text, is_percent)}")


def same_integer(what, cell, number):
    if number is None:
        if isinstance(cell, tuple):
            complain(f"{what}: {cell} where there is no number")
    elif cell != (Decimal(number), "0"):
        complain(f"{what}: {cell!r} is not {number}")


def compare(row, line):
    what = f"{row['indicator']} of {row['unit']}"
    is_percent = isinstance(line["value"], tuple) and line["value"][1].endswith("%")
    if row["value"] is None:
        if isinstance(line["value"], tuple):
            complain(f"{what}: a number where the state is {row['state']}")
    else:
        same_number(what, line["value"], row["value"], is_percent)
    if row["target"] is not None:
        same_number(what + ", target", line["target"],
                    row["target"], isinstance(line["target"], tuple) and line["target"][1].endswith("%"))
    sign = {True: "✓", False: "✗", None: ""}[row["met"]]
    if sign and not line["result"].startswith(sign):
        complain(f"{what}: result {line['result']!r} where met is {row['met']}")
    for column, member in (("numerator", "numerator"), ("denominator", "denominator"), ("by name", "named"),
                           ("at least", "lower"), ("at most", "upper")):
        same_integer(f"{what}, {column}", line[column], row[member])


def check_shape(book, name):
    sheet = book.sheets[name]
    pane = sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
    if pane is None or pane.get("state") != "frozen" or pane.get("ySplit") != "1":
        complain(f"{name}: the heading is not frozen")
    if sheet.find(MAIN + "autoFilter") is None:
        complain(f"{name}: no filter")


def main():
    book = Book(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        rows = [r for r in json.load(file) if not (r["team"] or r["category"] or r["group"])]
    table = book.table("Units")
    lines = {(line["unit code"], line["indicator code"], line["period"]): line for line in table}
    if len(lines) != len(rows) or len(table) != len(rows):
        complain(f"{len(table)} lines for {len(rows)} figures")
    for row in rows:
        line = lines.get((row["unit"], row["indicator"], row["period"]))
        if line is None:
            complain(f"{row['indicator']} of {row['unit']} is missing")
        else:
            compare(row, line)
    for name in book.sheets:
        if name not in ("Overview", "Charts"):
            check_shape(book, name)
    if book.sheets["Units"].find(MAIN + "conditionalFormatting") is None:
        complain("met and missed are not marked")
    if not [n for n in book.zip.namelist() if n.startswith("xl/charts/chart")]:
        complain("there is no chart")
    with open(sys.argv[3], encoding="utf-8", newline="") as file:
        shown = list(csv.DictReader(file))
    if len(shown) != len(table):
        complain(f"LibreOffice shows {len(shown)} lines of {len(table)}")
    for line in shown:
        row = next((r for r in rows if (r["unit"], r["indicator"], r["period"]) ==
                    (line["unit code"], line["indicator code"], line["period"])), None)
        if row and row["value"] is not None and line["value"].rstrip("%") != row["value"]:
            complain(f"LibreOffice shows {line['value']} for {row['value']}: {row['indicator']} of {row['unit']}")
    for text in wrong[:20]:
        print(text)
    if not wrong:
        print(f"{len(rows)} figures agree; sheets: {', '.join(book.sheets)}")
    return 1 if wrong else 0


sys.exit(main())
