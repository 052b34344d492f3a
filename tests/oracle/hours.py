"""Calendars as semantics.md section 2 says them: a set of instants, asked instant by instant.

Nothing here knows intervals or running sums. An instant is a whole number of units (a minute or a
second) since 1970-01-01T00:00:00Z; a length is a count of the units that are open.
"""
import datetime as dt
from zoneinfo import ZoneInfo

from reader import Unknown

UTC = dt.timezone.utc
EPOCH = dt.date(1970, 1, 1).toordinal()
FAR = 400 * 86400  # nothing is looked for further away than this many seconds


class Zone:
    _known = {}

    def __new__(cls, name):
        if name not in cls._known:
            zone = super().__new__(cls)
            zone.info, zone.offsets = ZoneInfo(name), {}
            cls._known[name] = zone
        return cls._known[name]

    def offset(self, seconds):
        """Offset from UTC; no zone changes it but at a whole quarter of an hour in these years."""
        quarter = seconds // 900
        if quarter not in self.offsets:
            at = dt.datetime.fromtimestamp(quarter * 900, UTC).astimezone(self.info)
            self.offsets[quarter] = int(at.utcoffset().total_seconds())
        return self.offsets[quarter]

    def local(self, seconds):
        """(ordinal of the local date, seconds of the local day)"""
        date, rest = divmod(seconds + self.offset(seconds), 86400)
        return date + EPOCH, rest

    def instant(self, ordinal, second):
        """A local time as an instant: the first of two, the end of the gap if there is none."""
        naive = dt.datetime.fromordinal(ordinal) + dt.timedelta(seconds=second)
        guess = int(naive.replace(tzinfo=UTC).timestamp())
        wanted = (ordinal - EPOCH) * 86400 + second
        for at in range(guess - 16 * 3600, guess + 16 * 3600, 900):
            # within this quarter the offset is fixed
            exact = wanted - self.offset(at)
            if at <= exact < at + 900:
                return exact
        # a gap: the first instant whose local time is later
        at = guess - 16 * 3600
        while (lambda d, s: (d - EPOCH) * 86400 + s)(*self.local(at)) < wanted:
            at += 900
        return at


def easter(year):
    """Gregorian computus by the epact, as in the reform itself."""
    golden = year % 19 + 1
    century = year // 100 + 1
    skipped = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped - 10
    epact = (11 * golden + 20 + moon - skipped) % 30
    if (epact == 25 and golden > 11) or epact == 24:
        epact += 1
    full = 44 - epact
    if full < 21:
        full += 30
    full += 7 - (sunday + full) % 7
    return dt.date(year, 3, 1) + dt.timedelta(days=full - 1)


def holiday_day(when, year):
    """The date on which a line falls in a year, or None."""
    kind = when[0]
    if kind == "date":
        return when[1] if when[1].year == year else None
    if kind == "yearly":
        try:
            return dt.date(year, when[2], when[1])
        except ValueError:
            return None
    if kind == "easter":
        return easter(year) + dt.timedelta(days=when[1])
    if kind in ("before", "after"):
        # of the seven dates on that side, the one with the weekday
        _, weekday, day, month = when
        if not _exists(year, month, day):
            return None
        week = [dt.date(year, month, day) + dt.timedelta(days=n if kind == "after" else -n) for n in range(1, 8)]
        return next(date for date in week if date.weekday() == weekday)
    _, nth, weekday, month = when
    days = [dt.date(year, month, d) for d in range(1, 32)
            if (month not in (4, 6, 9, 11) or d < 31) and (month != 2 or d < 30 and _exists(year, 2, d))]
    days = [d for d in days if d.weekday() == weekday]
    if nth == -1:
        return days[-1]
    return days[nth - 1] if nth <= len(days) else None


def _exists(year, month, day):
    try:
        dt.date(year, month, day)
        return True
    except ValueError:
        return False


YEARS = range(1990, 2060)  # of the holidays; charters and logs that are tried lie well within


def whole_days(placed):
    return {day for day, parts in placed.items() if None in parts}


def lieu(date, which, any_day, taken):
    """The Monday to Friday (or any day) that is no whole holiday yet: the next, the previous, or the
    nearest one, of two as near the later."""
    start = date.toordinal()
    for far in range(1, 400):
        for day in {"next": [start + far], "previous": [start - far], "nearest": [start + far, start - far]}[which]:
            if (any_day or dt.date.fromordinal(day).weekday() < 5) and day not in taken:
                return day
    return None


def lines_of(declared, lists, seen):
    """The lines of a list and of all that it includes, no list twice."""
    if declared.name in seen:
        return []
    seen.add(declared.name)
    return [line for name in declared.includes for line in lines_of(lists[name], lists, seen)] + declared.lines


def holidays_of(declared, lists):
    """{ordinal: [parts]}; a part is None for the whole date. Rule 2.13: half a holiday leaves its date
    free for a day in lieu."""
    placed, movers = {}, []
    for year in YEARS:
        for when, part, substitute, only in lines_of(declared, lists, set()):
            date = holiday_day(when, year)
            if date is None or only and not only[0] <= date.year <= only[1]:
                continue
            moves = substitute and date.weekday() in substitute[3]
            if moves:
                movers.append((date, part, substitute))
            if not (moves and substitute[0] == "or"):
                placed.setdefault(date.toordinal(), []).append(part)
    for date, part, (_, which, any_day, _) in sorted(movers, key=lambda m: m[0]):
        day = lieu(date, which, any_day, whole_days(placed))
        if day:
            placed.setdefault(day, []).append(part)
    return placed


class Calendar:
    def __init__(self, world, declared):
        self.world, self.declared = world, declared
        self.zone = Zone(declared.zone or world.charter.zone)
        self.dates, self.holidays, self.answers = {}, {}, {}

    # -- what a local date says
    def parts_of_holidays(self, ordinal):
        out = []
        for name in self.declared.holidays:
            if name not in self.holidays:
                self.holidays[name] = holidays_of(self.world.charter.holidays[name], self.world.charter.holidays)
            out += self.holidays[name].get(ordinal, [])
        return out

    def parts_of_closures(self, ordinal):
        return [part for (first, last), part in self.declared.closed
                if first.toordinal() <= ordinal <= last.toordinal()]

    def opened_on(self, ordinal):
        """The spans of `open on` lines that name the date, or None if no line does."""
        found = [spans for (first, last), spans in self.declared.opened
                 if first.toordinal() <= ordinal <= last.toordinal()]
        return sum(found, []) if found else None

    def begun(self, ordinal):
        """What begins on the date, minute by minute over two days: 0 closed, 1 open, 2 open and
        unbroken."""
        out = bytearray(2880)
        weekday = dt.date.fromordinal(ordinal).weekday()
        if self.declared.always:
            out[:1440] = b"\1" * 1440
        spans = [(a, b, u) for day, a, b, u in self.declared.week if day == weekday]
        self.paint(out, spans)
        if weekday in self.declared.closed_days:
            out = bytearray(2880)
        self.cut(out, self.parts_of_holidays(ordinal))
        opened = self.opened_on(ordinal)
        if opened is not None:
            out = bytearray(2880)
            self.paint(out, opened)
        self.cut(out, self.parts_of_closures(ordinal))
        return out

    @staticmethod
    def paint(out, spans):
        for start, end, unbroken in spans:
            if end <= start:
                end += 1440
            for minute in range(start, end):
                out[minute] = max(out[minute], 2 if unbroken else 1)

    @staticmethod
    def cut(out, parts):
        for part in parts:
            start, end = part if part else (0, 2880)
            for minute in range(start, end):
                out[minute] = 0

    def date(self, ordinal):
        """The minutes of a local date: what begins on it and what runs into it."""
        if ordinal not in self.dates:
            today, evening = self.begun(ordinal), self.begun(ordinal - 1)
            cut = self.cut_of_evening(ordinal)
            out = bytearray(1440)
            for minute in range(1440):
                before = evening[minute + 1440]
                out[minute] = bool(today[minute] or before == 2 or (before and not cut[minute]))
            self.dates[ordinal] = out
        return self.dates[ordinal]

    def cut_of_evening(self, ordinal):
        """The minutes of a date in which a span of the evening before is cut: a whole closed date
        (a holiday with hours of its own is none), and the times of a closure."""
        out = bytearray(1440)
        parts = self.parts_of_closures(ordinal)
        if self.opened_on(ordinal) is None:
            parts = parts + [part for part in self.parts_of_holidays(ordinal) if part]
        for part in parts:
            start, end = part if part else (0, 1440)
            out[start:min(end, 1440)] = b"\1" * (min(end, 1440) - start)
        if None in self.parts_of_holidays(ordinal) and self.opened_on(ordinal) is None:
            out = bytearray(b"\1" * 1440)
        return out

    def included(self, seconds, ordinal, minute):
        """Rule 2.11: B's instants, on the level of the week."""
        if not any(self.world.calendar(b).open_at(seconds) for b in self.declared.includes):
            return False
        weekday = dt.date.fromordinal(ordinal).weekday()
        if weekday in self.declared.closed_days or self.opened_on(ordinal) is not None:
            return False
        return not any(part is None or part[0] <= minute < part[1]
                       for part in self.parts_of_holidays(ordinal) + self.parts_of_closures(ordinal))

    def open_at(self, seconds):
        ordinal, second = self.zone.local(seconds)
        is_open = self.date(ordinal)[second // 60]
        if not is_open and self.declared.includes:
            is_open = self.included(seconds, ordinal, second // 60)
        if is_open and self.declared.excludes:
            is_open = not any(self.world.calendar(b).open_at(seconds) for b in self.declared.excludes)
        return bool(is_open)

    def open(self, t):
        """Is the unit [t, t + 1) open?"""
        found = self.answers.get(t)
        if found is None:
            found = self.answers[t] = self.open_at(t * self.world.unit)
        return found


class Always(Calendar):
    def open_at(self, seconds):
        return True

    def open(self, t):
        return True


class World:
    """A charter's calendars, in units of so many seconds."""

    def __init__(self, charter, unit):
        self.charter, self.unit, self.calendars = charter, unit, {}

    def calendar(self, name):
        if name not in self.calendars:
            if name == "always":
                from reader import Hours
                self.calendars[name] = Always(self, Hours("always"))
            else:
                self.calendars[name] = Calendar(self, self.charter.hours[name])
        return self.calendars[name]

    def elapsed(self, name, a, b):
        calendar = self.calendar(name)
        return sum(1 for t in range(a, b) if calendar.open(t))

    def due(self, name, a, units):
        calendar, t, got = self.calendar(name), a, 0
        while got < units:
            if t - a > FAR // self.unit:
                raise Unknown("due too far away")
            got += calendar.open(t)
            t += 1
        return t

    def before(self, name, b, units):
        """The latest t <= b from which so much is left."""
        calendar, t, got = self.calendar(name), b, 0
        while got < units:
            t -= 1
            if b - t > FAR // self.unit:
                raise Unknown("before too far away")
            got += calendar.open(t)
        return t

    def next_edge(self, name, t, opens):
        """The first instant later than t at which the calendar opens (or closes)."""
        calendar = self.calendar(name)
        for at in range(t + 1, t + FAR // self.unit):
            if calendar.open(at) == opens and calendar.open(at - 1) != opens:
                return at
        raise Unknown("no next opening")

    def local(self, name, t):
        return self.calendar(name).zone.local(t * self.unit)

    def date_units(self, name, ordinal):
        """All units of a local date."""
        zone = self.calendar(name).zone
        first = zone.instant(ordinal, 0) // self.unit
        return [t for t in range(first, first + 26 * 3600 // self.unit)
                if zone.local(t * self.unit)[0] == ordinal]

    def working_day(self, name, ordinal, nth):
        """The nth working day after the date; the date itself for nth 0."""
        calendar = self.calendar(name)
        limit = ordinal + 400
        while nth:
            ordinal += 1
            if ordinal > limit:
                raise Unknown("working day too far away")
            nth -= any(calendar.open(t) for t in self.date_units(name, ordinal))
        return ordinal

    def base(self, name, a):
        return a if self.calendar(name).open(a) else self.next_edge(name, a, True)

    def working_days_after(self, name, a, count):
        """Rule 2.7."""
        calendar = self.calendar(name)
        ordinal, second = self.local(name, self.base(name, a))
        day = self.working_day(name, ordinal, count)
        at = calendar.zone.instant(day, second) // self.unit
        if calendar.open(at):
            return at
        units = self.date_units(name, day)
        closings = [t for t in units + [units[-1] + 1] if t <= at and calendar.open(t - 1) and not calendar.open(t)
                    and t > units[0]]
        if closings:
            return closings[-1]
        return next(t for t in units if calendar.open(t))

    def end_of_working_day(self, name, a, count):
        """Rule 2.8."""
        calendar = self.calendar(name)
        ordinal, _ = self.local(name, self.base(name, a))
        units = self.date_units(name, self.working_day(name, ordinal, count))
        return [t for t in units if calendar.open(t)][-1] + 1

    def calendar_days_after(self, name, a, count):
        zone = self.calendar(name).zone
        ordinal, second = zone.local(a * self.unit)
        return zone.instant(ordinal + count, second) // self.unit
