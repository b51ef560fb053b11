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

// A cell of a list is a number, a text, or a pair of texts by their number.
function listCell(cell, isNumber) {
    if (cell === null || cell === undefined) return "";
    return isNumber ? (typeof cell === "number" ? grouped(cell) : cell) : words(cell);
}

function listTable(list, place) {
    const shape = data.lists[list.list];
    const columns = shape.columns.map(([title, isNumber], i) => ({
        title: words(title),
        number: Boolean(isNumber),
        text: (cells) => listCell(cells[i], isNumber),
        sort: (cells) => (isNumber && typeof cells[i] === "number" ? cells[i] : listCell(cells[i], isNumber)),
    }));
    const used = columns.filter((column) => list.rows.some((cells) => column.text(cells) !== ""));
    const table = { id: `list-${place}`, caption: words(shape.title), columns: used, entries: list.rows };
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
    const part = data.explains[row.number];
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
