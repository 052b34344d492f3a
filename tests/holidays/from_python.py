"""Prints what Debian's python3-holidays says, as JSON: {"version", "lists": {"COUNTRY/PART": [[date, title, part]]}}.

    from_python.py FIRST-YEAR LAST-YEAR COUNTRY[/PART]...

Run by the system's own Python, since the package is installed for that one. It knows whole days only.
"""
import json
import sys

import holidays


def made(country, part, years):
    kind = getattr(holidays, country)
    if country in ("NO", "SE"):
        return kind(years=years, include_sundays=False)
    return kind(years=years, prov=part) if part else kind(years=years)


def main():
    years = range(int(sys.argv[1]), int(sys.argv[2]) + 1)
    lists = {}
    for place in sys.argv[3:]:
        country, _, part = place.partition("/")
        days = made(country, part, years)
        lists[place] = sorted([date.isoformat(), title, ""] for date, title in days.items() if date.year in years)
    json.dump({"version": holidays.__version__, "lists": lists}, sys.stdout)


if __name__ == "__main__":
    main()
