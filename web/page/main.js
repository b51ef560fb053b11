// SPDX-License-Identifier: MIT
// Puts the page together, and again when something else is chosen.

function byId(id) {
    return document.getElementById(id);
}

function footer() {
    const about = data.about;
    return [
        make("p", null, about.hidden ? (about.below ? text("hidden_note", about.below) : text("hidden_stars")) : about.full ? text("full_note") : ""),
        make("p", null, text("made_by", about.program), " ", about.command ? make("code", null, about.command) : ""),
        about.licences && hasCharts()
            ? make("details", { id: "licences" }, make("summary", null, text("licences")), make("pre", { lang: "en", tabindex: "0" }, byId("licence-texts").textContent))
            : "",
    ];
}

const SECTIONS = [headlinesSection, stripsSection, monthsSection, unitsSection, scoresSection, () => breakdownSection("group"),
    () => breakdownSection("category"), () => breakdownSection("team"), figuresSection, qualitySection];

function fillChoices() {
    const option = (value, name, chosen) => make("option", { value, selected: value === chosen }, name);
    byId("unit").replaceChildren(...data.units.map((unit, place) => option(place, `${"　".repeat(Math.max(0, unit.depth - data.units[0].depth))}${unitName(place)}`, now.unit)));
    byId("period").replaceChildren(...data.periods.map(({ name }, place) => option(place, words(name), now.period)).filter((_, place) => rows.some(({ period }) => period === place) || data.scores.some(({ period }) => period === place)));
    byId("unit-choice").hidden = data.units.length < 2 || isAboutAll();
    byId("period-choice").hidden = byId("period").options.length < 2;
    byId("choices").hidden = byId("unit-choice").hidden && byId("period-choice").hidden;
}

function fillHeading() {
    const title = isAboutAll() ? text(`page_${data.about.kind}`) : data.units.length ? unitName(now.unit) : text("nothing");
    const period = data.periods.length ? words(data.periods[now.period].name) : "";
    document.documentElement.lang = now.language === "zh" ? "zh-CN" : "en";
    const kind = isAboutAll() ? "Turnout" : text(`page_${data.about.kind}`);
    document.title = [title, period, kind].filter(Boolean).join(" · ");
    byId("eyebrow").textContent = [kind, period].filter(Boolean).join(" · ");
    byId("title").textContent = title;
    byId("as-of").textContent = data.about.day ? text("as_of", data.about.day, data.about.position) : "";
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", text(element.dataset.label));
    for (const language of ["zh", "en"]) byId(`language-${language}`).setAttribute("aria-pressed", String(now.language === language));
}

function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function showTheme() {
    byId("theme-dark").setAttribute("aria-pressed", String(isDark()));
    byId("theme-light").setAttribute("aria-pressed", String(!isDark()));
}

function render() {
    forgetCharts();
    fillHeading();
    fillChoices();
    showTheme();
    const sections = SECTIONS.map((one) => one()).filter(Boolean);
    byId("main").replaceChildren(...(sections.length ? sections : [make("p", { class: "lead" }, text("nothing"))]));
    byId("contents-list").replaceChildren(...sections.map((one) => make("li", null, make("a", { href: `#${one.id}` }, one.querySelector("h2").textContent))));
    byId("contents").hidden = sections.length < 2;
    byId("foot").replaceChildren(...footer());
    drawAll();
}

// What is chosen changes the page; the reader is taken to where it begins.
function choose(changes, focus) {
    Object.assign(now, changes);
    render();
    tell(`${byId("title").textContent} ${byId("eyebrow").textContent}`);
    if (focus) {
        byId(focus).tabIndex = -1;
        byId(focus).focus();
        scrollTo(0, 0);
    }
}

function chooseTheme(theme) {
    document.documentElement.dataset.theme = theme;
    showTheme();
    drawAll();
}

function firstPeriod() {
    return rows[0]?.period ?? data.scores[0]?.period ?? 0;
}

function listen() {
    byId("language-zh").addEventListener("click", () => choose({ language: "zh" }));
    byId("language-en").addEventListener("click", () => choose({ language: "en" }));
    byId("theme-light").addEventListener("click", () => chooseTheme("light"));
    byId("theme-dark").addEventListener("click", () => chooseTheme("dark"));
    byId("print").addEventListener("click", () => print());
    byId("unit").addEventListener("change", (event) => choose({ unit: Number(event.target.value) }));
    byId("period").addEventListener("change", (event) => choose({ period: Number(event.target.value) }));
    byId("choices").addEventListener("submit", (event) => event.preventDefault());
    // A click beside the dialog closes it, as Escape does.
    byId("explain").addEventListener("click", (event) => event.target === byId("explain") && byId("explain").close());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { showTheme(); drawAll(); });
    let waiting = 0;
    addEventListener("resize", () => {
        cancelAnimationFrame(waiting);
        waiting = requestAnimationFrame(drawAll);
    });
}

now.period = firstPeriod();
now.unit = data.about.unit;
listen();
render();
