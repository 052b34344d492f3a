"""Reads the part of the charter language that the oracle judges: charter, ticket has, status, hours,
holidays, period (dates only), clock and target.

A plain tokenizer and recursive descent. It shares nothing with the program, and it is not forgiving:
whatever it does not know raises Unknown, so that nothing is judged that was not understood.
"""
import datetime as dt
import re

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
UNITS = {"second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600}

TOKEN = re.compile(r'''
    (?P<space>\s+|\#[^\n]*)
  | (?P<text>"""(?:.|\n)*?"""|"(?:\\.|[^"\\])*")
  | (?P<date>\d{4}-\d\d-\d\d)
  | (?P<time>\d\d:\d\d(?::\d\d)?)
  | (?P<percent>\d+(?:\.\d+)?%)
  | (?P<zone>[A-Z][A-Za-z_]+(?:/[A-Za-z_+\-0-9]+)+)
  | (?P<name>[^\W\d_][\w\-]*|\d+\w*-[\w\-]+)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<sign>[(),+\-])
''', re.X)


class Unknown(Exception):
    """A construct that the oracle does not judge."""


class Token:
    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line

    def __repr__(self):
        return "%s %r in line %d" % (self.kind, self.text, self.line)


def tokens(source):
    out, at, line = [], 0, 1
    while at < len(source):
        m = TOKEN.match(source, at)
        if not m:
            raise Unknown("line %d: %r" % (line, source[at:at + 20]))
        if m.lastgroup != "space":
            out.append(Token(m.lastgroup, m.group(), line))
        line += m.group().count("\n")
        at = m.end()
    out.append(Token("end of file", "", line))
    return out


class Clause:
    """One `within` line. `limit` is ('length', seconds), ('working', n), ('calendar', n) or
    ('end', n); `when` is a condition or None for a clause without one; otherwise_ marks `otherwise`."""

    def __init__(self, line):
        self.line = line
        self.limit = self.calendar = self.when = None
        self.otherwise = False


class Target:
    def __init__(self, name):
        self.name, self.clock, self.counted, self.clauses = name, None, None, []
        self.about, self.modes, self.excludes, self.cap = None, {}, [], None
        self.next_opening, self.bucket, self.promise = False, "decision", None


class Clock:
    def __init__(self, name):
        self.name = name
        self.starts, self.starts_when, self.stops, self.stops_when = [], None, [], None
        self.pauses, self.resumes, self.cancelled = None, [], []
        self.reopening, self.repeats = "ignored", False
        self.reopening_within = None


class Hours:
    def __init__(self, name):
        self.name, self.zone = name, None
        self.week, self.closed_days, self.always = [], [], False
        self.opened, self.closed, self.holidays = [], [], []
        self.includes, self.excludes = [], []


class Holidays:
    def __init__(self, name):
        self.name, self.lines, self.complete, self.includes = name, [], None, []


class Charter:
    def __init__(self):
        self.zone, self.valid_from, self.valid_until = "UTC", None, None
        self.attributes, self.statuses = {}, {}
        self.hours, self.holidays, self.periods = {}, {}, {}
        self.clocks, self.targets = {}, []


class Reader:
    def __init__(self, source):
        self.list, self.at = tokens(source), 0
        self.charter = Charter()

    # -- small steps
    def peek(self, ahead=0):
        return self.list[min(self.at + ahead, len(self.list) - 1)]

    def next(self):
        token = self.peek()
        self.at += 1
        return token

    def take(self, *words):
        """Takes the words if they stand here, all of them."""
        for i, word in enumerate(words):
            if self.peek(i).text != word:
                return False
        self.at += len(words)
        return True

    def need(self, *words):
        if not self.take(*words):
            raise Unknown("expected %s, found %r" % (" ".join(words), self.peek()))

    def kind(self, kind):
        token = self.next()
        if token.kind != kind:
            raise Unknown("expected a %s, found %r" % (kind, token))
        return token.text

    def name(self):
        return self.kind("name")

    def names(self):
        out = [self.name()]
        while self.take(","):
            out.append(self.name())
        return out

    def title(self):
        if self.peek().kind == "text":
            self.next()

    def whole(self):
        return int(self.kind("number"))

    def date(self):
        return dt.date.fromisoformat(self.kind("date"))

    def time(self):
        """Minutes after 00:00."""
        parts = self.kind("time").split(":")
        if len(parts) == 3 and parts[2] != "00":
            raise Unknown("seconds in a span")
        return int(parts[0]) * 60 + int(parts[1])

    # -- declarations
    def file(self):
        while self.peek().kind != "end of file":
            word = self.next().text
            step = getattr(self, "read_" + word, None)
            if not step:
                raise Unknown("declaration %r" % word)
            step()
        return self.charter

    def read_use(self):
        library = self.kind("text").strip('"')
        if library != "std/clocks":
            raise Unknown("library " + library)
        self.charter.clocks.update(standard_clocks())

    def read_charter(self):
        self.name()
        self.title()
        while not self.take("end"):
            word = self.next().text
            if word in ("language", "version", "provider", "customer", "currency", "mission", "purpose", "contract"):
                self.next()
            elif word == "in-force":
                self.need("from")
                self.charter.valid_from = self.date()
                if self.take("until"):
                    self.charter.valid_until = self.date()
            elif word == "timezone":
                self.charter.zone = self.next().text
            else:
                raise Unknown("charter: " + word)

    def read_ticket(self):
        self.need("has")
        while not self.take("end"):
            name = self.name()
            self.title()
            optional = self.take("optional")
            if self.take("one", "of"):
                kind = ("choice", self.choices())
            elif self.take("ladder"):
                kind = ("ladder", self.choices())
            elif self.peek().text in ("text", "whole", "decimal", "money", "yes-or-no"):
                kind = (self.next().text, [])
            else:
                raise Unknown("type %r" % self.peek())
            self.charter.attributes[name] = (kind[0], kind[1], optional)

    def choices(self):
        out = []
        while True:
            out.append(self.name())
            self.title()
            if not self.take(","):
                return out

    def read_status(self):
        while not self.take("end"):
            names = self.choices()
            self.need("is")
            klass = self.name()
            for name in names:
                self.charter.statuses[name] = klass

    def days(self):
        out = []
        while True:
            first = DAYS.index(self.name())
            last = DAYS.index(self.name()) if self.take("to") else first
            day = first
            while True:
                out.append(day)
                if day == last:
                    break
                day = (day + 1) % 7
            if not (self.peek().text == "," and self.peek(1).text in DAYS):
                return out
            self.need(",")

    def spans(self):
        out = []
        while True:
            start = self.time()
            self.need("to")
            out.append((start, self.time()))
            if not self.take(","):
                return out

    def dates(self):
        first = self.date()
        last = first
        if self.peek().text == "to" and self.peek(1).kind == "date":
            self.need("to")
            last = self.date()
        return first, last

    def part(self):
        """`from T [to T]` as minutes, or None for the whole date; without `to`: to the end of all
        that begins on the date."""
        if not self.take("from"):
            return None
        start = self.time()
        return start, self.time() if self.take("to") else 2880

    def read_hours(self):
        hours = Hours(self.name())
        self.charter.hours[hours.name] = hours
        self.title()
        while not self.take("end"):
            if self.take("open", "always"):
                hours.always = True
            elif self.take("open", "on"):
                dates = self.dates()
                spans = [] if self.take("closed") else self.spans()
                unbroken = self.take("unbroken")
                hours.opened.append((dates, [(a, b, unbroken) for a, b in spans]))
            elif self.take("open"):
                days, spans = self.days(), self.spans()
                unbroken = self.take("unbroken")
                hours.week += [(day, a, b, unbroken) for day in days for a, b in spans]
            elif self.take("closed", "on", "holidays", "of"):
                hours.holidays.append(self.name())
            elif self.take("closed", "on"):
                dates = self.dates()
                hours.closed.append((dates, self.part()))
            elif self.take("closed"):
                hours.closed_days += self.days()
            elif self.take("ignores", "holidays"):
                pass
            elif self.take("timezone"):
                hours.zone = self.next().text
            elif self.take("includes"):
                hours.includes.append(self.name())
            elif self.take("excludes"):
                hours.excludes.append(self.name())
            else:
                raise Unknown("hours: %r" % self.peek())

    def read_holidays(self):
        holidays = Holidays(self.name())
        self.charter.holidays[holidays.name] = holidays
        self.title()
        while not self.take("end"):
            if self.take("complete"):
                first = self.whole()
                holidays.complete = (first, self.whole() if self.take("to") else first)
                continue
            if self.take("includes"):
                holidays.includes.append(self.name())
                continue
            when = self.holiday_date()
            self.title()
            part = self.part()
            substitute = None
            if self.peek().text in ("and", "or"):
                join, which, unit = self.next().text, self.name(), self.name()
                substitute = (join, which, unit == "day", self.days() if self.take("when") else [5, 6])
            only = None
            if self.take("only"):
                first = self.whole()
                only = (first, self.whole() if self.take("to") else first)
            holidays.lines.append((when, part, substitute, only))

    def holiday_date(self):
        if self.peek().kind == "date":
            return "date", self.date()
        if self.take("Easter"):
            sign = -1 if self.peek().text == "-" else 1
            if self.peek().text in ("-", "+"):
                self.next()
                count = self.whole()
                self.need("calendar")
                self.next()
                return "easter", sign * count
            return "easter", 0
        self.need("every")
        if self.peek().kind == "number":
            day = self.whole()
            return "yearly", day, MONTHS.index(self.name()) + 1
        if self.peek().text in DAYS:
            weekday, side = DAYS.index(self.name()), self.name()
            return side, weekday, self.whole(), MONTHS.index(self.name()) + 1
        nth = ORDINALS[self.name()]
        day = DAYS.index(self.name())
        self.need("of")
        return "nth", nth, day, MONTHS.index(self.name()) + 1

    def read_period(self):
        name = self.name()
        self.title()
        ranges = []
        while not self.take("end"):
            ranges.append(self.dates())
        self.charter.periods[name] = ranges

    # -- clocks
    def event(self):
        name = self.name()
        return (name, self.name()) if self.take("by") else (name, None)

    def events(self):
        out = [self.event()]
        while self.take(","):
            out.append(self.event())
        return out

    def when(self):
        return self.condition() if self.take("when") else None

    def read_clock(self):
        clock = Clock(self.name())
        self.charter.clocks[clock.name] = clock
        self.title()
        while not self.take("end"):
            if self.take("starts", "on"):
                clock.starts, clock.starts_when = self.events(), self.when()
            elif self.take("stops", "on"):
                clock.stops, clock.stops_when = self.events(), self.when()
            elif self.take("pauses", "while"):
                clock.pauses = self.condition()
            elif self.take("resumes", "on"):
                clock.resumes = self.events()
            elif self.take("cancelled", "on"):
                clock.cancelled = self.events()
            elif self.take("repeats"):
                clock.repeats = True
            elif self.take("reopening"):
                for words, mode in ((("continues",), "continues"), (("starts", "again"), "again"),
                                    (("is", "ignored"), "ignored")):
                    if self.take(*words):
                        clock.reopening = mode
                if self.take("within"):
                    limit = self.limit()
                    if limit[0] != "length":
                        raise Unknown("reopening within a day count")
                    calendar = self.name() if self.take("in") else "always"
                    self.need("of", "resolving")
                    clock.reopening_within = (limit[1], calendar)
            else:
                raise Unknown("clock: %r" % self.peek())

    # -- conditions: nested tuples
    def condition(self):
        first = self.simple()
        for word in ("and", "or"):
            if self.peek().text == word:
                parts = [first]
                while self.take(word):
                    parts.append(self.simple())
                return (word,) + tuple(parts)
        return first

    def simple(self):
        if self.take("("):
            inner = self.condition()
            self.need(")")
            return inner
        if self.take("not", "("):
            inner = self.condition()
            self.need(")")
            return "not", inner
        if self.take("opened", "during"):
            return "during", self.name()
        name = self.name()
        self.need("is")
        return self.relation(name)

    def relation(self, name):
        if self.take("not", "known"):
            return "not", ("known", name)
        if self.take("known"):
            return "known", name
        for words, sign in ((("at", "least"), ">="), (("at", "most"), "<="), (("more", "than"), ">"),
                            (("less", "than"), "<")):
            if self.take(*words):
                return "order", name, sign, self.value()
        negative = self.take("not")
        values = [None]
        if self.take("one", "of", "("):
            values = [self.value()]
            while self.take(","):
                values.append(self.value())
            self.need(")")
        else:
            values = [self.value()]
        test = ("is", name, tuple(values))
        return ("not", test) if negative else test

    def value(self):
        token = self.next()
        if token.kind == "text":
            return token.text[1:-1]
        if token.kind in ("name", "number"):
            return token.text
        raise Unknown("value %r" % token)

    # -- targets
    def limit(self):
        if self.take("end", "of", "working", "day"):
            return "end", self.whole()
        count = self.kind("number")
        if self.peek().text in ("working", "calendar"):
            kind = self.next().text
            self.next()
            return kind, int(count)
        seconds = 0
        while True:
            seconds += int(count) * UNITS[self.name()]
            if self.peek().kind != "number":
                return "length", seconds
            count = self.kind("number")

    def read_target(self):
        target = Target(self.name())
        self.charter.targets.append(target)
        self.title()
        while not self.take("end"):
            self.target_item(target)

    def target_item(self, target):
        line = self.peek().line
        if self.take("measures"):
            target.clock = self.name()
        elif self.take("counted", "in"):
            target.counted = self.name()
        elif self.take("counted", "by"):
            target.bucket = self.name()
        elif self.take("for"):
            target.about = self.condition()
        elif self.take("excludes", "when"):
            target.excludes.append(self.condition())
        elif self.take("pause", "capped", "at"):
            limit = self.limit()
            if limit[0] != "length":
                raise Unknown("a cap in days")
            target.cap = limit[1]
        elif self.take("runs", "to", "the", "next", "opening"):
            target.next_opening = True
        elif self.take("on", "change", "of"):
            name = self.name()
            for words, mode in ((("carries",), "carries"), (("starts", "again"), "again"),
                                (("keeps",), "keeps"), (("judges", "from", "the", "start"), "judges")):
                if self.take(*words):
                    target.modes[name] = mode
        elif self.take("met", "for", "at", "least"):
            share = self.kind("percent")
            self.need("of")
            unit = self.name()
            self.need("each")
            target.promise = (share, unit, self.name())
        elif self.take("within"):
            self.within(target, line)
        else:
            raise Unknown("target: %r" % self.peek())

    def within(self, target, line):
        clause = Clause(line)
        clause.limit = self.limit()
        if self.take("in"):
            clause.calendar = self.name()
        if self.take("otherwise"):
            clause.otherwise = True
        else:
            clause.when = self.when()
        if self.take("called"):
            self.name()
        if self.take("because"):
            self.kind("text")
        target.clauses.append(clause)


def standard_clocks():
    """The table of semantics 4.6, in its own words."""
    text = """
    clock first-response starts on opened stops on reply by agent, resolved cancelled on merged end
    clock next-reply starts on reply by customer stops on reply by agent, resolved repeats cancelled on merged end
    clock update starts on reply by agent, reopened stops on reply by agent, resolved pauses while status is waiting
      repeats cancelled on merged end
    clock resolution starts on opened stops on resolved pauses while status is waiting reopening continues
      cancelled on merged end
    clock requester-wait starts on opened stops on resolved reopening continues cancelled on merged end
    clock agent-work starts on opened stops on resolved pauses while not (status is working) reopening continues
      cancelled on merged end
    clock ownership starts on assigned stops on assigned, resolved repeats cancelled on merged end
    """
    return Reader(text).file().clocks


def read(source):
    return Reader(source).file()
