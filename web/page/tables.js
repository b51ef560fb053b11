// SPDX-License-Identifier: MIT
// Tables that sort: by a click on a heading, or by Enter or Space on its button.

function compare(a, b) {
    if (a === null || a === "" || b === null || b === "") return (a === null || a === "") - (b === null || b === "");
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), now.language === "zh" ? "zh-CN" : "en");
}

// What has no value stays at the end, up or down.
function sorted(entries, column, isDown) {
    const key = column.sort ?? ((entry) => column.text(entry));
    const empty = (value) => value === null || value === "";
    return entries
        .map((entry, place) => ({ entry, place, value: key(entry) }))
        .sort((a, b) => {
            const order = compare(a.value, b.value);
            const turned = isDown && !empty(a.value) && !empty(b.value) ? -order : order;
            return turned || a.place - b.place;
        })
        .map(({ entry }) => entry);
}

function cellOf(column, entry, isHead) {
    const content = column.node ? column.node(entry) : column.text(entry);
    const attributes = { class: [column.number ? "number" : "", column.class ?? ""].join(" ").trim() || null };
    return isHead ? make("th", { ...attributes, scope: "row" }, content) : make("td", attributes, content);
}

function fill(body, table) {
    const sort = now.sorts.get(table.id);
    const entries = sort ? sorted(table.entries, table.columns[sort.column], sort.isDown) : table.entries;
    body.replaceChildren(
        ...entries.map((entry) =>
            make("tr", { class: table.mark?.(entry) ?? null }, table.columns.map((column, i) => cellOf(column, entry, i === 0)))),
    );
}

function showSort(headings, table) {
    const sort = now.sorts.get(table.id);
    headings.forEach((heading, i) => {
        if (sort?.column === i) heading.setAttribute("aria-sort", sort.isDown ? "descending" : "ascending");
        else heading.removeAttribute("aria-sort");
    });
}

// The same without headings that sort: of what adds up from top to bottom.
function plainTable(table) {
    const body = make("tbody");
    fill(body, table);
    return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": table.caption },
        make("table", { id: table.id, class: table.class ?? null }, make("caption", null, table.caption),
            make("thead", null, make("tr", null, table.columns.map((column) => make("th", { scope: "col", class: column.number ? "number" : null }, column.title)))), body));
}

// table: { id, caption, columns: [{ title, text(entry), node?(entry), sort?(entry), number?, class? }], entries, mark?(entry) }
function makeTable(table) {
    const body = make("tbody");
    const headings = table.columns.map((column, i) =>
        make(
            "th",
            { scope: "col", class: column.number ? "number" : null },
            make("button", {
                type: "button",
                onclick: () => {
                    const before = now.sorts.get(table.id);
                    // Numbers are looked at from the greatest on, names from A.
                    const isDown = before?.column === i ? !before.isDown : Boolean(column.number);
                    now.sorts.set(table.id, { column: i, isDown });
                    showSort(headings, table);
                    fill(body, table);
                    tell(text(isDown ? "sorted_down" : "sorted_up", column.title));
                },
            }, column.title),
        ),
    );
    showSort(headings, table);
    fill(body, table);
    return make(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": table.caption },
        make("table", { id: table.id, class: table.class ?? null }, make("caption", null, table.caption),
            make("thead", null, make("tr", null, headings)), body),
    );
}

// Says it to who listens to the page.
function tell(said) {
    document.getElementById("news").textContent = said;
}
