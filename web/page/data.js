// SPDX-License-Identifier: MIT
// What turnout wrote into the page (docs/html.md), and what of it is looked at now.
const data = JSON.parse(document.getElementById("data").textContent);

const now = {
    language: data.language,
    unit: 0,
    period: 0,
    isPrinting: false,
    sorts: new Map(), // by table: { column, isDown }
};

const STATES = ["ok", "no_data", "no_denominator", "n_a", "error", "suppressed"];
const KINDS = ["draft", "official", "revised"];

// Packed rows: cells between commas, rows between semicolons; what is empty at the end is left out.
function unpacked(text) {
    return text === "" ? [] : text.split(";").map((row) => row.split(",").map((cell) => (cell === "" ? null : cell)));
}

function numberOf(cell) {
    return cell === null || cell === undefined ? null : Number(cell);
}

// The cells of a row of figures, in their order; those named in TEXTS are not numbers.
const PLACES = ["indicator", "thing", "kind", "state", "numerator", "denominator", "value", "named", "lower", "upper", "target", "met",
    "short", "verdict", "remarks", "detail", "hidden", "isPeople", "before", "change", "sense"];
const TEXTS = ["value", "target", "change"];

function rowOf(block, cells, number) {
    const row = { number, unit: block.unit, period: block.period };
    PLACES.forEach((place, i) => (row[place] = TEXTS.includes(place) ? (cells[i] ?? null) : numberOf(cells[i])));
    row.kind = KINDS[row.kind ?? 0];
    row.state = STATES[row.state ?? 0];
    row.met = row.met === null ? null : row.met === 1;
    row.detail = row.detail === null ? null : data.words[row.detail];
    row.hidden = row.hidden === null ? null : data.words[row.hidden];
    row.of = data.indicators[row.indicator];
    return row;
}

const rows = [];
for (const block of data.blocks) for (const cells of unpacked(block.rows)) rows.push(rowOf(block, cells, rows.length));

// Rows of a unit and period are looked for all the time.
const rowsOf = new Map();
for (const row of rows) {
    const key = `${row.unit} ${row.period}`;
    if (!rowsOf.has(key)) rowsOf.set(key, []);
    rowsOf.get(key).push(row);
}

function rowsAt(unit, period) {
    return rowsOf.get(`${unit} ${period}`) ?? [];
}

// The unit's own figures: nothing about a team, category or group, and what is official before what was revised.
function ownRows(unit = now.unit, period = now.period) {
    return rowsAt(unit, period).filter((row) => row.thing === null);
}

function ownRow(code, unit = now.unit, period = now.period) {
    return ownRows(unit, period).find((row) => row.of.code === code && row.kind !== "revised");
}

// The place among the indicators that are shown first; behind them all for every other one.
function rankOf(indicator) {
    const place = data.first.indexOf(indicator.code);
    return place < 0 ? data.first.length : place;
}

// The units above the place in the list: the list is in tree order, and each knows how deep it lies.
function unitsAbove(place) {
    const above = [];
    let depth = data.units[place].depth;
    for (let i = place - 1; i >= 0 && depth > 0; i--)
        if (data.units[i].depth < depth) {
            above.unshift(i);
            depth = data.units[i].depth;
        }
    return above;
}

// A page of a report is about one unit at a time; those of scores and findings are about all of theirs.
function isAboutAll() {
    return data.about.kind !== "report";
}

// The unit of now and those below it.
function unitsBelow() {
    const places = data.units.map((_, place) => place);
    return new Set(isAboutAll() ? places : places.filter((place) => place === now.unit || unitsAbove(place).includes(now.unit)));
}

// The values of the months from one on, as printed; null where there is none, "*" where it is hidden.
function monthValues(code, unit, first, count) {
    const line = data.months.find(([of, indicator]) => of === unit && data.indicators[indicator].code === code);
    const values = line ? unpacked(line[3])[0] : [];
    return Array.from({ length: count }, (_, i) => values[first + i - line?.[2]] ?? null);
}

function monthsOf(period) {
    if (data.periods.length === 0) return [];
    const { first, end } = data.periods[period];
    return Array.from({ length: end - first }, (_, i) => first + i);
}
