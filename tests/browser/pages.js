// pages.js PROGRAM MODULES OUT CHARTER... - printed charters in a real browser. Prints TAP.
//
// Of each page: it is valid, asks for nothing, says nothing on the console, breaks no serious rule of accessibility in light
// and dark, is not wider than the screen of a desk or a telephone, and on paper cuts no table. Pictures go to OUT.
"use strict";
const { execFileSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const { start, finish, run, check, markup, onScreens, onPaper, byKeyboard, findsFaults } = require("./checks.js");

const [program, modules, out, ...charters] = process.argv.slice(2);

run(async () => {
  const browser = await start(modules, out);
  for (const charter of charters) {
    const [old, now] = charter.split(","); // of two: the page of what changes
    const name = now ? "changes" : path.basename(charter, ".chr");
    const file = path.resolve(out, `${name}.html`);
    execFileSync(program, now ? ["print", "--changes", old, now, "-o", file] : ["print", charter, "-o", file], { stdio: "pipe" });
    check(`${name}: valid HTML`, await markup(name, fs.readFileSync(file, "utf8")));
    await onScreens(browser, name, file);
    await onPaper(browser, name, file);
    await byKeyboard(browser, name, file);
    if (charter === charters[0]) await findsFaults(browser, file);
  }
  await browser.close();
  finish();
});
