#!/usr/bin/env python3
"""The question of the benchmark (tests/bench): programs that share no code with this one give the same answer, to the
digit, and so do sessions that read the log, keep it, and open what was kept. Of those that are installed; the others are said, and `make bench` asks all of them, about more events.

    tests/bench_answers.py --charter build/charter

Prints TAP."""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "bench"))

import session  # noqa: E402
import side_by_side as bench  # noqa: E402

EVENTS = 20000


def answer(place, make):
    rival = make()
    rival.run(place.path("out"))
    return bench.answer_of(rival, place.path("out"))


def session_lines(place, options):
    """What a session answers, as the lines of the others: clock, by what, key, met, breached, pending."""
    asked = [(target, key) for target in ("response", "resolution") for key in ("month", "priority")]
    questions = ["compliance of %s by %s" % one for one in asked]
    _, answers = session.ask(place.program, os.path.join(bench.RIVALS, "question.chr"), place.log, questions, options)
    return {",".join([target, key, row["key"][key]] + [str(row[count]) for count in ("met", "breached", "pending")])
            for (target, key), (answer, _) in zip(asked, answers) for row in answer["value"]}


def sessions(place, expected):
    """(name, what is wrong) of sessions that read the log, keep it, and open it: both the first question and later ones."""
    wanted = {",".join(line.split(",")[:6]) for line in expected}
    kept = place.path("kept")
    for name, options in (("a session", ()), ("a session that keeps the log", ("--cache=" + kept,)),
                          ("a session that opens what was kept", ("--cache=" + kept,))):
        yield name, sorted(session_lines(place, options) ^ wanted)
    yield "a session of which both files are there", [name for name in (kept, kept + ".verdicts") if not os.path.exists(name)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    failed, number = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        place = bench.Place(os.path.abspath(parser.parse_args().charter), folder, EVENTS, "build/bench")
        bench.make_log(place)
        expected = answer(place, lambda: bench.charter(place, 1))
        for name, wrong in sessions(place, expected):
            number += 1
            failed += bool(wrong)
            print("%s %d - %s gives the same answers" % ("not ok" if wrong else "ok", number, name))
            for line in wrong[:5]:
                print("# " + line)
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
