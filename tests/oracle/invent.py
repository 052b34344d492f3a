"""Invents charters and logs at random, out of what reader.py reads and the rules decide."""
import datetime as dt
import random
from zoneinfo import ZoneInfo

from conditions import Choice, Conditions
from hours import World
from reader import read

ZONES = ["Europe/Paris", "Europe/London", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe",
         "Asia/Kathmandu", "America/St_Johns", "UTC"]
STARTS = ["2026-03-25", "2026-03-05", "2026-10-22", "2026-10-01", "2026-04-02", "2026-09-07", "2026-12-21", "2028-02-27"]
STANDARD = ["first-response", "next-reply", "update", "resolution", "resolution", "requester-wait", "agent-work", "ownership"]
STATUSES = {"working": ["new", "open"], "waiting": ["pending", "with-supplier"], "done": ["resolved", "closed"]}
RANKS = ["P3", "P2", "P1"]


def clock_time(minute):
    return "%02d:%02d" % divmod(minute, 60)


class Inventor:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []

    # -- small choices
    def maybe(self, share):
        return self.random.random() < share

    def pick(self, *values):
        return self.random.choice(values)

    def say(self, *lines):
        self.lines += lines

    def date(self):
        """A date of the window, each once: what two lines say of one date is tested elsewhere."""
        return self.spare.pop()

    # -- the charter
    read = staticmethod(read)

    def charter(self):
        while True:
            text = self.attempt()
            charter = self.read(text)
            world = World(charter, 60)
            conditions = Conditions(charter, world)
            if not any(Choice(t, conditions).ambiguous for t in charter.targets) and \
                    all(self.opens(world.calendar(name)) for name in charter.hours):
                return text

    def opens(self, calendar):
        """Is it open at all, looking at each quarter of an hour of two weeks?"""
        first = (self.first - dt.date(1970, 1, 1)).days * 1440
        return any(calendar.open(t) for t in range(first, first + 14 * 1440, 15))

    def attempt(self):
        self.lines, self.calendars, self.plain, self.clocks = [], ["always"], ["always"], []
        self.zone, self.first = self.pick(*ZONES), dt.date.fromisoformat(self.pick(*STARTS))
        self.spare = [self.first + dt.timedelta(days=d) for d in range(1, 16)]
        self.random.shuffle(self.spare)
        self.say('use "std/clocks"', "", "charter invented", "  timezone " + self.zone, "  in-force from 2020-01-01",
                 "end", "", "ticket has", "  priority ladder P3, P2, P1", "  vip optional yes-or-no",
                 "  kind optional one of incident, request", "end", "", "status")
        self.say(*["  %s is %s" % (", ".join(names), klass) for klass, names in STATUSES.items()], "end")
        if self.maybe(0.4):
            self.holidays()
        for name in ["office", "desk"][:self.pick(1, 1, 2)]:
            self.hours(name)
        for name in ["own", "other"][:self.pick(0, 1, 1, 2)]:
            self.clock(name)
        for number in range(self.pick(1, 2, 3)):
            self.target("target-%d" % (number + 1))
        return "\n".join(self.lines) + "\n"

    def holidays(self):
        self.calendars_have_holidays = True
        included = self.maybe(0.3)
        if included:
            self.holiday_list("common", [])
        self.holiday_list("closures", ["  includes common"] if included else [])

    def holiday_list(self, name, lines):
        self.say("", "holidays " + name, "  complete 2019 to 2036", *lines)
        for number in range(self.pick(1, 2)):
            self.say('  %s "Closure %d"%s' % self.holiday(number))
        self.say("end")

    def holiday(self, number):
        """(the day, its number, what stands behind the title)"""
        day = self.date()
        yearly = "every %d %s" % (day.day, day.strftime("%B"))
        form = self.pick("date", "yearly", "beside", "part", "moved", "moved", "moved")
        if form == "yearly":
            return yearly, number, ""
        if form == "beside":
            return "every %s %s %d %s" % (self.pick("Monday", "Thursday"), self.pick("before", "after"), day.day,
                                          day.strftime("%B")), number, ""
        if form == "part":
            return day.isoformat(), number, " from %s" % clock_time(self.pick(10, 12, 13, 14) * 60)
        if form == "date":
            return day.isoformat(), number, ""
        way = self.pick("and next", "or next", "or previous", "or nearest", "and previous", "and nearest")
        behind = " %s %s%s" % (way, self.pick("weekday", "weekday", "day"), self.pick("", "", " when Sunday", " when Monday to Friday"))
        return self.pick(day.isoformat(), yearly), number, behind

    def spans(self):
        kind = self.pick("plain", "plain", "split", "night", "long")
        if kind == "plain":
            start = self.pick(7, 8, 9, 10) * 60 + self.pick(0, 0, 30, 15)
            return False, "%s to %s" % (clock_time(start), clock_time(start + self.pick(240, 480, 495, 600)))
        if kind == "split":
            return False, "08:30 to 12:00, %s to 17:%s" % (self.pick("12:30", "13:00", "13:45"), self.pick("00", "30"))
        if kind == "night":
            return True, "%s to %s" % (self.pick("18:00", "20:15", "22:00", "23:30"), self.pick("02:00", "02:30", "06:00"))
        return True, "00:00 to 24:00" if self.maybe(0.5) else "01:00 to 24:00"

    def hours(self, name):
        self.say("", "hours " + name)
        nightly = False
        for days in self.pick(["Monday to Friday"], ["Monday to Thursday", "Friday"], ["Monday to Friday", "Saturday"],
                              ["Monday to Sunday"], ["Monday, Wednesday, Friday", "Saturday to Sunday"]):
            night, spans = self.spans()
            nightly = nightly or night
            self.say("  open %s %s%s" % (days, spans, " unbroken" if night and self.maybe(0.3) else ""))
        if self.maybe(0.1):
            self.say("  closed " + self.pick("Wednesday", "Friday"))
        if "holidays closures" in self.lines and self.maybe(0.7):
            self.say("  closed on holidays of closures")
        if self.maybe(0.3):
            self.say("  closed on %s%s" % (self.date(), self.pick("", "", " from 12:00", " from 10:30 to 14:00")))
        if self.maybe(0.2):
            self.say("  open on %s %s" % (self.date(), self.pick("10:00 to 14:00", "06:00 to 09:00, 20:00 to 21:00", "closed")))
        if name == "desk" and self.maybe(0.3):
            self.say("  timezone " + self.pick(*ZONES))
        if name == "desk" and self.maybe(0.25):
            self.say("  %s office" % self.pick("includes", "excludes"))
            nightly = True
        self.say("end")
        self.calendars.append(name)
        if not nightly:
            self.plain.append(name)

    def clock(self, name):
        self.clocks.append(name)
        stops = self.pick("resolved", "resolved", "closed", "done", "reply by agent")
        self.say("", "clock " + name, "  starts on " + self.pick("opened", "opened", "assigned", "reply by customer", "open"),
                 "  stops on " + stops)
        if self.maybe(0.6):
            self.say("  pauses while " + self.pick("status is waiting", "status is pending", "not (status is working)",
                                                   "vip is yes", "status is one of (pending, new)"))
            if self.maybe(0.3):
                self.say("  resumes on reply by customer")
        if stops in ("resolved", "done") and self.maybe(0.7):
            within = self.pick("", "", " within 3 hours of resolving")
            self.say("  reopening " + self.pick("continues", "starts again", "is ignored") + within)
        elif self.maybe(0.3):
            self.say("  repeats")
        if self.maybe(0.4):
            self.say("  cancelled on merged")
        self.say("end")

    def limit(self, calendar):
        kind = self.random.random()
        if kind < 0.12 and calendar in self.plain:
            return self.pick("1 working day", "2 working days") if calendar != "always" else "1 calendar day"
        if kind < 0.2 and calendar in self.plain and calendar != "always":
            return "end of working day %d" % self.pick(0, 1)
        minutes = self.pick(15, 30, 45, 60, 77, 90, 120, 180, 240, 301, 480, 600, 720)
        hours, rest = divmod(minutes, 60)
        parts = ["%d hour%s" % (hours, "" if hours == 1 else "s")] if hours else []
        return " ".join(parts + (["%d minutes" % rest] if rest else []))

    def condition(self):
        return self.pick("priority is P1", "priority is P2", "priority is at least P2", "priority is at most P2",
                         "vip is yes", "kind is incident", "priority is P1 and vip is yes", "priority is not P3",
                         "priority is one of (P1, P3)", "priority is known", "not (kind is request)",
                         "priority is more than P3 and kind is incident", "vip is yes or priority is P1")

    def target(self, name):
        counted = self.pick(*self.calendars)
        clock = self.pick(*STANDARD, *self.clocks * 3)
        self.say("", "target " + name, "  measures " + clock, "  counted in " + counted)
        if self.maybe(0.15):
            self.say("  for kind is incident")
        clauses = self.pick(0, 1, 2, 2, 3)
        for condition in self.random.sample([self.condition() for _ in range(6)], clauses):
            calendar = self.pick(*self.calendars) if self.maybe(0.4) else None
            self.say("  within %s%s when %s" % (self.limit(calendar or counted), " in " + calendar if calendar else "", condition))
        if not clauses or self.maybe(0.6):
            self.say("  within %s%s" % (self.limit(counted), " otherwise" if clauses else ""))
        for attribute in ("priority", "vip"):
            if self.maybe(0.7):
                self.say("  on change of %s %s" % (attribute, self.pick("carries", "starts again", "keeps", "judges from the start")))
        if self.maybe(0.12):
            self.say("  excludes when kind is request")
        if self.maybe(0.2):
            self.say("  pause capped at " + self.pick("30 minutes", "2 hours", "8 hours"))
        if self.maybe(0.2):
            self.say("  runs to the next opening")
        self.say("  met for at least 90%% of %s each month" % self.pick("tickets", "cycles"), "end")

    # -- the log
    def log(self):
        rows = []
        with_status, quiet = self.maybe(0.75), self.maybe(0.3)
        for number in range(self.pick(2, 4, 6)):
            rows += self.ticket("T%d" % (number + 1), with_status, quiet)
        if self.maybe(0.6):
            rows.sort(key=lambda row: row[0])
        zone = ZoneInfo(self.zone)
        local = self.maybe(0.4)
        lines = ["ticket,time,event,actor,status,priority,vip,kind"]
        for at, cells in rows:
            time = dt.datetime.fromtimestamp(at * 60, dt.timezone.utc)
            text = time.astimezone(zone).isoformat() if local else time.strftime("%Y-%m-%dT%H:%M:%SZ")
            lines.append(",".join([cells[0], text] + cells[1:]))
        last = max(at for at, _ in rows)
        as_of = None
        if self.maybe(0.4):
            first = min(at for at, _ in rows)
            as_of = self.random.randint(first, last + 3 * 1440)
            as_of = dt.datetime.fromtimestamp(as_of * 60, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return "\n".join(lines) + "\n", as_of

    def ticket(self, name, with_status, quiet):
        midnight = dt.datetime.combine(self.first, dt.time(), ZoneInfo(self.zone))
        at = int(midnight.timestamp()) // 60 + self.random.randint(0, 4) * 1440 + self.pick(0, 400, 540, 600, 725, 960, 1020, 1335)
        rank = self.pick(*RANKS, "")
        status = self.pick("new", "new", "open", "pending") if with_status else ""
        rows = [(at, [name, "opened" if self.maybe(0.9) else "changed", self.pick("customer", "agent"), status, rank,
                      self.pick("", "", "yes", "no"), self.pick("incident", "incident", "request", "")])]
        done = False
        for _ in range(self.random.randint(0, 4 if quiet else 9)):
            at += self.pick(0, 1, 15, 30, 60, 90, 150, 240, 301, 600, 1440)
            cells, done, status, rank = self.event(name, done, status, rank, with_status)
            rows.append((at, cells))
            if cells[1] == "merged":
                break
        return rows

    def event(self, name, done, status, rank, with_status):
        kind = self.pick("reply", "reply", "reply", "note", "assigned", "changed", "changed", "resolved", "resolved",
                         "reopened", "merged" if self.maybe(0.1) else "changed")
        actor = self.pick("customer", "agent", "agent", "system")
        cell = given = vip = ""
        if kind == "resolved" and done or kind == "reopened" and not done:
            kind = "changed"
        if kind == "resolved":
            done, cell = True, self.pick("resolved", "resolved", "closed") if with_status else ""
        elif kind == "reopened":
            done, cell = False, self.pick("open", "pending") if with_status else ""
        elif with_status and kind != "merged" and self.maybe(0.5):
            cell = self.pick("open", "pending", "open", "with-supplier", "resolved", "closed" if done else "new")
            done = cell in STATUSES["done"]
        if kind in ("changed", "reply", "assigned") and self.maybe(0.35):
            if rank and self.maybe(0.3):
                vip = self.pick("yes", "no")
            else:
                given = self.pick(*RANKS)
        return [name, kind, actor, cell, given, vip, ""], done, cell or status, given or rank


def invent(seed):
    """(charter text, log text, as-of instant or None)"""
    inventor = Inventor(seed)
    charter = inventor.charter()
    log, as_of = inventor.log()
    return charter, log, as_of
