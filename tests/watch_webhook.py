#!/usr/bin/env python3
"""Records that go to an address: what is tried again and what is not, who waits and who goes on, signatures, certificates, a
watcher killed before it knows the answer.

    tests/watch_webhook.py --charter build/charter

Prints TAP.
"""
import argparse
import datetime as dt
import hashlib
import hmac
import http.server
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from watch_falls import Place, case, now, results, row, wait_for  # noqa: E402

ONCE = ("desk.chr", "--from", "log.ndjson", "--state", "s", "--once")
for variable in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
    os.environ.pop(variable, None)


class Receiver:
    """Answers with what SCRIPT has next, (status, headers, seconds before it), and then 204; keeps what came."""

    def __init__(self, script=(), context=None):
        self.script, self.came, self.let_go = list(script), [], threading.Event()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):  # noqa: N802
                receiver.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = "%s://127.0.0.1:%d/hook" % ("https" if context else "http", self.server.server_port)

    def answer(self, request):
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.came.append((time.monotonic(), request.path, dict(request.headers), body))
        status, headers, delay = self.script.pop(0) if self.script else (204, {}, 0)
        if delay:
            self.let_go.wait(delay)
        text = headers.get("body", "").encode()
        try:
            request.send_response(status)
            for name, value in headers.items():
                if name != "body":
                    request.send_header(name, value)
            request.send_header("Content-Length", str(len(text)))
            request.end_headers()
            request.wfile.write(text)
        except OSError:
            pass

    def keys(self):
        return [headers["Idempotency-Key"] for _, _, headers, _ in self.came]

    def bodies(self):
        return [body for _, _, _, body in self.came]

    def close(self):
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()


def begin(place, minutes=40):
    """Two notices are due after 40 minutes."""
    place.clear()
    place.write("log.ndjson", row("A", now() - dt.timedelta(minutes=minutes), "opened", number=1))


def outbox(place):
    return [line.split("\t") for line in place.run("outbox", "list", "--state", "s").stdout.decode().splitlines()]


def message(place):
    begin(place)
    place.write("secret", "a secret between two\n")
    place.write("headers", "Authorization: Bearer 123\n\nX-Desk:north\n")
    receiver = Receiver()
    done = place.run(*ONCE, "--to", receiver.address, "--to-secret-file", "secret", "--to-headers", "headers", "--to", "-")
    lines = done.stdout.decode().splitlines()
    case("an address is sent the records, in their order", [] if receiver.bodies() == [l.encode() for l in lines] and len(lines) == 2
         and done.returncode == 0 and not done.stderr else [done, receiver.came])
    wrong = []
    for _, path, headers, body in receiver.came:
        signature = "sha256=" + hmac.new(b"a secret between two", body, hashlib.sha256).hexdigest()
        wanted = {"Idempotency-Key": json.loads(body)["key"], "Content-Type": "application/json", "X-Hub-Signature-256": signature,
                  "Authorization": "Bearer 123", "X-Desk": "north", "Content-Length": str(len(body))}
        wrong += ["%s: %s" % (name, headers.get(name)) for name in wanted if headers.get(name) != wanted[name]]
        wrong += [path] if path != "/hook" else []
    case("with its key, its type, its signature and the headers of a file", wrong)
    receiver.close()


def again(place):
    begin(place)
    receiver = Receiver([(500, {}, 0), (503, {"Retry-After": "3"}, 0), (429, {}, 0)])
    done = place.run(*ONCE, "--to", receiver.address)
    keys, times = receiver.keys(), [at for at, _, _, _ in receiver.came]
    pauses = [b - a for a, b in zip(times, times[1:])]
    case("a server in trouble is tried again, with the same key, and the order stays",
         [] if done.returncode == 0 and len(keys) == 5 and len(set(keys[:4])) == 1 and keys[4] != keys[3] and not outbox(place) else [keys, done.stderr])
    case("later and later, and not before it asks for", [] if len(pauses) == 4 and 0.9 < pauses[0] < 2 and 2.9 < pauses[1] < 4.5 and
         3.9 < pauses[2] < 7 and pauses[3] < 1 else [pauses])
    receiver.close()
    begin(place)
    receiver = Receiver([(503, {"body": "come\tback\nlater"}, 0)] * 2)
    place.run(*ONCE, "--to", receiver.address, "--tries", "2")
    left = outbox(place)
    case("tried so often as is said, then dead, and the next goes", [] if [l[:3] + l[4:] for l in left] ==
         [["dead", "2", receiver.address, "status 503: come back later"]] and len(receiver.came) == 3 else [left, receiver.keys()])
    place.run("outbox", "retry", "--state", "s")
    place.run(*ONCE, "--to", receiver.address)
    case("retried by hand it goes, with its key", [] if receiver.keys()[3:] == receiver.keys()[:1] and not outbox(place) else [receiver.keys()])
    receiver.close()


def refused(place):
    for status, headers, said in ((400, {"body": "no such field"}, "status 400: no such field"), (410, {}, "status 410"),
                                  (302, {"Location": "http://127.0.0.1:1/other"}, "status 302, leads to http://127.0.0.1:1/other")):
        begin(place)
        receiver = Receiver([(status, headers, 0)])
        place.run(*ONCE, "--to", receiver.address)
        left = outbox(place)
        case("status %d is final: dead at once, and the next goes" % status,
             [] if [l[:2] + l[4:] for l in left] == [["dead", "1", said]] and len(receiver.came) == 2 else [left, receiver.came])
        receiver.close()


def hangs(place):
    begin(place)
    slow, quick = Receiver([(204, {}, 60)]), Receiver()
    process = place.start("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", slow.address, "--to", quick.address, "--to", "command:cat >> told")
    wait_for(lambda: slow.came and len(quick.came) == 2 and place.read("told").count("\n") == 2)
    before = [len(slow.came), len(quick.came), place.read("told").count("\n")]
    place.write("log.ndjson", row("B", now() - dt.timedelta(minutes=40), "opened", number=1), "a")
    wait_for(lambda: len(quick.came) == 4 and place.read("told").count("\n") == 4)
    after = [len(slow.came), len(quick.came), place.read("told").count("\n")]
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    ended = process.wait(20)
    took = time.monotonic() - began
    case("who hangs holds up neither the others nor the reading of events", [] if (before, after) == ([1, 2, 2], [1, 4, 4]) else [before, after])
    case("nor the end", [] if ended == 0 and took < 5 else [ended, took])
    slow.close()
    quick.close()
    begin(place)
    slow = Receiver([(204, {}, 60)])
    done = place.run(*ONCE, "--to", slow.address, "--tries", "1", "--patience", "1")
    left = outbox(place)
    case("an answer is waited for so long as is said", [] if done.returncode == 0 and len(slow.came) == 2 and len(left) == 1 and left[0][0] == "dead"
         and "timed out after" in left[0][4] else [left, done.stderr])
    slow.close()


def unknown_end(place):
    """The watcher is killed while the answer is on its way."""
    begin(place)
    receiver = Receiver([(204, {}, 60)])
    process = place.start("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", receiver.address)
    wait_for(lambda: receiver.came)
    process.kill()
    process.wait(20)
    receiver.let_go.set()
    place.run(*ONCE, "--to", receiver.address)
    bodies = receiver.bodies()
    case("killed before the answer: sent once more, the same with the same key", [] if len(bodies) == 3 and bodies[0] == bodies[1] != bodies[2] and
         receiver.keys()[0] == receiver.keys()[1] and not outbox(place) else [receiver.keys(), outbox(place)])
    receiver.close()


def nobody(place):
    begin(place)
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))
    address = "http://127.0.0.1:%d/" % closed.getsockname()[1]
    place.run(*ONCE, "--to", address, "--tries", "2")
    left = outbox(place)
    case("where nobody listens it is tried again, and dead at last", [] if len(left) == 2 and all(l[:2] == ["dead", "2"] and "connect" in l[4] for l in left)
         else left)
    closed.close()


def certificates(place):
    with tempfile.TemporaryDirectory() as folder:
        key, vouched = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", vouched], check=True, stderr=subprocess.DEVNULL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(vouched, key)
        receiver = Receiver(context=context)
        begin(place)
        place.run(*ONCE, "--to", receiver.address, "--tries", "1")
        left = outbox(place)
        case("a certificate that nobody vouches for is not taken",
             [] if not receiver.came and len(left) == 2 and "certificate" in left[0][4] else [left, receiver.came])
        place.run("outbox", "retry", "--state", "s")
        place.run(*ONCE, "--to", receiver.address, "--tries", "1", SSL_CERT_FILE=vouched)
        case("one of SSL_CERT_FILE is", [] if len(receiver.came) == 2 and not outbox(place) else [outbox(place), receiver.came])
        begin(place)
        place.run(*ONCE, "--to", receiver.address.replace("127.0.0.1", "localhost"), "--tries", "1", SSL_CERT_FILE=vouched)
        left = outbox(place)
        case("but not for another name", [] if len(receiver.came) == 2 and len(left) == 2 and "localhost" in left[0][4] else [left])
        receiver.close()


def usage(place):
    begin(place)
    place.write("empty", "\n")
    place.write("headers", "Authorization Bearer secret-word\n")
    run = ("desk.chr", "--replay", "log.ndjson")
    for arguments, said in ((("--to", "http://"), "`http://` is no address: "),
                            (("--to", "https://duty:word@127.0.0.1/"), "an address with a name or a password in it is seen by too many"),
                            (("--to", "http://127.0.0.1/", "--to-secret-file", "absent"), "cannot read absent"),
                            (("--to", "http://127.0.0.1/", "--to-secret-file", "empty"), "empty has no secret in it"),
                            (("--to", "http://127.0.0.1/", "--to-headers", "headers"), "line 1 of headers is no header, `Name: value`"),
                            (("--to", "-", "--to-headers", "headers"), "--to-headers is for an address, and --to - is none"),
                            (("--to-headers", "headers"), "--to-headers stands behind the --to that it is for")):
        done = place.run(*run, *arguments)
        case("refused: " + " ".join(arguments), [] if done.returncode == 2 and said in done.stderr.decode() and "secret-word" not in done.stderr.decode() else [done])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    place = Place(os.path.abspath(parser.parse_args().charter))
    for part in (message, again, refused, hangs, unknown_end, nobody, certificates, usage):
        part(place)
    shutil.rmtree(place.folder)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
