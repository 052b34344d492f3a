#!/usr/bin/env python3
"""Events as help desks send them, watched: one by one, in any order, repeated, over restarts. In the end the verdicts are
those of the change log of the same tickets.

    tests/watch_vendors.py --charter build/charter [--seed N]

The payloads are in cases/logs/std, in the shapes that their help desks document; for GitHub there are recorded ones too, if
the npm package @octokit/webhooks-examples is in build/npm. Prints TAP.
"""
import argparse
import datetime as dt
import glob
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from watch_falls import Place, case, now, results, wait_for  # noqa: E402

LOGS = os.path.join(HERE, "cases", "logs", "std")
FIELDS = ("target", "cycle", "verdict", "start", "due", "stop", "used_s", "paused_s", "limit_s", "breached_at")
ROUNDS = 6
# webhooks, charter and log block they are read by; charter, log block and logs of the same tickets' changes
VENDORS = {
    "Jira": (("jira-webhooks", None, "jira-webhooks.ndjson"), ("jira", None, ["jira.ndjson"])),
    "Zendesk": (("zendesk-webhooks", None, "zendesk-webhooks.ndjson"), ("zendesk", None, ["zendesk.ndjson"])),
    "Zammad": (("zammad-webhooks", None, "zammad-webhooks.ndjson"), ("zammad", None, ["zammad.ndjson", "zammad-articles.ndjson"])),
    "Freshdesk": (("freshdesk-webhooks", None, "freshdesk-webhooks.ndjson"),
                  ("freshdesk", "freshdesk-activities", ["freshdesk-activities.ndjson"])),
    "GitHub": (("github", "ours", "github.ndjson"), ("github", "ours", ["github.ndjson"])),
    "Request Tracker": (("request-tracker", None, "request-tracker.ndjson"), ("request-tracker", None, ["request-tracker.ndjson"])),
}


def using(name):
    return ("--using", name) if name else ()


def lines_of(name):
    with open(os.path.join(LOGS, name), encoding="utf-8") as file:
        return file.read().splitlines(True)


def verdicts(text):
    """By ticket and target: what was judged, where something was."""
    out = {}
    for record in map(json.loads, text.splitlines()):
        out[record["ticket"], record["target"], record["cycle"]] = [record[field] for field in FIELDS]
    return out


def run(place, *command):
    return subprocess.run([place.charter, *command], cwd=place.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60, check=False)


def evaluated(place, charter, block, logs):
    logs = [part for log in logs for part in ("--log", os.path.join(LOGS, log))]
    run(place, "eval", charter + ".chr", *using(block), *logs, "--verdicts", "e.ndjson")
    return verdicts(place.read("e.ndjson"))


def watched(place, charter, block, parts):
    """The parts one after the other, each by a watcher of its own."""
    said = ""
    place.write("live.ndjson", "")
    for part in parts:
        place.write("live.ndjson", "".join(part), "a")
        done = place.run(charter + ".chr", *using(block), "--from", "live.ndjson", "--state", "s", "--clock", "simulated", "--verdicts", "w.ndjson")
        said += done.stderr.decode()
    return verdicts(place.read("w.ndjson")), said


def difference(want, have, said):
    wrong = ["%s: %s instead of %s" % (key, have.get(key), want[key]) for key in want if want[key] != have.get(key)]
    return wrong + (["said: " + said] if said else []) + ([] if have else ["nothing was judged"])


def begin(place, charter):
    place.clear()
    with open(os.path.join(LOGS, charter + ".chr"), encoding="utf-8") as file:
        place.write(charter + ".chr", file.read())


def vendor(place, name, pick):
    (charter, block, log), (plain, of_plain, logs) = VENDORS[name]
    begin(place, plain)
    want = evaluated(place, plain, of_plain, logs)
    begin(place, charter)
    lines = lines_of(log)
    have, said = watched(place, charter, block, [[line] for line in lines])
    tickets = {key[0] for key in have}
    want = {key: value for key, value in want.items() if key[0] in tickets}
    case("%s: one by one, the verdicts of the change log" % name, difference(want, have, said))
    wrong = []
    for number in range(ROUNDS):
        begin(place, charter)
        mixed = [line for line in lines for _ in range(pick.choice((1, 1, 2)))]
        pick.shuffle(mixed)
        cuts = sorted(pick.sample(range(len(mixed)), min(3, len(mixed) - 1)))
        parts = [mixed[a:b] for a, b in zip([0] + cuts, cuts + [len(mixed)])]
        have, said = watched(place, charter, block, parts)
        wrong += ["order %d: %s" % (number, line) for line in difference(want, have, said)]
    case("%s: in any order, and repeated" % name, wrong)


def recorded(place):
    """What GitHub sent, as it was recorded."""
    package = os.path.join(os.path.dirname(place.charter), "npm", "node_modules", "@octokit", "webhooks-examples")
    paths = sorted(glob.glob(os.path.join(package, "*", "index.json")))
    if not paths:
        case("GitHub, recorded deliveries # SKIP npm install --prefix build/npm @octokit/webhooks-examples@7.6.1", [])
        return
    deliveries = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            deliveries += [payload for kind in json.load(file) if kind["name"] in ("issues", "issue_comment") for payload in kind["examples"]]
    begin(place, "github")
    lines = [json.dumps(payload) + "\n" for payload in deliveries]
    place.write("all.ndjson", "".join(lines))
    done = run(place, "eval", "github.chr", "--using", "ours", "--log", "all.ndjson", "--verdicts", "e.ndjson")
    want = verdicts(place.read("e.ndjson"))
    have, said = watched(place, "github", "ours", [[line] for line in lines])
    case("GitHub: %d recorded deliveries are read, each of them" % len(lines), [] if len(lines) > 20 and done.returncode in (0, 1, 5) and not said
         else [len(lines), done.stderr, said])
    case("GitHub: one by one, the verdicts of all at once", difference(want, have, ""))


def arrival(place):
    """Freshdesk tells no time: that of the arrival counts, and is kept."""
    begin(place, "freshdesk-webhooks")
    lines = [json.loads(line) for line in lines_of("freshdesk-webhooks.ndjson")]
    bare = [json.dumps({"freshdesk_webhook": line["freshdesk_webhook"]}) + "\n" for line in lines]
    place.write("live.ndjson", "")
    process = place.start("freshdesk-webhooks.chr", "--from", "live.ndjson", "--state", "s", "--arrival", "arrived", "--equal", "once", "--to", "-")
    before = now()
    instants = []
    for count, line in enumerate(bare[:1] + bare[:1] + bare[1:]):
        place.write("live.ndjson", line, "a")
        wait_for(lambda: "events                 %d\n" % max(1, count) in place.run("status", "--state", "s").stdout.decode())
        instants.append(now())
        time.sleep(1)
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    place.write("live.ndjson", "not of JSON\n {} \n", "a")
    done = place.run("freshdesk-webhooks.chr", "--from", "live.ndjson", "--state", "s", "--arrival", "arrived", "--once", "--verdicts", "w.ndjson")
    record = [r for r in map(json.loads, place.read("w.ndjson").splitlines()) if r["target"] == "solution"]
    moment = lambda text: dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    right = len(record) == 1 and record[0]["verdict"] == "met" and before <= moment(record[0]["start"]) <= instants[0] + dt.timedelta(seconds=1)
    right = right and instants[-2] <= moment(record[0]["stop"]) <= instants[-1] + dt.timedelta(seconds=1) and record[0]["paused_s"] > 1
    case("Freshdesk: the instant of arrival is that of the snapshot, and a repeated one is none", [] if right else [record, process.stderr.read()])
    case("lines that are no objects are left out as ever", [] if done.returncode == 0 and b"1 rows left out" in done.stderr else [done])
    for arguments, said in ((("--replay", "live.ndjson"), "--arrival needs the real clock"),
                            (("--from", "live.ndjson", "--state", "t", "--clock", "simulated"), "--arrival needs the real clock")):
        done = place.run("freshdesk-webhooks.chr", *arguments, "--arrival", "arrived")
        case("refused: --arrival with " + arguments[-1 if len(arguments) > 2 else 0], [] if done.returncode == 2 and said in done.stderr.decode() else [done])
    done = place.run("desk.chr", "--from", "live.ndjson", "--state", "t", "--arrival", "arrived")
    case("refused: --arrival for records that may be CSV", [] if done.returncode == 2 and b"says `format ndjson`" in done.stderr else [done])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    options = parser.parse_args()
    print("# seed %d" % options.seed)
    place = Place(os.path.abspath(options.charter))
    for name in VENDORS:
        vendor(place, name, random.Random("%d %s" % (options.seed, name)))
    recorded(place)
    arrival(place)
    shutil.rmtree(place.folder)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
