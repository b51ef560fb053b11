// SPDX-License-Identifier: MIT
// Charts by Apache ECharts, drawn as SVG. Patterns and labels say what colours say;
// on paper they are black on white.

// The policy of the page forbids style attributes, which zrender writes into its SVG: through the object model they are allowed.
SVGElement.prototype.setAttribute = function (name, value) {
    if (name === "style") this.style.cssText = value;
    else Element.prototype.setAttribute.call(this, name, value);
};

// How wide a chart is on A4, alone and beside another one, in the pixels of CSS: what the style leaves of 210 mm.
const PAPER_WHOLE = 650;
const PAPER_HALF = 300;

const drawn = []; // { chart, option } on the page now

function hasCharts() {
    return Boolean(globalThis.turnoutCharts);
}

function palette() {
    const font = getComputedStyle(document.body).fontFamily;
    if (now.isPrinting) return { font, ink: "#000", quiet: "#333", line: "#bbb", first: "#444", second: "#fff", edge: "#000", missed: "#fff", pattern: "#000", paper: "#fff" };
    const css = getComputedStyle(document.documentElement);
    const colour = (name) => css.getPropertyValue(`--${name}`).trim();
    return {
        font, ink: colour("ink"), quiet: colour("quiet"), line: colour("line"), first: colour("first"), second: colour("second"),
        edge: colour("first"), missed: colour("missed-fill"), pattern: colour("pattern"), paper: colour("paper"),
    };
}

// Slanted lines: what they fill can be told from what is plain without its colour.
function hatched(colour) {
    return { symbol: "rect", color: colour, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };
}

function basics(colours) {
    const { font } = colours;
    return {
        animation: false,
        textStyle: { fontFamily: font, color: colours.ink, fontSize: 12 },
        aria: { enabled: true },
        tooltip: {
            trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colours.paper, borderColor: colours.line,
            textStyle: { color: colours.ink, fontFamily: font, fontSize: 12 }, axisPointer: { type: "none" },
        },
    };
}

function valueAxis(colours, more) {
    return {
        type: "value", axisLine: { show: false }, axisTick: { show: false }, splitNumber: 4,
        axisLabel: { color: colours.quiet }, splitLine: { lineStyle: { color: colours.line, width: 1 } }, ...more,
    };
}

function categoryAxis(colours, names, more) {
    return {
        type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.quiet } },
        axisLabel: { color: colours.ink, interval: 0 }, ...more,
    };
}

// A figure with its chart: what is drawn is said in a sentence, and its numbers stand in a table that opens below it.
// option(colours, width) -> what ECharts takes; table: as for makeTable. Null: without charts and table it has nothing to say.
function chartFigure({ title, note, height, said, option, table }) {
    if (!hasCharts() && !table) return null;
    const canvas = make("div", { class: "canvas" });
    canvas.style.setProperty("height", `${height}px`);
    const figure = make("figure", { class: "chart" }, make("figcaption", null, make("strong", null, title), note ? make("span", { class: "quiet" }, ` ${note}`) : ""));
    if (hasCharts()) {
        figure.append(canvas);
        drawn.push({ canvas, option, said, chart: null });
    }
    if (table) figure.append(make("details", { open: !hasCharts() }, make("summary", null, text("as_table")), makeTable(table)));
    return figure;
}

function widthFor({ canvas }) {
    if (now.isPrinting) return canvas.closest(".pair") ? PAPER_HALF : PAPER_WHOLE;
    return canvas.clientWidth;
}

// All is measured before anything is drawn: measuring after each drawing would lay the page out again each time.
function drawThese(entries) {
    const colours = palette();
    const measured = entries.map((entry) => ({ entry, width: widthFor(entry), height: entry.canvas.clientHeight }));
    for (const { entry, width, height } of measured) {
        if (!width) continue;
        entry.chart?.dispose();
        entry.chart = turnoutCharts.init(entry.canvas, null, { renderer: "svg", width, height });
        const option = { ...basics(colours), ...entry.option(colours, width) };
        entry.chart.setOption({ ...option, aria: { enabled: true, label: { description: entry.said } } });
    }
}

function drawAll() {
    drawThese(drawn);
}

function forgetCharts() {
    for (const { chart } of drawn) chart?.dispose();
    drawn.length = 0;
}

// Of one part of the page alone, which is made anew.
function forgetIn(place) {
    for (let i = drawn.length; i-- > 0; )
        if (place.contains(drawn[i].canvas)) {
            drawn[i].chart?.dispose();
            drawn.splice(i, 1);
        }
}

function drawIn(place) {
    drawThese(drawn.filter(({ canvas }) => place.contains(canvas)));
}

// How wide the longest name is, about: a Chinese character is as wide as the font is high.
function widthOf(name) {
    let width = 0;
    for (const character of name) width += character.codePointAt(0) > 0x2e7f ? 12 : 6.6;
    return width;
}

function shortened(name, room) {
    if (widthOf(name) <= room) return name;
    let kept = "";
    for (const character of name) {
        if (widthOf(kept + character) > room - 10) break;
        kept += character;
    }
    return `${kept}…`;
}

// Lying bars, one for each entry: { name, value (number or null), label, isMissed, isHere }. limit: a line at the target.
function barsOption(entries, { isPercent, limit, limitName }) {
    return (colours, width) => {
        const room = Math.min(Math.max(...entries.map(({ name }) => widthOf(name)), 40), width * 0.36);
        const greatest = Math.max(...entries.map(({ value }) => value ?? 0), limit ?? 0);
        return {
            grid: { left: room + 14, right: 74, top: limit === null ? 8 : 26, bottom: 24 },
            xAxis: valueAxis(colours, {
                splitNumber: width < 420 ? 2 : 4, min: 0, ...(isPercent && greatest > 40 && greatest <= 100 ? { max: 100, interval: 25 } : {}),
                axisLabel: { color: colours.quiet, formatter: (value) => grouped(value) + (isPercent ? "%" : "") },
            }),
            yAxis: categoryAxis(colours, entries.map(({ name }) => name), {
                inverse: true,
                axisLabel: {
                    color: colours.ink, interval: 0, formatter: (name) => shortened(name, room),
                    fontWeight: "normal",
                },
            }),
            tooltip: {
                ...basics(colours).tooltip,
                formatter: ([{ dataIndex }]) => `${entries[dataIndex].name}: ${entries[dataIndex].label}`,
            },
            series: [{
                type: "bar", barMaxWidth: 16, barMinHeight: 1,
                data: entries.map(({ value, isMissed, isHere }) => ({
                    value: value ?? 0,
                    itemStyle: {
                        color: isMissed ? colours.missed : colours.first, borderColor: isHere ? colours.ink : colours.edge, borderWidth: isHere ? 2 : 1,
                        decal: isMissed ? hatched(colours.pattern) : null,
                    },
                })),
                label: { show: true, position: "right", color: colours.ink, formatter: ({ dataIndex }) => entries[dataIndex].label },
                markLine: limit === null ? undefined : {
                    symbol: "none", silent: true, lineStyle: { color: colours.ink, type: "dashed", width: 1 },
                    label: { formatter: limitName, color: colours.ink, position: "start", distance: [0, 0] }, data: [{ xAxis: limit }],
                },
            }],
        };
    };
}

// Standing bars for this year's months, and last year's as a line of points.
function monthsOption(names, values, before, { isPercent, thisName, beforeName }) {
    return (colours, width) => ({
        grid: { left: 46, right: 12, top: 22, bottom: 28 },
        xAxis: categoryAxis(colours, names, { axisLabel: { color: colours.ink, interval: width < 420 ? 1 : 0 } }),
        yAxis: valueAxis(colours, { min: 0, axisLabel: { color: colours.quiet, formatter: (value) => grouped(value) + (isPercent ? "%" : "") } }),
        tooltip: {
            ...basics(colours).tooltip,
            formatter: ([{ dataIndex: i }]) => [names[i], `${thisName}: ${pointText(values[i], isPercent)}`]
                .concat(before ? [`${beforeName}: ${pointText(before[i], isPercent)}`] : []).join("\n"),
        },
        series: [
            {
                type: "bar", name: thisName, barMaxWidth: 26, data: values.map(pointNumber),
                itemStyle: { color: colours.first, borderColor: colours.edge },
                label: { show: !before && width > values.length * 7 * Math.max(...values.map((value) => String(value ?? "").length)) + 60, position: "top", color: colours.ink, fontSize: 10, formatter: ({ dataIndex: i }) => (values[i] === null ? "" : grouped(values[i])) },
            },
            ...(before ? [{
                type: "line", name: beforeName, data: before.map(pointNumber), symbol: "diamond", symbolSize: 8,
                lineStyle: { color: colours.quiet, type: "dashed", width: 1 }, itemStyle: { color: colours.paper, borderColor: colours.quiet, borderWidth: 1.5 },
            }] : []),
        ],
    });
}

function pointNumber(value) {
    return value === null || value === "*" ? null : Number(value);
}

function pointText(value, isPercent) {
    return value === null ? "–" : value === "*" ? "*" : grouped(value) + (isPercent ? " %" : "");
}
