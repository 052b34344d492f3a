#!/usr/bin/env python3
"""The question of the benchmark (tests/bench): programs that share no code with this one give the same answer, to the
digit. Of those that are installed; the others are said, and `make bench` asks all of them, about more events.

    tests/bench_answers.py --charter build/charter

Prints TAP."""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "bench"))

import side_by_side as bench  # noqa: E402

EVENTS = 20000


def answer(place, make):
    rival = make()
    rival.run(place.path("out"))
    return bench.answer_of(rival, place.path("out"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    failed, number = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        place = bench.Place(os.path.abspath(parser.parse_args().charter), folder, EVENTS, "build/bench")
        bench.make_log(place)
        expected = answer(place, lambda: bench.charter(place, 1))
        for name, make in (("python", lambda: bench.python(place)), ("mawk", lambda: bench.awk(place, "mawk")),
                           ("gawk", lambda: bench.awk(place, "gawk")), ("SQLite", lambda: bench.sqlite(place)),
                           ("DuckDB", lambda: bench.duckdb(place))):
            number += 1
            try:
                wrong = [line for line in answer(place, make) if line not in expected]
            except bench.Absent as why:
                print("ok %d - %s # SKIP not asked: %s" % (number, name, why))
                continue
            failed += bool(wrong) or len(expected) < 20
            print("%s %d - %s gives the same answer" % ("not ok" if wrong else "ok", number, name))
            for line in wrong[:5]:
                print("# " + line)
    print("1..%d" % number)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
