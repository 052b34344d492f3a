#!/usr/bin/env python3
"""What a watcher that listens is asked: who may, the metrics, the health, the board; and that what is posted is judged as
`eval` judges it.

    tests/watch_asked.py --charter build/charter

Prints TAP.
"""
import csv
import datetime as dt
import io
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

from listening import HERE, TOKEN, Watcher, case, event, now, run_all, same, sign

EXAMPLE = os.path.join(HERE, "..", "examples", "northwind")


# ---------- who may ask ----------

def loopback(place):
    with Watcher(place, "--state", place.state()) as watcher:
        body, port = event("A1"), watcher.port
        for host, status in (("localhost:%d" % port, 200), ("127.0.0.1", 200), ("[::1]:%d" % port, 200), ("LOCALHOST", 200), ("evil.example", 421),
                             ("evil.example:%d" % port, 421), ("localhost.evil.example", 421), ("127.0.0.1.evil.example", 421)):
            same("asked as %s: %d" % (host, status), watcher.ask("GET", "/board", None, {"Host": host})[0], status)
        same("the page, too", watcher.ask("GET", "/", None, {"Host": "evil.example"})[0], 421)
        same("posted as evil.example", watcher.status(body, Host="evil.example"), 421)
        for origin, status in (("http://evil.example", 403), ("null", 403), ("http://127.0.0.1:%d" % port, 200)):
            same("posted by a page of %s: %d" % (origin, status), watcher.status(body, Origin=origin), status)
        headers = watcher.ask("GET", "/")[1]
        policy = headers["Content-Security-Policy"]
        case("the page may load nothing", [] if policy.startswith("default-src 'none'") and "unsafe" not in policy else [policy])
        for name, value in (("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store")):
            same(name, headers[name], value)


def token(place):
    state = place.state()
    with Watcher(place, "--state", state, "--token-file", "token") as watcher:
        right, wrong = {"Authorization": "Bearer " + TOKEN}, {"Authorization": "Bearer " + TOKEN[:-1] + "x"}
        for path in ("/board", "/metrics"):
            same("%s without the token: 401" % path, watcher.ask("GET", path)[0], 401)
            same("%s with a wrong one: 401" % path, watcher.ask("GET", path, None, wrong)[0], 401)
            same("%s with it" % path, watcher.ask("GET", path, None, right)[0], 200)
        same("posting without it: 401", watcher.status(event("A1")), 401)
        same("posting with it", watcher.status(event("A1"), **right), 200)
        same("a name is no matter then", watcher.ask("GET", "/board", None, dict(right, Host="desk.example"))[0], 200)
        page = watcher.ask("GET", "/")
        case("the page asks for it", [] if page[0] == 401 and "password" in page[2] and "Desk" not in page[2] else [page])
        same("a wrong one: 401", watcher.ask("GET", "/?token=wrong")[0], 401)
        login = watcher.ask("GET", "/?token=" + urllib.parse.quote(TOKEN))
        cookie = login[1]["Set-Cookie"]
        case("the right one gives a cookie", [] if login[0] == 200 and "HttpOnly" in cookie and "SameSite=Strict" in cookie and TOKEN not in cookie else [cookie])
        pair = cookie.split(";")[0]
        same("with which the page opens", watcher.ask("GET", "/", None, {"Cookie": pair})[0], 200)
        same("and the board", watcher.ask("GET", "/board", None, {"Cookie": pair})[0], 200)
        same("another cookie does not", watcher.ask("GET", "/board", None, {"Cookie": pair[:-1] + ("0" if pair[-1] != "0" else "1")})[0], 401)
        same("health is open", watcher.ask("GET", "/health")[0], 200)
    with Watcher(place, "--state", state, "--token-file", "token", "--secret-file", "secret") as watcher:
        body = event("A2")
        same("what is signed needs no token", watcher.status(body, X_Hub_Signature_256="sha256=" + sign(body).hexdigest()), 200)
        same("and the token is no signature", watcher.status(body, **right), 401)


def addresses(place):
    with Watcher(place, "--state", place.state(), listen="localhost:0") as watcher:
        same("localhost is loopback", watcher.ask("GET", "/board")[0], 200)
    with Watcher(place, "--state", place.state(), "--token-file", "token", listen="0.0.0.0:0") as watcher:
        same("on all addresses, with a token", watcher.ask("GET", "/board", None, {"Authorization": "bearer " + TOKEN, "Host": "desk.example"})[0], 200)
        same("and not without", watcher.ask("GET", "/board")[0], 401)
        lines = []
        for _ in range(120):
            lines.append(socket.create_connection(("127.0.0.1", watcher.port), timeout=5))
        closed = [line for line in lines if not is_open(line)]
        case("one address has no more than 100 connections", [] if len(closed) == 20 else [len(closed)])
        for line in lines:
            line.close()
    if socket.has_ipv6 and os.path.exists("/proc/net/if_inet6"):
        with Watcher(place, "--state", place.state(), listen="[::1]:0", host="::1") as watcher:
            case("IPv6: it says where", [] if "http://[::1]:" in watcher.said() else [watcher.said()])
            same("IPv6: it answers", watcher.ask("GET", "/board")[0], 200)
            same("IPv6: to its own name alone", watcher.ask("GET", "/board", None, {"Host": "evil.example"})[0], 421)
    else:
        case("IPv6 # SKIP this machine has none", [])


def is_open(line):
    """Has the other side not closed it?"""
    line.settimeout(0.05)
    try:
        return line.recv(1) != b""
    except socket.timeout:
        return True
    except ConnectionError:
        return False


def refusals(place):
    def run(*options):
        done = place.run("watch", "desk.chr", *options)
        return done.returncode, done.stderr.decode().strip()
    state = ("--state", place.state())
    place.write("short", "abc\n")
    place.write("empty", "\n")
    for name, options, part in (("beyond loopback without a token", ("--listen", "0.0.0.0:0") + state, "--token-file"),
                                ("no port", ("--listen", "here") + state, "not `here`"), ("a port too high", ("--listen", "70000") + state, "not `70000`"),
                                ("an address of nobody here", ("--listen", "192.0.2.1:0", "--token-file", "token") + state, "cannot listen"),
                                ("a short token", ("--listen", "0", "--token-file", "short") + state, "shorter than 16"),
                                ("an empty file", ("--listen", "0", "--secret-file", "empty") + state, "is empty"),
                                ("no such file", ("--listen", "0", "--secret-file", "nowhere") + state, "cannot read"),
                                ("a signature without a secret", ("--listen", "0", "--signature", "zendesk") + state, "--secret-file"),
                                ("a token without --listen", ("--from", "-", "--token-file", "token") + state, "--listen"),
                                ("with --dry-run", ("--listen", "0", "--dry-run"), "--dry-run"),
                                ("without a state", ("--listen", "0"), "--state"), ("nothing to read", state, "--listen PORT")):
        status, said = run(*options)
        case("refused, status 2: " + name, [] if status == 2 and part in said else [status, said])
    with Watcher(place, *state) as watcher:
        status, said = run("--listen", str(watcher.port), "--state", place.state())
        case("refused, status 2: a port that is taken", [] if status == 2 and "Address already in use" in said else [status, said])
    with Watcher(place, "--listen", "0", *state) as watcher:
        case("--listen twice is refused", [] if watcher.port is None else ["it listens"])


# ---------- what is asked ----------

def metrics(place):
    state = place.state()
    with Watcher(place, "--state", state) as watcher:
        for ticket, minutes, priority in (("P1", -90, "P1"), ("P2", -20, "P1"), ("P3", -30, "P3"), ("P4", -10, "P3")):
            watcher.post(event(ticket, now(minutes), priority=priority))
        watcher.post(event("P4", now(-5), event="changed", status="pending"))
        place.wait(lambda: len(watcher.told()) == 2)
        place.wait(lambda: 'state="paused"} 1' in watcher.metrics())
        text = watcher.metrics()
        values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        for name, value in (("events_total", "5"), ("events_rejected_total", "0"), ("open_tickets", "4"), ("open_clocks_late", "1"), ("source_up", "1"), ("up", "1"),
                            ("outbox_dead", "0"), ("timers_pending", "2"), ("timers_held", "0"), ('records_total{kind="notice"}', "2"), ('outbox_deliveries{state="sent"}', "2"),
                            ('cycles{charter="desk",target="resolution",clause="desk.chr:25",state="breached"}', "1"),
                            ('cycles{charter="desk",target="resolution",clause="desk.chr:25",state="pending"}', "1"),
                            ('cycles{charter="desk",target="resolution",clause="desk.chr:26",state="pending"}', "1"),
                            ('cycles{charter="desk",target="resolution",clause="desk.chr:26",state="paused"}', "1")):
            same("charter_watch_" + name, values.get("charter_watch_" + name), value)
        case("no label has a ticket", [line for line in text.splitlines() if re.search(r'"P\d"', line) or "ticket=" in line])
        kind = watcher.ask("GET", "/metrics")[1]["Content-Type"]
        case("it says which format", [] if kind.startswith("text/plain; version=0.0.4") else [kind])
        if shutil.which("promtool"):
            done = subprocess.run(["promtool", "check", "metrics"], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            case("promtool finds nothing", [] if done.returncode == 0 and not done.stdout else [done.stdout.decode()])
        else:
            case("promtool finds nothing # SKIP promtool is not there: apt-get install prometheus", [])


def health(place):
    with Watcher(place, "--state", place.state(), "--from", "later.ndjson") as watcher:
        place.wait(lambda: watcher.ask("GET", "/health/ready")[0] == 503 and "No such file" in watcher.ask("GET", "/health")[2])
        ready, live = watcher.ask("GET", "/health/ready"), watcher.ask("GET", "/health/live")
        case("a source that can't be read: 503 with the reason", [] if ready[0] == 503 and "later.ndjson" in ready[2] and "No such file" in ready[2] else [ready])
        same("but it lives", live[0], 200)
        same("the metrics say so", "charter_watch_source_up 0" in watcher.metrics(), True)
        case("the board says so", [] if "No such file" in watcher.board()["source"]["problem"] else [watcher.board()["source"]])
        place.write("later.ndjson", event("F1") + "\n")
        case("once it is there: 200", [] if place.wait(lambda: watcher.ask("GET", "/health")[0] == 200) else [watcher.ask("GET", "/health")])
        case("and it is read", [] if place.wait(lambda: watcher.board()["open"]["tickets"] == 1) else [watcher.board()["open"]])
        answer = watcher.post(event("F2"))
        same("events can't be posted to it", (answer[0], "--from" in answer[1]["error"]), (403, True))
    with Watcher(place, "--state", place.state(), "--from", "nowhere", "--token-file", "token") as watcher:
        place.wait(lambda: watcher.ask("GET", "/health")[0] == 503)
        case("who does not know the token is not told the reason", [] if "nowhere" not in watcher.ask("GET", "/health")[2] else ["it is"])


def live(place):
    with Watcher(place, "--state", place.state()) as watcher:
        first = watcher.board()
        same("nothing is open", (first["open"]["tickets"], first["running"], first["records"]), (0, [], []))
        found = []
        waiting = threading.Thread(target=lambda: found.append(watcher.board(first["number"])))
        waiting.start()
        time.sleep(0.5)
        case("who has seen it all waits", found)
        watcher.post(event("V1", now(-10)))
        waiting.join(20)
        case("until something happens", [] if found and [clock["ticket"] for clock in found[0]["running"]] == ["V1"] else [found])
        watcher.post(event("V1", now(-5), event="changed", status="pending"))
        place.wait(lambda: watcher.board()["open"]["paused"] == 1)
        clock = watcher.board()["paused"][0]
        same("what is paused says why", (clock["why"], clock["due"]), ("status is waiting", None))
        case("and what is left", [] if abs(clock["left_s"] - (4 * 3600 - 300)) <= 2 else [clock["left_s"]])  # the two events are of two calls


def why(place):
    state = place.state()
    with Watcher(place, "--state", state, "--clock", "simulated") as watcher:
        for ticket, at in (("Y1", "2026-03-02T09:00:00Z"), ("a/b & \u00fc?", "2026-03-02T09:30:00Z")):
            watcher.post(event(ticket, at))
        watcher.post(event("Y1", "2026-03-02T10:00:00Z", event="changed", status="pending"))
        for ticket in ("Y1", "a/b & \u00fc?"):
            asked = watcher.ask("GET", "/why?ticket=" + urllib.parse.quote(ticket, safe=""))
            told = place.run("watch", "why", "desk.chr", ticket, "--state", state)
            case("why %s: as the command tells it" % ticket, [] if asked[0] == 200 and asked[2] == told.stdout.decode() and "desk.chr:26" in asked[2] else [asked[2], told])
        same("a ticket that is not there: 404", watcher.ask("GET", "/why?ticket=nobody")[0], 404)
        same("none: 404", watcher.ask("GET", "/why")[0], 404)
    with Watcher(place, "--state", place.state(), "--token-file", "token") as watcher:
        same("why without the token: 401", watcher.ask("GET", "/why?ticket=Y1")[0], 401)


def snoozed(place):
    state = place.state()
    with Watcher(place, "--state", state) as watcher:
        watcher.post(event("N1", now(-10)))
        done = place.run("watch", "snooze", "N1", "--for", "2h", "--by", "anna", "--why", "waits for a part", "--state", state)
        same("a ticket is snoozed", done.returncode, 0)
        same("the metrics count it", "charter_watch_snoozed_tickets 1" in watcher.metrics(), True)
        watcher.post(event("N2", now(-10)))
        place.wait(lambda: watcher.board()["snoozed"])
        same("the board says who and why", [(one["ticket"], one["by"], one["why"]) for one in watcher.board()["snoozed"]], [("N1", "anna", "waits for a part")])


def reloaded(place):
    """The charter is read anew while pages are open."""
    with open(place.path("desk.chr"), encoding="utf-8") as file:
        text = file.read()
    place.write("moving.chr", text)
    with Watcher(place, "--state", place.state(), charter="moving.chr") as watcher:
        watcher.post(event("Q1", now(-10)))
        same("before", [clock["limit"] for clock in watcher.board()["running"]], ["4 h"])
        place.write("moving.chr", text.replace("within 4 hours", "within 2 hours").replace('"Desk"', '"Another desk"'))
        watcher.process.send_signal(signal.SIGHUP)
        case("the charter is read anew: the board is judged by it",
             [] if place.wait(lambda: [clock["limit"] for clock in watcher.board()["running"]] == ["2 h"]) else [watcher.board()["running"], watcher.said()])
        same("and has its title", watcher.board()["charter"]["title"], "Another desk")
        same("and takes events by it", watcher.post(event("Q2", now(-5)))[0], 200)
        place.write("moving.chr", "charter broken")
        watcher.process.send_signal(signal.SIGHUP)
        place.wait(lambda: "broken" in watcher.said() or "CHR" in watcher.said())
        same("a broken one leaves all as it is", (watcher.post(event("Q3", now(-5)))[0], watcher.board()["charter"]["title"]), (200, "Another desk"))


def as_eval(place):
    """The example, posted in random pieces in several forms: the same notices as by a replay, the same promises as by eval."""
    chance = random.Random(7)
    charter, path = os.path.join(EXAMPLE, "northwind.chr"), os.path.join(EXAMPLE, "northwind.csv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = place.run("watch", charter, "--replay", path).stdout.decode().splitlines()
    with Watcher(place, "--state", place.state(), "--clock", "simulated", charter=charter) as watcher:
        at, wrong = 0, []
        while at < len(rows):
            some, at = rows[at:at + chance.randint(1, 9)], at + 9
            at = rows.index(some[-1]) + 1
            form = chance.choice(("csv", "list", "lines"))
            if form == "csv":
                out = io.StringIO()
                writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
                writer.writeheader()
                writer.writerows(some)
                body = out.getvalue()
            else:
                objects = [{key: value for key, value in row.items() if value} for row in some]
                body = json.dumps(objects, indent=chance.choice((None, 1))) if form == "list" else "\n".join(map(json.dumps, objects))
            answer = watcher.post(body)
            if answer != (200, {"records": len(some)}):
                wrong.append((form, answer))
        case("the example in pieces is taken", wrong)
        last = dt.datetime.fromisoformat(max(row["time"] for row in rows))
        sure = [line for line in expected if dt.datetime.fromisoformat(json.loads(line)["at"].replace("Z", "+00:00")) < last]
        place.wait(lambda: len(watcher.told()) >= len(sure))
        told = watcher.told()
        case("what is told is what a replay tells", [] if len(told) >= len(sure) > 0 and told == expected[:len(told)] else [len(told), len(sure)])
        board = watcher.board()
        verdicts = place.path("verdicts.ndjson")
        report = json.loads(place.run("eval", charter, "--log", path, "--as-of", board["as_of"], "--format", "json", "--verdicts", verdicts).stdout.decode())
    with open(verdicts, encoding="utf-8") as file:
        pending = [(one["ticket"], one["target"], one["cycle"], one["due"]) for one in map(json.loads, file) if one["verdict"] == "pending"]
    shown = [(one["ticket"], one["target"], one["cycle"], one["due"]) for one in board["running"] + board["paused"] if not one["late"]]
    same("the clocks that run or are paused are those of eval", sorted(shown, key=str), sorted(pending, key=str))
    wanted = {}
    for target in report["targets"]:
        for period in target["periods"]:
            wanted[target["name"], period["period"]] = (period["met"], period["breached"], period["pending"], period["best"], period["worst"], period["held"])
    found = {(one["name"], one["period"]): (one["met"], one["breached"], one["pending"], one["best_value"], one["worst_value"], one["held"])
             for one in board["promises"] if one["kind"] == "target" and one["period"] and "met" in one}
    wrong = [one for one in board["promises"] if "best" in one for bound in ("best", "worst")
             if abs(float(one[bound].rstrip("%")) - one[bound + "_value"]) > 0.005 or one[bound + "_held"] != (one[bound + "_value"] >= one["promised_value"])]
    case("best and worst are said as they are, and whether they would hold", wrong)
    case("the promises so far are those of eval", ["%s: %s, eval: %s" % (key, value, wanted.get(key)) for key, value in found.items() if wanted.get(key) != value]
         + ([] if found else ["there are none"]))


if __name__ == "__main__":
    sys.exit(run_all((loopback, token, addresses, refusals, metrics, health, live, why, snoozed, reloaded, as_eval)))
