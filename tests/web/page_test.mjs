// SPDX-License-Identifier: MIT
// node page_test.mjs CHROMIUM FOLDER: what a browser makes of FOLDER/report.html, scores.html and quality.html.
// Prints a line for each sentence that holds; ends with 1 when one does not. TURNOUT_TEST_PICTURES=DIR keeps what was seen.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { withBrowser } from "./browser.mjs";

const [, , chromium, folder] = process.argv;
const pictures = process.env.TURNOUT_TEST_PICTURES;
const SHIFT = 8;

function keep(name, bytes) {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    writeFileSync(`${pictures}/${name}`, bytes);
}

const click = (page, selector) => page.ask(`document.querySelector(${JSON.stringify(selector)}).click()`).then(() => page.settle());
const textOf = (page, selector) => page.ask(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? null`);
const count = (page, selector) => page.ask(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
const isHere = (page, selector) => page.ask(`document.activeElement.matches(${JSON.stringify(selector)})`);

// As somebody without a mouse: on and on until it is there.
async function tabTo(page, selector) {
    for (let i = 0; i < 400; i++) {
        await page.press("Tab");
        if (await isHere(page, selector)) return;
    }
    assert.fail(`Tab never comes to ${selector}`);
}

async function choose(page, id, label) {
    await page.ask(`(() => {
        const select = document.getElementById(${JSON.stringify(id)});
        select.value = [...select.options].find((option) => option.textContent.trim() === ${JSON.stringify(label)}).value;
        select.dispatchEvent(new Event("change"));
    })()`);
    await page.settle();
}

const values = (page, column) => page.ask(`[...document.querySelectorAll("#table-figures tbody tr")].map((row) => row.children[${column}].textContent)`);

const sentences = {
    async "asks nothing of the network and complains of nothing"(page) {
        assert.deepEqual(page.requests, [`file://${folder}/report.html`]);
        assert.deepEqual(page.complaints, []);
    },

    async "shows what it is about, figures, boxes, charts, scores and findings"(page) {
        await choose(page, "unit", "柳背桥社区");
        assert.equal(await textOf(page, "h1"), "柳背桥社区");
        assert.match(await page.ask("document.title"), /柳背桥社区 · 2025年/);
        for (const id of ["headlines", "strips", "months", "units", "scores", "by-group", "by-category", "by-team", "figures", "quality"])
            assert.equal(await count(page, `section#${id}`), 1, id);
        assert.equal(await count(page, "#strips .strip.month:first-child .box"), 12);
        assert.match(await textOf(page, "#headlines"), /72\.69 %.*✗ 差 37 人/s);
    },

    async "draws charts as SVG with labels, and what is missed with a pattern"(page) {
        assert.ok((await count(page, ".canvas svg")) >= 8);
        assert.ok((await count(page, ".canvas svg pattern")) >= 1);
        assert.equal(await count(page, ".canvas:not([role=img])"), 0);
        assert.match(await page.ask(`document.querySelector("#by-group .canvas").getAttribute("aria-label")`), /%/);
    },

    async "says all of it in the other language, and back"(page) {
        await click(page, "#language-en");
        assert.equal(await page.ask("document.documentElement.lang"), "en");
        assert.equal(await page.ask(`document.getElementById("language-en").getAttribute("aria-pressed")`), "true");
        assert.equal(await textOf(page, "h1"), "Liubeiqiao Community");
        assert.match(await textOf(page, "#headlines"), /Education coverage.*✗ 37 short/s);
        const chinese = await page.ask(`[...document.querySelectorAll("h2, h3, th button, dt, label > span")].map((one) => one.textContent).filter((text) => /[\\u4e00-\\u9fff]/.test(text))`);
        assert.deepEqual(chinese, []);
        keep("desk-en.png", pictures && (await page.picture(true)));
        await click(page, "#language-zh");
        assert.equal(await textOf(page, "h1"), "柳背桥社区");
    },

    async "sorts a table up and down and says so"(page) {
        const button = "#table-figures thead th:nth-child(2) button";
        await click(page, button);
        assert.equal(await page.ask(`document.querySelector("#table-figures thead th:nth-child(2)").getAttribute("aria-sort")`), "descending");
        const down = (await values(page, 1)).map((text) => parseFloat(text.replace(/[,%\s]/g, ""))).filter((value) => !isNaN(value));
        assert.ok(down.length > 20);
        assert.deepEqual(down, [...down].sort((a, b) => b - a));
        assert.notEqual(await textOf(page, "#news"), "");
        await click(page, button);
        const up = (await values(page, 1)).map((text) => parseFloat(text.replace(/[,%\s]/g, ""))).filter((value) => !isNaN(value));
        assert.deepEqual(up, [...down].reverse().sort((a, b) => a - b));
    },

    async "explains a figure down to its sessions and their log positions"(page) {
        await page.ask(`[...document.querySelectorAll("#headlines .explain")].find((one) => one.textContent === "居民受教育面").click()`);
        await page.settle();
        assert.equal(await page.ask(`document.getElementById("explain").open`), true);
        const said = await textOf(page, "#explain");
        assert.match(said, /1,163/);
        assert.match(said, /education_coverage@/);
        assert.match(said, /turnout explain education_coverage --unit liubeiqiao --period 2025/);
        assert.ok((await count(page, "#explain tbody tr")) > 5);
        keep("explain.png", pictures && (await page.picture(false)));
        await page.press("Escape");
        await page.settle();
        assert.equal(await page.ask(`document.getElementById("explain").open`), false);
        assert.equal(await page.ask("document.activeElement.textContent"), "居民受教育面");
    },

    async "is used by the keyboard alone"(page) {
        await page.ask("(scrollTo(0, 0), document.activeElement.blur())");
        await page.send("Page.bringToFront");
        await page.ask(`document.querySelector(".skip").focus()`);
        assert.ok(await page.ask(`document.querySelector(".skip").getBoundingClientRect().top >= 0`));
        await page.press("Enter");
        await page.settle();
        await tabTo(page, "#headlines .explain");
        await page.press("Enter");
        await page.settle();
        assert.equal(await page.ask(`document.getElementById("explain").open`), true);
        await tabTo(page, "#explain .close");
        await page.press("Enter");
        await page.settle();
        assert.ok(await isHere(page, "#headlines .explain"));
        await tabTo(page, "#table-units thead th:nth-child(2) button");
        await page.press(" ");
        await page.settle();
        assert.equal(await page.ask(`document.activeElement.closest("th").getAttribute("aria-sort")`), "descending");
        await page.press("Tab", SHIFT);
        assert.ok(await isHere(page, "#table-units thead th:nth-child(1) button"));
    },

    async "is told to who listens: landmarks, captions, headings, names"(page) {
        assert.equal(await count(page, "main"), 1);
        assert.equal(await count(page, "h1"), 1);
        assert.equal(await count(page, "nav[aria-label]:not([aria-label=''])"), 1);
        assert.equal(await count(page, "table:not(:has(caption))"), 0);
        assert.equal(await count(page, "th:not([scope])"), 0);
        assert.deepEqual(await page.ask(`[...document.querySelectorAll("section")].filter((one) => !document.getElementById(one.getAttribute("aria-labelledby"))?.textContent).map((one) => one.id)`), []);
        assert.deepEqual(await page.ask(`[...document.querySelectorAll("button, summary, a")].filter((one) => !one.textContent.trim()).map((one) => one.outerHTML)`), []);
        assert.deepEqual(await page.ask(`[...document.querySelectorAll("[id]")].map((one) => one.id).filter((id, i, all) => all.indexOf(id) !== i)`), []);
    },

    async "keeps a name with a script in it a name"(page) {
        await choose(page, "unit", "</script><script>window.trapped=1</script>");
        assert.equal(await textOf(page, "h1"), "</script><script>window.trapped=1</script>");
        assert.equal(await page.ask("typeof window.trapped"), "undefined");
        await page.ask(`document.querySelector("#headlines .explain").click()`);
        await page.settle();
        assert.match(await textOf(page, "#explain"), /<img src=x onerror=alert\(1\)>/);
        assert.equal(await count(page, "#explain img"), 0);
        await page.press("Escape");
        await choose(page, "unit", "柳背桥社区");
    },

    async "hides what is small, in the browser, too"(page) {
        const [numerator, value] = await page.ask(`(() => {
            const block = JSON.parse(document.getElementById("data").textContent);
            const trap = block.units.findIndex(({ code }) => code === "trap");
            const rate = block.indicators.findIndex(({ code }) => code === "participation_rate");
            const rows = block.blocks.find(({ unit }) => unit === trap).rows.split(";").map((row) => row.split(","));
            const row = rows.find((cells) => Number(cells[0]) === rate && cells[1] === "");
            return [row[4], row[6]];
        })()`);
        assert.deepEqual([numerator, value], ["", ""]);
    },

    async "reads on a phone without scrolling sideways"(page) {
        await page.size(390, 844, true);
        assert.ok((await page.ask("document.documentElement.scrollWidth")) <= 390);
        keep("phone.png", pictures && (await page.picture(true)));
        await page.prefer("dark");
        keep("phone-dark.png", pictures && (await page.picture(false)));
        await page.prefer("light");
        await page.size(1280, 900, false);
    },

    async "is dark where the reader wants it, by the system or by its switch, and can be read"(page) {
        // Of each kind of text the contrast with what lies behind it, as WCAG has it.
        const weak = `(() => {
            const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const light = (colour) => {
                const [r, g, b] = numbers(colour).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const behind = (one) => {
                for (let at = one; at; at = at.parentElement) {
                    const colour = getComputedStyle(at).backgroundColor;
                    if (numbers(colour)[3] !== 0) return colour;
                }
                return "rgb(255, 255, 255)";
            };
            return [...document.querySelectorAll("h1, h2, h3, p, th, td, dt, dd, li, button, small, figcaption, .verdict, .name, .sign")]
                .filter((one) => one.offsetParent && one.textContent.trim())
                .map((one) => {
                    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
                    return [(a + 0.05) / (b + 0.05), one.tagName + "." + one.className];
                })
                .filter(([contrast]) => contrast < 4.5).slice(0, 5);
        })()`;
        assert.deepEqual(await page.ask(weak), []);
        const light = await page.ask("getComputedStyle(document.body).backgroundColor");
        await page.prefer("dark");
        const dark = await page.ask("getComputedStyle(document.body).backgroundColor");
        assert.notEqual(light, dark);
        assert.deepEqual(await page.ask(weak), []);
        keep("desk-dark.png", pictures && (await page.picture(true)));
        await click(page, "#theme-light");
        assert.equal(await page.ask("getComputedStyle(document.body).backgroundColor"), light);
        await page.prefer("light");
        await click(page, "#theme-dark");
        assert.equal(await page.ask("getComputedStyle(document.body).backgroundColor"), dark);
        await click(page, "#theme-light");
        keep("desk.png", pictures && (await page.picture(true)));
    },

    async "prints on A4, its charts in black and white"(page) {
        const paper = await page.paper();
        assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
        assert.match(paper.toString("latin1"), /\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
        keep("a4.pdf", paper);
        await page.ask(`dispatchEvent(new Event("beforeprint"))`);
        const coloured = await page.ask(`[...document.querySelectorAll(".canvas svg [fill]")].map((one) => one.getAttribute("fill"))
            .filter((fill) => /^rgb|^#/.test(fill)).filter((fill) => {
                const parts = fill.startsWith("#") ? (fill.length === 4 ? [...fill.slice(1)] : fill.slice(1).match(/../g)) : fill.match(/\\d+/g).slice(0, 3);
                return new Set(parts).size > 1;
            })`);
        await page.ask(`dispatchEvent(new Event("afterprint"))`);
        assert.deepEqual(coloured, []);
    },

    async "had nothing to complain of to the end"(page) {
        assert.equal(page.requests.length, 1);
        assert.deepEqual(page.complaints, []);
    },

    // The last one: what is refused is complained of.
    async "lets nothing run, load or style it but what it brought along"(page) {
        const ran = await page.ask(`(() => {
            const script = document.createElement("script");
            script.textContent = "window.injected = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<b onclick='window.injected = 2' style='color: red' id='added'>x</b>");
            document.getElementById("added").click();
            return [typeof window.injected, getComputedStyle(document.getElementById("added")).color === "rgb(255, 0, 0)"];
        })()`);
        assert.deepEqual(ran, ["undefined", false]);
        assert.equal(await page.ask(`fetch("data:text/plain,x").then(() => "came", () => "refused")`), "refused");
        assert.equal(await page.ask(`new Promise((done) => { const image = new Image(); image.onload = () => done("came"); image.onerror = () => done("refused"); image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="; })`), "refused");
    },
};

async function opens(page, name, selector) {
    page.requests.length = 0;
    await page.open(`file://${folder}/${name}`);
    await page.settle();
    assert.equal(page.requests.length, 1);
    assert.deepEqual(page.complaints, []);
    assert.ok((await count(page, selector)) > 2, `${name}: ${selector}`);
}

let failed = 0;

async function holds(sentence, check) {
    try {
        await check();
        console.log(`ok ${sentence}`);
    } catch (error) {
        failed++;
        console.log(`NOT ok ${sentence}\n${error.stack ?? error}`);
    }
}

await withBrowser(chromium, async (page) => {
    await page.size(1280, 900, false);
    await page.open(`file://${folder}/scores.html`);
    await holds("the page of scores opens", () => opens(page, "scores.html", "#scores table"));
    await holds("the page of findings opens", () => opens(page, "quality.html", "#table-quality tbody tr"));
    page.requests.length = 0;
    await page.open(`file://${folder}/report.html`);
    await page.settle();
    for (const [sentence, check] of Object.entries(sentences)) await holds(`the page ${sentence}`, () => check(page));
});
process.exit(failed ? 1 : 0);
