"""A watcher that listens, for tests that talk to it by real sockets: watch_http.py, watch_asked.py."""
import argparse
import datetime as dt
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DESK = """use "std/clocks"

charter desk "Desk"
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

target resolution
  measures   resolution
  counted in always
  within 1 hour  when priority is P1
  within 4 hours otherwise
  met for at least 90% of tickets each month
end

escalation path
  for resolution
  at 50% used  tell duty
  at breach    tell duty
end

log named
  format   ndjson
  ticket   from "ticket"
  time     from "time"
  event    from "event"
  status   from "status"
  priority from "priority"
  id       from "delivery"
end
"""
SECRET = "a secret of some length"
TOKEN = "a-token-of-more-than-16-characters"
SHARED = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # where nobody waits for a disk
QUICK = bool(os.environ.get("CHARTER_TEST_QUICK"))
results = []


def case(name, wrong):
    results.append(not wrong)
    print("%s %d - %s" % ("not ok" if wrong else "ok", len(results), name))
    for line in wrong[:8]:
        print("# " + str(line)[:400])
    sys.stdout.flush()


def same(name, found, wanted):
    case(name, [] if found == wanted else ["found  %r" % (found,), "wanted %r" % (wanted,)])


class Watcher:
    """One process; POST and GET by connections of their own."""

    def __init__(self, place, *options, charter="desk.chr", **variables):
        self.place = place
        self.errors = place.path("errors-%d" % place.next())
        with open(self.errors, "wb") as errors, open(self.errors + ".out", "wb") as out:
            self.process = subprocess.Popen([place.charter, "watch", charter, "--listen", "0"] + list(options), cwd=place.folder, stdout=out,
                                            stderr=errors, env=dict(os.environ, **variables))
        self.port = None
        found = place.wait(lambda: re.search(r"listening on http://.*:(\d+)/", self.said()) or self.process.poll() is not None)
        match = re.search(r"listening on http://.*:(\d+)/", self.said())
        if found and match:
            self.port = int(match.group(1))

    def said(self):
        with open(self.errors, encoding="utf-8") as file:
            return file.read()

    def told(self):
        with open(self.errors + ".out", encoding="utf-8") as file:
            return file.read().splitlines()

    def ask(self, method, path, body=None, headers=None):
        """Status, headers and text; None if there is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def post(self, body, path="/events", **headers):
        named = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
        answer = self.ask("POST", path, body.encode() if isinstance(body, str) else body, named)
        return (answer[0], json.loads(answer[2])) if answer else None

    def status(self, body, **headers):
        answer = self.post(body, **headers)
        return answer[0] if answer else None

    def board(self, after=0, **headers):
        return json.loads(self.ask("GET", "/board?after=%d" % after, None, headers)[2])

    def metrics(self):
        return self.ask("GET", "/metrics")[2]

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class Place:
    def __init__(self, charter):
        self.charter, self.count = charter, 0
        self.folder = tempfile.mkdtemp(prefix="charter-http-", dir=SHARED)
        self.write("desk.chr", DESK.split("log named")[0])
        self.write("named.chr", DESK)
        self.write("secret", SECRET + "\n")
        self.write("token", TOKEN + "\n")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def next(self):
        self.count += 1
        return self.count

    def state(self):
        return "state-%d.watch" % self.next()

    @staticmethod
    def wait(what, seconds=20):
        end = time.time() + seconds
        while time.time() < end:
            if what():
                return True
            time.sleep(0.01)
        return False

    def run(self, *arguments):
        return subprocess.run([self.charter] + list(arguments), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)

    def events(self, state):
        """Those that the state has, as another reader finds them."""
        with sqlite3.connect("file:%s?mode=ro" % self.path(state), uri=True) as file:
            return [row[0] for row in file.execute("SELECT CAST(bytes AS BLOB) FROM events ORDER BY number")]

    def tickets(self, state):
        return [json.loads(row)["ticket"] for row in self.events(state)]


def now(minutes=0):
    return (dt.datetime.now(dt.timezone.utc) + dt.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def event(ticket, at=None, **more):
    return json.dumps(dict({"ticket": ticket, "time": at or now(-1), "event": "opened", "status": "open", "priority": "P3"}, **more))


def sign(body, secret=SECRET, stamp=""):
    return hmac.new(secret.encode(), stamp.encode() + body.encode(), hashlib.sha256)


def run_all(parts):
    """The script: its parts, one after the other, in one place. The exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    place = Place(os.path.abspath(parser.parse_args().charter))
    for part in parts:
        part(place)
    shutil.rmtree(place.folder)
    print("1..%d" % len(results))
    return 0 if all(results) else 1
