"""Invents charters with escalations, and logs for them."""
from invent import Inventor
from notices import understand


class EscalationInventor(Inventor):
    read = staticmethod(understand)

    def attempt(self):
        self.escalations = []
        super().attempt()
        self.say("", 'contact duty', '  phone "1"', '  email "duty@example"', "end", "contact head", '  phone "2"',
                 '  email "head@example"', "end", "team desk-team", '  level 2', '  phone "3"', "end")
        for number in range(self.pick(1, 1, 2)):
            self.escalation("path-%d" % (number + 1))
        return "\n".join(self.lines) + "\n"

    def target(self, name):
        super().target(name)
        self.escalations.append(name)
        if self.maybe(0.3):
            self.lines.insert(len(self.lines) - 1, "  warns at %s" % self.pick("75%", "80%", "33.3%", "100%"))

    def distance(self):
        return self.pick("15 minutes", "30 minutes", "1 hour", "1 hour 30 minutes", "4 hours", "1 minute", "45 minutes",
                         "2 hours", "1 working day" if self.maybe(0.2) else "20 minutes", "1 calendar day")

    def trigger(self):
        return self.pick(
            lambda: "at %s used" % self.pick("50%", "50%", "75%", "12.5%", "90%", "100%", "0%", "150%", "66.6%"),
            lambda: "at %s left" % self.distance(),
            lambda: "at breach",
            lambda: "at breach",
            lambda: "at %s over" % self.distance(),
            lambda: "every %s after breach%s" % (self.pick("15 minutes", "1 hour", "2 hours", "1 hour 30 minutes", "1 calendar day"),
                                                 self.pick("", " at most 2 times", " at most 5 times", " at most 1 times")),
            lambda: "once " + self.pick("reopenings is at least 1", "vip is yes", "priority is P1", "status is waiting",
                                        "replies is more than 2", "kind is incident"))()

    def action(self):
        if self.maybe(0.15):
            return "raise to level 2"
        if self.maybe(0.6):
            return "tell " + self.pick("duty", "head", "duty, head", "desk-team", "head, desk-team")
        return "tell %s by %s" % (self.pick("duty", "head", "head, duty"), self.pick("phone", "email", "phone, email"))

    def actions(self):
        out = [self.action() for _ in range(self.pick(1, 1, 1, 2))]
        return " ".join(out[:1] if out[0].startswith("raise") and out[-1].startswith("raise") else out)

    def escalation(self, name):
        self.say("", "escalation " + name)
        when = " when " + self.condition() if self.maybe(0.5) else ""
        self.say("  for %s%s" % (self.pick(*self.escalations), when))
        for _ in range(self.pick(2, 3, 4, 6)):
            self.say("  %s %s" % (self.trigger(), self.actions()))
        self.say("end")


def invent(seed):
    """(charter text, log text, as-of instant or None)"""
    inventor = EscalationInventor(seed)
    charter = inventor.charter()
    log, as_of = inventor.log()
    return charter, log, as_of
