#!/usr/bin/env python3
"""The recipes of examples/many-machines: a log in parts by GNU parallel, by Dask, and by a script that reads names of
shards, as Spark's pipe, Hadoop Streaming and ClickHouse's executable functions call it. What is not installed is said.

    tests/many_machines.py --charter build/charter

Prints TAP."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "..", "examples")
RECIPES = os.path.join(EXAMPLES, "many-machines")
CHARTER, LOG = (os.path.join(EXAMPLES, "northwind", "northwind." + ending) for ending in ("chr", "csv"))
results = []


def case(name, wrong, skipped=None):
    results.append(not wrong)
    print("%s %d - %s%s" % ("not ok" if wrong else "ok", len(results), name, " # SKIP " + skipped if skipped else ""))
    if wrong:
        print("# " + str(wrong)[:2000].replace("\n", "\n# "))


def run(program, *command, **more):
    done = subprocess.run(list(command), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False,
                          env=dict(os.environ, CHARTER=program), **more)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def same(want, have):
    return None if want[:2] == have[:2] else "status %d, of the whole %d\n%s" % (have[0], want[0], have[2])


def by_script(program, whole, key):
    with tempfile.TemporaryDirectory() as folder:
        done = run(program, program, "shard", "4", LOG, "--charter", CHARTER, "-o", folder)
        names = "".join("%s%s/%d.shard\n" % (key, folder, n) for n in range(1, 5))
        done = run(program, os.path.join(RECIPES, "judge-part"), CHARTER, input=names.encode())
        if done[0]:
            return done[2]
        partials = done[1].decode().split()
        return same(whole, run(program, program, "merge", *partials, "--format", "json"))


def has_dask():
    return subprocess.run(["/usr/bin/python3", "-c", "import dask"], stderr=subprocess.DEVNULL, check=False).returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.abspath(parser.parse_args().charter)
    whole = run(program, program, "eval", CHARTER, "--log", LOG, "--format", "json")
    case("names on standard input (Spark, ClickHouse)", by_script(program, whole, ""))
    case("names behind a key (Hadoop)", by_script(program, whole, "17\t"))
    if shutil.which("parallel"):
        case("GNU parallel", same(whole, run(program, os.path.join(RECIPES, "with-parallel"), CHARTER, LOG, "5")))
    else:
        case("GNU parallel", None, "it is not installed, so it was not run")
    if os.path.exists("/usr/bin/python3") and has_dask():
        case("Dask", same(whole, run(program, "/usr/bin/python3", os.path.join(RECIPES, "with_dask.py"), CHARTER, LOG, "5")))
    else:
        case("Dask", None, "it is not installed, so it was not run")
    print("1..%d" % len(results))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
