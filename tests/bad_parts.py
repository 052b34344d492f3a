#!/usr/bin/env python3
"""Shards and partial results with a byte or more changed, and a digest that fits them: they are read or refused, and never
crash the program or hang it. Without a digest that fits they are always refused.

    tests/bad_parts.py --charter build/charter [--seed N] [--count N]

Prints TAP."""
import argparse
import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CHARTER, LOG = (os.path.join(HERE, "..", "examples", "northwind", "northwind." + ending) for ending in ("chr", "csv"))
MEMORY = 4 << 30
DIGEST = 64


def run(program, *command):
    """(status, what was said); a status below 0 is a signal."""
    quick = os.environ.get("CHARTER_TEST_QUICK")  # then it may be sanitized, and take all addresses
    limit = None if quick else lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    done = subprocess.run([program] + list(command), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False,
                          preexec_fn=limit)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def changed(data, dice):
    """Some bytes of the body changed, cut or doubled; behind the two lines for people."""
    body = bytearray(data[:-DIGEST])
    first = body.index(b"\n", body.index(b"\n") + 1) + 1
    for _ in range(dice.choice((1, 1, 2, 8))):
        at = dice.randrange(first, len(body))
        kind = dice.randrange(4)
        if kind == 0:
            body[at] = dice.choice((0, 1, 127, 128, 255, dice.randrange(256)))
        elif kind == 1:
            del body[at:at + dice.choice((1, 2, 40))]
        elif kind == 2:
            body[at:at] = body[at:at + dice.choice((1, 3, 20))]
        else:
            body[at] ^= 1 << dice.randrange(8)
    return bytes(body)


def sealed(body):
    return body + hashlib.sha256(body).hexdigest().encode()


def wrong(status, said, refusals):
    if status in refusals or (status == 70 and "memory" in said):
        return None
    return "status %d: %s" % (status, said[-600:])


class Case:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        run(program, "shard", "2", LOG, "--charter", CHARTER, "-o", folder)
        for number in (1, 2):
            run(program, "eval", CHARTER, "--log", self.path("%d.shard" % number), "--by", "priority", "--drivers", "--verdicts",
                self.path("v.csv"), "--notices", self.path("n.csv"), "--partial", self.path("%d.partial" % number))
            run(program, "eval", CHARTER, "--log", self.path("%d.shard" % number), "--format", "html", "--partial",
                self.path("%d.paged" % number))

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def write(self, data):
        with open(self.path("bad"), "wb") as file:
            file.write(data)

    def judge(self):
        return run(self.program, "eval", CHARTER, "--log", self.path("bad"), "--as-of", "2027-01-01T00:00:00Z")

    def join(self):
        return run(self.program, "merge", self.path("bad"), self.path("2.partial"), "--verdicts", self.path("v.csv"), "--notices",
                   self.path("n.csv"), "--format", "json")

    def join_page(self):
        return run(self.program, "merge", self.path("bad"), self.path("2.paged"), "--format", "html")

    def one(self, dice):
        found = []
        for name, act in (("1.shard", self.judge), ("1.partial", self.join), ("1.paged", self.join_page)):
            body = changed(self.read(name), dice)
            self.write(body + self.read(name)[-DIGEST:])
            if body != self.read(name)[:-DIGEST]:
                found.append(wrong(*act(), (4,)))
            self.write(sealed(body))
            found.append(wrong(*act(), (0, 1, 2, 3, 4, 5)))
        return [one for one in found if one]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=40 if os.environ.get("CHARTER_TEST_QUICK") else 80)
    given = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        case = Case(os.path.abspath(given.charter), folder)
        for number in range(given.count):
            found = case.one(random.Random("%d/%d" % (given.seed, number)))
            failed += bool(found)
            print("%s %d - parts changed as %d says" % ("not ok" if found else "ok", number + 1, number))
            for line in found:
                print("# " + line.replace("\n", "\n# "))
    print("1..%d" % given.count)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
