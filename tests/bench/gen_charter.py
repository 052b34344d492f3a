#!/usr/bin/env python3
"""Writes a charter of many clauses over twelve attributes: gen_charter.py [CLAUSES] [SHAPE] [SEED].

Shapes, all of them without an error:
  tree    one target; general clauses with exceptions, and exceptions of these, many levels deep
  grid    one target; a clause for each combination of four attributes, and nothing left over
  many    a target for each fifty clauses, each of them a tree
  either  one target; a tree whose conditions are joined by `or`, and say no more by it
"""
import random
import sys

CHOICES = {
    "priority": ["P4", "P3", "P2", "P1"],
    "impact": ["minor", "normal", "major", "critical-impact"],
    "category": ["incident", "request", "outage", "complaint", "question"],
    "region": ["north", "south", "east", "west", "overseas", "island"],
    "product": ["core", "mail", "print", "phone", "web", "store", "bank"],
    "channel": ["phone-desk", "chat", "mail-desk", "portal", "visit"],
}
LADDERS = ("priority", "impact")
CUSTOMERS = ["Acme", "Brown", "Cook", "Dale", "Eton", "Frost", "Gray", "Hill", "Iver", "Jones"]
SEATS = [10, 50, 100, 500, 1000, 5000]
YES_NO = ("vip", "secure", "trial")
PERIODS = ("month-end", "office")

HEAD = """use "std/clocks"

charter large "A charter of many clauses"
  timezone Europe/London
  in-force from 2026-01-01 until 2028-12-31
end

ticket has
  priority ladder %s
  impact   ladder %s
  category one of %s
  region   one of %s
  product  one of %s
  vip      yes-or-no
  secure   optional yes-or-no
  trial    yes-or-no
  customer text
  seats    optional whole
  signed   optional time
end

status
  new, open is working
  pending   is waiting
  done-with is done
end

hours office "Office hours"
  open Monday to Friday 08:00 to 18:00
  ignores holidays
end

period month-end "Month-end close"
  last 2 working days of each month in office
end

%s
"""


def head():
    fields = [", ".join(CHOICES[name]) for name in ("priority", "impact", "category", "region", "product")]
    channels = "\n\n".join("channel %s\nend" % name for name in CHOICES["channel"])
    return HEAD % tuple(fields + [channels])


def attributes():
    return list(CHOICES) + list(YES_NO) + ["customer", "seats", "opened"]


def parts(dice, name):
    """Conditions on one attribute that exclude each other."""
    if name in LADDERS and dice.random() < 0.4:
        rank = dice.randrange(1, len(CHOICES[name]))
        return ["%s is at least %s" % (name, CHOICES[name][rank]), "%s is less than %s" % (name, CHOICES[name][rank])]
    if name in CHOICES:
        values = dice.sample(CHOICES[name], dice.randrange(2, len(CHOICES[name]) + 1))
        return ["%s is %s" % (name, v) for v in values]
    if name in YES_NO:
        return ["%s is yes" % name, "%s is no" % name]
    if name == "customer":
        return ['customer is "%s"' % v for v in dice.sample(CUSTOMERS, dice.randrange(2, 6))]
    if name == "seats":
        low, high = sorted(dice.sample(SEATS, 2))
        return ["seats is less than %d" % low, "seats is at least %d and seats is less than %d" % (low, high), "seats is at least %d" % high]
    period = dice.choice(PERIODS)
    return ["opened during %s" % period, "not (opened during %s)" % period]


def tree(dice, count, either=False):
    """COUNT conditions, any two of which exclude each other or lie one in the other."""
    conditions, leaves = [], [([], attributes())]
    while len(conditions) < count and leaves:
        path, left = leaves.pop(dice.randrange(len(leaves)))
        name = dice.choice(left)
        for part in parts(dice, name):
            inner = path + [part]
            if either and dice.random() < 0.3:  # the same in other words
                other = dice.choice(parts(dice, dice.choice([n for n in attributes() if n != name])))
                inner = path + ["(((%s) and (%s)) or ((%s) and not (%s)))" % (part, other, part, other)]
            conditions.append(" and ".join(inner))
            if len(left) > 1:
                leaves.append((inner, [n for n in left if n != name]))
    dice.shuffle(conditions)
    return conditions[:count]


def grid(count):
    names = ["priority", "category", "region", "channel"]
    conditions = [[]]
    for name in names:
        conditions = [c + ["%s is %s" % (name, v)] for c in conditions for v in CHOICES[name]]
    return [" and ".join(c) for c in conditions][:count]


def target(name, conditions, otherwise=True):
    lines = ["target %s" % name, "  measures   resolution", "  counted in office"]
    for i, condition in enumerate(conditions):
        lines.append("  within %d minutes when %s" % (30 + i % 900, condition))
    return "\n".join(lines + (["  within 40 hours otherwise"] if otherwise else []) + ["end", ""])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    shape = sys.argv[2] if len(sys.argv) > 2 else "tree"
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    out = [head()]
    if shape == "grid":
        out.append(target("resolved", grid(count)))
    elif shape == "many":
        out += [target("resolved-%d" % (i + 1), tree(dice, 49)) for i in range(count // 50)]
    else:
        out.append(target("resolved", tree(dice, count - 1, shape == "either")))
    sys.stdout.write("\n".join(out))


if __name__ == "__main__":
    main()
