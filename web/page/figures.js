// SPDX-License-Identifier: MIT
// One figure in words and signs, as turnout report has it.

function isRate(row) {
    return row.of.factor === 100;
}

function isCount(row) {
    return row.of.factor === 1 && row.denominator === 1;
}

function valueText(row) {
    if (row.hidden !== null) return isCount(row) ? row.hidden : "*";
    if (row.state !== "ok") return words(data.states[STATES.indexOf(row.state)]);
    return grouped(row.value) + (isRate(row) ? " %" : "");
}

function fractionText(row) {
    if (row.denominator === null || isCount(row)) return "";
    if (row.hidden !== null) return `${row.hidden} / ${grouped(row.denominator)}`;
    return `${row.numerator === null ? "–" : grouped(row.numerator)} / ${grouped(row.denominator)}`;
}

function peopleText(row) {
    if (row.hidden !== null) return row.isPeople ? row.hidden : "";
    return row.named === null ? "" : `${grouped(row.named)} [${grouped(row.lower)}–${grouped(row.upper)}]`;
}

function targetText(row) {
    return row.target === null ? "" : row.target + (isRate(row) ? " %" : "");
}

// For sorting and drawing alone; what is printed is the text. Nothing: null.
function valueNumber(row) {
    return row && row.state === "ok" && row.value !== null ? Number(row.value) : null;
}

function valueNode(row) {
    return make("span", { class: row.state === "ok" ? "strong" : "quiet" }, valueText(row));
}

// "72.66 % ✗"
function judgedText(row) {
    return valueText(row) + (row.met === null ? "" : row.met ? " ✓" : " ✗");
}

// Never the colour alone: a sign and a word stand beside it.
function verdictTone(row) {
    if (row.target === null || row.met === null) return "unknown";
    return row.met ? "met" : "missed";
}

function verdictNode(row) {
    const said = words(row.verdict);
    return said ? make("span", { class: `verdict ${verdictTone(row)}` }, said) : "";
}

// "▲ +2.33": against the same period last year.
function changeNode(row) {
    if (row.change === null) return "";
    const sign = row.change === "*" || row.change === "≠" ? "" : row.change.startsWith("-") ? "▼ " : /[1-9]/.test(row.change) ? "▲ " : "= ";
    const tone = row.sense === 1 ? "met" : row.sense === -1 ? "missed" : "";
    const unit = isRate(row) && sign ? ` ${text("points")}` : "";
    return make("span", { class: `change ${tone}` }, sign + row.change + unit);
}

// "month=110x;quarter=11..": of each kind of sub-period a mark a letter.
function stripsOf(row) {
    if (row.detail === null || row.state !== "ok") return [];
    return row.detail
        .split(";")
        .map((part) => /^(month|quarter|half|year)=([01.+-]+)$/.exec(part))
        .filter(Boolean)
        .map(([, every, marks]) => ({ every, marks: [...marks] }));
}

const BOXES = { 1: "■", 0: "□", "+": "▣", "-": "▢", ".": "·" };
const BOX_WORDS = { 1: "box_met", 0: "box_missed", "+": "box_open_met", "-": "box_open", ".": "box_none" };

// What the i-th box is called: a month by its name, else the number of the quarter or half.
function boxName(every, i) {
    if (every === "year") return text("year");
    if (every !== "month") return text(every === "half" ? "half_n" : "quarter_n", i + 1);
    const first = data.periods[now.period].first ?? 0;
    return monthName(first + i);
}
