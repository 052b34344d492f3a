"""Reads what reader.py leaves out, as far as figures of whole periods need it: services, events with
attributes, availability, maintenance, measures, fees and credits."""
from fractions import Fraction

from reader import DAYS, MONTHS, ORDINALS, Clause, Reader, Target, Unknown

ENDLESS = 10 ** 15


class Block:
    """A declaration: what its lines said."""

    def __init__(self, name, **lines):
        self.name, self.promises = name, []
        self.__dict__.update(lines)


class FigureReader(Reader):
    def __init__(self, source):
        super().__init__(source)
        charter = self.charter
        charter.services, charter.passing, charter.currency = [], {}, None
        charter.availabilities, charter.maintenances, charter.measures = [], [], []
        charter.fees, charter.credits = {}, []

    def lines(self):
        """Goes through a block up to its `end`."""
        while not self.take("end"):
            yield self.next().text

    def read_charter(self):
        at = self.at
        super().read_charter()
        words = [token.text for token in self.list[at:self.at]]
        if "currency" in words:
            self.charter.currency = words[words.index("currency") + 1]

    def read_service(self):
        self.charter.services.append(self.name())
        self.title()
        self.need("end")
        self.charter.attributes["service"] = ("choice", self.charter.services, True)

    def read_event(self):
        kind = self.name()
        self.need("has")
        while not self.take("end"):
            name, kind_of = self.name(), self.next().text
            if kind_of not in ("whole", "decimal"):
                raise Unknown("attribute of an event: " + kind_of)
            self.charter.passing[name] = kind
            self.charter.attributes[name] = ("whole", [], True)

    # -- shared lines
    def each(self):
        """(unit, first month)"""
        self.need("each")
        unit = self.name()
        return unit, MONTHS.index(self.name()) + 1 if self.take("from") else 1

    def amount(self):
        """Percent, number, money or a length in seconds, as a fraction."""
        kind = self.peek().kind
        if kind == "percent":
            return Fraction(self.next().text[:-1])
        if kind == "name":
            self.next()
            return Fraction(self.kind("number"))
        if self.peek(1).text.startswith(("hour", "minute", "second")):
            return Fraction(self.limit()[1])
        return Fraction(self.kind("number"))

    def promise(self, block):
        bound = self.name()
        amount = self.amount()
        block.promises.append((bound, amount) + self.each())

    # -- availability
    def read_availability(self):
        block = Block(self.name(), services=[], down=None, start=None, end=None, hours="always", maintained=False)
        self.title()
        self.charter.availabilities.append(block)
        for word in self.lines():
            if word == "of":
                block.services = self.names()
            elif word == "down" and self.take("while"):
                block.down = self.condition()
            elif word == "down":
                self.need("from")
                block.start = self.event()
                self.need("to")
                block.end = self.event()
            elif word == "counted":
                self.need("in")
                block.hours = self.name()
            elif word == "excluding":
                self.need("maintenance")
                block.maintained = True
            elif word == "at":
                self.promise(block)
            else:
                raise Unknown("availability: " + word)

    def span(self):
        start = self.time()
        self.need("to")
        return start, self.time()

    def read_maintenance(self):
        block = Block(self.name(), services=[], windows=[])
        self.title()
        self.charter.maintenances.append(block)
        for word in self.lines():
            if word == "of":
                block.services = self.names()
            elif word == "on":
                block.windows.append((("date", self.date()), self.span()))
            elif word == "from":
                start = self.date(), self.time()
                self.need("to")
                block.windows.append((("instants", start, (self.date(), self.time())), None))
            elif word == "every" and self.peek().text in ORDINALS:
                nth, day = ORDINALS[self.name()], DAYS.index(self.name())
                self.need("of")
                month = 0 if self.take("each", "month") else MONTHS.index(self.name()) + 1
                block.windows.append((("nth", nth, day, month), self.span()))
            elif word == "every":
                block.windows.append((("week", self.days()), self.span()))
            else:
                raise Unknown("maintenance: " + word)

    # -- measures
    def read_measure(self):
        block = Block(self.name(), figure=None, hours="always", condition=None, event=None, attribute=None, rank=None)
        self.title()
        self.charter.measures.append(block)
        for word in self.lines():
            if word == "share":
                self.need("of", "tickets", "when")
                block.figure, block.condition = "share", self.condition()
            elif word == "count":
                self.need("of")
                block.figure, block.event, block.condition = "count", self.event(), self.when()
            elif word == "average":
                self.need("of")
                block.figure, block.attribute = "average", self.name()
                block.event = self.name() if self.take("on") else self.charter.passing.get(block.attribute)
            elif word == "counted":
                self.need("in")
                block.hours = self.name()
            elif word == "at":
                self.promise(block)
            else:
                block.figure, block.rank = "percentile", Fraction(word)
                self.next()
                self.need("percentile", "of")
                block.clock = self.name()
        if block.figure == "percentile":
            self.charter.targets.append(self.clock_of(block))

    @staticmethod
    def clock_of(block):
        """A target that is never due, for its times."""
        target, clause = Target("percentile " + block.name), Clause(0)
        clause.limit = ("length", ENDLESS)
        target.clock, target.counted, target.clauses = block.clock, block.hours, [clause]
        return target

    # -- money
    def read_fee(self):
        name = self.name()
        self.title()
        self.need("is")
        self.name()
        amount = Fraction(self.kind("number"))
        self.charter.fees[name] = amount
        self.each()
        if self.take("payable", "within"):
            self.limit()

    def share(self):
        """`2% of monthly` or `GBP 250`: the amount in the main unit."""
        if self.peek().kind == "percent":
            percent = Fraction(self.next().text[:-1])
            self.need("of")
            return self.charter.fees[self.name()] * percent / 100
        return self.amount()

    def read_credit(self):
        block = Block(self.name(), target=None, each=None, bands=[], cap=None)
        self.title()
        self.charter.credits.append(block)
        while not self.take("end"):
            if self.take("for"):
                block.target = self.name()
                block.each = self.each()
            elif self.take("capped", "at"):
                block.cap = self.share()
            else:
                credited = self.share()
                self.need("below")
                block.bands.append((Fraction(self.kind("percent")[:-1]), credited))


def read(source):
    return FigureReader(source).file()
