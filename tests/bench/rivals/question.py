"""The question in python: csv and zoneinfo."""
import csv
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
HOLIDAYS = set("2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26 2026-01-01".split())
LIMITS = {"response": {"phone": 3600, "chat": 1800}, "resolution": {"phone": 28800, "chat": 21600}}
OTHERWISE = {"response": 14400, "resolution": 108000}


def office():
    """By day since 1970: when it opens, how long it is open, and how long all days before it were."""
    days, before = {}, 0
    for n in range(460):
        day = date(2025, 1, 1) + timedelta(n)
        opens = int(datetime(day.year, day.month, day.day, 9, tzinfo=LONDON).timestamp())
        length = 30600 if day.weekday() < 5 and day.isoformat() not in HOLIDAYS else 0
        days[opens // 86400] = (opens, length, before)
        before += length
    return days


DAYS = office()


def counted(at):
    """(office time until AT, was the office open right before AT)"""
    opens, length, before = DAYS[at // 86400]
    inside = at - opens
    return before + min(max(inside, 0), length), 0 < inside <= length


class Clock:
    def __init__(self):
        self.used, self.stopped, self.priority, self.is_edge = 0, False, "", False


class Ticket:
    def __init__(self, at, row):
        self.opened, self.channel, self.last, self.status = at, row["channel"], None, None
        self.clocks = {"response": Clock(), "resolution": Clock()}

    def advance(self, b, edge):
        running = self.status in ("new", "open")
        for clock in self.clocks.values():
            if not clock.stopped:
                clock.used += b - self.last if running else 0
                clock.is_edge = running and edge

    def take(self, at, row):
        b, edge = counted(at)
        if self.last is not None:
            self.advance(b, edge)
        closed = row["status"] == "closed"
        response, resolution = self.clocks["response"], self.clocks["resolution"]
        for clock in self.clocks.values():
            if not clock.stopped or (clock is resolution and not closed):
                clock.priority = row["priority"]
        if closed or (row["event"] == "reply" and row["actor"] == "agent"):
            response.stopped = True
        resolution.stopped = closed
        self.last, self.status = b, row["status"]


def read(path):
    tickets, at = {}, 0
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = int(datetime.fromisoformat(row["time"].replace("Z", "+00:00")).timestamp())
            ticket = tickets.get(row["ticket"])
            if ticket is None:
                ticket = tickets[row["ticket"]] = Ticket(at, row)
            ticket.take(at, row)
    return tickets, at


def month(at):
    return datetime.fromtimestamp(at, timezone.utc).astimezone(LONDON).strftime("%Y-%m")


def verdict(clock, limit):
    if clock.used > limit or (clock.used == limit and not clock.is_edge):
        return 1
    return 0 if clock.stopped else 2


def rank(lengths, percent):
    return lengths[(percent * len(lengths) + 99) // 100 - 1] if lengths else ""


def main():
    tickets, as_of = read(sys.argv[1])
    b, edge = counted(as_of)
    months, keys, lengths = (defaultdict(lambda: [0, 0, 0]), defaultdict(lambda: [0, 0, 0]), defaultdict(list))
    for ticket in tickets.values():
        ticket.advance(b, edge)
        for name, clock in ticket.clocks.items():
            found = verdict(clock, LIMITS[name].get(ticket.channel, OTHERWISE[name]))
            months[name, month(as_of if found == 2 else ticket.opened)][found] += 1
            keys[name, clock.priority][found] += 1
            if found < 2:
                lengths[name, clock.priority].append(clock.used)
    for (name, label), counts in months.items():
        print(name, "month", label, *counts, sep=",")
    for (name, priority), counts in keys.items():
        used = sorted(lengths[name, priority])
        print(name, "priority", priority, *counts, *(rank(used, p) for p in (50, 90, 95, 99, 100)), sep=",")


if __name__ == "__main__":
    main()
