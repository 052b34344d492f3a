"""Invents charters with availability, maintenance, measures and credits, and logs for them. All times are
whole quarters of an hour, so that the oracle can step by them."""
import datetime as dt
from zoneinfo import ZoneInfo

from hours import World
from invent import STATUSES, ZONES, Inventor
from read_figures import read

STARTS = ["2026-03-26", "2026-03-06", "2026-10-23", "2026-10-02", "2026-04-02", "2026-09-07", "2026-12-29", "2028-02-27",
          "2026-06-29"]
RANKS = ["P3", "P2", "P1"]
SERVICES = ["mail", "files", "phones"]


class FigureInventor(Inventor):
    def charter(self):
        while True:
            text = self.attempt()
            world = World(read(text), 60)
            if all(self.opens(world.calendar(name)) for name in world.charter.hours):
                return text

    def attempt(self):
        self.lines, self.calendars, self.plain, self.clocks = [], ["always"], ["always"], []
        self.zone, self.first = self.pick(*ZONES), dt.date.fromisoformat(self.pick(*STARTS))
        self.spare = [self.first + dt.timedelta(days=d) for d in range(1, 20)]
        self.random.shuffle(self.spare)
        self.currency = self.pick("GBP", "EUR", "JPY", "KWD")
        self.say('use "std/clocks"', "", "charter invented", "  timezone " + self.zone, "  currency " + self.currency,
                 "  in-force from 2020-01-01", "end", "", "ticket has", "  priority ladder P3, P2, P1",
                 "  outage optional yes-or-no", "  vip optional yes-or-no", "  cost optional money", "  size optional decimal", "end", "", "status")
        self.say(*["  %s is %s" % (", ".join(names), klass) for klass, names in STATUSES.items()], "end")
        self.say("", "event survey has", "  score whole", "end", "", "event failure has", "end", "", "event recovery has", "end")
        for name in SERVICES[:self.pick(1, 2, 3)]:
            self.say("", "service " + name, "end")
        if self.maybe(0.3):
            self.holidays()
        self.hours("office")
        if self.maybe(0.5):
            self.clock("own")
        for number in range(self.pick(1, 2)):
            self.availability("uptime-%d" % number)
        for number in range(self.pick(0, 1, 2)):
            self.maintenance("works-%d" % number)
        for number in range(self.pick(1, 2, 3)):
            self.measure("measure-%d" % number)
        self.money()
        return "\n".join(self.lines) + "\n"

    # -- parts
    def services(self):
        declared = sum(line.startswith("service ") for line in self.lines)
        return ", ".join(self.random.sample(SERVICES[:declared], self.random.randint(1, declared)))

    def unit(self, *units):
        unit = self.pick(*units)
        return unit + " from " + self.pick("April", "November") if unit == "year" and self.maybe(0.5) else unit

    def down(self):
        return self.pick("down while outage is yes", "down while outage is yes", "down while priority is P1",
                         "down while outage is yes and not (status is waiting)", "down while status is working",
                         "down while priority is at least P2 or outage is yes", "down from failure to recovery",
                         "down from failure by system to recovery", "down from opened to reply by agent",
                         "down from pending to open", "down from opened to waiting")

    def availability(self, name):
        self.say("", "availability " + name, "  of " + self.services(), "  " + self.down())
        if self.maybe(0.5):
            self.say("  counted in office")
        if self.maybe(0.7):
            self.say("  excluding maintenance")
        for _ in range(self.pick(1, 1, 2)):
            self.say("  at least %s%% each %s" % (self.pick("50", "90", "97.5", "99", "99.9"),
                                                 self.unit("day", "week", "month", "quarter", "year")))
        self.say("end")

    def maintenance(self, name):
        self.say("", "maintenance " + name, "  of " + self.services())
        for _ in range(self.pick(1, 2, 3)):
            day = self.first + dt.timedelta(days=self.random.randint(-2, 12))
            span = self.pick("02:00 to 04:00", "22:00 to 02:00", "23:30 to 03:15", "08:00 to 12:00", "20:00 to 24:00", "02:00 to 03:00",
                             "01:30 to 02:30", "06:00 to 06:00")
            form = self.pick("week", "nth", "date", "instants")
            if form == "week":
                line = "every %s %s" % (self.pick("Sunday", "Saturday to Sunday", "Monday, Wednesday to Thursday", day.strftime("%A")), span)
            elif form == "nth":
                nth = "last" if self.maybe(0.2) else ["first", "second", "third", "fourth", "fifth"][(day.day - 1) // 7]
                line = "every %s %s of %s %s" % (nth, day.strftime("%A"), self.pick("each month", day.strftime("%B")), span)
            elif form == "date":
                line = "on %s %s" % (day, span)
            else:
                line = "from %s %s to %s %s" % (day, self.pick("00:00", "02:30", "12:00"), day + dt.timedelta(days=self.pick(1, 2)),
                                               self.pick("00:00", "02:15", "18:45"))
            self.say("  " + line)
        self.say("end")

    def bound(self, *amounts):
        return "  at %s %s each %s" % (self.pick("least", "most"), self.pick(*amounts),
                                       self.unit("day", "week", "month", "month", "quarter", "year"))

    def measure(self, name):
        self.say("", "measure " + name)
        figure = self.pick("share", "count", "average", "average", "percentile")
        if figure == "share":
            self.say("  share of tickets when " + self.pick("priority is P1", "reopenings is at least 1", "status is done", "cost is known",
                                                            "replies is more than 1 and priority is not P3"))
            amounts = ["0%", "25%", "33.333333333%", "50%", "100%"]
        elif figure == "count":
            event = self.pick("reply by agent", "reply", "closed", "closed", "closed", "resolved", "waiting", "open", "reopened", "survey", "failure by system",
                              "merged")
            when = self.pick("", "", " when priority is at least P2", " when outage is yes", " when status is working")
            self.say("  count of " + event + when)
            amounts = ["0", "1", "2", "5"]
        elif figure == "average":
            attribute, on, amounts = self.pick(("cost", "", ["%s 10" % self.currency, "%s 33.333333333" % self.currency]),
                                               ("size", " on " + self.pick("resolved", "reply", "closed"), ["0.25", "1", "2.333"]),
                                               ("score", self.pick("", " on survey"), ["3", "3.5", "4.666666667"]),
                                               ("replies", "", ["0.5", "1.5"]), ("reopenings", " on resolved", ["0.5"]))
            self.say("  average of " + attribute + on)
        else:
            clock = self.pick("first-response", "next-reply", "resolution", "requester-wait", "agent-work", "ownership", *self.clocks)
            self.say("  %s percentile of %s" % (self.pick("1st", "50th", "50th", "90th", "99.9th", "100th", "66.7th"), clock))
            if self.maybe(0.5):
                self.say("  counted in office")
            amounts = ["0 minutes", "30 minutes", "2 hours", "8 hours", "24 hours"]
        for _ in range(self.pick(1, 1, 2)):
            self.say(self.bound(*amounts))
        self.say("end")

    def target(self, name):
        """Plain: what targets do is tried out elsewhere."""
        clock = self.pick("resolution", "first-response", "next-reply")
        self.say("", "target " + name, "  measures " + clock, "  counted in " + self.pick("always", "office"))
        self.say("  within %s when priority is P1" % self.pick("30 minutes", "1 hour"), "  within %s otherwise" % self.pick("2 hours", "8 hours"))
        unit = self.pick("month", "week")
        if self.maybe(0.8):
            self.say("  met for at least 90%% of %s each %s" % (self.pick("tickets", "cycles"), unit))
        self.say("end")
        return unit

    def money(self):
        unit = self.target("target")
        whole = self.currency == "JPY"
        fee = self.pick("100", "101", "333", "12501") + ("" if whole else self.pick("", ".25", ".50", ".05"))
        self.say("", "fee basic is %s %s each %s" % (self.currency, fee, unit))
        for name in ["credit-1", "credit-2"][:self.pick(1, 1, 2)]:
            self.say("", "credit " + name, "  for target each " + unit)
            worth = 0
            for below in self.random.sample(["100%", "90%", "80%", "66.666666667%", "50%", "33.3%", "25%"], self.pick(1, 2, 3)):
                worth += 1
                amount = self.pick("%s%% of basic" % self.pick("0.5", "2.5", "7.125", "33.333333333"), "%s %d" % (self.currency, worth * 5))
                self.say("  %s below %s" % (amount, below))
            if self.maybe(0.4):
                self.say("  capped at " + self.pick("10% of basic", "3% of basic", "%s 7" % self.currency))
            self.say("end")

    # -- the log
    def log(self):
        rows, declared = [], sum(line.startswith("service ") for line in self.lines)
        local = self.maybe(0.3)
        zone = ZoneInfo(self.zone)
        for number in range(self.pick(3, 6, 9)):
            rows += self.ticket_of("T%d" % (number + 1), SERVICES[:declared])
        if self.maybe(0.6):
            rows.sort(key=lambda row: row[0])
        lines = ["ticket,time,event,actor,status,priority,outage,service,cost,size,score"]
        for at, cells in rows:
            time = dt.datetime.fromtimestamp(at * 900, dt.timezone.utc)
            text = time.astimezone(zone).isoformat() if local else time.strftime("%Y-%m-%dT%H:%M:%SZ")
            lines.append(",".join([cells[0], text] + cells[1:]))
        as_of = None
        if self.maybe(0.5):
            first, last = min(at for at, _ in rows), max(at for at, _ in rows)
            at = self.random.randint(first, last + self.pick(0, 100, 3000))
            as_of = dt.datetime.fromtimestamp(at * 900, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return "\n".join(lines) + "\n", as_of

    def ticket_of(self, name, services):
        midnight = dt.datetime.combine(self.first, dt.time(), ZoneInfo(self.zone))
        at = -(-int(midnight.timestamp()) // 900) + self.random.randint(-96, 96 * 8)
        money = lambda: self.pick("", "", "%s %d" % (self.currency, self.random.randint(0, 60)), "USD 5",
                                  "" if self.currency == "JPY" else "%s %d.%d" % (self.currency, self.random.randint(0, 40), self.random.randint(1, 9)))
        size = lambda: self.pick("", "", "0.25", "1.5", "3", "0.001")
        status = self.pick("new", "open", "pending", "")
        rows = [(at, [name, self.pick("opened", "opened", "failure", "changed"), self.pick("customer", "agent", "system"), status,
                      self.pick(*RANKS, ""), self.pick("yes", "yes", "no", ""), self.pick(*services, ""), money(), size(), ""])]
        done = False
        for _ in range(self.random.randint(0, 8)):
            at += self.pick(0, 1, 2, 4, 10, 20, 40, 96, 200)
            cells, done = self.event_of(name, done, bool(status))
            rows.append((at, cells[:6] + [self.pick("", "", "", *services), self.pick("", money()), self.pick("", size()), cells[6]]))
            if cells[1] == "merged":
                break
        return rows

    def event_of(self, name, done, with_status):
        kind = self.pick("reply", "reply", "assigned", "changed", "failure", "recovery", "recovery", "survey", "resolved", "closed", "reopened",
                         "merged" if self.maybe(0.2) else "note")
        status = ""
        if kind == "resolved" and done or kind == "reopened" and not done:
            kind = "changed"
        if kind in ("resolved", "closed"):
            done, status = True, kind if with_status else ""
        elif kind == "reopened":
            done, status = False, self.pick("open", "pending") if with_status else ""
        elif with_status and kind != "merged" and self.maybe(0.4):
            status = self.pick("open", "pending", "with-supplier", "resolved", "closed", "new")
            done = status in STATUSES["done"]
        rank = self.pick(*RANKS) if self.maybe(0.2) else ""
        outage = self.pick("yes", "no") if self.maybe(0.3) else ""
        score = str(self.random.randint(1, 5)) if kind == "survey" and self.maybe(0.8) else ""
        return [name, kind, self.pick("customer", "agent", "system"), status, rank, outage, score], done


def invent(seed):
    """(charter text, log text, as-of instant or None)"""
    inventor = FigureInventor(seed)
    charter = inventor.charter()
    log, as_of = inventor.log()
    return charter, log, as_of
