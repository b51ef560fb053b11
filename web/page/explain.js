// SPDX-License-Identifier: MIT
// Where a figure comes from: what turnout explain says of it, in a dialog.

function explainCommand(row) {
    const thing = row.thing === null ? null : data.things[row.thing];
    const of = thing ? ` --${thing.kind} ${thing.code}` : "";
    return `turnout explain ${row.of.code} --unit ${data.units[row.unit].code}${of} --period ${data.periods[row.period].code}`;
}

function factsOf(row) {
    const facts = [
        ["value", valueText(row)],
        ["fraction", fractionText(row)],
        ["named_between", peopleText(row)],
        ["target", targetText(row)],
        ["result", words(row.verdict)],
        ["last_year", row.before === null ? "" : words(row.before)],
        ["change", row.change ?? ""],
        ["rule", row.of.rule],
    ];
    return make("dl", { class: "facts" },
        facts.filter(([, said]) => said).map(([key, said]) => make("div", null, make("dt", null, text(key)), make("dd", null, said))));
}

// The kinds of the columns of a list: what is said of the thing itself stands in its entry, numbers in the row.
const [COLUMN_TEXT, COLUMN_NUMBER] = [0, 1];

function listRow(shape, [entry, ...numbers]) {
    const own = unpacked(data.entries[numberOf(entry)])[0];
    return shape.columns.map(([, kind]) => (kind === COLUMN_NUMBER ? numbers.shift() : own?.shift()) ?? null);
}

function listCell(cell, kind) {
    if (cell === null) return "";
    if (kind === COLUMN_TEXT) return words(numberOf(cell));
    return cell.startsWith("w") ? words(numberOf(cell.slice(1))) : grouped(cell);
}

function listTable(list, place) {
    const shape = data.lists[list.list];
    const entries = unpacked(list.rows).map((row) => listRow(shape, row));
    const columns = shape.columns.map(([title, kind], i) => ({
        title: words(title),
        number: kind !== COLUMN_TEXT,
        text: (cells) => listCell(cells[i], kind),
        sort: (cells) => (/^-?\d+$/.test(cells[i]) && kind !== COLUMN_TEXT ? Number(cells[i]) : listCell(cells[i], kind)),
    }));
    const used = columns.filter((column) => entries.some((cells) => column.text(cells) !== ""));
    const table = { id: `list-${place}`, caption: words(shape.title), columns: used, entries };
    now.sorts.delete(table.id);
    const parts = [makeTable(table)];
    if (list.more) parts.push(make("p", { class: "quiet" }, text("more_entries", list.more)));
    return parts;
}

let listCount = 0;

function behind(part) {
    const sentences = ["story", "bounds", "target", "outlook", "official"].map((key) => words(part[key])).filter(Boolean);
    return [
        ...sentences.map((sentence) => make("p", null, sentence)),
        ...(part.lists ?? []).flatMap((list) => listTable(list, listCount++)),
        ...(part.made_of ?? []).flatMap((child) => [
            make("h3", null, words(child.title), make("span", { class: "aside" }, child.value ?? "")),
            ...behind(child),
        ]),
    ];
}

function commandOf(command) {
    return make("p", { class: "command" }, make("span", { class: "quiet" }, `${text("in_the_command")} `), make("code", null, command));
}

// Whoever closes it is back where it was opened.
function show(dialog, opener) {
    dialog.addEventListener("close", () => opener.focus(), { once: true });
    dialog.showModal();
    dialog.scrollTop = 0;
    document.getElementById("explain-title").focus();
}

function openExplain(row, opener) {
    const dialog = document.getElementById("explain");
    const thing = row.thing === null ? "" : ` · ${thingName(row.thing)}`;
    // Beside an official figure the revised one has the same explanation: it says both.
    const part = data.explains[row.number] ?? (row.kind === "revised" && row.thing === null ? data.explains[ownRow(row.of.code, row.unit, row.period)?.number] : undefined);
    const close = make("button", { type: "button", class: "plain close", onclick: () => dialog.close() }, text("close"));

    listCount = 0;
    dialog.replaceChildren(
        make("header", null,
            make("div", null,
                make("p", { class: "eyebrow" }, `${unitName(row.unit)}${thing} · ${words(data.periods[row.period].name)}`),
                make("h2", { id: "explain-title", tabindex: "-1" }, titleOf(row.of))),
            close),
        factsOf(row),
        words(row.remarks) ? make("p", { class: "quiet" }, words(row.remarks)) : "",
        ...(part ? behind(part) : [make("p", { class: "quiet" }, text("no_explain"))]),
        commandOf(explainCommand(row)),
    );
    show(dialog, opener);
}

// The name of a figure opens its explanation.
function explainButton(row, said = titleOf(row.of)) {
    return make("button", { type: "button", class: "explain", "aria-haspopup": "dialog", onclick: (event) => openExplain(row, event.currentTarget) }, said);
}
