// SPDX-License-Identifier: MIT
// Scorecards with their components, ranks, and what the checks of the data found.

function signed(points) {
    return points === undefined ? "" : points.startsWith("-") ? points : `+${points}`;
}

function termRows(score, role) {
    return unpacked(score.lines).map(([line, self, points, value, mark]) => {
        const [of, title, full, target] = data.lines[line];
        return { role: of, title: words(title), full, self, points, value: words(numberOf(value)), target, mark: words(numberOf(mark)) };
    }).filter((line) => line.role === role);
}

// Each step to the total is a row, so that it can be added up by hand.
function scoreRows(score) {
    const steps = termRows(score, "item");
    const sum = (title, full, points) => ({ title: text(title), full: full ?? "", points: points ?? "–", isSum: true });
    if (score.total !== undefined) steps.push(sum("sum", score.available, score.sum));
    if (score.total !== undefined && score.sum !== score.base) steps.push(sum("scaled", score.full, score.base));
    const bonus = termRows(score, "bonus");
    steps.push(...bonus.map((row) => ({ ...row, points: row.points ? signed(row.points) : null })));
    if (bonus.length && score.total !== undefined) steps.push(sum("bonus", "", signed(score.bonus)));
    steps.push(...termRows(score, "penalty").map((row) => ({ ...row, points: row.points ? `−${row.points}` : null })));
    if (score.total !== undefined) steps.push(sum("total", score.most, score.total));
    return steps;
}

function scoreTable(score, id) {
    const steps = scoreRows(score);
    const columns = [
        { title: text("component"), text: (row) => row.title },
        { title: text("full_points"), number: true, text: (row) => row.full ?? "" },
        { title: text("self"), number: true, text: (row) => row.self ?? "" },
        { title: text("points_computed"), number: true, class: "strong", text: (row) => row.points ?? "–" },
        { title: text("figure"), number: true, text: (row) => row.value ?? "" },
        { title: text("remarks"), text: (row) => row.mark ?? "" },
    ].filter((column, i) => i < 2 || steps.some((row) => column.text(row) !== ""));
    return plainTable({ id, caption: `${words(score.card)} · ${words(score.owner)}`, columns, entries: steps, mark: (row) => (row.isSum ? "sum" : null) });
}

function gateLines(score) {
    return termRows(score, "gate").map((gate) =>
        make("p", { class: gate.mark ? "missed" : "met" }, `${gate.mark ? "✗" : "✓"} ${text("must_have")}: ${gate.title} ${gate.target ?? ""} (${gate.value})`));
}

function scoreBlock(score, place) {
    const facts = [["grade", words(score.grade)], ["rank", words(score.rank)], ["peers", words(score.class)], ["since_last_year", words(score.change)]];
    return make("article", { class: "score" },
        make("h3", null, words(score.card), score.kind === "draft" ? "" : make("span", { class: "kind" }, text(score.kind))),
        make("p", { class: "value" }, score.total ?? "–", make("span", { class: "aside" }, score.most ? ` / ${score.most}` : "")),
        make("dl", { class: "facts" }, facts.filter(([, said]) => said).map(([key, said]) => make("div", null, make("dt", null, text(key)), make("dd", null, said)))),
        words(score.remarks) ? make("p", { class: "quiet" }, words(score.remarks)) : "",
        scoreTable(score, `score-${place}`), ...gateLines(score));
}

// Everybody of a class by rank.
function rankTable(list, id) {
    const rank = (score) => parseInt(words(score.rank), 10) || null;
    const columns = [
        { title: text("rank"), class: "tight", text: (score) => words(score.rank), sort: rank },
        {
            title: text("name"), text: (score) => words(score.owner),
            node: (score) => [make("button", { type: "button", class: "explain", "aria-haspopup": "dialog", onclick: (event) => openScore(score, event.currentTarget) }, words(score.owner)),
                score.kind === "draft" ? "" : make("span", { class: "kind" }, text(score.kind))],
        },
        { title: text("total"), number: true, class: "strong", text: (score) => score.total ?? "–", sort: (score) => (score.total ? Number(score.total) : null) },
        { title: text("grade"), text: (score) => words(score.grade), sort: (score) => (score.total ? -Number(score.total) : null) },
        { title: text("since_last_year"), text: (score) => words(score.change) },
        { title: text("remarks"), text: (score) => words(score.remarks) },
    ].filter((column, i) => i < 3 || list.some((score) => column.text(score) !== ""));
    const entries = [...list].sort((a, b) => (rank(a) ?? 1e9) - (rank(b) ?? 1e9));
    return makeTable({
        id, caption: `${words(list[0].card)} · ${words(list[0].class) || text("units")}`, columns, entries,
        mark: (score) => (!isAboutAll() && score.team === null && score.unit === now.unit ? "here" : null),
    });
}

function openScore(score, opener) {
    const dialog = document.getElementById("explain");
    dialog.replaceChildren(
        make("header", null,
            make("div", null, make("p", { class: "eyebrow" }, `${words(score.owner)} · ${words(data.periods[score.period].name)}`),
                make("h2", { id: "explain-title", tabindex: "-1" }, words(score.card))),
            make("button", { type: "button", class: "plain close", onclick: () => dialog.close() }, text("close"))),
        scoreBlock(score, "open"));
    show(dialog, opener);
}

function scoresSection() {
    const scores = data.scores.filter(({ period }) => period === now.period);
    if (scores.length === 0) return null;
    const below = unitsBelow();
    // A single score is shown with its components at once, others where they are asked for.
    const own = scores.filter(({ unit, team }) => (isAboutAll() ? scores.length === 1 : unit === now.unit && team === null));
    const boards = new Map();
    for (const score of scores) {
        if (score.team !== null && !below.has(score.unit)) continue;
        const key = `${words(score.card)} ${words(score.class)}`;
        boards.set(key, [...(boards.get(key) ?? []), score]);
    }
    const shown = [...boards.values()].filter((list) => list.length > 1 || !own.includes(list[0]));
    return section("scores", text("scores"), own.map((score, i) => scoreBlock(score, i)), shown.map((list, i) => rankTable(list, `ranks-${i}`)));
}

// ---- what the checks found ----

const SEVERITIES = ["error", "warning", "notice"];

function qualitySection() {
    if (data.findings === null) return null;
    const below = unitsBelow();
    const list = data.findings.filter(({ unit }) => unit === null || below.has(unit));
    if (list.length === 0) return section("quality", text("quality"), make("p", null, text("nothing_found")));
    const columns = [
        { title: text("severity"), text: ({ grave, severity }) => `${{ error: "●", warning: "◐" }[grave] ?? "○"} ${words(severity)}`, sort: ({ grave }) => SEVERITIES.indexOf(grave) },
        { title: text("check"), text: ({ check }) => words(check), node: ({ check, events }) => [words(check), words(events) ? make("details", { class: "events" }, make("summary", null, text("events")), words(events)) : ""] },
        { title: text("unit"), text: ({ unit }) => (unit === null ? "–" : unitName(unit)) },
        { title: text("about"), text: ({ thing }) => words(thing) },
        { title: text("period"), text: ({ period }) => period ?? "" },
        { title: text("numbers"), text: ({ numbers }) => words(numbers) },
    ];
    return section("quality", text("quality"), make("p", { class: "lead" }, text("quality_lead", list.length)),
        makeTable({ id: "table-quality", caption: text("quality"), columns, entries: list }));
}
