// SPDX-License-Identifier: MIT
// Texts in the language of now, and how numbers are written.

// A text of turnout's that the data refer to by its number.
function words(number) {
    if (number === null || number === undefined) return "";
    const text = data.words[number];
    return typeof text === "string" ? text : text[now.language === "zh" ? 0 : 1];
}

// A text of the page itself; %s and %d are filled in, in their order or by their number: %2$s.
function text(key, ...values) {
    let next = 0;
    if (data.texts[key] === undefined) throw new Error(`the page has no text "${key}"`);
    return words(data.texts[key]).replace(/%(?:(\d)\$)?[sd]/g, (_, place) => String(values[place ? place - 1 : next++] ?? ""));
}

// 12345 -> 12,345; a decimal keeps what is behind its point.
function grouped(number) {
    return String(number).replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}

function monthName(month) {
    return text(`month_${(month % 12) + 1}`);
}

function unitName(unit) {
    return words(data.units[unit].name) || data.units[unit].code;
}

function thingName(thing) {
    return words(data.things[thing].name) || data.things[thing].code;
}

function titleOf(indicator) {
    return words(indicator.title) || indicator.code;
}

// An element: its attributes, then what is in it. Texts stay texts, whatever they hold.
function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
}
