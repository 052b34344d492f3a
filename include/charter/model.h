/* model.h - a charter after checking: names resolved, types known, nothing left to look up.
 *
 * Made by check; read by log, judge, analyse and report; immutable. References are indices into the
 * model's arrays. Spans point back to the text, for explanations.
 */
#ifndef CHARTER_MODEL_H
#define CHARTER_MODEL_H

#include "charter/ast.h"
#include "charter/escalation.h"
#include "charter/figures.h"
#include "charter/logspec.h"
#include "charter/origin.h"
#include "charter/schema.h"
#include "time/calendar.h"
#include "time/period.h"

#define INDEX_NONE UINT32_MAX

/* ---- conditions ---- */

enum condition_op {
    CONDITION_ALL,   /* `and` */
    CONDITION_ANY,   /* `or` */
    CONDITION_NOT,   /* one part */
    CONDITION_IS,    /* attribute is one of `values` */
    CONDITION_CLASS, /* the status is of class `status_class`; an unknown status is working */
    CONDITION_KNOWN, /* attribute has a value */
    CONDITION_ORDER, /* attribute `relation` values[0]; false if unset */
    CONDITION_DURING /* the ticket was opened during calendar `calendar` */
};

enum relation { RELATION_AT_LEAST, RELATION_AT_MOST, RELATION_MORE_THAN, RELATION_LESS_THAN };

struct condition {
    enum condition_op op;
    struct span span;
    const struct condition *const *parts; /* ALL, ANY, NOT */
    uint32_t part_count;
    uint32_t attribute; /* IS, KNOWN, ORDER: index into schema.attributes */
    enum status_class status_class;
    enum relation relation;
    const struct value *values;
    uint32_t value_count;
    uint32_t calendar; /* DURING: index into model.calendars */
};

/* ---- calendars ---- */

/* An `hours` block, `always`, or a `period`. calendars[0] is `always`. */
struct model_calendar {
    struct text name, title;
    const struct calendar_spec *hours; /* or */
    const struct period_spec *period;
    struct span declared;
    bool is_sound;  /* false: an error is in it, the model is a draft */
    bool is_absent; /* of another version: nothing of this one names it */
    /* For a model made to judge one ticket: compiled before, with whatever window. Else NULL. */
    const struct calendar *compiled;
};

/* ---- clocks ---- */

/* `reply by agent`, `closed`, `waiting`: what an event list names (semantics 3.4). A name may be an
 * event kind and a status at once; then both are set and either counts, once a turn. */
struct trigger {
    uint32_t kind;    /* or INDEX_NONE */
    enum actor actor; /* of a kind; ACTOR_NONE: by anyone */
    uint32_t status;  /* choice of the status attribute: the ticket enters it; or INDEX_NONE */
    bool has_class;   /* the ticket enters a status of this class */
    enum status_class status_class;
    struct span span;
};

struct triggers {
    const struct trigger *at;
    uint32_t count;
    const struct condition *when; /* or NULL */
    struct span span;             /* of the line */
};

enum reopening { REOPENING_IGNORED, REOPENING_CONTINUES, REOPENING_STARTS_AGAIN };

struct clock_model {
    struct text name, title;
    struct triggers starts, stops, resumes, cancelled;
    const struct condition *pauses; /* or NULL */
    enum reopening reopening;
    bool has_reopening_within;
    struct limit reopening_within;
    uint32_t reopening_calendar; /* index; 0 is always */
    bool repeats;
    bool owned_by_team; /* each cycle belongs to the team then assigned (starts on assigned) */
    bool from_library;  /* of a `use`d file */
    bool is_sound;      /* see model_calendar */
    bool is_absent;     /* of another version */
    struct span declared, span; /* its name, the whole */
};

/* ---- targets ---- */

enum change_mode { CHANGE_CARRIES, CHANGE_STARTS_AGAIN, CHANGE_KEEPS, CHANGE_JUDGES_FROM_START };

struct change_rule {
    uint32_t attribute;
    enum change_mode mode;
    struct span span;
};

struct clause {
    struct limit limit;
    uint32_t calendar;            /* its own `in`, else the target's `counted in` */
    bool has_calendar;            /* its own */
    const struct condition *when; /* NULL: always (no `when`, or `otherwise`) */
    bool otherwise;
    struct text label; /* called; may be empty */
    struct text because;
    struct span span;
};

enum bucket { BUCKET_DECISION, BUCKET_OPENING, BUCKET_DUE, BUCKET_COMPLETION };

struct promise {
    struct decimal percent; /* at least */
    bool of_cycles;
    enum period_unit unit;
    int first_month; /* of a `year from APRIL`, else 1 */
    struct span span;
};

struct target {
    struct text name, title;
    uint32_t clock;
    const struct condition *about; /* `for`, or NULL */
    uint32_t calendar;             /* counted in */
    const struct clause *clauses;  /* in the order of the text */
    uint32_t clause_count;
    /* beats[i * clause_count + j]: clause i wins over clause j where both match (5.1). */
    const bool *beats;
    /* The same, where clause i wins only because its layer is the later one, and both may match;
     * NULL: the clauses are of one layer. */
    const bool *by_layer;
    const struct change_rule *changes;
    uint32_t change_count;
    const struct condition *excludes; /* or NULL */
    struct text excludes_because;
    bool has_pause_cap;
    struct limit pause_cap; /* in the target's calendar */
    bool runs_to_next_opening;
    enum bucket bucket;
    const struct promise *promises;
    uint32_t promise_count;
    bool has_warning;
    struct decimal warns_at;
    bool is_absent; /* of another version: no ticket has it */
    /* Made for a measure: its clock is run without a limit (one clause of LIMIT_ENDLESS), and it is
     * in no table of targets. */
    bool is_hidden;
    bool is_sound;              /* see model_calendar; its clock is, too. Clauses may overlap */
    struct span declared, span; /* its name, the whole */
};

/* ---- tests ---- */

/* `with priority P1, channel phone` */
struct assignment {
    uint32_t attribute;
    struct value value;
    struct span span;
};

struct test_event {
    instant at;
    bool opens;
    uint32_t kind; /* or INDEX_NONE: a change of a status or of attributes only */
    enum actor actor;
    const struct assignment *assignments; /* a status named as the event is one of them */
    uint32_t assignment_count;
    struct span span;
};

enum expectation_kind {
    EXPECT_DUE,
    EXPECT_USED,
    EXPECT_OVER,
    EXPECT_LEFT,
    EXPECT_PAUSED,
    EXPECT_VERDICT,
    EXPECT_CLAUSE,
    EXPECT_TELLS,
    EXPECT_TELLS_NO_ONE,
    EXPECT_CREDIT /* of the period that the ticket is opened in */
};

enum verdict_kind {
    VERDICT_MET,
    VERDICT_BREACHED,
    VERDICT_PENDING,
    VERDICT_UNCOVERED,
    VERDICT_EXCLUDED,
    VERDICT_ERROR
};

struct expectation {
    enum expectation_kind kind;
    uint32_t target;
    uint32_t escalation; /* EXPECT_TELLS, EXPECT_TELLS_NO_ONE; who is told is the label */
    uint32_t credit;     /* EXPECT_CREDIT */
    struct decimal compliance, amount; /* EXPECT_CREDIT: percent, and money in the main unit */
    uint32_t cycle;                    /* 0: the last one */
    instant at;
    micros length;
    enum verdict_kind verdict;
    struct text label;
    struct span span;
};

struct test_case {
    struct text title;
    const struct test_event *events; /* in the order of the text; the first opens */
    uint32_t event_count;
    const struct expectation *expectations;
    uint32_t expectation_count;
    struct span span;
};

/* ---- properties ---- */

enum property_kind {
    PROPERTY_WITHIN, /* due no later than by `limit` in `calendar` */
    PROPERTY_IS,     /* `verdict` at the opening: uncovered or excluded */
    PROPERTY_IS_NOT
};

struct property_line {
    enum property_kind kind;
    uint32_t target;
    struct limit limit;
    uint32_t calendar;
    enum verdict_kind verdict;
    struct span span;
};

/* What holds for every ticket that fulfils ABOUT at its opening. */
struct property {
    struct text title;
    const struct condition *about; /* NULL: every ticket */
    const struct property_line *lines;
    uint32_t line_count;
    struct span span;
};

/* ---- the text, for those that print it ---- */

/* A declaration after parents and amendments have been applied, in the order of the text. Values
 * are in the other arrays; what is only said (descriptions, responsibilities, risks) is here. */
struct model_declaration {
    enum node_kind kind;
    struct text name; /* may be empty */
    const struct node *node;
    bool from_library; /* of a `use`d file */
};

/* ---- versions ---- */

struct model;

/* From FROM to UNTIL (DAY_NONE: open) the charter says what MODEL says (semantics 5.1, 5.4).
 *
 * All versions of a charter have one schema, and the same slots for calendars, clocks, targets and
 * whatever else is referred to by number: a slot that a version lacks has `is_absent`, so that a
 * number and a name hold for all of them. An absent slot is otherwise as another version has it:
 * nothing in it is NULL that would not be, but no ticket of this version is judged by it. */
struct model_version {
    day from, until;
    struct text amendment; /* the last one applied; empty: as it was first written */
    const struct model *model;
};

/* ---- the whole ---- */

/* A construct that the charter has and nothing judges yet : check lists it, eval refuses. */
struct without_effect {
    enum node_kind kind;
    struct text name; /* may be empty */
    struct span span;
};

struct model {
    struct text name, title, version, provider, customer, currency;
    const struct zone *zone;           /* the charter's time zone; UTC if it says none */
    day in_force_from, in_force_until; /* DAY_NONE: open */
    char digest[65];                   /* SHA-256 of all sources, hex */
    struct schema schema;
    const struct model_calendar *calendars;
    uint32_t calendar_count;
    const struct holiday_list *const
        *holidays; /* all lists, also those that no hours name; NULL: absent */
    uint32_t holidays_count;
    const struct clock_model *clocks;
    uint32_t clock_count;
    const struct target *targets;
    uint32_t target_count;
    const struct availability *availabilities;
    uint32_t availability_count;
    const struct maintenance *maintenances;
    uint32_t maintenance_count;
    const struct measure *measures;
    uint32_t measure_count;
    const struct fee *fees;
    uint32_t fee_count;
    const struct credit *credits;
    uint32_t credit_count;
    const struct escalation *escalations;
    uint32_t escalation_count;
    const struct log_spec *logs;
    uint32_t log_count;
    const struct test_case *tests;
    uint32_t test_count;
    const struct property *properties;
    uint32_t property_count;
    const struct without_effect *without_effect;
    uint32_t without_effect_count;
    const struct model_declaration *declarations;
    uint32_t declaration_count;
    /* By date, without gaps and overlaps. Of a charter without amendments one, with itself. The
     * model that check gives is that of the last version, but that its schema has all values of all
     * versions (none is absent), and its logs and tests are those of all. */
    const struct model_version *versions;
    uint32_t version_count;
    /* The dates of the version that this model is of: within in-force. */
    day version_from, version_until;
    const struct origins *origins; /* of this version: see charter/origin.h */
    const struct sources *sources;
};

/* The version in force on DATE, or NULL (5.4). */
const struct model *model_on(const struct model *model, day date);

/* The same for what has to have one: before the first version that one, after the last the last. */
const struct model *model_near(const struct model *model, day date);

/* Number in model.versions of the version in force on DATE, or INDEX_NONE. */
uint32_t model_version_on(const struct model *model, day date);

#endif
