/* plan.h - a charter made ready for one log: what the judge looks up instead of working out.
 *
 * Conditions become tests over the codes of the log's columns, event lists become tables over
 * kinds, statuses and classes, calendars are compiled for the span of the log. Immutable once made.
 * For the files of judge only.
 */
#ifndef JUDGE_PLAN_H
#define JUDGE_PLAN_H

#include "judge/judge.h"
#include "time/calendar_sums.h"

/* A ticket at one moment, as conditions see it. */
struct view {
    const uint32_t *codes; /* of the stored attributes */
    uint32_t reopenings, replies;
    bool done; /* by events; counts where the status is not known (3.4) */
    instant opening;
};

/* A condition whose atoms are tables over codes. */
struct test {
    enum condition_op op;
    const struct condition *source;
    const struct test *const *parts;
    uint32_t part_count;
    uint32_t attribute;
    bool counts_replies; /* of an attribute that is counted: replies, else reopenings */
    const bool *holds;   /* IS, KNOWN, ORDER of a stored attribute; CLASS: by code of the status */
    const struct calendar *calendar; /* DURING */
};

/* What a happening does to a clock; bits, since it may do several things. */
enum {
    ROLE_STARTS = 1,
    ROLE_STOPS = 2,
    ROLE_RESUMES = 4,
    ROLE_CANCELS = 8,
    ROLE_REOPENS = 16 /* by `reopened`, not by a list of events */
};

/* Slot of a kind of event in plan_clock.by_kind: who did it, and could the customer see it? */
enum { SLOTS_A_KIND = 8, SLOT_PUBLIC = 4, CLASS_COUNT = 3 };

struct plan_clock {
    const struct clock_model *model;
    const uint8_t *by_kind;   /* roles, kind_count * SLOTS_A_KIND */
    const uint8_t *by_status; /* roles, by status choice; NULL without statuses */
    bool keeps_team;          /* of the team that it is assigned to where it starts (4.6) */
    uint8_t by_class[CLASS_COUNT];
    const struct test *starts_when, *stops_when, *resumes_when, *cancelled_when, *pauses;
};

/* An escalation of a target, or the target's own warning (escalation INDEX_NONE). */
struct plan_line {
    uint32_t escalation;
    const struct test *when; /* NULL: always */
    const bool *named;       /* by attribute: it applies by its value */
};

/* A step of one, as a mark on the clock. */
struct plan_mark {
    const struct escalation_step *model;
    uint32_t line, number; /* of the line; of the step in it */
    const struct test *once;
};

/* What is watched beside a target's clock where somebody asks for notices. */
struct plan_watch {
    const struct plan_line *lines;
    uint32_t line_count;
    const struct plan_mark *marks;
    uint32_t mark_count;
};

/* A number as one of 64 bits; those from PLAN_LAST_BIT on share the last one. */
enum { PLAN_LAST_BIT = 63 };

static inline uint64_t plan_bit(uint32_t number)
{
    return (uint64_t)1 << (number < PLAN_LAST_BIT ? number : PLAN_LAST_BIT);
}

/* The targets that values concern, as plan_bit. */
struct concern {
    uint64_t asks;  /* they decide on pauses, or on what the target is about */
    uint64_t names; /* a clause asks for them */
};

/* What concerns which targets of a charter. */
struct plan_interest {
    const struct concern *by_attribute; /* that changed */
    uint64_t classes;                   /* they ask whether the ticket is done, or no longer */
    uint64_t always;                    /* what they ask may end unseen with any row */
};

/* The winners of a target, where they follow from the codes of a few attributes: the codes of each
 * fall into classes that no clause tells apart. */
struct plan_memo {
    uint32_t room; /* combinations of classes; 0: winners are not remembered */
    uint32_t count;
    const uint32_t *attributes;
    const uint32_t *const *steps; /* by attribute, then code: what its class adds to the place */
};

struct plan_target {
    const struct target *model;
    const struct plan_clock *clock;
    const struct test *about, *excludes;
    const struct test *const *when; /* by clause; NULL: always */
    const bool *named;              /* by attribute: some clause names it */
    const uint8_t *mode;            /* by attribute: enum change_mode */
    struct text undecidable;        /* 3.8; empty: it can be decided */
    struct plan_watch watch;
    struct plan_memo memo;
};

struct plan_calendar {
    const struct calendar *compiled;
    const struct calendar_sums *sums;  /* of it */
    struct calendar_complete complete; /* 2.10 */
    micros complete_sum;               /* up to its end, or that of the window */
};

/* A column that some row speaks of. */
struct plan_column {
    const void *codes;
    struct concern concern; /* of a new value */
    uint32_t attribute;
    uint8_t width;
    bool may_be_first; /* a first value of it counts as one (3.7) */
    bool passes;       /* it holds for one row only */
    bool is_told;      /* somebody asks how it changed */
};

/* The code of COLUMN in ROW. */
static inline uint32_t plan_code(const struct plan_column *column, uint32_t row)
{
    if (column->width == 1)
        return ((const uint8_t *)column->codes)[row];
    if (column->width == 2)
        return ((const uint16_t *)column->codes)[row];
    return ((const uint32_t *)column->codes)[row];
}

/* What rules the tickets opened from FROM to UNTIL (DAY_NONE: open), in the charter's zone (5.4).
 */
struct judge_version {
    day from, until;
    const struct judge *judge;
};

/* Each version has a judge of its own, over the same log, and all know each other. The one that is
 * handed out has the last version's tables and the whole model; where there is one version, it is
 * that one's. */
struct judge {
    struct arena *arena;
    const struct model *model;
    uint32_t version; /* number of the version that it is of */
    const struct judge_version *versions;
    uint32_t version_count;
    const struct eventlog *log;
    instant as_of; /* INSTANT_NONE: there is nothing in the log */
    const struct plan_calendar *calendars;
    struct calendar_complete complete; /* of all calendars at once: from and to */
    const struct plan_clock *clocks;
    const struct plan_target *targets;
    struct plan_interest interest;
    const struct plan_column *columns;
    uint32_t column_count;
    const struct plan_column *status; /* its column; NULL: no row speaks of it */
    const uint32_t *passing;          /* attributes of events: they hold for one row only */
    uint32_t passing_count;
    bool has_plain_rows;     /* they stand in order, none is before its opening, no value passes */
    const atomic_bool *stop; /* or NULL */
    const uint64_t *only;    /* bits, by ticket: those that judge_all judges; NULL: all */
};

/* What rules tickets that are opened from FROM on, before TO. */
struct judge_ruling {
    const struct judge *judge; /* of the version in force then, or of the nearest one… */
    bool in_force;             /* …and whether one is */
    instant from, to;
};

/* What rules a ticket opened at OPENING, and others that are opened about then. */
void judge_ruling_at(const struct judge *judge, instant opening, struct judge_ruling *ruling);

/* Does TEST hold, in general? */
bool test_holds_slowly(const struct test *test, const struct view *view);

/* Does TEST hold? NULL holds always. */
static inline bool test_holds(const struct test *test, const struct view *view)
{
    if (!test)
        return true;
    uint32_t code = test->holds ? view->codes[test->attribute] : 0;
    return code ? test->holds[code] : test_holds_slowly(test, view);
}

/* TEST for the log's codes; NULL gives NULL. */
const struct test *test_new(const struct judge *judge, const struct condition *condition);

/* The same straight from the condition, for what is asked seldom. */
bool condition_holds(const struct judge *judge, const struct condition *condition,
                     const struct view *view);

/* Which of the judge's targets a row concerns. */
struct plan_interest interest_plan(const struct judge *judge);

/* How the winners of TARGET are remembered. */
struct plan_memo memo_plan(const struct judge *judge, const struct plan_target *target);

/* What is to be watched of TARGET; nothing if the log can't decide it. */
struct plan_watch watch_plan(const struct judge *judge, uint32_t target);

/* The first part of CONDITION that fails; NULL if it holds. */
const struct condition *condition_first_failed(const struct judge *judge,
                                               const struct condition *condition,
                                               const struct view *view);

/* Marks the attributes that CONDITION speaks of. */
void condition_mark(const struct schema *schema, const struct condition *condition, bool *named);

/* The value that ATTRIBUTE has: stored, or counted. */
struct value view_value(const struct judge *judge, uint32_t attribute, const struct view *view);

/* Tables of a clock's event lists. */
void triggers_plan(const struct judge *judge, const struct clock_model *model,
                   struct plan_clock *clock);

/* Is what happened in SLOT (who did it, and was it public?) done by whom TRIGGER says? */
bool trigger_is_by(const struct trigger *trigger, uint32_t slot);

/* The first event of TRIGGERS that the log can't give (3.8), or an empty text. */
struct text triggers_missing(const struct judge *judge, const struct triggers *triggers);

/* Why the log can't decide what is measured by CLOCK (3.8), or an empty text. */
struct text triggers_undecidable(const struct judge *judge, const struct clock_model *clock);

/* A limit once it is applied from an instant (2.9). */
struct applied {
    uint32_t calendar; /* it is measured in */
    micros length;
    instant end;                 /* of a day count: where it ends; else INSTANT_NONE */
    enum calendar_status status; /* not CALENDAR_OK: it can't be applied */
};

struct applied limit_apply(const struct judge *judge, const struct limit *limit, uint32_t calendar,
                           instant from);

/* Where a day count from FROM ends, counted in CALENDAR. */
struct calendar_answer limit_end(const struct judge *judge, const struct limit *limit,
                                 uint32_t calendar, instant from);

/* The calendar in which LIMIT is measured, counted in CALENDAR. */
static inline uint32_t limit_calendar(const struct limit *limit, uint32_t calendar)
{
    return limit->kind == LIMIT_CALENDAR_DAYS ? 0 : calendar;
}

#endif
