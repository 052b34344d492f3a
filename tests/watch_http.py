#!/usr/bin/env python3
"""What is posted to a watcher that listens: signatures, durability, repeated and spoilt deliveries, limits, many at once.

    tests/watch_http.py --charter build/charter

Prints TAP. CHARTER_TEST_SEED sets the random parts.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time

from listening import HERE, QUICK, SECRET, Watcher, case, event, now, run_all, same, sign

SEED = int(os.environ.get("CHARTER_TEST_SEED", "1"))


# ---------- signatures ----------

def github(place):
    body, state = event("T1"), place.state()
    place.write("secrets", "an older secret\n\n%s\n" % SECRET)
    good = "sha256=" + sign(body).hexdigest()
    flipped = good[:-1] + ("0" if good[-1] != "0" else "1")
    with Watcher(place, "--state", state, "--secret-file", "secrets") as watcher:
        same("no signature: 401", watcher.post(body)[0], 401)
        for name, value in (("one digit differs", flipped), ("without its prefix", good[7:]), ("cut off", good[:-2]), ("empty digest", "sha256="),
                            ("of SHA-1", "sha1=" + hmac.new(SECRET.encode(), body.encode(), hashlib.sha1).hexdigest()),
                            ("by another secret", "sha256=" + sign(body, "not the secret").hexdigest()),
                            ("of other bytes", "sha256=" + sign(body + " ").hexdigest()),
                            ("in base64", base64.b64encode(sign(body).digest()).decode())):
            same("a signature %s: 401" % name, watcher.status(body, X_Hub_Signature_256=value), 401)
        same("nothing of them is taken", place.tickets(state), [])
        same("a good one: 200", watcher.status(body, X_Hub_Signature_256=good), 200)
        same("one by an older secret", watcher.status(event("T2", "2026-11-01T00:00:00Z"), X_Hub_Signature_256="sha256=" + sign(
            event("T2", "2026-11-01T00:00:00Z"), "an older secret").hexdigest()), 200)
        same("both are taken", place.tickets(state), ["T1", "T2"])
        same("a ping is answered, if it is signed", [watcher.status("{}", X_GitHub_Event="ping", X_Hub_Signature_256=value) for value in ("sha256=" + sign("{}").hexdigest(), good)],
             [200, 401])
        said = watcher.post(body, X_Hub_Signature_256=flipped)[1]["error"]
        case("the answer does not say what would have been right", [] if good[7:] not in said and "wrong" in said else [said])


def zendesk(place):
    def headers(body, stamp, signed_stamp=None):
        digest = sign(body, stamp=signed_stamp or stamp).digest()
        return {"X_Zendesk_Webhook_Signature": base64.b64encode(digest).decode(), "X_Zendesk_Webhook_Signature_Timestamp": stamp}

    state, body = place.state(), event("Z1")
    with Watcher(place, "--state", state, "--secret-file", "secret", "--signature", "zendesk") as watcher:
        fresh = headers(body, now())
        same("zendesk: a good one", watcher.status(body, **fresh), 200)
        same("zendesk: an old timestamp", watcher.status(body, **headers(body, now(-10))), 401)
        same("zendesk: one of the future", watcher.status(body, **headers(body, now(10))), 401)
        same("zendesk: another timestamp than was signed", watcher.status(body, **headers(body, now(), now(-1))), 401)
        same("zendesk: a timestamp that is none", watcher.status(body, **headers(body, "yesterday")), 401)
        same("zendesk: without a timestamp", watcher.status(body, X_Zendesk_Webhook_Signature=fresh["X_Zendesk_Webhook_Signature"]), 401)
        same("zendesk: other bytes", watcher.status(event("Z2"), **fresh), 401)
        same("zendesk: the first one alone is taken", place.tickets(state), ["Z1"])


def any_header(place):
    with Watcher(place, "--state", place.state(), "--secret-file", "secret", "--signature", "X-Sign") as watcher:
        body = event("H1")
        same("a header of another name: hexadecimal", watcher.status(body, X_Sign=sign(body).hexdigest()), 200)
        same("with a prefix", watcher.status(body, X_Sign="sha256=" + sign(body).hexdigest()), 200)
        same("base64", watcher.status(body, X_Sign=base64.b64encode(sign(body).digest()).decode()), 200)
        same("wrong", watcher.status(body, X_Sign=sign(body + "x").hexdigest()), 401)


# ---------- durability ----------

def killed(place):
    """What was answered with 200 is in the state, wherever the watcher was killed."""
    chance, wrong, kept = random.Random(SEED), [], 0
    for number in range(4 if QUICK else 12):
        state, acknowledged = place.state(), []
        watcher = Watcher(place, "--state", state)

        def send(worker, watcher=watcher, acknowledged=acknowledged):
            for i in range(1000):
                ticket = "K%d-%d" % (worker, i)
                answer = watcher.post(event(ticket))
                if not answer:
                    return
                if answer[0] == 200:
                    acknowledged.append(ticket)
        workers = [threading.Thread(target=send, args=(worker,)) for worker in range(4)]
        for worker in workers:
            worker.start()
        time.sleep(chance.uniform(0.02, 0.3))
        watcher.end(signal.SIGKILL)
        for worker in workers:
            worker.join()
        kept += len(acknowledged)
        lost = set(acknowledged) - set(place.tickets(state))
        if lost:
            wrong.append("round %d: %d of %d lost" % (number, len(lost), len(acknowledged)))
        sound = place.run("watch", "--check", "--state", state)
        if sound.returncode:
            wrong.append(sound.stderr.decode())
    case("killed while it takes: nothing that was answered is lost (%d events, seed %d)" % (kept, SEED), wrong if kept else ["nothing was answered"])


def build(place):
    library = place.path("writes.so")
    subprocess.run(shlex.split(os.environ.get("CC", "gcc")) + ["-shared", "-fPIC", "-O1", "-o", library, os.path.join(HERE, "faults", "writes.c"), "-ldl"],
                   check=True)
    return library


def each_write(place):
    """Killed in front of its n-th write, then on a disk that is full from there on."""
    library, wrong, refused = build(place), [], 0
    options = os.environ.get("ASAN_OPTIONS")
    beside = {"LD_PRELOAD": library, "ASAN_OPTIONS": (options + ":" if options else "") + "verify_asan_link_order=0"}
    for variable in ("CHARTER_FALL_AT", "CHARTER_FULL_AT"):
        for number in [1, 20, 40] + list(range(54, 110, 6 if QUICK else 2)):  # it listens after some 55
            state, good = place.state(), []
            watcher = Watcher(place, "--state", state, **beside, **{variable: str(number)})
            for i in range(3):
                answer = watcher.post(event("W%d" % i)) if watcher.port else None
                refused += bool(answer) and answer[0] == 503
                if answer and answer[0] == 200:
                    good.append("W%d" % i)
            watcher.end(signal.SIGKILL)
            with Watcher(place, "--state", state) as again:
                answers = [again.status(event("W%d" % i), X_GitHub_Delivery=str(i)) for i in range(3)] if again.port else [again.said()]
            if answers != [200] * 3:
                wrong.append("%s %d: %s" % (variable, number, answers))
            lost = set(good) - set(place.tickets(state)[:-3])
            if lost:
                wrong.append("%s %d: lost %s" % (variable, number, lost))
    case("in front of any write: nothing that was answered is lost, and it goes on", wrong)
    case("what can't be stored is answered with 503", [] if refused else ["none was"])


def repeated(place):
    state, body, other = place.state(), event("R1"), event("R2")
    with Watcher(place, "--state", state) as watcher:
        same("a delivery", watcher.post(body, X_GitHub_Delivery="d-1"), (200, {"records": 1}))
        same("again: nothing changes", watcher.post(body, X_GitHub_Delivery="d-1"), (200, {"records": 0, "repeated": True}))
        same("the same identity with other bytes is another delivery", watcher.post(other, X_GitHub_Delivery="d-1"), (200, {"records": 1}))
        same("another identity", watcher.post(body, X_GitHub_Delivery="d-2"), (200, {"records": 1}))
        same("each sender's header counts by itself", watcher.post(body, Idempotency_Key="d-1"), (200, {"records": 1}))
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(watcher.post(body, Webhook_Id="at once")[1]["records"])) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        same("twenty times at once: taken once", sorted(answers), [0] * 19 + [1])
    with Watcher(place, "--state", state) as watcher:
        same("it is known after a restart", watcher.post(body, X_GitHub_Delivery="d-1"), (200, {"records": 0, "repeated": True}))
    same("so many events there are", place.tickets(state), ["R1", "R2", "R1", "R1", "R1"])


def own_ids(place):
    state = place.state()
    with Watcher(place, "--state", state, charter="named.chr") as watcher:
        first, second = event("I1", delivery="e1"), event("I1", delivery="e2", at="2026-11-01T00:00:00Z", event="changed")
        for body, identity in ((first, "a"), (first, "b"), (second, "c")):
            watcher.post(body, path="/events/named", X_GitHub_Delivery=identity)
        same("records that have an id are known by it", place.tickets(state), ["I1", "I1"])
        same("a log block of another name: 404", watcher.post(first, path="/events/other")[0], 404)


# ---------- bodies ----------

def bodies(place):
    state, a, b = place.state(), event("B1"), event("B2")
    with Watcher(place, "--state", state) as watcher:
        pretty = json.dumps(json.loads(a), indent=2)
        for name, body in (("one object", a), ("an object on several lines", pretty), ("two lines", a + "\n" + b), ("a list", "[%s,\n %s]" % (pretty, b)),
                           ("objects without a line end between them", a + b), ("a byte order mark", "\ufeff" + a), ("braces in a text", event("}{\\\"")),
                           ("an empty list is empty", "[]")):
            same("JSON, " + name, watcher.status(body), 400 if body == "[]" else 200)
        before = place.tickets(state)
        same("all of it is taken", len(before), 10)
        for name, body in (("a record that can't be read among good ones", a + "\n" + event("B3", at="nonsense") + "\n" + b), ("not JSON", "{]"), ("cut off", a[:-3]),
                           ("cut off in a text", a[:20]), ("a list cut off", "[" + a), ("a list with a comma too many", "[%s,]" % a), ("not of objects", "[1, 2]"),
                           ("something behind it", a + " x"), ("empty", ""), ("blanks", " \n "), ("an unknown value", event("B3", priority="P9")),
                           ("a line end in a text", a.replace("B1", "B\n1")), ("not UTF-8", b'{"ticket":"\xff\xfe"')):
            answer = watcher.post(body)
            case("JSON, %s: 400 with the reason" % name, [] if answer and answer[0] == 400 and len(answer[1]["error"]) > 5 else [answer])
        said = watcher.post(a + "\n" + event("B3", priority="P9"))[1]["error"]
        case("the reason names the record", [] if said.startswith("line 2: ") and "`P9`" in said else [said])
        same("nothing of these is taken", place.tickets(state), before)
        table = "ticket,time,event,status,priority\nC1,%s,opened,open,P1\n\"C\"\"2\",%s,opened,open,P2\n" % (now(-2), now(-2))
        same("CSV", watcher.post(table, Content_Type="text/csv"), (200, {"records": 2}))
        same("a header alone", watcher.post("ticket,time,event\n", Content_Type="text/csv"), (200, {"records": 0}))
        same("a form: 415", watcher.status("payload=%7B%7D", Content_Type="application/x-www-form-urlencoded"), 415)
        same("packed: 415", watcher.status(a, Content_Encoding="gzip"), 415)
        same("another place: 404", watcher.ask("POST", "/elsewhere", a)[0], 404)
        same("another method: 405", watcher.ask("GET", "/events")[0], 405)
        same("it says which", watcher.ask("GET", "/events")[1]["Allow"], "POST")
        same("PUT: 405", watcher.ask("PUT", "/events", a)[0], 405)


def sizes(place):
    most, state = 8 << 20, place.state()
    with Watcher(place, "--state", state) as watcher:
        with socket.create_connection(("127.0.0.1", watcher.port)) as line:
            line.sendall(b"POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n{" % (most + 1))
            line.settimeout(10)
            case("a body that says it is too large is refused at once", [] if b" 413 " in line.recv(1000) else ["no 413"])
        with socket.create_connection(("127.0.0.1", watcher.port)) as line:
            line.sendall(b"POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            piece = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
            for _ in range(9):
                line.sendall(piece)
            line.sendall(b"0\r\n\r\n")
            line.settimeout(20)
            case("one that does not say so is refused", [] if b" 413 " in line.recv(1000) else ["no 413"])
        large = "\n".join(event("L%d" % i, note="x" * 1000) for i in range(3000))
        same("a large one is taken", watcher.post(large), (200, {"records": 3000}))
        halves = []
        for _ in range(20):
            line = socket.create_connection(("127.0.0.1", watcher.port))
            line.sendall(b"POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n" + event("half").encode())
            halves.append(line)
        same("others go on beside bodies that are half sent", watcher.status(event("whole")), 200)
        for line in halves:
            line.close()
        same("and still once those are given up", watcher.status(event("whole", at="2026-11-01T00:00:00Z")), 200)
        case("nothing of a half is taken", [] if "half" not in place.tickets(state) else ["it was"])


def crowd(place):
    """As many as want to; then as ever. Who is silent in the middle of a body is put off."""
    with Watcher(place, "--state", place.state()) as watcher:
        lines = []
        for _ in range(300):
            try:
                lines.append(socket.create_connection(("127.0.0.1", watcher.port), timeout=5))
            except OSError:
                break
        for line in lines[1:]:
            line.close()
        case("after a crowd that says nothing it goes on", [] if place.wait(lambda: watcher.status(event("after")) == 200) else ["it does not"])
        lines[0].sendall(b"POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
        lines[0].settimeout(40)
        try:
            left = lines[0].recv(1000)
        except ConnectionError:
            left = b""
        case("who is silent is put off", [] if not left or b" 408 " in left else [left])


def spoilt(place):
    """Whatever is posted is taken or refused; what is taken can be judged."""
    chance, state, statuses, wrong = random.Random(SEED), place.state(), {}, []
    table = "ticket,time,event,status,priority\n" + "".join("S%d,%s,opened,open,P1\n" % (i, now(-i)) for i in range(5))
    whole = [event("S1"), "[%s,%s]" % (event("S2"), event("S3")), event("S4") + "\n" + event("S5"), json.dumps(json.loads(event("S6")), indent=1), table]
    with Watcher(place, "--state", state) as watcher:
        for _ in range(150 if QUICK else 600):
            body = bytearray(chance.choice(whole).encode())
            for _ in range(chance.choice((0, 1, 1, 2, 5))):
                at, how = chance.randrange(len(body) + 1), chance.randrange(4)
                if how == 0:
                    body[at:at] = bytes([chance.choice(b"\"\\\n\r{}[],:; \x00\xff\xefa0")])
                elif how == 1:
                    del body[at:at + chance.randint(1, 4)]
                elif how == 2:
                    body[at:at] = body[chance.randrange(len(body) + 1):][:chance.randint(1, 30)]
                else:
                    del body[at:]
            status = watcher.status(bytes(body))
            statuses[status] = statuses.get(status, 0) + 1
            if status not in (200, 400):
                wrong.append("%s: %r" % (status, bytes(body)))
        wrong += [] if statuses.get(200, 0) > 20 and statuses.get(400, 0) > 20 else [statuses]
        case("whatever is posted is taken or refused (%s, seed %d)" % (statuses, SEED), wrong)
        board = watcher.board()
        same("what was taken can be judged", (board["problem"], board["open"]["tickets"] > 0), ("", True))
        same("it ends with status 0", watcher.end(), 0)
    events = place.events(state)
    with Watcher(place, "--state", state) as watcher:
        place.wait(lambda: watcher.board()["open"]["tickets"])
        same("and after a restart, all the same", watcher.board()["open"]["tickets"], board["open"]["tickets"])
        same("nothing was added", place.events(state), events)


def many(place):
    state, bad = place.state(), []
    with Watcher(place, "--state", state) as watcher:
        def send(worker):
            line = http.client.HTTPConnection("127.0.0.1", watcher.port, timeout=60)
            for i in range(25):
                line.request("POST", "/events", event("M%d-%d" % (worker, i)), {"Content-Type": "application/json"})
                answer = line.getresponse()
                answer.read()
                if answer.status != 200:
                    bad.append(answer.status)
            line.close()
        workers = [threading.Thread(target=send, args=(worker,)) for worker in range(40)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        case("forty senders at once", bad)
        same("each event is taken once", len(set(place.tickets(state))), 1000)
        same("it ends with status 0", watcher.end(), 0)
    same("and the state is sound", place.run("watch", "--check", "--state", state).returncode, 0)


def ends(place):
    """Asked to end while many send: each has an answer, and it is true."""
    state, answers = place.state(), {}
    watcher = Watcher(place, "--state", state)

    def send(worker):
        for i in range(200):
            ticket = "E%d-%d" % (worker, i)
            answers[ticket] = watcher.post(event(ticket))
            if not answers[ticket] or answers[ticket][0] != 200:
                return
    workers = [threading.Thread(target=send, args=(worker,)) for worker in range(8)]
    for worker in workers:
        worker.start()
    time.sleep(0.2)
    same("asked to end while many send: status 0", watcher.end(), 0)
    for worker in workers:
        worker.join()
    taken = place.tickets(state)
    good = [ticket for ticket, answer in answers.items() if answer and answer[0] == 200]
    case("what was answered with 200 is there", sorted(set(good) - set(taken)))
    case("what was refused is not", [ticket for ticket, answer in answers.items() if answer and answer[0] == 503 and ticket in taken])


if __name__ == "__main__":
    sys.exit(run_all((github, zendesk, any_header, repeated, own_ids, bodies, spoilt, sizes, many, crowd, ends, each_write, killed)))
