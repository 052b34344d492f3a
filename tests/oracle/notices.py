"""Who is told when: semantics.md section 7, by looking at every unit of time in turn.

At each instant the rows of that instant are played, then every step is looked at, then the clocks go
on by one unit. What a step needs is asked of the cycle as it stands; nothing is computed ahead.

    python3 notices.py charter.chr log.csv [--as-of INSTANT]      prints notice records as CSV
"""
import csv
import datetime as dt
import sys
from fractions import Fraction

from judge import Judge, read_rows, seconds_of, unit_of
from reader import Reader, Unknown

FIELDS = "at,ticket,escalation,target,cycle,clause,step,repetition,tells,by,level,flags".split(",")


# ---------------------------------------------------------------- the charter

class Step:
    """`kind` is used, left, breach, over, every or once; `amount` a share, a limit or a condition."""

    def __init__(self, kind, amount, words):
        self.kind, self.amount, self.words = kind, amount, words
        self.most = self.level = None
        self.tells = []   # (who, [ways])

    def about_breach(self):
        return self.kind in ("breach", "over", "every") or (self.kind == "used" and self.amount > 100)


class Escalation:
    def __init__(self, name):
        self.name, self.target, self.when, self.steps = name, None, None, []


class EscalationReader(Reader):
    def __init__(self, source):
        super().__init__(source)
        self.charter.escalations = []

    def read_contact(self):
        self.name()
        while not self.take("end"):
            self.next()

    read_team = read_contact

    def target_item(self, target):
        if not self.take("warns", "at"):
            super().target_item(target)
            return
        share = self.kind("percent")
        warning = Escalation("")
        warning.target = target.name
        warning.steps = [Step("used", Fraction(share[:-1]), "warns at " + share)]
        self.charter.escalations.append(warning)

    def read_escalation(self):
        escalation = Escalation(self.name())
        self.title()
        self.need("for")
        escalation.target, escalation.when = self.name(), self.when()
        while not self.take("end"):
            escalation.steps.append(self.step())
        self.charter.escalations.append(escalation)

    def step(self):
        first = self.at
        if self.take("once"):
            step = Step("once", self.condition(), None)
        elif self.take("at", "breach"):
            step = Step("breach", None, None)
        elif self.take("every"):
            step = Step("every", self.limit(), None)
            self.need("after", "breach")
            if self.take("at", "most"):
                step.most = self.whole()
                self.need("times")
        else:
            self.need("at")
            step = self.share() if self.peek().kind == "percent" else self.distance()
        step.words = " ".join(token.text for token in self.list[first:self.at]).replace("( ", "(").replace(" )", ")")
        while self.peek().text in ("tell", "raise"):
            self.action(step)
        return step

    def share(self):
        step = Step("used", Fraction(self.kind("percent")[:-1]), None)
        self.need("used")
        return step

    def distance(self):
        limit = self.limit()
        return Step("left" if self.take("left") else self.need("over") or "over", limit, None)

    def action(self, step):
        if self.take("raise", "to", "level"):
            step.level = self.whole()
            return
        self.need("tell")
        who, ways = self.names(), []
        if self.take("by"):
            ways = sorted(self.names(), reverse=True)
        step.tells += [(name, ways) for name in who]


def understand(source):
    return EscalationReader(source).file()


# ---------------------------------------------------------------- one step beside one cycle

class Mark:
    def __init__(self, line, step, index):
        self.line, self.step, self.index = line, step, index
        self.begin_again()
        self.revision = 1

    def begin_again(self):
        self.state, self.ready, self.next, self.told = "waiting", False, 1, None


class Watcher:
    """The steps for one target of one ticket."""

    def __init__(self, judge, run, escalations):
        self.judge, self.run = judge, run
        self.lines = [e for e in escalations if e.target == run.target.name]
        self.cycle, self.out = None, []
        self.applies, self.excluded, self.late = {}, False, set()

    def begin(self, cycle):
        self.cycle = cycle
        self.marks = [Mark(line, step, i) for i, (line, step) in
                      enumerate((line, step) for line in self.lines for step in line.steps)]
        self.fresh, self.clause, self.breach, self.base, self.late = True, None, None, None, set()

    # -- where things are
    def length(self, limit):
        """A limit as units of the cycle's calendar (rule 2.9)."""
        cycle, world = self.cycle, self.judge.world
        kind, amount = limit
        if kind == "length":
            return Fraction(amount, world.unit)
        hours = cycle.clause.calendar or cycle.target.counted or "always"
        start = cycle.start_of_count
        end = world.working_days_after(hours, start, amount) if kind == "working" else \
            world.calendar_days_after(hours, start, amount)
        return world.elapsed(cycle.calendar, start, end)

    def place(self, mark, repetition=None):
        """Used time at which the step comes, in units; None for never."""
        step, cycle = mark.step, self.cycle
        if cycle.clause is None or step.kind == "once":
            return None
        if step.kind == "used":
            return cycle.limit * step.amount / 100
        if step.kind == "breach":
            return cycle.limit
        length = self.length(step.amount)
        if step.kind == "every":
            count = repetition or mark.next
            if self.breach is None or length <= 0 or (step.most and count > step.most):
                return None
            return self.base + count * length
        return cycle.limit - length if step.kind == "left" else cycle.limit + length

    def used(self):
        return len(self.cycle.ticks)

    def at_or_past(self, mark):
        place = self.place(mark)
        return place is not None and 0 <= place <= self.used()

    # -- before the rows of an instant
    def before(self):
        if self.cycle is None or self.cycle.stop is not None:
            return
        for mark in self.marks:
            if mark.state == "waiting" and mark.step.kind not in ("breach", "once"):
                mark.ready = bool(self.applies.get(mark.line)) and self.at_or_past(mark)

    # -- after each row
    def row(self, now, first_values, late_clause):
        run, ticket = self.run, self.run.ticket
        if run.current() is not self.cycle:
            self.begin(run.current())
        if self.cycle is None:
            return
        holds = lambda test: test is None or self.judge.conditions.holds(test, ticket.values, ticket.opening)
        self.excluded = any(holds(test) for test in run.target.excludes)
        for line in self.lines:
            self.applies[line] = run.about and holds(line.when)
            named = {}
            for test in (line.when, run.target.about):
                if test is not None:
                    self.judge.conditions.atoms(test, named, set())
            if late_clause or first_values & set(named):
                self.late.add(line)
        if self.cycle.stop is not None or self.excluded:
            return
        for mark in self.marks:
            if mark.step.kind == "once" and mark.state == "waiting" and self.applies[mark.line] and holds(mark.step.amount):
                self.fire(mark, now, [])

    # -- after all rows of an instant
    def look(self, now):
        cycle = self.cycle
        if cycle is None or (cycle.stop is not None and cycle.stop < now):
            return
        new_clause = self.clause is not cycle.clause and not self.fresh
        if self.fresh:
            for mark in self.marks:
                mark.ready = self.place(mark) == 0
        self.fresh, self.clause = False, cycle.clause
        if self.breach is not None and cycle.breached_at is None:
            self.withdraw(now)
        self.see_breach()
        firings = []
        for mark in self.marks:
            if mark.step.kind == "breach":
                self.look_at_breach(mark, now, firings)
            elif mark.step.kind != "once":
                self.look_at(mark, now, firings, new_clause)
        self.tell(firings)
        self.late = set()

    def see_breach(self):
        cycle = self.cycle
        if self.breach == cycle.breached_at:
            return
        self.breach = cycle.breached_at
        self.base = self.used() if cycle.by_change else cycle.limit
        for mark in self.marks:
            if mark.step.kind == "every":
                mark.begin_again()

    def look_at_breach(self, mark, now, firings):
        cycle = self.cycle
        just_now = cycle.by_change and cycle.breached_at == now
        if cycle.breached_at is None or mark.state != "waiting" or not self.applies[mark.line]:
            return
        if cycle.stop is not None and not just_now:
            return
        if self.excluded or (mark.line in self.late and not just_now):
            mark.state = "missed"
        else:
            self.fire(mark, now, firings, flags="passed by change")

    def look_at(self, mark, now, firings, new_clause):
        place = self.place(mark)
        past = place is not None and place <= self.used() and (place >= 0 or new_clause)
        if not past and mark.state == "missed":
            mark.state = "waiting"
        if not past or not self.applies[mark.line]:
            mark.ready = False
            return
        if mark.state != "waiting" or self.cycle.stop is not None:
            return
        last = mark.next
        while mark.step.kind == "every" and (self.place(mark, last + 1) or self.used() + 1) <= self.used():
            last += 1
        if self.excluded:
            self.miss(mark, last)
        elif mark.ready and last == mark.next:
            if self.cycle.runs():
                self.fire(mark, now, firings, repetition=last)
        elif mark.line in self.late and self.came_before(self.place(mark, last), now):
            self.miss(mark, last)
        else:
            self.fire(mark, now, firings, repetition=last, flags="passed by change")

    def came_before(self, place, now):
        """Had so much been used before this instant?"""
        ticks = self.cycle.ticks
        if place <= 0:
            return self.cycle.start_of_count < now
        whole = -(-place // 1)
        return ticks[whole - 1] + 1 < now or place != whole

    def miss(self, mark, last):
        if mark.step.kind == "every":
            mark.next, mark.ready = last + 1, False
        else:
            mark.state = "missed"

    # -- while the clocks go on by one unit from `now`
    def on(self, now):
        cycle = self.cycle
        if cycle is None or cycle.stop is not None:
            return
        firings = []
        if self.breach is None and cycle.breached_at is not None:
            for mark in self.marks:
                if mark.step.kind == "breach" and mark.state == "waiting" and self.applies[mark.line]:
                    if self.excluded:
                        mark.state = "missed"
                    else:
                        self.fire(mark, max(now, cycle.breached_at), firings)
            self.tell(firings)
            firings = []
        self.see_breach()
        for mark in self.marks:
            self.within_unit(mark, now, firings)
        self.tell(firings)

    def within_unit(self, mark, now, firings):
        """Steps that come within the unit that has just counted, and not at its end."""
        place = self.place(mark)
        used = self.used()
        if mark.state != "waiting" or mark.step.kind in ("breach", "once") or not self.applies[mark.line] or place is None:
            return
        if used - 1 < place < used and place > 0 and self.cycle.ticks[-1] == now:
            if self.excluded:
                self.miss(mark, mark.next)
            else:
                self.fire(mark, now + place - (used - 1), firings, repetition=mark.next)

    # -- telling
    def fire(self, mark, at, firings, repetition=None, flags=""):
        every = mark.step.kind == "every"
        place = self.place(mark, repetition) if mark.step.kind != "once" else 0
        cycle = self.cycle
        record = {"at": at, "escalation": mark.line.name, "target": self.run.target.name, "cycle": str(cycle.number),
                  "clause": str(cycle.clause.line) if cycle.clause else "", "step": mark.step.words,
                  "repetition": str(repetition) if every else "", "flags": flags,
                  "tells": ";".join(who for who, _ in mark.step.tells),
                  "by": ";".join("+".join(ways) for _, ways in mark.step.tells) if any(w for _, w in mark.step.tells) else "",
                  "level": str(mark.step.level or "")}
        record["order"] = (1, place, mark.step.kind == "breach", mark.index)
        firings.append(record)
        mark.told = record
        if every:
            mark.next, mark.ready = repetition + 1, False
        else:
            mark.state = "fired"
        if mark.step.kind == "once":
            record["order"] = (0, 0, False, mark.index)
            self.tell(firings)

    def tell(self, firings):
        self.out += firings
        del firings[:]

    def withdraw(self, now):
        for mark in self.marks:
            if not mark.step.about_breach():
                continue
            if mark.told:
                flags = ";".join(filter(None, [mark.told["flags"], "correction"]))
                self.out.append(dict(mark.told, at=now, flags=flags, order=(1, -1, False, mark.index)))
            mark.begin_again()


# ---------------------------------------------------------------- all tickets

def late_clauses(run):
    """Tells of the clauses that a first value brings: watches Cycle.change of this run."""
    cycle, seen = run.current(), []
    if cycle and not hasattr(cycle, "watched"):
        change = cycle.change

        def watched(clause, mode, first_value):
            cycle.brought_late = cycle.brought_late or first_value
            change(clause, mode, first_value)
        cycle.change, cycle.watched, cycle.brought_late = watched, True, False
    return seen


def play(ticket, watchers, as_of):
    rows = sorted(ticket.rows, key=lambda r: r[0])
    now = rows[0][0]
    while now <= as_of:
        for run in ticket.runs:
            run.advance(now)
        for watcher in watchers:
            watcher.before()
        while rows and rows[0][0] == now and not ticket.merged:
            one_row(ticket, watchers, *rows.pop(0))
        for watcher in watchers:
            watcher.look(now)
        if now == as_of:
            break
        for run in ticket.runs:
            run.advance(now + 1)
        for watcher in watchers:
            watcher.on(now)
        now += 1


def one_row(ticket, watchers, at, row):
    ticket.row += 1
    first = set()
    assign = ticket.assign

    def noted(values):
        found, changed = assign(values)
        first.update(found)
        return found, changed
    ticket.assign = noted
    over = [run.current() is not None and run.current().stop is not None for run in ticket.runs]
    before = [run.current() for run in ticket.runs]
    for run in ticket.runs:
        late_clauses(run)
    ticket.one(at, row)
    ticket.assign = assign
    for watcher, was_over, had in zip(watchers, over, before):
        cycle = watcher.run.current()
        if was_over and cycle is had and cycle.stop is not None:
            continue
        late = cycle is had and cycle is not None and cycle.brought_late
        if had is not None and cycle is not had:
            watcher.look(at)  # the cycle before this one
        watcher.row(at, first, late)
        if cycle is not None and hasattr(cycle, "watched"):
            cycle.brought_late = False


def show(at, unit):
    seconds = at * unit
    whole = seconds // 1
    text = dt.datetime.fromtimestamp(int(whole), dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    micros = -(-(seconds - whole) * 1000000 // 1)  # the first microsecond that is late enough
    return text + (".%06d" % micros).rstrip("0").rstrip(".") * bool(micros) + "Z"


def notices(charter_text, log_text, as_of=None, name="charter.chr"):
    """Records in the order of the program, without keys."""
    rows = read_rows(log_text)
    charter = understand(charter_text)
    limit = seconds_of(as_of) if as_of else None
    unit = unit_of(rows, limit)
    judge, tickets, last = Judge(charter, unit), {}, None
    from judge import Ticket
    for row in rows:
        at = seconds_of(row["time"]) // unit
        tickets.setdefault(row["ticket"], Ticket(judge, row["ticket"])).rows.append((at, row))
        last = at if last is None else max(last, at)
    end = last if limit is None else limit // unit
    out = []
    for ticket in tickets.values():
        if min(at for at, _ in ticket.rows) > end:
            continue
        watchers = [Watcher(judge, run, charter.escalations) for run in ticket.runs]
        play(ticket, watchers, end)
        for watcher in watchers:
            watcher.out.sort(key=lambda record: (record["at"], int(record["cycle"]), record["order"]))
            if watcher.run.about:
                out += [dict(record, ticket=ticket.name) for record in watcher.out]
    out.sort(key=lambda record: record["at"])
    for record in out:
        record["at"] = show(record["at"], unit)
        record["clause"] = name + ":" + record["clause"] if record["clause"] else ""
    return out


if __name__ == "__main__":
    arguments = sys.argv[1:]
    stands = None
    if "--as-of" in arguments:
        stands = arguments[arguments.index("--as-of") + 1]
    with open(arguments[0], encoding="utf-8") as charter_file, open(arguments[1], encoding="utf-8") as log_file:
        writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(notices(charter_file.read(), log_file.read(), stands, arguments[0]))
