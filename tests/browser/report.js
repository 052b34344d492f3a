// report.js PROGRAM MODULES OUT BENCH EXAMPLE... - reports in a real browser. Prints TAP.
//
// What holds of any page, and: tables sort and filter, by mouse and by keys; without scripts all is there; what is open is
// printed; a report of a million events is small and opens in under a second. An EXAMPLE is a charter beside its log; BENCH
// is the folder of the generator of logs.
"use strict";
const { execFileSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { SCREENS, PAPERS, start, finish, run, check, open, markup, onScreens, onPaper, byKeyboard, findsFaults } = require("./checks.js");

const [program, modules, out, bench, ...examples] = process.argv.slice(2);
const EVENTS = 1000000, BYTES_MOST = 3000000, OPENS_WITHIN = 1000;

// Status 1 is a promise that is broken.
function report(charter, log, file) {
  const done = (error) => { if (![1, 5].includes(error.status)) throw error; };
  try {
    execFileSync(program, ["eval", charter, "--log", log, "--by", "priority", "--format", "html", "-o", file], { stdio: "pipe" });
  } catch (error) {
    done(error);
  }
}

// ---------- sorting ----------

// Values of a column, as they stand: a number, else words.
function column(id, index) {
  return [...document.getElementById(id).tBodies[0].rows].map((row) => {
    const cell = row.cells[index];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  });
}

const ascending = (list) => list.every((value, i) => i === 0 || list[i - 1] <= value);
const sortOf = (page, id, index) => page.evaluate(([i, k]) => document.getElementById(i).tHead.rows[0].cells[k].getAttribute("aria-sort"), [id, index]);
const columnOf = (page, id, index) => page.evaluate(([source, i, k]) => new Function(`return (${source})`)()(i, k), [String(column), id, index]);
const button = (page, id, index) => page.locator(`[id="${id}"] thead th`).nth(index).locator("button");

async function sorts(browser, name, file, id) {
  const { context, page, noise } = await open(browser, file, { viewport: SCREENS.desk });
  const index = 2; // the first figures behind the name
  const before = await columnOf(page, id, index);
  await button(page, id, index).click();
  const up = await columnOf(page, id, index);
  check(`${name}: a click sorts ${id}`, ascending(up) && (await sortOf(page, id, index)) === "ascending" ? [] : [before.join(" "), up.join(" ")]);
  await button(page, id, index).focus();
  await page.keyboard.press("Enter");
  const down = await columnOf(page, id, index);
  check(`${name}: Enter turns it round`, ascending([...down].reverse()) && (await sortOf(page, id, index)) === "descending" ? [] : [down.join(" ")]);
  check(`${name}: sorting loses no row`, [...up].sort().join() === [...before].sort().join() ? [] : [up.join(" ")]);
  await button(page, id, 0).focus();
  await page.keyboard.press("Space");
  const marks = await page.evaluate((i) => [...document.getElementById(i).tHead.rows[0].cells].filter((cell) => cell.hasAttribute("aria-sort")).length, id);
  check(`${name}: one column at a time is marked as sorted`, marks === 1 && (await sortOf(page, id, 0)) === "ascending" ? [] : [marks]);
  check(`${name}: sorting says nothing and asks for nothing`, noise);
  await context.close();
}

// What has no value stands last, whichever way.
async function emptyLast(browser, name, file, id, index) {
  const { context, page } = await open(browser, file, { viewport: SCREENS.desk });
  for (const way of ["up", "down"]) {
    await button(page, id, index).click();
    const cells = await page.evaluate(([i, k]) => [...document.getElementById(i).tBodies[0].rows].map((row) => row.cells[k].textContent), [id, index]);
    const first = cells.indexOf("–");
    check(`${name}: no figure comes last, ${way}`, first > 0 && cells.slice(first).every((cell) => cell === "–") ? [] : [cells.join(" ")]);
  }
  await context.close();
}

// ---------- filtering ----------

async function filters(browser, name, file, id, words) {
  const { context, page } = await open(browser, file, { viewport: SCREENS.desk });
  const visible = () => page.evaluate((i) => [...document.getElementById(i).tBodies[0].rows].filter((row) => row.offsetParent !== null).map((row) => row.textContent.toLowerCase()), id);
  const field = page.locator(`xpath=//div[.//table[@id="${id}"]]/preceding-sibling::label[1]//input`);
  const all = await visible();
  await field.focus();
  await page.keyboard.type(words);
  const some = await visible();
  const wanted = all.filter((row) => words.toLowerCase().split(" ").every((word) => row.includes(word)));
  check(`${name}: ${id} shows only rows with \`${words}\``, some.join() === wanted.join() && some.length > 0 && some.length < all.length ? [] : [`${some.length} of ${all.length}, ${wanted.length} wanted`]);
  const said = await page.locator(`xpath=//div[.//table[@id="${id}"]]/preceding-sibling::label[1]//*[@role="status"]`).textContent();
  check(`${name}: and says how many`, said.trim() === `${some.length} of ${all.length} rows` ? [] : [said]);
  await field.fill("");
  check(`${name}: an empty filter shows all again`, (await visible()).length === all.length ? [] : [await visible()]);
  check(`${name}: the field has a name`, (await field.evaluate((input) => input.labels.length)) === 1 ? [] : ["it has none"]);
  await context.close();
}

// ---------- without scripts, and printed ----------

async function withoutScripts(browser, name, file) {
  const { context, page } = await open(browser, file, { viewport: SCREENS.phone, javaScriptEnabled: false });
  const html = await page.content();
  check(`${name}: without scripts nothing waits for one`, /<thead[^]*?<button|class="filter"/.test(html.replace(/<script>[^]*<\/script>/, "")) ? ["a button that does nothing"] : []);
  const closed = page.locator("details:not([open]) > summary").first();
  await closed.click();
  const table = page.locator("details[open] table").last();
  check(`${name}: without scripts ledgers open`, (await table.count()) > 0 && (await table.isVisible()) ? [] : ["it did not open"]);
  await context.close();
}

async function printed(browser, name, file) {
  const { context, page } = await open(browser, file, { viewport: { width: PAPERS.A4, height: 1000 } });
  await page.emulateMedia({ media: "print" });
  const seen = await page.evaluate(() => ({
    ledgers: [...document.querySelectorAll("details[open] table")].filter((table) => table.getBoundingClientRect().height > 0).length,
    fields: [...document.querySelectorAll("input, nav")].filter((element) => element.offsetParent !== null).length,
    charts: [...document.querySelectorAll("figure.chart > svg")].filter((svg) => !svg.closest("details:not([open])") && svg.getBoundingClientRect().width < 300).length,
  }));
  check(`${name}: an open ledger is printed`, seen.ledgers > 0 ? [] : ["none"]);
  check(`${name}: fields and contents are not`, seen.fields === 0 ? [] : [`${seen.fields}`]);
  check(`${name}: charts are as wide as the paper`, seen.charts === 0 ? [] : [`${seen.charts} are narrow`]);
  await context.close();
}

// Every chart has a title and a description, and no two have one name.
async function charts(browser, name, file) {
  const { context, page } = await open(browser, file, { viewport: SCREENS.desk });
  const wrong = await page.evaluate(() => [...document.querySelectorAll("figure.chart > svg")].flatMap((svg) => {
    const parts = svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id));
    const whole = parts.length === 2 && parts.every((part) => svg.contains(part) && part.textContent.trim());
    return whole && svg.getAttribute("role") === "img" ? [] : [svg.outerHTML.slice(0, 100)];
  }));
  const count = await page.locator("figure.chart > svg").count();
  check(`${name}: ${count} charts, each with words for those who do not see it`, count > 2 ? wrong : ["too few"]);
  await context.close();
}

// ---------- a million events ----------

async function opensAtOnce(browser) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "charter-report-"));
  const [generator, log, file] = ["gen_log", "log.csv", "report.html"].map((name) => path.join(folder, name));
  execFileSync(process.env.CC || "cc", ["-O2", "-o", generator, path.join(bench, "gen_log.c"), "-lm"]);
  execFileSync(generator, [String(EVENTS), "-c", log], { stdio: "pipe" });
  report(path.join(bench, "bench.chr"), log, file);
  const size = fs.statSync(file).size;
  check(`a report of ${EVENTS} events has at most ${BYTES_MOST} bytes`, size <= BYTES_MOST ? [] : [size]);
  const times = [];
  for (let i = 0; i < 5; i++) {
    const { context, page } = await open(browser, file, { viewport: SCREENS.desk });
    times.push(await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)))));
    await context.close();
  }
  const median = times.sort((a, b) => a - b)[2];
  console.log(`# ${size} bytes; opened, drawn and sortable in ${Math.round(median)} ms`);
  check(`and opens within ${OPENS_WITHIN} ms`, median <= OPENS_WITHIN ? [] : [median]);
  fs.rmSync(folder, { recursive: true });
}

run(async () => {
  const browser = await start(modules, out);
  for (const example of examples) {
    const name = `report-${path.basename(example, ".chr")}`;
    const file = path.resolve(out, `${name}.html`);
    report(example, example.replace(/\.chr$/, ".csv"), file);
    check(`${name}: valid HTML`, await markup(name, fs.readFileSync(file, "utf8")));
    await onScreens(browser, name, file);
    await onPaper(browser, name, file);
    await byKeyboard(browser, name, file);
    await charts(browser, name, file);
    await withoutScripts(browser, name, file);
    await printed(browser, name, file);
    if (example !== examples[0]) continue;
    await sorts(browser, name, file, "targets:counts");
    await emptyLast(browser, name, file, "targets:counts", 1);
    await filters(browser, name, file, "periods-1:availability:mail-uptime", "07 broken");
    await findsFaults(browser, file);
  }
  await opensAtOnce(browser);
  await browser.close();
  finish();
});
