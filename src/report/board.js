"use strict";
(function () {
  var number = 0, ahead = 0, simulated = false, board = null, failures = 0, seen = null;
  var sorts = { running: { by: "due", down: false }, paused: { by: "left_s", down: false } };
  function at(id) { return document.getElementById(id); }
  function make(tag, text, kind) {
    var node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  }
  function put(node, text) { if (node.textContent !== text) node.textContent = text; }
  function show(node, on) { if (node.hidden === on) node.hidden = !on; }
  function many(n, one, more) { return n.toLocaleString("en") + " " + (n === 1 ? one : more); }
  function now() { return simulated ? Date.parse(board.now) : Date.now() + ahead; }
  function length(seconds) {
    var s = Math.floor(Math.abs(seconds)), d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
    if (d) return d + " d" + (h ? " " + h + " h" : "");
    if (h) return h + " h" + (m ? " " + m + " min" : "");
    return m ? m + " min" + (m < 10 ? " " + s % 60 + " s" : "") : s + " s";
  }

  // ---- tables: rows are known by what they are about, so that focus and selection stay ----

  function cells(row, values) {
    values.forEach(function (value, i) {
      var cell = row.cells[i] || row.appendChild(i ? make("td") : make("th"));
      if (!i) cell.scope = "row";
      put(cell, value.text);
      if (value.title && cell.title !== value.title) cell.title = value.title;
      var kind = ((value.figure ? "figure " : "") + (value.kind || "")).trim();
      if (cell.className !== kind) cell.className = kind;
    });
  }
  function fill(body, items, key, values) {
    var had = {}, before = null, isFirst = !body.rows.length;
    Array.prototype.forEach.call(body.rows, function (row) { had[row.dataset.key] = row; });
    items.forEach(function (item) {
      var name = key(item), row = had[name];
      if (!row) {
        row = make("tr", null, isFirst ? "" : "fresh");
        row.dataset.key = name;
      }
      delete had[name];
      row.item = item;
      cells(row, values(item));
      var next = before ? before.nextSibling : body.firstChild;
      if (next !== row) body.insertBefore(row, next);
      before = row;
    });
    Object.keys(had).forEach(function (name) { had[name].remove(); });
  }
  function order(items, sort) {
    var sign = sort.down ? -1 : 1;
    return items.slice().sort(function (a, b) {
      var x = a[sort.by], y = b[sort.by];
      if (sort.by === "used" || sort.by === "limit") { x = a[sort.by + "_s"]; y = b[sort.by + "_s"]; }
      if (x === y) return 0;
      if (x === null || x === undefined) return 1;
      if (y === null || y === undefined) return -1;
      if (typeof x === "string") return sign * x.localeCompare(y, "en", { numeric: true });
      return sign * (x - y);
    });
  }
  function fits(item, words) {
    var text = [item.ticket, item.title, item.target, item.why, item.clause, item.late ? "late" : ""].join(" ").toLowerCase();
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  }
  function place(clause) { return clause.split("/").pop(); }
  function keyOf(item) { return item.ticket + "\n" + item.target + "\n" + item.cycle; }
  function left(item) {
    if (!item.due) return { text: "–", figure: true };
    var seconds = (Date.parse(item.due) - now()) / 1000;
    if (item.late || seconds < 0) return { text: "late by " + length(seconds), figure: true, kind: "late" };
    return { text: length(seconds), figure: true, kind: seconds < 900 ? "soon" : "" };
  }
  function running(item) {
    return [{ text: item.ticket }, { text: item.title + (item.cycle > 1 ? " (" + item.cycle + ")" : "") }, left(item), { text: item.due_shown },
      { text: item.used || "–", figure: true, kind: "minor" }, { text: item.limit || "–", figure: true, kind: "minor" }, { text: place(item.clause), title: item.clause, kind: "minor" }];
  }
  function paused(item) {
    var over = item.late || item.left_s < 0;
    return [{ text: item.ticket }, { text: item.title + (item.cycle > 1 ? " (" + item.cycle + ")" : "") }, { text: item.why || "–" },
      { text: item.left === undefined ? "–" : over ? "late by " + length(item.left_s) : item.left, figure: true, kind: over ? "late" : "" },
      { text: item.used || "–", figure: true, kind: "minor" }, { text: item.limit || "–", figure: true, kind: "minor" }, { text: place(item.clause), title: item.clause, kind: "minor" }];
  }
  function list(name, values) {
    var words = at("filter").value.toLowerCase().split(/\s+/).filter(Boolean), all = board.open[name];
    var items = order(board[name].filter(function (item) { return fits(item, words); }), sorts[name]);
    fill(at(name + "-table").tBodies[0], items, keyOf, values);
    var caption = items.length === all ? many(all, "clock", "clocks") : items.length.toLocaleString("en") + " of " + many(all, "clock", "clocks");
    if (board[name].length < all) caption += "; the first " + board[name].length + " are here";
    put(at(name + "-caption"), caption);
    put(at(name + "-count"), String(all));
    show(at(name + "-none"), all === 0);
    show(at(name + "-table").parentNode, all > 0);
  }
  function lists() {
    list("running", running);
    list("paused", paused);
    show(at("filter").parentNode, board.open.running + board.open.paused > 0);
  }
  function tick() {
    if (!board) return;
    Array.prototype.forEach.call(at("running-table").tBodies[0].rows, function (row) {
      var value = left(row.item), cell = row.cells[2];
      put(cell, value.text);
      cell.className = ("figure " + (value.kind || "")).trim();
    });
  }

  // ---- promises ----

  function draw(tag, attributes) {
    var node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.keys(attributes).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    return node;
  }
  // From the worst case to the best, on a scale that shows the promise.
  function range(promise) {
    var low = Math.min(promise.worst_value, promise.promised_value), floor = Math.max(0, Math.floor((low - 2) / 5) * 5);
    function share(value) { return ((value - floor) / (100 - floor) * 100).toFixed(3) + "%"; }
    function wide(from, to) { return ((to - from) / (100 - floor) * 100).toFixed(3) + "%"; }
    var svg = draw("svg", { "class": "range", role: "img", "aria-label": "From " + promise.worst + " to " + promise.best + ", promised " + promise.promised + "; the scale begins at " + floor + "%" });
    svg.appendChild(draw("rect", { "class": "whole", x: 0, y: 4, width: "100%", height: 10 }));
    svg.appendChild(draw("rect", { "class": "sure", x: 0, y: 4, width: wide(floor, promise.worst_value), height: 10 }));
    svg.appendChild(draw("rect", { "class": "span", x: share(promise.worst_value), y: 4, width: wide(promise.worst_value, promise.best_value), height: 10 }));
    svg.appendChild(draw("line", { "class": "tick", x1: share(promise.promised_value), x2: share(promise.promised_value), y1: 0, y2: 18 }));
    return svg;
  }
  function verdict(promise) {
    if (promise.best_held !== undefined && promise.best_held !== null) {
      if (!promise.best_held) return ["broken", "broken, whatever comes of the open ones"];
      if (promise.worst_held) return ["held", "held, whatever comes of the open ones"];
      return ["open", promise.held === false ? "below now, can still be held" : "depends on the open ones"];
    }
    if (promise.held === null) return ["untested", "nothing to tell yet"];
    return promise.held ? ["held", "held so far"] : ["broken", "broken so far"];
  }
  function promiseRow(promise) {
    var said = verdict(promise), row = make("li", null, said[0]);
    var what = row.appendChild(make("div", null, "what")), value = row.appendChild(make("div")), more = row.appendChild(make("div", null, "cases"));
    what.appendChild(make("strong", promise.title));
    what.appendChild(make("div", promise.terms, "terms"));
    value.appendChild(make("span", promise.period ? promise.period + ", so far" : "so far", "label"));
    value.appendChild(make("span", promise.shown || "–", "value"));
    value.appendChild(make("span", said[1], "state mark " + said[0]));
    if (promise.met !== undefined) {
      more.appendChild(make("span", "worst " + promise.worst + ", best " + promise.best + "; promised " + promise.promised, "label"));
      if (promise.promised_value !== undefined) more.appendChild(range(promise));
      more.appendChild(make("span", promise.met + " in time, " + promise.breached + " late, " + promise.pending + " open", "label"));
    } else if (promise.promised) more.appendChild(make("span", "promised " + promise.promised, "label"));
    return row;
  }
  function promises() {
    var list = at("promises-list"), text = JSON.stringify(board.promises);
    if (list.dataset.text === text) return;
    list.dataset.text = text;
    list.replaceChildren.apply(list, board.promises.map(promiseRow));
    show(list, board.promises.length > 0);
    show(at("promises-none"), board.promises.length === 0);
    show(at("promises-key"), board.promises.some(function (promise) { return promise.met !== undefined; }));
  }

  // ---- records ----

  function told(item) {
    var record = item.record, is = record.is, was = record.was, kind = record.record;
    var what = kind === "summary" ? "summary of " + record.count + " notices" : kind === "correction" && was ? "corrected: was " + was.verdict + ", is " + (is ? is.verdict : "none") :
      kind === "correction" ? "withdrawn: " + record.step : record.step;
    return [{ text: item.at }, { text: item.ticket || "–" }, { text: record.target || (was && was.target) || "–" }, { text: what },
      { text: (record.tells || "–").replace(/;/g, ", ") }, { text: item.sent || "–", kind: "minor" + (/dead/.test(item.sent) ? " late" : "") }];
  }
  function records() {
    fill(at("records-table").tBodies[0], board.records, function (item) { return String(item.number); }, told);
    show(at("records-none"), board.records.length === 0);
    show(at("records-table").parentNode, board.records.length > 0);
  }

  // ---- the whole ----

  function answer() {
    var open = board.open, parts = [];
    if (!open.tickets) return "No ticket is open.";
    if (open.late) parts.push(many(open.late, "clock is late", "clocks are late"));
    if (open.paused) parts.push(many(open.paused, "is paused", "are paused"));
    return many(open.tickets, "ticket is open", "tickets are open") + (parts.length ? ": " + parts.join(", ") + "." : ", none is late.");
  }
  function problem() {
    var text = board.problem ? "The state can’t be read: " + board.problem : board.source.problem ? "The source " + board.source.name + " fails: " + board.source.problem + "." :
      board.source.lag_s > 60 ? "The source has not confirmed for " + length(board.source.lag_s) + " that nothing is unread." : "";
    put(at("problem"), text);
    show(at("problem"), text !== "");
  }
  function render() {
    var charter = board.charter;
    put(document.querySelector("h1"), charter.title);
    put(at("as-of"), "Live, as of " + board.as_of_shown);
    put(at("charter"), charter.name + (charter.version ? " " + charter.version : "") + ", events by " + board.source.name);
    put(at("answer"), answer());
    problem();
    promises();
    lists();
    records();
  }
  function take(fresh) {
    var wasGone = failures > 0;
    failures = 0;
    seen = new Date();
    board = fresh;
    number = fresh.number;
    simulated = fresh.simulated;
    ahead = Date.parse(fresh.now) - Date.now();
    document.body.classList.remove("gone");
    if (wasGone) say("The watcher answers again.", 4000);
    render();
  }
  function say(text, milliseconds) {
    put(at("said"), text);
    show(at("said"), true);
    if (milliseconds) setTimeout(function () { if (at("said").textContent === text) show(at("said"), false); }, milliseconds);
  }
  function gone(status) {
    failures++;
    document.body.classList.add("gone");
    if (status === 401) say("The watcher asks for its token again: reload this page.");
    else if (failures > 1) say("The watcher does not answer" + (status ? " (" + status + ")" : "") + (seen ? "; what is shown is of " + seen.toLocaleTimeString() + "." : "."));
    setTimeout(ask, Math.min(failures, 5) * 1000);
  }
  function ask() {
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, 45000);
    fetch("board?after=" + number, { signal: stop.signal, credentials: "same-origin" }).then(function (response) {
      clearTimeout(timer);
      if (!response.ok) throw response.status;
      return response.json();
    }).then(function (fresh) {
      take(fresh);
      setTimeout(ask, 100);
    }).catch(function (fault) {
      clearTimeout(timer);
      if (failures && typeof fault === "object" && fault instanceof TypeError === false && fault.name !== "AbortError") throw fault;
      gone(typeof fault === "number" ? fault : 0);
    });
  }
  function sortable(name) {
    Array.prototype.forEach.call(at(name + "-table").tHead.rows[0].cells, function (head) {
      var button = make("button", head.textContent);
      button.type = "button";
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        Array.prototype.forEach.call(head.parentNode.cells, function (cell) { cell.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sorts[name] = { by: head.dataset.by, down: down };
        if (board) lists();
      });
      head.replaceChildren(button);
    });
  }
  sortable("running");
  sortable("paused");
  at("filter").addEventListener("input", function () { if (board) lists(); });
  setInterval(tick, 1000);
  ask();
})();
