// SPDX-License-Identifier: MIT
// A headless Chromium of the test's own, driven by the DevTools protocol over a pipe: needs node and nothing else.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE_MS = 240_000;

// The protocol: JSON texts with a NUL byte behind each, on descriptors 3 (to the browser) and 4 (from it).
class Connection {
    constructor(process) {
        this.process = process;
        this.to = process.stdio[3];
        this.number = 0;
        this.waiting = new Map();
        this.listeners = [];
        let rest = "";
        process.stdio[4].setEncoding("utf8");
        process.stdio[4].on("data", (text) => {
            const messages = (rest + text).split("\0");
            rest = messages.pop();
            for (const message of messages) this.take(JSON.parse(message));
        });
        this.to.on("error", () => {});
        process.on("exit", () => this.fail(new Error("the browser ended")));
    }

    fail(error) {
        for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
    }

    take(message) {
        const one = this.waiting.get(message.id);
        if (!one) {
            for (const listener of this.listeners) listener(message);
            return;
        }
        this.waiting.delete(message.id);
        if (message.error) one.reject(new Error(`${one.method}: ${message.error.message}`));
        else one.resolve(message.result);
    }

    send(method, params = {}, sessionId = undefined) {
        const id = ++this.number;
        return new Promise((resolve, reject) => {
            this.waiting.set(id, { resolve, reject, method });
            this.to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        });
    }
}

// A page: what it logged and asked for is kept, and it is asked by expressions.
class Page {
    constructor(connection, session) {
        this.connection = connection;
        this.session = session;
        this.requests = [];
        this.complaints = [];
        this.waiters = [];
        connection.listeners.push((message) => message.sessionId === session && this.hear(message));
    }

    send(method, params) {
        return this.connection.send(method, params, this.session);
    }

    hear({ method, params }) {
        if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
        else if (method === "Runtime.exceptionThrown") this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
        else if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(params.type))
            this.complaints.push(params.args.map(({ value, description }) => value ?? description).join(" "));
        else if (method === "Log.entryAdded" && params.entry.level !== "info" && params.entry.level !== "verbose") this.complaints.push(params.entry.text);
        this.waiters = this.waiters.filter(({ event, resolve }) => event !== method || resolve(params));
    }

    // The next event of that name.
    next(event) {
        return new Promise((resolve) => this.waiters.push({ event, resolve }));
    }

    async open(url) {
        for (const domain of ["Page", "Runtime", "Network", "Log"]) await this.send(`${domain}.enable`);
        const loaded = this.next("Page.loadEventFired");
        await this.send("Page.navigate", { url });
        await loaded;
    }

    // The value of an expression; promises are waited for.
    async ask(expression) {
        const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
        if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
        return result.value;
    }

    // The page has drawn what it was told to.
    settle() {
        return this.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    async press(key, modifiers = 0) {
        const text = { Enter: "\r", " ": " " }[key];
        const code = { Tab: 9, Enter: 13, Escape: 27, " ": 32, ArrowDown: 40 }[key];
        const event = { key, code: key === " " ? "Space" : key, windowsVirtualKeyCode: code, modifiers, text };
        await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...event });
        await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    }

    async size(width, height, isPhone) {
        await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: isPhone });
        await this.settle();
    }

    async prefer(scheme) {
        await this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
        await this.settle();
    }

    async picture(whole) {
        const { data } = await this.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
        return Buffer.from(data, "base64");
    }

    async paper() {
        const { data } = await this.send("Page.printToPDF", { preferCSSPageSize: true, printBackground: false });
        return Buffer.from(data, "base64");
    }
}

// Runs use(page) in a browser whose profile is thrown away.
export async function withBrowser(program, use) {
    const profile = mkdtempSync(join(tmpdir(), "turnout-browser-"));
    const child = spawn(program, ["--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--lang=en-US",
        `--user-data-dir=${profile}`, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    const tired = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    try {
        const connection = new Connection(child);
        const { targetInfos } = await connection.send("Target.getTargets");
        const { targetId } = targetInfos.find(({ type }) => type === "page") ?? (await connection.send("Target.createTarget", { url: "about:blank" }));
        const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
        return await use(new Page(connection, sessionId));
    } finally {
        clearTimeout(tired);
        child.kill("SIGKILL");
        await ended;
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
}
