"""A slow judge, written from semantics.md sections 3 to 5 and stepping through time.

It keeps, for each cycle, the list of the units of time that counted, and reads everything else off
that list. It judges what reader.py reads, and refuses (Unknown) what the rules leave open.

    python3 judge.py charter.chr log.csv [--as-of INSTANT]      prints verdict records as CSV
"""
import csv
import datetime as dt
import io
import sys

from conditions import CLASS_BY_EVENTS, Choice, Conditions
from hours import World, Zone
from reader import Unknown, read

FIELDS = ("ticket,target,cycle,clause,verdict,reason,start,due,stop,used_s,paused_s,limit_s,over_s,late_s,"
          "calendar,breached_at,period,flags").split(",")


def seconds_of(text):
    text = text.replace("Z", "+00:00")
    at = dt.datetime.fromisoformat(text)
    if at.tzinfo is None or at.microsecond:
        raise Unknown("time " + text)
    return int(at.timestamp())


def show(seconds):
    return dt.datetime.fromtimestamp(seconds, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


# ---------------------------------------------------------------- cycles

class Cycle:
    """One run of a clock for a target. `raw` is the history of what the clock did, `ticks` the units
    that counted, in order."""

    def __init__(self, judge, target, number, start, clause):
        self.judge, self.target, self.number = judge, target, number
        self.world = judge.world
        self.begin = start            # where the clock started
        self.raw = []                 # (from, to, state): run, pause, done
        self.was_changed = self.paused_after_cap = False
        self.start_of_count = start   # where counting started: moved by `starts again`
        self.breached_at = self.stop = self.cancelled = self.withdrawn = None
        self.by_change = False
        self.uncovered_time = self.done_time = False
        self.state = self.state_at_stop = "run"
        self.at = start
        self.ticks, self.paused, self.cap_used = [], 0, 0
        self.set_clause(clause)

    # -- the clause and its limit
    def set_clause(self, clause):
        self.clause = clause
        self.end = self.limit = self.calendar = None
        if clause is None:
            return
        kind, amount = clause.limit
        self.calendar = clause.calendar or self.target.counted or "always"
        if kind == "length":
            self.limit = amount // self.world.unit
            return
        s = self.start_of_count
        if kind == "working":
            self.end = self.world.working_days_after(self.calendar, s, amount)
        elif kind == "end":
            self.end = self.world.end_of_working_day(self.calendar, s, amount)
        else:
            self.end = self.world.calendar_days_after(self.calendar, s, amount)
            self.calendar = "always"
        self.limit = self.world.elapsed(self.calendar, s, self.end)

    # -- time
    def advance(self, to):
        """Steps from where the cycle stands to an instant."""
        due = self.reached()
        self.raw.append((self.at, to, self.state))
        for t in range(self.at, to):
            self.step(t, self.state, self.ticks)
        self.at = to
        due = self.reached() if due is None else due
        if due is not None and due < to and self.state != "done" and self.breached_at is None:
            self.breached_at = due

    def step(self, t, state, ticks):
        if state == "done":
            return
        if self.clause is None:
            self.uncovered_time = True
            return
        is_open = self.world.calendar(self.calendar).open(t)
        if state == "pause" and not self.capped():
            self.paused += is_open
            self.cap_used += self.world.calendar(self.target.counted or "always").open(t)
        elif is_open:
            ticks.append(t)

    def capped(self):
        return self.target.cap is not None and self.cap_used >= self.target.cap // self.world.unit

    def runs(self):
        """Does it run where it stands (or did it, when it was stopped)?"""
        state = self.state_at_stop if self.stop is not None else self.state
        return state == "run" or (state == "pause" and self.capped())

    def reached(self):
        """The instant at which the limit was used up, or None if it is not yet."""
        if self.clause is None:
            return None
        due = self.base_due(self.ticks)
        return due if due is not None and due <= self.at else None

    def base_due(self, ticks):
        if self.end is not None and not (self.paused or self.was_changed or self.uncovered_time or self.done_time):
            return self.moved(self.end)
        if len(ticks) >= self.limit:
            return self.moved(ticks[self.limit - 1] + 1 if self.limit else self.start_of_count)
        return None

    def moved(self, due):
        calendar = self.world.calendar(self.calendar)
        if self.target.next_opening and calendar.open(due - 1) and not calendar.open(due):
            return self.world.next_edge(self.calendar, due, True)
        return due

    def due(self):
        """Due as shown: empty while paused, else looking ahead."""
        if self.clause is None:
            return None
        due, t = self.base_due(self.ticks), self.stop if self.stop is not None else self.at
        if due is not None and (due <= t or self.runs()):
            return due
        if not self.runs():
            return None
        ahead = list(self.ticks)
        calendar = self.world.calendar(self.calendar)
        while len(ahead) < self.limit:
            if t - self.begin > 800 * 86400 // self.world.unit:
                raise Unknown("due too far away")
            if calendar.open(t):
                ahead.append(t)
            t += 1
        return self.base_due(ahead)

    # -- changes, rule 5.3
    def change(self, clause, mode, first_value):
        now = self.at
        had_breached = self.breached_at is not None
        if mode == "judges" or first_value:
            raw = self.raw
            self.raw, self.ticks, self.paused, self.cap_used = [], [], 0, 0
            self.was_changed = self.uncovered_time = False
            self.start_of_count, self.at = self.begin, self.begin
            self.breached_at, self.by_change = None, False
            self.set_clause(clause)
            state = self.state
            for start, end, kept in raw:
                self.state = kept
                self.advance(end)
            self.state = state
            if self.breached_at is not None:
                self.breached_at, self.by_change = now, True
            return
        if had_breached:
            return
        if mode == "again":
            self.start_of_count, self.ticks, self.paused, self.cap_used = now, [], 0, 0
            self.uncovered_time = self.done_time = False
        else:
            self.was_changed = True
        self.set_clause(clause)
        due = self.reached()
        if due is not None and due < now:
            self.breached_at, self.by_change = now, True

    # -- the record
    def record(self, as_of, values, opening):
        """What cli.md shows of it. `values` are the attributes at the as-of instant."""
        row = dict.fromkeys(FIELDS, "")
        row.update(target=self.target.name, cycle=str(self.number), start=self.start_of_count)
        flags = []
        end = self.stop if self.stop is not None else as_of
        breached = self.breached_at is not None
        decided = breached or (self.stop is not None and self.clause is not None and not self.cancelled)
        if breached:
            row["verdict"] = "breached"
            if self.by_change:
                flags.append("breached by change")
        elif self.cancelled:
            row.update(verdict="excluded", reason="cancelled: " + self.cancelled)
        elif self.clause is None:
            row.update(verdict="uncovered", reason="*")
        elif self.stop is not None:
            row["verdict"] = "met"
        else:
            row["verdict"] = "pending"
            if not self.runs():
                flags.append("paused")
        if any(self.judge.conditions.holds(test, values, opening) for test in self.target.excludes):
            row.update(verdict="excluded", reason="*")
            if decided:
                flags.append("excluded after decision")
        if self.stop is not None:
            row["stop"] = self.stop
        self.figures(row, end, breached)
        row["flags"] = ";".join(flags)
        return row

    def figures(self, row, end, breached):
        if self.clause is None:
            return
        row.update(calendar=self.calendar, limit_s=self.limit, used_s=len(self.ticks), paused_s=self.paused)
        row["clause"] = str(self.clause.line)
        due = self.due()
        row["due"] = "" if due is None else due
        if breached:
            row["breached_at"] = self.breached_at
            row["over_s"] = max(len(self.ticks) - self.limit, 0)
            row["late_s"] = end - due


# ---------------------------------------------------------------- tickets

class Run:
    """A clock of one ticket, for one target."""

    def __init__(self, judge, target, ticket):
        self.judge, self.target, self.ticket = judge, target, ticket
        self.clock = judge.charter.clocks[target.clock]
        self.cycles, self.about = [], target.about is None
        self.resumed = False   # `resumes on` stands until the pause condition has been false
        self.last_winner = None

    def running(self):
        return bool(self.cycles) and self.cycles[-1].stop is None

    def current(self):
        return self.cycles[-1] if self.cycles else None

    def advance(self, to):
        cycle = self.current()
        if cycle and (cycle.stop is None or cycle.state == "done"):
            cycle.advance(to)

    def happen(self, happening, now):
        """Rule 4.1, for one happening."""
        matches, ticket = self.ticket.matches, self.ticket
        clock, values = self.clock, ticket.values
        test = lambda when: when is None or self.judge.conditions.holds(when, values, ticket.opening)
        if self.running() and any(matches(e, happening) for e in clock.cancelled):
            self.finish(now, happening[0])
            return
        if self.running() and any(matches(e, happening) for e in clock.stops) and test(clock.stops_when):
            self.finish(now, None)
        if happening[0] == "reopened" and self.cycles and not self.running():
            self.reopen(now)
        can_start = not self.running() and (not self.cycles or clock.repeats)
        if can_start and any(matches(e, happening) for e in clock.starts) and test(clock.starts_when):
            if not (happening[0] == "reply" and ticket.done):
                self.start(now)
        if any(matches(e, happening) for e in clock.resumes) and self.running():
            self.resumed = True

    def start(self, now):
        choice = self.judge.choices[self.target.name]
        clause = choice.choose(self.ticket.values, self.ticket.opening)
        self.last_winner = clause
        self.cycles.append(Cycle(self.judge, self.target, len(self.cycles) + 1, now, clause))
        self.resumed = False

    def finish(self, now, cancelled):
        cycle = self.current()
        cycle.stop, cycle.cancelled, cycle.state_at_stop = now, cancelled, cycle.state
        cycle.state = "done" if self.clock.reopening == "continues" and not cancelled else "stopped"

    def reopen(self, now):
        cycle, mode = self.current(), self.clock.reopening
        if cycle.cancelled:
            return
        if self.clock.reopening_within:
            limit, calendar = self.clock.reopening_within
            if self.judge.world.elapsed(calendar, cycle.stop, now) > limit // self.judge.world.unit:
                mode = "ignored" if mode == "again" else "again"
        if mode == "continues":
            if cycle.withdrawn is None and cycle.clause is not None:
                cycle.withdrawn = cycle.stop
            cycle.stop = None
            cycle.state, cycle.done_time = "run", True
        elif mode == "again":
            self.start(now)

    def after_row(self, changed, first_values, stopped_before):
        """Pausing is looked at, then the clause is chosen again."""
        cycle, ticket = self.current(), self.ticket
        if not cycle:
            return
        running = cycle.stop is None
        holds = self.judge.conditions.holds
        if running:
            pausing = self.clock.pauses is not None and holds(self.clock.pauses, ticket.values, ticket.opening)
            if not pausing:
                self.resumed = False
            cycle.state = "pause" if pausing and not self.resumed else "run"
        if (running or not stopped_before) and self.target.about is not None:
            self.about = self.about or holds(self.target.about, ticket.values, ticket.opening)
        if changed and not stopped_before and not (cycle.begin == cycle.at and cycle.fresh_row == ticket.row):
            self.choose_again(cycle, changed, first_values)

    def choose_again(self, cycle, changed, first_values):
        winner = self.judge.choices[self.target.name].choose(self.ticket.values, self.ticket.opening)
        if winner is self.last_winner:
            return
        self.last_winner = winner
        named = self.judge.choices[self.target.name].attributes
        first_values = first_values & named
        modes = [self.target.modes.get(name, "carries") for name in changed if name in named - first_values]
        if first_values and modes:
            raise Unknown("a first value and a change in one row")
        mode = next((m for m in ("again", "judges", "carries", "keeps") if m in modes), "carries")
        if mode == "keeps" and not first_values:
            return
        cycle.change(winner, mode, bool(first_values))


class Ticket:
    def __init__(self, judge, name):
        self.judge, self.name, self.rows = judge, name, []
        self.values, self.opening = {"reopenings": "0", "replies": "0"}, None
        self.done = self.merged = False
        self.status_set, self.class_before = False, None
        self.row = -1
        self.runs = [Run(judge, target, self) for target in judge.charter.targets]

    def matches(self, event, happening):
        name, role = event
        kind, actor, entered = happening
        if kind == name:
            if role is not None:
                return actor == role
            return True
        return kind == "entered" and name in entered

    def play(self, as_of):
        for at, row in sorted(self.rows, key=lambda r: r[0]):
            if at > as_of or self.merged:
                break
            self.row += 1
            for run in self.runs:
                run.advance(at)
            self.one(at, row)
        for run in self.runs:
            run.advance(as_of)

    def one(self, at, row):
        stopped = [bool(run.cycles) and not run.running() for run in self.runs]
        counts = [len(run.cycles) for run in self.runs]
        if self.row == 0:
            self.opening = at
        first_values, changed = self.assign(row)
        for happening in self.happenings(row):
            for run in self.runs:
                run.happen(happening, at)
            if happening[0] == "merged":
                self.merged = True
        for run, was, count in zip(self.runs, stopped, counts):
            if len(run.cycles) > count:
                run.current().fresh_row = self.row
            run.after_row(changed, first_values, was and not run.running())

    def assign(self, row):
        first, changed = set(), []
        for name, value in row.items():
            if name in ("ticket", "time", "event", "actor", "public", "id") or not value:
                continue
            if self.values.get(name) != value:
                kind = self.judge.charter.attributes.get(name)
                if self.values.get(name) is None and self.row > 0 and kind and not kind[2]:
                    first.add(name)
                changed.append(name)
                if name == "status":
                    self.status_set = True
                self.values[name] = value
        return first, changed

    def happenings(self, row):
        """Rule 3.3: attribute values, opened, reopened, its own kind, resolved, closed, merged; each once."""
        kind = row.get("event") or "changed"
        actor = row.get("actor") or None
        status = row.get("status") or None
        klass = self.judge.charter.statuses
        before = self.done
        if status:
            self.done = klass[status] == "done"
        elif kind in ("resolved", "closed"):
            self.done = True
        elif kind == "reopened":
            self.done = False
        self.values[CLASS_BY_EVENTS] = "done" if self.done else "working"
        known = "status" in self.values
        by_event = ("entered", actor, (self.values[CLASS_BY_EVENTS],))
        out = []
        if self.status_set:
            entered = [status] + ([klass[status]] if klass[status] != self.class_before else [])
            out.append(("entered", actor, tuple(entered)))
            self.class_before, self.status_set = klass[status], False
        if self.row == 0:
            out.append(("opened", actor, ()))
        if before and not self.done:
            self.values["reopenings"] = str(int(self.values["reopenings"]) + 1)
            out += self.by_events(known, by_event)
            out.append(("reopened", actor, ()))
        self.values["replies"] = str(int(self.values["replies"]) + (kind == "reply"))
        if kind not in ("opened", "reopened", "resolved", "closed", "merged"):
            out.append((kind, actor, ()))
        if self.done and not before:
            out += self.by_events(known, by_event)
            out.append(("resolved", actor, ()))
        if kind == "closed":
            out.append(("closed", actor, ()))
        if kind == "merged":
            out.append(("merged", actor, ()))
        return out

    def by_events(self, known, happening):
        """Where no status is known, events make the ticket enter a class (rule 3.4)."""
        if known:
            return []
        self.class_before = happening[2][0]
        return [happening]


# ---------------------------------------------------------------- the judge

class Judge:
    def __init__(self, charter, unit):
        self.charter, self.unit = charter, unit
        self.world = World(charter, unit)
        self.conditions = Conditions(charter, self.world)
        self.choices = {t.name: Choice(t, self.conditions) for t in charter.targets}

    def judge(self, rows, as_of=None):
        tickets, last = {}, None
        for row in rows:
            at = seconds_of(row["time"]) // self.unit
            tickets.setdefault(row["ticket"], Ticket(self, row["ticket"])).rows.append((at, row))
            last = at if last is None else max(last, at)
        as_of = last if as_of is None else as_of // self.unit
        out = []
        for ticket in tickets.values():
            if min(at for at, _ in ticket.rows) > as_of:
                continue
            ticket.play(as_of)
            for run in ticket.runs:
                out += self.records(ticket, run, as_of)
        return out

    def records(self, ticket, run, as_of):
        if not run.about:
            return []
        out = []
        for cycle in run.cycles:
            row = cycle.record(as_of, ticket.values, ticket.opening)
            row["ticket"] = ticket.name
            row["period"] = self.period(row, as_of)
            stays = cycle.breached_at is not None and cycle.withdrawn is not None and \
                cycle.breached_at <= cycle.withdrawn
            if cycle.withdrawn is not None and row["verdict"] in ("met", "breached") and not stays and \
                    self.month(cycle.withdrawn) != row["period"]:
                row["flags"] = ";".join(filter(None, [row["flags"], "decided anew"]))
            for name in ("start", "due", "stop", "breached_at"):
                row[name] = show(row[name] * self.unit) if row[name] != "" else ""
            for name in ("used_s", "paused_s", "limit_s", "over_s", "late_s"):
                row[name] = str(row[name] * self.unit) if row[name] != "" else ""
            out.append(row)
        return out

    def period(self, row, as_of):
        """Rule 6.2, for months by decision."""
        at = as_of
        if row["breached_at"] != "":
            at = row["breached_at"]
        elif row["stop"] != "":
            at = row["stop"]
        return self.month(at)

    def month(self, at):
        ordinal, _ = Zone(self.charter.zone).local(at * self.unit)
        return dt.date.fromordinal(ordinal).strftime("%Y-%m")


def read_rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def unit_of(rows, as_of=None):
    """A minute if all times are whole minutes, else a second."""
    times = [seconds_of(row["time"]) for row in rows] + ([as_of] if as_of else [])
    return 60 if all(t % 60 == 0 for t in times) else 1


def judge_text(charter_text, log_text, as_of=None, name="charter.chr", understand=read):
    rows = read_rows(log_text)
    limit = seconds_of(as_of) if as_of else None
    records = Judge(understand(charter_text), unit_of(rows, limit)).judge(rows, limit)
    for record in records:
        if record["clause"]:
            record["clause"] = name + ":" + record["clause"]
    return records


def write_records(records, out):
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    limit = None
    if "--as-of" in arguments:
        limit = arguments[arguments.index("--as-of") + 1]
    with open(arguments[0], encoding="utf-8") as charter_file, open(arguments[1], encoding="utf-8") as log_file:
        write_records(judge_text(charter_file.read(), log_file.read(), limit), sys.stdout)
