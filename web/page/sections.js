// SPDX-License-Identifier: MIT
// The sections of the page, each a function that gives its element, or null when there is nothing for it.

function section(id, title, ...children) {
    return make("section", { id, "aria-labelledby": `${id}-title` }, make("h2", { id: `${id}-title` }, title), ...children);
}

// ---- headline figures ----

// The figures that a supervisor asks for first: those with a target, then what turnout lists as the most telling.
const HEADLINES = 12;

function headlineRows() {
    const own = ownRows().filter((row) => row.kind !== "revised");
    const byRank = (list) => list.sort((a, b) => rankOf(a.of) - rankOf(b.of) || a.number - b.number);
    const hasTarget = byRank(own.filter((row) => row.target !== null && row.state !== "n_a"));
    const others = byRank(own.filter((row) => row.target === null && (row.state === "ok" || row.hidden !== null) && data.first.includes(row.of.code)));
    return [...hasTarget, ...others.slice(0, Math.max(4, HEADLINES - hasTarget.length))];
}

function share(row) {
    const value = valueNumber(row);
    if (value === null || row.target === null) return null;
    const target = Number(row.target);
    const most = Math.max(isRate(row) ? 100 : 0, value, target) || 1;
    return { value: Math.max(0, (100 * value) / most), target: (100 * target) / most };
}

// How far it is to the target: a bar with a mark, and the same in words beside it.
function gauge(row) {
    const at = share(row);
    if (!at) return "";
    const bar = make("span", { class: `bar ${verdictTone(row)}` });
    const mark = make("span", { class: "mark" });
    bar.style.setProperty("inline-size", `${at.value}%`);
    mark.style.setProperty("inset-inline-start", `${Math.min(at.target, 100)}%`);
    return make("span", { class: "gauge", "aria-hidden": "true" }, bar, mark);
}

function headline(row) {
    const detail = [fractionText(row), peopleText(row) && row.lower !== row.upper ? text("between", grouped(row.lower), grouped(row.upper)) : ""];
    return make("li", { class: `headline ${verdictTone(row)}` },
        make("h3", null, explainButton(row)),
        make("p", { class: row.state === "ok" ? "value" : "value words" }, valueText(row)),
        gauge(row),
        row.target !== null ? make("p", { class: "goal" }, `${text("target")} ${targetText(row)} `, verdictNode(row)) : "",
        make("p", { class: "quiet detail" }, detail.filter(Boolean).join(" · ")),
        row.change !== null ? make("p", { class: "quiet" }, `${text("since_last_year")} `, changeNode(row)) : "");
}

function targetSentence(own) {
    const judged = own.filter((row) => row.target !== null && row.met !== null);
    const met = judged.filter((row) => row.met).length;
    const open = own.filter((row) => row.target !== null && row.met === null && row.state !== "n_a").length;
    if (judged.length + open === 0) return text("no_targets");
    return text("targets_met", judged.length, met, judged.length - met) + (open ? ` ${text("targets_unknown", open)}` : "");
}

function headlinesSection() {
    const list = headlineRows();
    if (list.length === 0) return null;
    return section("headlines", text("headlines"),
        make("p", { class: "lead" }, targetSentence(ownRows().filter((row) => row.kind !== "revised"))),
        make("ul", { class: "headlines" }, list.map(headline)));
}

// ---- month by month ----

function stripRow(row, { every, marks }) {
    const met = marks.filter((mark) => mark === "1").length;
    const expected = met + marks.filter((mark) => mark === "0").length;
    const boxes = marks.map((mark, i) =>
        make("li", { class: `box b${mark === "1" ? "met" : mark === "0" ? "missed" : mark === "." ? "none" : "open"}` },
            make("span", { class: "sign", "aria-hidden": "true" }, BOXES[mark]),
            make("span", { class: "name" }, boxName(every, i)),
            make("span", { class: "unseen" }, `: ${text(BOX_WORDS[mark])}`)));
    return make("div", { class: `strip ${every}` },
        make("h3", null, explainButton(row), make("span", { class: "aside" }, ` ${met}/${expected}`)),
        make("ol", { class: "boxes" }, boxes));
}

// A figure made of several others shows only those boxes that none of them shows.
function stripsSection() {
    const seen = new Set();
    const strips = [];
    const candidates = ownRows().filter((row) => row.kind !== "revised").map((row) => ({ row, strips: stripsOf(row) }));
    for (const { row, strips: found } of candidates.filter(({ strips }) => strips.length > 0).sort((a, b) => a.strips.length - b.strips.length))
        for (const strip of found) {
            const key = `${row.of.rule} ${strip.every} ${strip.marks.join("")}`;
            if (strip.every !== "year" && !seen.has(key)) strips.push({ row, strip });
            seen.add(key);
        }
    if (strips.length === 0) return null;
    const order = ["month", "quarter", "half"];
    strips.sort((a, b) => order.indexOf(a.strip.every) - order.indexOf(b.strip.every) || rankOf(a.row.of) - rankOf(b.row.of) || a.row.number - b.row.number);
    return section("strips", text("strips"), make("div", { class: "strips" }, strips.map(({ row, strip }) => stripRow(row, strip))),
        make("p", { class: "quiet legend" }, ["1", "0", "+", "-", "."].map((mark) => `${BOXES[mark]} ${text(BOX_WORDS[mark])}`).join("   ")));
}

function monthChart(code, months) {
    const row = ownRow(code);
    const values = monthValues(code, now.unit, months[0], months.length);
    const before = monthValues(code, now.unit, months[0] - 12, months.length);
    const hasBefore = before.some((value) => value !== null);
    if (!row || values.every((value) => value === null)) return null;
    const names = months.map(monthName);
    const isPercent = isRate(row);
    const thisName = words(data.periods[now.period].name);
    const columns = [
        { title: text("month"), text: (i) => names[i], sort: (i) => i },
        { title: thisName, number: true, text: (i) => pointText(values[i], isPercent), sort: (i) => pointNumber(values[i]) },
    ];
    if (hasBefore) columns.push({ title: text("last_year"), number: true, text: (i) => pointText(before[i], isPercent), sort: (i) => pointNumber(before[i]) });
    return chartFigure({
        title: titleOf(row.of), note: hasBefore ? text("last_year_line") : "", height: 220,
        said: `${titleOf(row.of)}: ${names.map((name, i) => `${name} ${pointText(values[i], isPercent)}`).join(", ")}`,
        option: monthsOption(names, values, hasBefore ? before : null, { isPercent, thisName, beforeName: text("last_year") }),
        table: { id: `months-${code}`, caption: titleOf(row.of), columns, entries: months.map((_, i) => i) },
    });
}

function monthsSection() {
    const months = monthsOf(now.period);
    const charts = months.length < 2 ? [] : ["attendances", "activities", "participation_rate", "education_coverage"].map((code) => monthChart(code, months)).filter(Boolean);
    return charts.length ? section("months", text("months"), make("div", { class: "pair" }, charts)) : null;
}

// ---- who was reached: groups, categories ----

function rowsBy(kind) {
    return rowsAt(now.unit, now.period).filter((row) => row.thing !== null && data.things[row.thing].kind === kind && row.kind !== "revised");
}

function indicatorsIn(list) {
    return [...new Set(list.map((row) => row.indicator))].sort((a, b) => rankOf(data.indicators[a]) - rankOf(data.indicators[b]));
}

// A row for each team, category or group, a column for each of the indicators.
function pivot(id, caption, kind, list, indicators) {
    const things = [...new Set(list.map((row) => row.thing))];
    const cell = new Map(list.map((row) => [`${row.thing} ${row.indicator}`, row]));
    const columns = [{ title: text(kind), text: (thing) => thingName(thing) }];
    for (const indicator of indicators) {
        const at = (thing) => cell.get(`${thing} ${indicator}`);
        columns.push({
            title: titleOf(data.indicators[indicator]), number: true,
            sort: (thing) => valueNumber(at(thing)),
            text: (thing) => (at(thing) ? valueText(at(thing)) : ""),
            node: (thing) => {
                const row = at(thing);
                if (!row) return "";
                return make("span", { class: verdictTone(row) }, explainButton(row, judgedText(row)), fractionText(row) ? make("small", null, fractionText(row)) : "");
            },
        });
    }
    return makeTable({ id, caption, columns, entries: things });
}

function breakdownChart(kind, code, list) {
    const entries = list.filter((row) => row.of.code === code && (row.state === "ok" || row.hidden !== null)).map((row) => ({
        name: thingName(row.thing), value: valueNumber(row), label: valueText(row), isMissed: row.met === false, row,
    }));
    if (entries.length < 2) return null;
    entries.sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
    const [{ row }] = entries;
    const limit = row.target === null ? null : Number(row.target);
    return chartFigure({
        title: titleOf(row.of), note: limit === null ? "" : text("target_line", targetText(row)), height: 54 + entries.length * 26,
        said: `${titleOf(row.of)}: ${entries.map(({ name, label }) => `${name} ${label}`).join(", ")}`,
        option: barsOption(entries, { isPercent: isRate(row), limit, limitName: targetText(row) }),
    });
}

const BREAKDOWNS = {
    group: ["education_coverage", "participation_rate"],
    category: ["attendances", "participation_rate"],
    team: ["roster_rate", "team_vitality"],
};

function breakdownSection(kind) {
    const list = rowsBy(kind);
    if (list.length === 0) return null;
    const charts = BREAKDOWNS[kind].map((code) => breakdownChart(kind, code, list)).filter(Boolean);
    return section(`by-${kind}`, text(`by_${kind}`), charts.length ? make("div", { class: "pair" }, charts) : "",
        pivot(`table-${kind}`, text(`by_${kind}`), kind, list, indicatorsIn(list)));
}

// ---- units beside each other ----

// What can be compared between units of different size: shares, and what is counted for each resident.
function comparable() {
    const codes = new Set();
    for (const row of rows)
        if (row.period === now.period && row.thing === null && row.state === "ok" && (isRate(row) || /per_(capita|1000|10k|10000)|vitality|index/.test(row.of.code))) codes.add(row.of.code);
    return [...codes].sort((a, b) => rankOf({ code: a }) - rankOf({ code: b }) || (a < b ? -1 : 1));
}

function levels() {
    return [...new Set(data.units.filter((_, unit) => rowsAt(unit, now.period).length > 0).map(({ level }) => level))];
}

function levelName(level) {
    return data.texts[`level_${level}`] === undefined ? level || text("units") : text(`level_${level}`);
}

function choice(id, label, entries, chosen, change) {
    const select = make("select", { id, onchange: (event) => change(event.target.value) },
        entries.map(([value, name]) => make("option", { value, selected: value === chosen }, name)));
    return make("label", null, make("span", null, label), " ", select);
}

function peersChart(code, level) {
    const entries = data.units
        .map((unit, place) => ({ unit, place, row: ownRow(code, place) }))
        .filter(({ unit, row }) => unit.level === level && row && (row.state === "ok" || row.hidden !== null))
        .map(({ place, row }) => ({ name: unitName(place), value: valueNumber(row), label: judgedText(row), isMissed: row.met === false, isHere: place === now.unit, row }))
        .sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
    if (entries.length === 0) return make("p", { class: "quiet" }, text("nothing_to_compare"));
    const [{ row }] = entries;
    const targets = new Set(entries.map((entry) => entry.row.target));
    const limit = targets.size === 1 && row.target !== null ? Number(row.target) : null;
    return chartFigure({
        title: `${titleOf(row.of)} · ${levelName(level)}`, note: limit === null ? "" : text("target_line", targetText(row)),
        height: 54 + entries.length * (entries.length > 30 ? 20 : 26),
        said: `${titleOf(row.of)}: ${entries.map(({ name, label }) => `${name} ${label}`).join(", ")}`,
        option: barsOption(entries, { isPercent: isRate(row), limit, limitName: targetText(row) }),
        table: {
            id: "table-peers", caption: `${titleOf(row.of)} · ${levelName(level)}`, entries, mark: ({ isHere }) => (isHere ? "here" : null),
            columns: [
                { title: text("unit"), text: ({ name }) => name },
                { title: text("value"), number: true, text: ({ label }) => label, sort: ({ value }) => value },
            ],
        },
    });
}

function unitsTable(codes) {
    const shown = codes.slice(0, 6);
    const entries = data.units.map((_, place) => place).filter((place) => rowsAt(place, now.period).length > 0);
    const columns = [{
        title: text("unit"), text: unitName, sort: (place) => place,
        node: (place) => make("button", { type: "button", class: `explain depth${Math.min(data.units[place].depth, 5)}`, onclick: () => choose({ unit: place }, "title") }, unitName(place)),
    }];
    for (const code of shown) {
        const of = data.indicators.find((indicator) => indicator.code === code);
        columns.push({
            title: titleOf(of), number: true, sort: (place) => valueNumber(ownRow(code, place)),
            text: (place) => (ownRow(code, place) ? valueText(ownRow(code, place)) : ""),
            node: (place) => {
                const row = ownRow(code, place);
                return row ? make("span", { class: verdictTone(row) }, explainButton(row, judgedText(row))) : "";
            },
        });
    }
    return makeTable({ id: "table-units", caption: text("units_table"), columns, entries, mark: (place) => (place === now.unit ? "here" : null) });
}

const comparing = { code: null, level: null };

function unitsSection() {
    const codes = comparable();
    const all = levels();
    if (data.units.filter((_, place) => rowsAt(place, now.period).length > 0).length < 2 || codes.length === 0) return null;
    // The level that has most to compare, unless the unit itself has peers.
    const count = (level) => data.units.filter((unit) => unit.level === level).length;
    const own = data.units[now.unit].level;
    const most = [...all].sort((a, b) => count(b) - count(a))[0];
    const code = codes.includes(comparing.code) ? comparing.code : codes[0];
    const level = all.includes(comparing.level) ? comparing.level : count(own) > 1 ? own : most;
    const place = make("div", { id: "peers" });
    const show = () => {
        forgetIn(place);
        place.replaceChildren(peersChart(comparing.code ?? code, comparing.level ?? level));
        drawIn(place);
    };
    const titles = codes.map((one) => [one, titleOf(data.indicators.find((indicator) => indicator.code === one))]);
    const controls = make("div", { class: "choices" },
        choice("peers-indicator", text("indicator"), titles, code, (value) => { comparing.code = value; show(); }),
        all.length > 1 ? choice("peers-level", text("level"), all.map((one) => [one, levelName(one)]), level, (value) => { comparing.level = value; show(); }) : "");
    place.append(peersChart(code, level));
    return section("units", text("units"), make("p", { class: "lead" }, text("units_lead")), controls, place, unitsTable(codes));
}

// ---- all figures ----

function figureColumns() {
    return [
        {
            title: text("indicator"), text: (row) => titleOf(row.of),
            node: (row) => [explainButton(row), row.kind === "draft" ? "" : make("span", { class: "kind" }, text(row.kind)),
                words(row.remarks) ? make("small", null, words(row.remarks)) : ""],
        },
        { title: text("value"), number: true, text: valueText, node: valueNode, sort: valueNumber },
        { title: text("result"), text: (row) => words(row.verdict), node: verdictNode, sort: (row) => (row.met === null ? null : row.met ? 1 : 0) },
        { title: text("target"), number: true, text: targetText, sort: (row) => (row.target === null ? null : Number(row.target)) },
        { title: text("fraction"), number: true, text: fractionText, sort: (row) => row.numerator },
        { title: text("named_between"), number: true, text: peopleText, sort: (row) => row.named },
        { title: text("last_year"), number: true, text: (row) => words(row.before) },
        { title: text("change"), number: true, text: (row) => row.change ?? "", node: changeNode, sort: (row) => (row.change === null || isNaN(row.change) ? null : Number(row.change)) },
    ];
}

function figuresSection() {
    const own = ownRows();
    if (own.length === 0) return null;
    const columns = figureColumns().filter((column, i) => i < 2 || own.some((row) => column.text(row) !== ""));
    return section("figures", text("figures"), makeTable({ id: "table-figures", class: "figures", caption: text("figures"), columns, entries: own }));
}
