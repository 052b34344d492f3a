#!/usr/bin/env python3
"""The JSON report of `charter eval --by priority` as the lines of answer that all programs give:
TARGET,month,YYYY-MM,met,breached,pending and TARGET,priority,P,met,breached,pending,p50,p90,p95,p99,max."""
import json
import sys


def text(value):
    return "" if value is None else str(value)


def main():
    for target in json.load(sys.stdin)["targets"]:
        for row in target["periods"]:
            print(",".join(map(str, (target["name"], "month", row["period"], row["met"], row["breached"], row["pending"]))))
        for row in target["by"]:
            used = [text(row["used"][name]) for name in ("p50", "p90", "p95", "p99", "max")]
            print(",".join(map(str, (target["name"], "priority", row["key"]["priority"], row["met"], row["breached"], row["pending"], *used))))


if __name__ == "__main__":
    main()
