/* escalation.h - who is told when a clock comes near its limit or is past it, and the notices that
 * come of it (semantics 7).
 *
 * Escalations are made by check, notices by judge; both are read by report.
 */
#ifndef CHARTER_ESCALATION_H
#define CHARTER_ESCALATION_H

#include "base/decimal.h"
#include "base/source.h"
#include "charter/limit.h"

struct condition;
struct model;

/* ---- what a charter says ---- */

enum step_kind {
    STEP_AT_USED,   /* `at 50% used`: share of the limit */
    STEP_AT_LEFT,   /* `at 30 minutes left` */
    STEP_AT_BREACH, /* `at breach` */
    STEP_AT_OVER,   /* `at 1 hour over` */
    STEP_EVERY,     /* `every 2 hours after breach at most 5 times` */
    STEP_ONCE       /* `once reopenings is at least 2` */
};

/* One contact or team that a step tells. */
struct tell {
    struct text who;
    bool by_phone, by_email; /* neither: by whatever way there is */
    struct span span;        /* of the name */
};

struct escalation_step {
    enum step_kind kind;
    struct decimal share; /* STEP_AT_USED: percent */
    struct limit limit;   /* STEP_AT_LEFT, STEP_AT_OVER, STEP_EVERY */
    uint32_t most;        /* STEP_EVERY: so many times; 0: without end */
    const struct condition *once;
    const struct tell *tells;
    uint32_t tell_count;
    uint32_t level;    /* `raise to level 3`; 0: not raised */
    struct span words; /* `at 50% used` */
    struct span span;  /* with what it does */
};

struct escalation {
    struct text name, title;
    uint32_t target;
    const struct condition *when; /* `for TARGET when …`, or NULL */
    const struct escalation_step *steps;
    uint32_t step_count;
    bool is_absent; /* of another version */
    bool is_sound;  /* see model_calendar; its target is, too */
    struct span declared;
    struct span span; /* of the whole block */
};

/* ---- what comes of it ---- */

enum {
    NOTICE_BY_CHANGE = 1, /* a change carried the clock past the step (7.2) */
    NOTICE_CORRECTION = 2 /* the breach that was told of has been withdrawn (7.3) */
};

/* A step that fired, or the correction of one. */
struct notice {
    const struct model *model; /* the version that rules the ticket: what the numbers are of */
    instant at;
    uint32_t ticket, target, cycle;
    uint32_t clause;     /* of the target, in force then; or an index that none has */
    uint32_t escalation; /* index; of a target's own `warns at` none */
    uint32_t step;       /* index in the escalation; of `warns at` 0 */
    uint32_t repetition; /* of STEP_EVERY, from 1; else 0 */
    uint32_t revision;   /* from 1: it fires again once its breach has been withdrawn */
    uint32_t flags;
};

/* Why a step told nobody in a cycle. */
enum silence_why {
    SILENCE_NOT_YET, /* the clock runs, and has not come to it; AT is when it will */
    SILENCE_PAUSED,  /* the clock is paused, and has not come to it or stands on it */
    SILENCE_STOPPED, /* the clock stopped before it, or on it */
    SILENCE_WHEN,    /* the escalation does not apply: FAILED, or else the target's `for` */
    SILENCE_NOT_IN_FORCE,
    SILENCE_UNCOVERED,  /* no clause wins */
    SILENCE_TOO_MUCH,   /* more left than the whole limit */
    SILENCE_NEVER_HELD, /* of `once` */
    SILENCE_EXCLUDED,   /* by `excludes when`, when the clock came to it or now */
    SILENCE_LATE,       /* the clock was past it when a value that was missing came to be known */
    SILENCE_UNSURE      /* the calendar is not known as far as the verdict needs it */
};

struct silence {
    uint32_t escalation, step; /* as in a notice */
    enum silence_why why;
    instant at;                     /* SILENCE_NOT_YET; else none */
    micros used, needed;            /* so far, and at the step; 0 and 0 where that says nothing */
    const struct condition *failed; /* or NULL */
};

#endif
