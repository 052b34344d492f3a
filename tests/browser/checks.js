// checks.js - what is checked of any page in a real browser: used by pages.js, report.js and board.js. Prints TAP.
"use strict";
const fs = require("fs");
const path = require("path");

const SCREENS = { desk: { width: 1400, height: 900 }, phone: { width: 360, height: 740 } };
// The width between the margins of the style, in pixels of 1/96 inch.
const PAPERS = { A4: Math.floor(((210 - 36) / 25.4) * 96), Letter: Math.floor(((215.9 - 36) / 25.4) * 96) };

let count = 0;
let failed = 0;
let modules, out, axe, HtmlValidate;

// MODULES: where npm put what is needed. OUT: where pictures go.
async function start(where, pictures) {
  [modules, out] = [path.resolve(where), pictures];
  ({ HtmlValidate } = require(path.join(modules, "html-validate")));
  axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");
  fs.mkdirSync(out, { recursive: true });
  const { chromium } = require(path.join(modules, "playwright-core"));
  return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed || !count ? 1 : 0;
}

function run(main) {
  main().catch((error) => {
    console.log(`Bail out! ${error}`);
    process.exit(1);
  });
}

function check(name, problems) {
  const good = problems.length === 0;
  count++;
  failed += good ? 0 : 1;
  console.log(`${good ? "ok" : "not ok"} ${count} - ${name}`);
  for (const problem of problems.slice(0, 12)) console.log("# " + String(problem).replace(/\n/g, " "));
}

// Everything that reaches further to the right than the page, with what it says.
function tooWide(width) {
  const whole = document.documentElement.scrollWidth > width + 1 ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  return whole.concat([...document.querySelectorAll("body *")]
    .filter((element) => !element.closest("svg") && !element.closest(".skip"))
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !element.closest(".table, nav"))
    .map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`));
}

// Tables, and cells of them, whose content is cut.
function cutTables(width) {
  const wide = [...document.querySelectorAll("table")].filter((table) => table.getBoundingClientRect().right > width + 1);
  const reaches = (cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return words.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
  };
  const cells = [...document.querySelectorAll("td, th")].filter(reaches);
  return wide.concat(cells).map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`);
}

function headingsInOrder() {
  const problems = [];
  let last = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) problems.push(`${heading.tagName} ${heading.textContent} behind h${last}`);
    last = level;
  }
  return problems;
}

async function accessibility(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.help}: ${violation.nodes[0].html}`);
}

async function markup(name, text) {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "no-raw-characters": "off" } });
  const report = await validator.validateString(text, name);
  return report.results.flatMap((result) => result.messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`));
}

// FILE: or the address of a page that is live, which is waited for unless it is to be seen AS IS.
async function open(browser, file, options) {
  const { asIs, ...rest } = options;
  const context = await browser.newContext(rest);
  const page = await context.newPage();
  const noise = [];
  page.on("console", (message) => noise.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error}`));
  const isLive = file.startsWith("http:");
  const own = (url) => (isLive ? new URL(url).origin === new URL(file).origin || url === "data:," : url.split("#")[0] === `file://${file}`);
  page.on("request", (request) => own(request.url()) || noise.push(`request: ${request.url()}`));
  await page.goto(isLive ? file : `file://${file}`);
  if (isLive && !asIs) await page.getByText(/^Live, as of/).waitFor();
  return { context, page, noise };
}

async function onScreens(browser, name, file) {
  for (const [screen, viewport] of Object.entries(SCREENS))
    for (const colorScheme of ["light", "dark"]) {
      const { context, page, noise } = await open(browser, file, { viewport, colorScheme });
      check(`${name}: ${screen}, ${colorScheme}: asks for nothing and says nothing`, noise);
      check(`${name}: ${screen}, ${colorScheme}: as wide as the screen`, await page.evaluate(tooWide, viewport.width));
      check(`${name}: ${screen}, ${colorScheme}: accessible`, await accessibility(page));
      await page.screenshot({ path: path.join(out, `${name}-${screen}-${colorScheme}.png`), fullPage: true });
      await context.close();
    }
}

async function onPaper(browser, name, file) {
  for (const [format, width] of Object.entries(PAPERS)) {
    const { context, page } = await open(browser, file, { viewport: { width, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    check(`${name}: ${format}: no table is cut`, await page.evaluate(cutTables, width));
    check(`${name}: ${format}: nothing lies beside the page`, await page.evaluate(tooWide, width));
    await page.pdf({ path: path.join(out, `${name}-${format}.pdf`), format });
    await context.close();
  }
}

async function byKeyboard(browser, name, file) {
  const { context, page } = await open(browser, file, { viewport: SCREENS.desk });
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => [document.activeElement.getAttribute("href"), document.activeElement.getBoundingClientRect().left]);
  check(`${name}: the first key leads to the text`, first[0] === "#main" && first[1] >= 0 ? [] : [first.join(" ")]);
  check(`${name}: headings in order`, await page.evaluate(headingsInOrder));
  await context.close();
}

// The rules themselves are tested on a page with planted faults: each has to be found.
const FAULTS = {
  "a request": ['</header>', '<img alt="" src="http://127.0.0.1:9/x.png"></header>'],
  "pale words": ['</header>', '<p style="color:#ccc;background:#fff">Pale</p></header>'],
  "a wide table": ['<table', '<table style="min-width:3000px"'],
  "a heading too deep": ['</header>', '<h4>Deep</h4></header>'],
  "a wide word": ['</header>', '<p style="white-space:nowrap;max-width:none">' + "wide ".repeat(200) + '</p></header>'],
  "an element that is no such": ['</header>', '<blink>x</blink></header>'],
  "a cell that is cut": ['<table', '<table style="table-layout:fixed;width:60px;white-space:nowrap"'],
};

async function findsFaults(browser, file) {
  const text = fs.readFileSync(file, "utf8");
  for (const [fault, [from, to]] of Object.entries(FAULTS)) {
    const faulty = path.resolve(out, "faulty.html");
    const changed = text.replace(from, to);
    fs.writeFileSync(faulty, changed);
    const { context, page, noise } = await open(browser, faulty, { viewport: { width: PAPERS.A4, height: 900 }, colorScheme: "light" });
    const found = [...noise, ...(await accessibility(page)), ...(await page.evaluate(headingsInOrder)), ...(await page.evaluate(tooWide, PAPERS.A4))];
    await page.emulateMedia({ media: "print" });
    found.push(...(await page.evaluate(cutTables, PAPERS.A4)), ...(await markup("faulty", changed)));
    check(`${fault} would be found`, found.length > 0 && changed !== text ? [] : ["nothing was found"]);
    await context.close();
  }
}

module.exports = { SCREENS, PAPERS, start, finish, run, check, open, markup, onScreens, onPaper, byKeyboard, findsFaults };
