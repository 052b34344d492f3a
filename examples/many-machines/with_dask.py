#!/usr/bin/python3
"""with_dask.py CHARTER LOG PARTS [OPTIONS]: a log judged in PARTS by Dask; the report is on standard output.

On a cluster: dask.distributed.Client(ADDRESS) before the last step, with the folder of the parts shared."""
import glob
import os
import subprocess
import sys
import tempfile

import dask

PROGRAM = os.environ.get("CHARTER", "charter")


@dask.delayed
def judge(charter, shard, options):
    partial = shard[:-len(".shard")] + ".partial"
    subprocess.run([PROGRAM, "eval", charter, "--log", shard, "--threads", "1", "--partial", partial, *options],
                   stdin=subprocess.DEVNULL, check=True)
    return partial


@dask.delayed
def merge(partials):
    return subprocess.run([PROGRAM, "merge", *partials, "--format", "json"], stdout=subprocess.PIPE, check=False)


def main():
    charter, log, parts, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([PROGRAM, "shard", parts, log, "--charter", charter, "-o", folder], check=True)
        shards = sorted(glob.glob(os.path.join(folder, "*.shard")))
        done = merge([judge(charter, shard, options) for shard in shards]).compute(scheduler="threads")
    sys.stdout.buffer.write(done.stdout)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
