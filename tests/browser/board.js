// board.js PROGRAM MODULES OUT - the page of a watcher that listens, in a real browser. Prints TAP.
//
// It follows what happens without being loaded again; sorts, filters and keeps its place by mouse and by keys; says why a
// clock is paused, when there is nothing, when the source fails and when the watcher is gone; shows hostile texts as texts.
"use strict";
const { spawn } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { SCREENS, start, finish, run, check, open, markup, onScreens, byKeyboard } = require("./checks.js");

const [program, modules, out] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "charter-board-"));
const SOON = 5000;
const TOKEN = "a-token-of-more-than-16-characters";

fs.writeFileSync(path.join(folder, "desk.chr"), `use "std/clocks"

charter desk "The help desk"
  in-force from 2020-01-01
  timezone Europe/London
end

ticket has
  priority ladder P3, P2, P1
end

status
  new, open is working
  pending   is waiting
  resolved  is done
end

contact duty
  phone "1"
end

target response "First response"
  measures   first-response
  counted in always
  within 1 hour
  met for at least 75% of tickets each month
end

target resolution "Resolution"
  measures   resolution
  counted in always
  within 8 hours  when priority is P1
  within 24 hours otherwise
  met for at least 90% of tickets each month
end

escalation path
  for response
  at 50% used tell duty
end
`);
fs.writeFileSync(path.join(folder, "token"), TOKEN + "\n");

// ---------- a watcher ----------

async function watcher(...options) {
  const child = spawn(program, ["watch", "desk.chr", "--to", "command:cat >/dev/null", ...options], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const ended = new Promise((done) => child.on("exit", done));
  const url = await new Promise((done, fail) => {
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const match = said.match(/listening on (http:\S+)/);
      if (match) done(match[1]);
    });
    child.on("exit", () => fail(new Error(said)));
  });
  return { url, async end(how) { child.kill(how || "SIGTERM"); await ended; } };
}

async function post(url, ...events) {
  const answer = await fetch(url + "events", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(events) });
  if (answer.status !== 200) throw new Error(await answer.text());
}

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60000).toISOString();
const opened = (ticket, minutes, priority = "P3") => ({ ticket, time: minutesAgo(minutes), event: "opened", actor: "customer", status: "open", priority });
const changed = (ticket, minutes, status, event = "changed") => ({ ticket, time: minutesAgo(minutes), event, actor: "agent", status });

// ---------- what the page shows ----------

const text = (page, id) => page.evaluate((i) => document.getElementById(i).innerText, id);
const shown = (page, id) => page.evaluate((i) => document.getElementById(i).offsetParent !== null, id);
const rows = (page, id) => page.evaluate((i) => [...document.getElementById(i).tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)), id);
const names = async (page, id) => (await rows(page, id)).map((row) => row[0]);
const button = (page, id, index) => page.locator(`#${id} thead th`).nth(index).locator("button");

// Does what is ASKED come to be WANTED soon? Else what it is.
async function soon(name, asked, wanted) {
  const until = Date.now() + SOON;
  let found = JSON.stringify(await asked());
  while (found !== JSON.stringify(wanted) && Date.now() < until) {
    await new Promise((done) => setTimeout(done, 50));
    found = JSON.stringify(await asked());
  }
  check(name, found === JSON.stringify(wanted) ? [] : [`found ${found}`, `wanted ${JSON.stringify(wanted)}`]);
}

async function happens(browser) {
  const { url, end } = await watcher("--listen", "0", "--state", "happens.watch");
  const { context, page, noise } = await open(browser, url, { viewport: SCREENS.desk });
  await page.evaluate(() => { window.isTheSame = true; });
  check("empty: it says so", [await text(page, "answer"), await text(page, "running-none"), await text(page, "paused-none"), await text(page, "records-none")].join() ===
    "No ticket is open.,No clock runs.,No clock is paused.,Nothing has been told yet." ? [] : [await text(page, "main")]);
  check("empty: no table is there", [await shown(page, "running-table"), await shown(page, "paused-table"), await shown(page, "records-table"), await shown(page, "filter")].some(Boolean) ? ["one is"] : []);
  await post(url, opened("T1", 10));
  await soon("an event arrives: its clocks are there", () => names(page, "running-table"), ["T1", "T1"]);
  await soon("by time left", async () => (await rows(page, "running-table")).map((row) => row[1]), ["First response", "Resolution"]);
  await soon("and it is said in a sentence", () => text(page, "answer"), "1 ticket is open, none is late.");
  const left = () => page.evaluate(() => document.getElementById("running-table").tBodies[0].rows[0].cells[2].textContent);
  await soon("so much time is left", async () => /^(49|50) min/.test(await left()), true);
  await post(url, changed("T1", 5, "pending"));
  await soon("it is paused: why, and what is left", async () => (await rows(page, "paused-table")).map((row) => row.slice(0, 4)), [["T1", "Resolution", "status is waiting", "23 h 55 min"]]);
  await post(url, opened("T2", 90), opened("T3", 58));
  await soon("one is late, and comes first", async () => (await names(page, "running-table")).slice(0, 2), ["T2", "T3"]);
  await soon("late in words", async () => /^late by (30|31) min$/.test(await left()), true);
  await soon("what was told is there", async () => (await rows(page, "records-table")).map((row) => row.slice(1, 5)).sort().join(" | "), [["T2", "response", "at 50% used", "duty"], ["T3", "response", "at 50% used", "duty"]].join(" | "));
  const before = (await rows(page, "running-table"))[1][2];
  await soon("seconds go by", async () => (await rows(page, "running-table"))[1][2] !== before, true);
  await post(url, changed("T3", 1, "open", "reply"), changed("T2", 0, "resolved", "reply"));
  await soon("what stops goes", () => names(page, "running-table"), ["T1", "T3"]);
  check("all without being loaded again", (await page.evaluate(() => window.isTheSame)) ? [] : ["it was"]);
  check("it asked for nothing else and said nothing", noise);
  await promised(page, url);
  await context.close();
  await end();
}

async function promised(page, url) {
  const board = await (await fetch(url + "board")).json();
  const items = await page.evaluate(() => [...document.querySelectorAll("#promises-list li")].map((item) => item.innerText.replace(/\s+/g, " ")));
  const wrong = board.promises.filter((one, i) => ![one.title, one.shown || "–", one.promised, `worst ${one.worst}, best ${one.best}`, `${one.met} in time, ${one.breached} late, ${one.pending} open`].every((part) => items[i].includes(part)));
  check("promises so far, with the best and the worst case", wrong.length || board.promises.length !== 2 ? [items.join(" | "), JSON.stringify(wrong)] : []);
  check("a promise that can't be held any more is called broken", items[0].includes("broken, whatever comes") === (board.promises[0].best_held === false) ? [] : items);
}

async function sorts(browser, url) {
  const { context, page, noise } = await open(browser, url, { viewport: SCREENS.desk });
  const column = async (index) => (await rows(page, "running-table")).map((row) => row[index]);
  await button(page, "running-table", 0).click();
  const up = await column(0);
  check("a click sorts by ticket, numbers as numbers", up.join() === [...up].sort((a, b) => a.localeCompare(b, "en", { numeric: true })).join() ? [] : [up.join()]);
  await button(page, "running-table", 0).focus();
  await page.keyboard.press("Enter");
  const down = await column(0);
  check("Enter turns it round", down.join() === [...up].reverse().join() ? [] : [down.join()]);
  const marks = await page.evaluate(() => [...document.getElementById("running-table").tHead.rows[0].cells].map((cell) => cell.getAttribute("aria-sort")).filter(Boolean));
  check("one column is marked as sorted", marks.join() === "descending" ? [] : marks);
  await post(url, opened("S-new", 3));
  await soon("what comes takes its place in that order", async () => (await column(0)).slice(0, 2), ["S-new", "S-new"]);
  check("the focus stays where it was", (await page.evaluate(() => document.activeElement.textContent)) === "ticket" ? [] : ["it went"]);
  await page.locator("#filter").focus();
  await page.keyboard.type("s-1 resol");
  await soon("words filter", async () => [...new Set(await column(1))].concat((await column(0)).filter((ticket) => !ticket.includes("S-1"))), ["Resolution"]);
  const caption = await text(page, "running-caption");
  check("how many of how many", /^\d+ of \d+ clocks/.test(caption) ? [] : [caption]);
  const some = (await column(0)).length;
  await post(url, opened("S-1-new", 2));
  await soon("what comes is filtered, too", async () => (await column(0)).length, some + 1);
  check("what is typed stays", (await page.inputValue("#filter")) === "s-1 resol" ? [] : [await page.inputValue("#filter")]);
  await page.locator("#filter").fill("nothing like that");
  await soon("a filter that fits nothing leaves an empty table", async () => (await column(0)).length, 0);
  check("it asked for nothing else and said nothing", noise);
  await context.close();
}

async function hostile(browser, url) {
  const bad = '<img src=x onerror="window.isHurt=1">';
  const { context, page, noise } = await open(browser, url, { viewport: SCREENS.desk });
  await post(url, opened(bad, 55), opened("</table><script>window.isHurt=1</script>", 56));
  await soon("hostile names are shown as they are", async () => (await names(page, "running-table")).filter((name) => name.startsWith("<")).length, 4);
  check("and do nothing", (await page.evaluate(() => window.isHurt)) === undefined && !noise.length ? [] : noise);
  const blocked = await page.evaluate(() => new Promise((done) => {
    document.addEventListener("securitypolicyviolation", (event) => done(event.violatedDirective));
    const script = document.createElement("script");
    script.textContent = "window.isHurt = 2";
    document.body.append(script);
    setTimeout(() => done("nothing"), 500);
  }));
  check("a script that gets into the page would not run", blocked.startsWith("script-src") && (await page.evaluate(() => window.isHurt)) === undefined ? [] : [blocked]);
  await context.close();
}

async function gone(browser) {
  const first = await watcher("--listen", "0", "--state", "gone.watch");
  await post(first.url, opened("G1", 5));
  const { context, page } = await open(browser, first.url, { viewport: SCREENS.desk });
  await first.end("SIGKILL");
  await soon("the watcher is gone: it is said", async () => (await text(page, "said")).startsWith("The watcher does not answer; what is shown is of "), true);
  check("in a place that is read out", (await page.evaluate(() => document.getElementById("said").getAttribute("role"))) === "status" ? [] : ["it is not"]);
  check("what was known stays", (await names(page, "running-table")).join() === "G1,G1" ? [] : [(await names(page, "running-table")).join()]);
  const second = await watcher("--listen", new URL(first.url).port, "--state", "gone.watch");
  await post(second.url, opened("G2", 4));
  await soon("it is back: the page goes on", async () => (await names(page, "running-table")).includes("G2"), true);
  check("and says so", (await text(page, "said")) === "The watcher answers again." ? [] : [await text(page, "said")]);
  await context.close();
  await second.end();
}

async function fails(browser) {
  const { url, end } = await watcher("--listen", "0", "--from", "nowhere.ndjson", "--state", "fails.watch");
  const { context, page } = await open(browser, url, { viewport: SCREENS.desk });
  await soon("a source that fails is named, with the reason", () => text(page, "problem"), "The source nowhere.ndjson fails: cannot be read: No such file or directory.");
  fs.writeFileSync(path.join(folder, "nowhere.ndjson"), JSON.stringify(opened("F1", 1)) + "\n");
  await soon("and is right again", async () => [await shown(page, "problem"), (await names(page, "running-table")).length], [false, 2]);
  await context.close();
  await end();
}

async function token(browser) {
  const { url, end } = await watcher("--listen", "0", "--token-file", "token", "--state", "token.watch");
  const { context, page } = await open(browser, url, { viewport: SCREENS.desk, asIs: true });
  const enter = async (word) => {
    await page.getByLabel("Token").fill(word);
    await page.keyboard.press("Enter");
  };
  await enter("not the token, but long");
  await page.waitForSelector("[role=alert]");
  check("a wrong token is called wrong", (await page.innerText("[role=alert]")) === "That is not the token." ? [] : [await page.innerText("main")]);
  await enter(TOKEN);
  await page.waitForSelector("#answer");
  await soon("the right one opens the page", () => text(page, "answer"), "No ticket is open.");
  check("the token is in no address", page.url() === url ? [] : [page.url()]);
  await page.reload();
  await soon("once", () => text(page, "answer"), "No ticket is open.");
  await context.close();
  await end();
}

async function large(browser, url) {
  const many = [];
  for (let i = 0; i < 2000; i++) many.push(opened(`L-${i}`, 10 + (i % 40)));
  await post(url, ...many);
  const { context, page } = await open(browser, url, { viewport: SCREENS.desk });
  await soon("of thousands the first 500 are here", async () => [(await rows(page, "running-table")).length, /of 4,\d+ clocks; the first 500 are here$/.test(await text(page, "running-caption"))], [500, true]);
  const took = await page.evaluate(() => {
    const field = document.getElementById("filter"), began = performance.now();
    field.value = "L-1";
    field.dispatchEvent(new Event("input"));
    return performance.now() - began;
  });
  check(`filtering them takes ${Math.round(took)} ms, under 200`, took < 200 ? [] : [took]);
  await context.close();
}

run(async () => {
  const browser = await start(modules, out);
  await happens(browser);
  const { url, end } = await watcher("--listen", "0", "--storm", "0", "--state", "all.watch");
  const some = [];
  for (let i = 1; i <= 12; i++) some.push(opened(`S-${i}`, i * 9, i % 3 ? "P3" : "P1"));
  await post(url, ...some, changed("S-4", 3, "pending"), changed("S-5", 2, "open", "reply"), changed("S-6", 1, "pending", "reply"));
  check("valid HTML", await markup("board", await (await fetch(url)).text()));
  await onScreens(browser, "board", url);
  await byKeyboard(browser, "board", url);
  await sorts(browser, url);
  await hostile(browser, url);
  await large(browser, url);
  await end();
  await gone(browser);
  await fails(browser);
  await token(browser);
  await browser.close();
  fs.rmSync(folder, { recursive: true });
  finish();
});
