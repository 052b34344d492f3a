"""Conditions, and which clause of a target wins (semantics.md 3.7, 5.1), by trying every ticket there can be."""
import itertools

from hours import Zone
from reader import Unknown

CLASS_BY_EVENTS = "\0class"  # where no status is known: what the events made of the ticket


class Conditions:
    def __init__(self, charter, world):
        self.charter, self.world = charter, world

    def rank(self, name, value):
        kind, choices, _ = self.charter.attributes.get(name, ("whole", [], False))
        return choices.index(value) if kind == "ladder" else int(value)

    def holds(self, test, values, opening):
        kind = test[0]
        if kind == "and":
            return all(self.holds(t, values, opening) for t in test[1:])
        if kind == "or":
            return any(self.holds(t, values, opening) for t in test[1:])
        if kind == "not":
            return not self.holds(test[1], values, opening)
        if kind == "during":
            return self.during(test[1], opening)
        have = values.get(test[1])
        if kind == "known":
            return have is not None
        if have is None and kind == "is" and test[1] == "status":
            return values.get(CLASS_BY_EVENTS, "working") in test[2]  # rule 3.4
        if have is None:
            return False
        if kind == "is":
            if test[1] == "status":
                return have in test[2] or self.charter.statuses.get(have) in test[2]
            return have in test[2]
        _, name, sign, value = test
        a, b = self.rank(name, have), self.rank(name, value)
        return {">=": a >= b, "<=": a <= b, ">": a > b, "<": a < b}[sign]

    def during(self, name, opening):
        if isinstance(opening, dict):
            return opening[name]
        if name in self.charter.periods:
            ordinal, _ = Zone(self.charter.zone).local(opening * self.world.unit)
            return any(a.toordinal() <= ordinal <= b.toordinal() for a, b in self.charter.periods[name])
        return self.world.calendar(name).open(opening)

    # Rule 5.1: which clause is more specific, by trying every combination of values
    def atoms(self, test, values, periods):
        if test[0] in ("and", "or", "not"):
            for t in test[1:]:
                self.atoms(t, values, periods)
        elif test[0] == "during":
            periods.add(test[1])
        else:
            kind, choices, _ = self.charter.attributes.get(test[1], ("text", [], False))
            have = values.setdefault(test[1], set([None]))
            if test[1] == "status":
                have.update(self.charter.statuses)
            elif choices:
                have.update(choices)
            elif kind == "yes-or-no":
                have.update(["yes", "no"])
            elif test[0] == "order":
                have.update(str(int(test[3]) + d) for d in (-1, 0, 1))
            elif test[0] == "is":
                have.update(test[2])
                have.update(str(int(v) + d) for v in test[2] if kind == "whole" for d in (-1, 1))
                if kind == "text":
                    have.add("\0none of them")

    def cells(self, tests):
        values, periods = {}, set()
        for test in tests:
            if test is not None:
                self.atoms(test, values, periods)
        names, marks = sorted(values), sorted(periods)
        for chosen in itertools.product(*[sorted(values[n], key=str) for n in names]):
            for flags in itertools.product([False, True], repeat=len(marks)):
                yield dict(zip(names, chosen)), dict(zip(marks, flags))


class Choice:
    """Which clause of a target wins."""

    def __init__(self, target, conditions):
        self.clauses, self.conditions = target.clauses, conditions
        tests = [c.when for c in self.clauses]
        self.sets, self.attributes = [], set()
        for test in tests:
            if test is not None:
                values = {}
                conditions.atoms(test, values, set())
                self.attributes.update(values)  # those that can make another clause win
        cells = list(conditions.cells(tests))
        for clause in self.clauses:
            self.sets.append(frozenset(i for i, (v, o) in enumerate(cells)
                                       if clause.when is None or conditions.holds(clause.when, v, o)))
        self.ambiguous = any(self.winner([k for k, s in enumerate(self.sets) if i in s]) is None
                             for i in range(len(cells)) if any(i in s for s in self.sets))
        self.covers = frozenset().union(*self.sets) == frozenset(range(len(cells)))

    def beats(self, a, b):
        if self.clauses[a].otherwise != self.clauses[b].otherwise:
            return self.clauses[b].otherwise
        return self.sets[a] < self.sets[b]

    def winner(self, matched):
        best = [a for a in matched if all(a == b or self.beats(a, b) for b in matched)]
        return best[0] if best else None

    def choose(self, values, opening):
        matched = [k for k, c in enumerate(self.clauses)
                   if c.when is None or self.conditions.holds(c.when, values, opening)]
        if not matched:
            return None
        best = self.winner(matched)
        if best is None:
            raise Unknown("clauses that overlap")
        return self.clauses[best]
