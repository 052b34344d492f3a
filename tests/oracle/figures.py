"""Figures of whole periods, written from semantics.md section 6: availability by stepping through time and asking of each
step whether it counts and whether it is down, everything else by lists and fractions.

Gives what the JSON report of the program has to say, with numbers as fractions.
"""
import calendar
import datetime as dt
from fractions import Fraction

from hours import Calendar, World, Zone
from judge import Judge, Ticket, read_rows, seconds_of
from read_figures import read
from reader import Unknown

PLACES = {"JPY": 0, "KWD": 3, "GBP": 2, "EUR": 2}


# ---------------------------------------------------------------- periods

def first_day(date, unit, month):
    if unit == "day":
        return date
    if unit == "week":
        return date - dt.timedelta(days=date.weekday())
    if unit == "month":
        return date.replace(day=1)
    if unit == "quarter":
        return dt.date(date.year, (date.month - 1) // 3 * 3 + 1, 1)
    return dt.date(date.year - (date.month < month), month, 1)


def label(first, unit):
    if unit == "week":
        year, week, _ = first.isocalendar()
        return "%04d-W%02d" % (year, week)
    if unit == "quarter":
        return "%04d-Q%d" % (first.year, (first.month + 2) // 3)
    return first.isoformat()[:{"day": 10, "month": 7, "year": 4}[unit]]


class Periods:
    """Which period of a unit an instant belongs to."""

    def __init__(self, zone, unit, month):
        self.zone, self.unit, self.month = zone, unit, month

    def date(self, second):
        return dt.date.fromordinal(self.zone.local(second)[0])

    def of(self, second):
        return first_day(self.date(second), self.unit, self.month)

    def all(self, start, as_of):
        """First days, from the period of one instant to that of another."""
        out, day, last = [], self.date(start), self.date(as_of)
        while day <= last:
            if first_day(day, self.unit, self.month) not in out[-1:]:
                out.append(first_day(day, self.unit, self.month))
            day += dt.timedelta(days=1)
        return out

    def after(self, first):
        day = first
        while first_day(day, self.unit, self.month) == first:
            day += dt.timedelta(days=1)
        return day


# ---------------------------------------------------------------- tickets

class FigureTicket(Ticket):
    """Remembers how it stood after each row."""

    def __init__(self, judge, name):
        super().__init__(judge, name)
        self.trace, self.seen, self.counts = [], [], {"reopenings": 0, "replies": 0}

    def assign(self, row):
        for name in self.judge.charter.passing:
            self.values.pop(name, None)
        return super().assign(row)

    def happenings(self, row):
        self.seen = super().happenings(row)
        self.counts["replies"] += any(kind == "reply" for kind, _, _ in self.seen)
        self.counts["reopenings"] += any(kind == "reopened" for kind, _, _ in self.seen)
        self.values.update((name, str(count)) for name, count in self.counts.items())
        return self.seen

    def one(self, at, row):
        status = self.values.get("status")
        super().one(at, row)
        self.trace.append((at, dict(self.values), self.done, self.merged, self.seen, status))

    def last(self):
        values = dict(self.trace[-1][1])
        for name in self.judge.charter.passing:
            values.pop(name, None)
        return values


# ---------------------------------------------------------------- figures

class Figures(Judge):
    """All times here are in seconds but for those of the judge, which counts in `unit`."""

    def __init__(self, charter, rows, as_of, unit, step):
        super().__init__(charter, unit)
        self.step = step
        self.zone = Zone(charter.zone)
        self.tickets = {}
        for row in rows:
            at = seconds_of(row["time"])
            if row["ticket"] not in self.tickets:
                self.tickets[row["ticket"]] = FigureTicket(self, row["ticket"])
            self.tickets[row["ticket"]].rows.append((at // unit, row))
        times = [seconds_of(row["time"]) for row in rows]
        self.start, self.as_of = min(times), max(times) if as_of is None else as_of
        self.tickets = [t for t in self.tickets.values() if min(at for at, _ in t.rows) * unit <= self.as_of]
        for ticket in self.tickets:
            ticket.play(self.as_of // unit)
        self.stepping = World(charter, step)

    def holds(self, test, values, ticket):
        return test is None or self.conditions.holds(test, values, ticket.opening)

    def keeps(self, promise, value):
        return value >= promise[1] if promise[0] == "least" else value <= promise[1]

    def unfinished(self, periods, first):
        return self.as_of < self.zone.instant(periods.after(first).toordinal(), 0)

    # -- outages
    def is_down(self, block, was, row, ticket):
        at, values, done, merged, seen, _ = row
        if done or merged:
            return False
        if block.down is not None:
            return self.holds(block.down, values, ticket)
        for happening in seen:
            if ticket.matches(block.end if was else block.start, happening):
                was = not was
        return was

    def outages(self, block, service):
        out = []
        for ticket in self.tickets:
            if ticket.last().get("service") != service:
                continue
            down = False
            for i, row in enumerate(ticket.trace):
                down = self.is_down(block, down, row, ticket)
                end = ticket.trace[i + 1][0] * self.unit if i + 1 < len(ticket.trace) else self.as_of
                if down:
                    out.append((row[0] * self.unit, end))
        return out

    # -- maintenance
    def begins_on(self, when, day):
        if when[0] == "week":
            return day.weekday() in when[1]
        if when[0] == "date":
            return day == when[1]
        _, nth, weekday, month = when
        length = calendar.monthrange(day.year, day.month)[1]
        found = [d for d in range(1, length + 1) if dt.date(day.year, day.month, d).weekday() == weekday]
        return (month in (0, day.month)) and len(found) >= abs(nth) and day.day == found[nth - 1 if nth > 0 else -1]

    def in_window(self, window, second):
        when, span = window
        if when[0] == "instants":
            start, end = (self.zone.instant(d.toordinal(), minute * 60) for d, minute in when[1:])
            return start <= second < end
        ordinal, rest = self.zone.local(second)
        minute, day = rest // 60, dt.date.fromordinal(ordinal)
        start, end = span
        if end > start:
            return self.begins_on(when, day) and start <= minute < end
        return self.begins_on(when, day) and minute >= start or \
            self.begins_on(when, day - dt.timedelta(days=1)) and minute < end

    def maintained(self, service, second):
        return any(self.in_window(window, second) for block in self.charter.maintenances
                   if service in block.services for window in block.windows)

    # -- availability
    def counted(self, block, service):
        """{first step of what counts: is it down}, for all steps from a year before the log to the as-of instant."""
        outages = self.outages(block, service)
        hours, out = self.stepping.calendar(block.hours), {}
        longest = {"day": 1, "week": 8, "month": 32, "quarter": 93, "year": 367}
        back = max(longest[promise[2]] for promise in block.promises) * 86400
        for t in range((self.start - back) // self.step, self.as_of // self.step):
            second = t * self.step
            if hours.open(t) and not (block.maintained and self.maintained(service, second)):
                out[second] = any(a <= second < b for a, b in outages)
        return out

    def availability(self):
        out = []
        for block in self.charter.availabilities:
            for service in self.charter.services:
                if service in block.services:
                    steps = self.counted(block, service)
                    out += [self.available(block, service, promise, steps) for promise in block.promises]
        return out

    def available(self, block, service, promise, steps):
        periods = Periods(self.zone, *promise[2:])
        rows, held = [], []
        by_period = {}
        for second, down in steps.items():
            by_period.setdefault(periods.of(second), []).append(down)
        for first in periods.all(self.start, self.as_of):
            found = by_period.get(first, [])
            counted, down = len(found) * self.step, sum(found) * self.step
            share = Fraction(counted - down, counted) * 100 if counted else None
            held.append(None if share is None else self.keeps(promise, share))
            rows.append({"period": label(first, promise[2]), "counted_s": counted, "down_s": down,
                         "availability": rounded(share), "held": held[-1], "unfinished": self.unfinished(periods, first)})
        return {"name": block.name, "service": service, "held": both(held), "periods": rows}

    # -- measures
    def counts(self, block, row, ticket):
        """Rule 3.4: what is an event and a status counts once a turn."""
        at, values, done, merged, seen, status = row
        name, role = block.event
        entered = role is None and any(kind == "entered" and name in what for kind, _, what in seen)
        happened = any(ticket.matches(block.event, h) for h in seen if h[0] != "entered")
        if happened and role is None and name in self.charter.statuses and not entered:
            happened = values.get("status") != name
        return (entered or happened) and self.holds(block.condition, values, ticket)

    def samples(self, block):
        """(second, value) of all that the measure is of; None for a value that is not set."""
        for ticket in self.tickets:
            opening = ticket.opening * self.unit
            if block.figure == "share":
                yield opening, self.holds(block.condition, ticket.last(), ticket)
            elif block.figure == "average" and block.event is None:
                yield opening, self.number(ticket.last().get(block.attribute))
            for row in ticket.trace:
                if block.figure == "count" and self.counts(block, row, ticket):
                    yield row[0] * self.unit, 1
                if block.figure == "average" and any(kind == block.event for kind, _, _ in row[4]):
                    yield row[0] * self.unit, self.number(row[1].get(block.attribute))

    def number(self, text):
        if text is None:
            return None
        words = text.split()
        if len(words) == 2:
            return Fraction(words[1]) if words[0] == self.charter.currency else None
        return Fraction(text)

    def cycles(self, block):
        """(second, length in seconds), or None and what is beside."""
        for ticket in self.tickets:
            for run in ticket.runs:
                if run.target.name != "percentile " + block.name:
                    continue
                for cycle in run.cycles:
                    if cycle.stop is None:
                        yield self.as_of, "pending"
                    elif cycle.cancelled:
                        yield cycle.stop * self.unit, "excluded"
                    else:
                        yield cycle.stop * self.unit, len(cycle.ticks) * self.unit

    def value(self, block, found):
        """(value, of, unset, pending, excluded)"""
        if block.figure == "percentile":
            lengths = sorted(v for v in found if not isinstance(v, str))
            beside = (len(lengths), 0, found.count("pending"), found.count("excluded"))
            if not lengths:
                return (None,) + beside
            rank = -(-len(lengths) * block.rank // 100)
            return (Fraction(lengths[int(rank) - 1]),) + beside
        if block.figure == "count":
            return Fraction(len(found)), len(found), 0, 0, 0
        known = [v for v in found if v is not None]
        share = 100 if block.figure == "share" else 1
        return Fraction(sum(known) * share) / len(known) if known else None, len(known), len(found) - len(known), 0, 0

    def measures(self):
        return [self.measure(block, promise) for block in self.charter.measures for promise in block.promises]

    def measure(self, block, promise):
        periods = Periods(self.zone, *promise[2:])
        by_period, rows, held = {}, [], []
        for second, value in self.cycles(block) if block.figure == "percentile" else self.samples(block):
            by_period.setdefault(periods.of(second), []).append(value)
        for first in periods.all(self.start, self.as_of):
            value, of, unset, pending, excluded = self.value(block, by_period.get(first, []))
            open_end = self.unfinished(periods, first)
            keeps = None if value is None else self.keeps(promise, value)
            if block.figure == "count" and promise[0] == "least" and open_end and not keeps:
                keeps = None
            held.append(keeps)
            rows.append({"period": label(first, promise[2]), "value": rounded(value), "of": of, "unset": unset,
                         "pending": pending, "excluded": excluded, "held": keeps, "unfinished": open_end})
        return {"name": block.name, "held": both(held), "periods": rows}

    # -- credits
    def decided(self, target):
        """(second, met) of each ticket or cycle of a target that is decided; None for what is not."""
        of_cycles = target.promise[1] == "cycles" if target.promise else self.charter.clocks[target.clock].repeats
        for ticket in self.tickets:
            for run in ticket.runs:
                if run.target is target and run.about:
                    rows = [self.outcome(cycle, ticket) for cycle in run.cycles]
                    yield from rows if of_cycles else self.of_ticket(rows)

    def outcome(self, cycle, ticket):
        """(second, verdict)"""
        row = cycle.record(self.as_of // self.unit, ticket.values, ticket.opening)
        if row["verdict"] == "breached":
            return cycle.breached_at * self.unit, "breached"
        at = self.as_of if cycle.stop is None else cycle.stop * self.unit
        return (at if row["verdict"] == "met" or cycle.stop is not None else self.as_of), row["verdict"]

    @staticmethod
    def of_ticket(rows):
        for verdict, which in (("breached", 0), ("pending", -1), ("met", -1), ("uncovered", -1), ("excluded", -1)):
            found = [row for row in rows if row[1] == verdict]
            if found:
                return [found[which]]
        return []

    def credit(self, block):
        target = next(t for t in self.charter.targets if t.name == block.target)
        periods = Periods(self.zone, *block.each)
        by_period = {}
        for second, verdict in self.decided(target):
            by_period.setdefault(periods.of(second), []).append(verdict)
        for first in sorted(by_period):
            met, breached = (by_period[first].count(v) for v in ("met", "breached"))
            share = Fraction(met, met + breached) * 100 if met + breached else None
            bands = [band for band in block.bands if share is not None and share < band[0]]
            below, amount = min(bands) if bands else (None, Fraction(0))
            if block.cap is not None:
                amount = min(amount, block.cap)
            yield {"name": block.name, "period": label(first, block.each[0]), "compliance": rounded(share), "band": below,
                   "minor": round(amount * 10 ** PLACES[self.charter.currency]), "unfinished": self.unfinished(periods, first)}

    def report(self):
        return {"availability": self.availability(), "measures": self.measures(),
                "credits": [row for block in self.charter.credits for row in self.credit(block)]}


def rounded(value):
    """To four places, half to even."""
    return None if value is None else Fraction(round(value * 10 ** 4), 10 ** 4)


def both(held):
    return False if False in held else True if True in held else None


def figures_text(charter_text, log_text, as_of=None):
    rows = read_rows(log_text)
    limit = seconds_of(as_of) if as_of else None
    if any(seconds_of(row["time"]) % 900 for row in rows) or limit and limit % 900:
        raise Unknown("a time that is no quarter of an hour")
    return Figures(read(charter_text), rows, limit, 60, 900).report()
