"""A printed charter read from its page alone: hours, holidays, periods, limits and conditions, and when a ticket is due.

Knows the page and the rules that the page prints (section 10), and nothing of the charter file. Hours are sets of spans
of local time on local dates; every answer is found by walking from date to date.
"""
import datetime as dt
import re
from decimal import Decimal
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from hours import Zone

EPOCH = dt.date(1970, 1, 1).toordinal()
DAY = 86400
VOID = {"meta", "br", "line", "rect", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Every element that carries data, with the rows within it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.stack, self.tables, self.rows, self.words = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        data = {key[5:]: value for key, value in attributes if key.startswith("data-")}
        attributes = dict(attributes)
        if tag == "table":
            self.tables.append((data, []))
        elif tag == "tr" and data:
            row = dict(data, id=attributes.get("id", ""), cells=[])
            self.tables[-1][1].append(row)
        elif data:
            self.rows.append(data)
        if tag in ("td", "th") and self.tables and self.tables[-1][1]:
            self.tables[-1][1][-1]["cells"].append("")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data):
        if ("td" in self.stack or "th" in self.stack) and self.tables and self.tables[-1][1]:
            cells = self.tables[-1][1][-1]["cells"]
            if cells:
                cells[-1] += data


# ---------------------------------------------------------------- conditions

WORD = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[(),]|[^\s(),"]+)')


class Condition:
    """The condition of a clause as the page has it in its data."""

    def __init__(self, text):
        self.words, self.at = WORD.findall(text), 0
        self.test = self.either()

    def peek(self, *words):
        return self.words[self.at:self.at + len(words)] == list(words)

    def take(self, *words):
        if not self.peek(*words):
            return False
        self.at += len(words)
        return True

    def next(self):
        self.at += 1
        return self.words[self.at - 1]

    def either(self):
        tests, joint = [self.simple()], None
        while self.peek("and") or self.peek("or"):
            joint = self.next()
            tests.append(self.simple())
        return tests[0] if joint is None else (joint, tests)

    def simple(self):
        if self.take("not", "("):
            test = self.either()
            self.take(")")
            return ("not", test)
        if self.take("("):
            test = self.either()
            self.take(")")
            return test
        if self.take("opened", "during"):
            return ("during", self.next())
        name = self.next()
        assert self.take("is"), self.words
        negated = self.take("not")
        test = self.relation(name)
        return ("not", test) if negated else test

    def relation(self, name):
        if self.take("known"):
            return ("known", name)
        if self.take("one", "of", "("):
            values = [self.value()]
            while self.take(","):
                values.append(self.value())
            self.take(")")
            return ("is", name, values)
        for words in (("at", "least"), ("at", "most"), ("more", "than"), ("less", "than")):
            if self.take(*words):
                return ("order", name, words, self.value())
        return ("is", name, [self.value()])

    def value(self):
        first = self.next()
        if re.fullmatch(r"[A-Z]{3}", first) and self.at < len(self.words) and re.match(r"\d", self.words[self.at]):
            return first + " " + self.next()
        if re.fullmatch(r"\d{4}-\d\d-\d\d", first) and self.at < len(self.words) and re.match(r"\d\d:", self.words[self.at]):
            return first + " " + self.next()
        return re.sub(r"\\(.)", r"\1", first[1:-1]) if first.startswith('"') else first


# ---------------------------------------------------------------- hours

def seconds_of(text):
    parts = [int(p) for p in text.split(":")] + [0]
    return parts[0] * 3600 + parts[1] * 60 + parts[2]


def spans_of(text):
    return [tuple(seconds_of(t) for t in span.split("-")) for span in text.split(",") if span]


class Hours:
    def __init__(self, zone):
        self.zone = Zone(zone)
        self.days, self.dates, self.known = {}, {}, {}

    def spans(self, ordinal):
        if ordinal in self.dates:
            return self.dates[ordinal]
        return self.days[dt.date.fromordinal(ordinal).weekday()]

    def offsets(self, ordinal):
        """The stretches of one offset of a local date: [from, to) in instants, and the offset."""
        first, last = self.zone.instant(ordinal, 0), self.zone.instant(ordinal + 1, 0)
        at, out = first, []
        while at < last:
            offset, end = self.zone.offset(at), at
            while end < last and self.zone.offset(end) == offset:
                end = end // 900 * 900 + 900
            out.append((at, min(end, last), offset))
            at = min(end, last)
        return out

    def open(self, ordinal):
        """The open stretches of a local date, as instants: where the local time lies in a span."""
        if ordinal not in self.known:
            midnight, found = (ordinal - EPOCH) * DAY, []
            for start, end, offset in self.offsets(ordinal):
                for a, b in self.spans(ordinal):
                    a, b = max(start, midnight + a - offset), min(end, midnight + b - offset)
                    if a < b:
                        found.append((a, b))
            found.sort()
            self.known[ordinal] = found
        return self.known[ordinal]

    def from_instant(self, at):
        """The open stretches from an instant on; those that touch are one."""
        ordinal, _ = self.zone.local(at)
        last = None
        for day in range(ordinal, ordinal + 400):
            for a, b in self.open(day):
                if b <= at:
                    continue
                a = max(a, at)
                if last and last[1] == a:
                    last = (last[0], b)
                    continue
                if last:
                    yield last
                last = (a, b)
            if last and last[1] - at > 60 * DAY:
                yield last
                last = (last[1], last[1])
        if last:
            yield last

    def due(self, at, length):
        if length == 0:
            return at
        for a, b in self.from_instant(at):
            if length <= b - a:
                return a + length
            length -= b - a
        raise LookupError("not within a year")

    def is_open(self, at):
        return any(a <= at < b for a, b in self.open(self.zone.local(at)[0]))

    def next_opening(self, at):
        return next(a for a, b in self.from_instant(at) if a > at)

    def base(self, at):
        return at if self.is_open(at) else self.next_opening(at)

    def working_day(self, ordinal, count):
        while count:
            ordinal += 1
            count -= bool(self.open(ordinal))
        return ordinal

    def working_days(self, at, count):
        ordinal, second = self.zone.local(self.base(at))
        day = self.working_day(ordinal, count)
        wanted = self.zone.instant(day, second)
        if any(a <= wanted < b for a, b in self.open(day)):
            return wanted
        closings = [b for a, b in self.open(day) if b <= wanted]
        return closings[-1] if closings else self.open(day)[0][0]

    def end_of_day(self, at, count):
        ordinal, _ = self.zone.local(self.base(at))
        return self.open(self.working_day(ordinal, count))[-1][1]

    def calendar_days(self, at, count):
        ordinal, second = self.zone.local(at)
        return self.zone.instant(ordinal + count, second)


class Always(Hours):
    def spans(self, ordinal):
        return [(0, DAY)]


# ---------------------------------------------------------------- the charter of the page

UNITS = {"hour": 3600, "minute": 60, "second": 1}


class Charter:
    def __init__(self, text):
        self.page = Page(text)
        self.zone = next(r["timezone"] for r in self.page.rows if "timezone" in r)
        self.hours, self.periods, self.targets, self.attributes, self.classes = {"always": Always(self.zone)}, {}, {}, {}, {}
        for row in self.page.rows:
            if "attribute" in row:
                self.attributes[row["attribute"]] = row
            if "working" in row:
                self.classes = {name: c for c in ("working", "waiting", "done") for name in row[c].split()}
        for data, rows in self.page.tables:
            self.read_table(data, rows)
        for row in self.page.rows:
            if "hands-over" in row:
                self.read_hand_over(row)

    def read_hand_over(self, row):
        """A line of a channel: a limit of a target about the tickets that were opened by it."""
        name = row["hands-over"]
        clock = {"starts": "opened", "starts-when": "channel is " + name.rsplit(" ", 1)[0]}
        self.targets.setdefault(name, (clock, []))[1].append(row)

    def read_table(self, data, rows):
        if "hours" in data:
            hours = self.hours.setdefault(data["hours"], Hours(data["zone"]))
            hours.days = {int(r["day"]) - 1: spans_of(r["open"]) for r in rows}
        elif "dates" in data:
            dates = {dt.date.fromisoformat(r["date"]).toordinal(): spans_of(r["open"]) for r in rows}
            self.hours[data["dates"]].dates = dates
        elif "period" in data:
            self.periods[data["period"]] = [tuple(dt.date.fromisoformat(r[k]).toordinal() for k in ("first", "last")) for r in rows]
        elif "target" in data:
            self.targets[data["target"]] = (data, rows)

    # -- conditions
    def rank(self, name, value):
        row = self.attributes.get(name, {})
        if "ladder" in row:
            return row["ladder"].split().index(value)
        if row.get("type") == "time":
            return self.moment(value)
        return Decimal(value.split()[-1])

    def moment(self, text):
        at = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
        return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(self.zone))).timestamp()

    def holds(self, test, ticket, opened):
        if test[0] == "and":
            return all(self.holds(t, ticket, opened) for t in test[1])
        if test[0] == "or":
            return any(self.holds(t, ticket, opened) for t in test[1])
        if test[0] == "not":
            return not self.holds(test[1], ticket, opened)
        if test[0] == "during":
            return self.during(test[1], opened)
        have = ticket.get(test[1])
        if test[0] == "known":
            return have is not None
        if test[0] == "is" and test[1] == "status" and test[2][0] in ("working", "waiting", "done"):
            return self.classes.get(have, "working") in test[2]
        if have is None:
            return False
        if test[0] == "is":
            return have in test[2]
        a, b = self.rank(test[1], have), self.rank(test[1], test[3])
        return {("at", "least"): a >= b, ("at", "most"): a <= b, ("more", "than"): a > b, ("less", "than"): a < b}[test[2]]

    def during(self, name, opened):
        if name in self.periods:
            ordinal, _ = Zone(self.zone).local(opened)
            return any(a <= ordinal <= b for a, b in self.periods[name])
        return self.hours[name].is_open(opened)

    # -- a ticket
    def clause(self, target, ticket, opened):
        _, rows = self.targets[target]
        fitting = [r for r in rows if "when" not in r or self.holds(Condition(r["when"]).test, ticket, opened)]
        for row in fitting:
            if all(other is row or other["id"] in row["before"].split() for other in fitting):
                return row
        return None

    def due(self, target, ticket, opened):
        """The instant, or None: no clause, or its clock does not start at the opening."""
        data, _ = self.targets[target]
        starts, status = data["starts"].split(", "), ticket.get("status")
        if not {"opened", "opened by customer", status, self.classes.get(status)} & set(starts):
            return None
        for key, wanted in (("about", True), ("starts-when", True), ("pauses", False)):
            if key in data and self.holds(Condition(data[key]).test, ticket, opened) != wanted:
                return None
        row = self.clause(target, ticket, opened)
        if row is None:
            return None
        hours = self.hours[row["in"]]
        due = self.limit(hours, row["limit"], opened)
        at_any_hour = row["in"] == "always" or "calendar" in row["limit"]
        if "to-opening" in data and not at_any_hour and not hours.is_open(due):
            due = hours.next_opening(due)
        return due

    @staticmethod
    def limit(hours, text, opened):
        words = text.split()
        if words[0] == "end":
            return hours.end_of_day(opened, int(words[-1]))
        if words[1] == "working":
            return hours.working_days(opened, int(words[0]))
        if words[1] == "calendar":
            return hours.calendar_days(opened, int(words[0]))
        parts = zip(words[::2], words[1::2])
        return hours.due(opened, sum(int(n) * UNITS[unit.rstrip("s")] for n, unit in parts))
