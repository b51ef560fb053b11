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

// The places of a row's array; what is empty at its end is left out there.
const PLACES = ["unit", "indicator", "period", "thing", "kind", "state", "numerator", "denominator", "value", "named", "lower", "upper",
    "target", "met", "short", "verdict", "remarks", "detail", "hidden", "before", "change", "sense", "method"];

const rows = data.rows.map((cells, number) => {
    const row = { number };
    PLACES.forEach((place, i) => (row[place] = cells[i] ?? null));
    row.kind = KINDS[row.kind];
    row.state = STATES[row.state];
    row.met = row.met === null ? null : row.met === 1;
    row.of = data.indicators[row.indicator];
    return row;
});

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
    return Array.from({ length: count }, (_, i) => line?.[3][first + i - line[2]] ?? null);
}

function monthsOf(period) {
    if (data.periods.length === 0) return [];
    const { first, end } = data.periods[period];
    return Array.from({ length: end - first }, (_, i) => first + i);
}
