/* figures.h - what a charter promises of whole periods, and what it owes for them: availability and
 * maintenance, measures, fees and credits (semantics 6.1, 6.4 to 6.6).
 *
 * Made by check; read by judge and report; immutable. A part of model.h, which includes it. Numbers
 * are indices into the model's arrays. A slot that another version of the charter has, and this one
 * lacks, has `is_absent`.
 */
#ifndef CHARTER_FIGURES_H
#define CHARTER_FIGURES_H

#include "base/decimal.h"
#include "base/source.h"
#include "time/period.h"

struct condition;
struct limit;
struct triggers;

/* `at least 99.9% each month`, `at most 4 hours each quarter`. */
struct figure_promise {
    bool at_most;          /* else at least */
    struct decimal amount; /* percent; a number; money in the main unit of its currency */
    char currency[4];      /* of money; else empty */
    micros length;         /* of a percentile, instead of the amount */
    enum period_unit unit;
    int first_month; /* of a `year from APRIL`, else 1 */
    struct span span;
};

/* ---- availability ---- */

struct availability {
    struct text name, title;
    const uint32_t *services; /* choices of schema.service, none twice */
    uint32_t service_count;
    const struct condition *down;     /* `down while`; NULL: */
    const struct triggers *from, *to; /* `down from EVENT to EVENT` */
    uint32_t calendar;                /* counted in; 0 is always */
    bool excludes_maintenance;
    const struct figure_promise *promises;
    uint32_t promise_count;
    bool is_sound; /* no error in it, nor in what it rests on */
    bool is_absent;
    struct span declared, whole; /* its name; the declaration */
};

struct maintenance {
    struct text name, title;
    const uint32_t *services;
    uint32_t service_count;
    const struct period_spec *windows; /* in the charter's zone */
    bool is_sound;                     /* no error in it, nor in what it rests on */
    bool is_absent;
    struct span declared, whole; /* its name; the declaration */
};

/* ---- measures ---- */

enum measure_kind { MEASURE_SHARE, MEASURE_COUNT, MEASURE_AVERAGE, MEASURE_PERCENTILE };

struct measure {
    struct text name, title;
    enum measure_kind kind;
    const struct condition *when;  /* of a share; of a count or NULL */
    const struct triggers *events; /* of a count: what is counted */
    uint32_t attribute;            /* of an average */
    uint32_t event_kind;           /* of an average: on this kind; INDEX_NONE: of tickets */
    char currency[4];              /* of an average of money; else empty */
    int places;                    /* digits of its minor unit */
    struct decimal rank;           /* of a percentile: above 0, at most 100 */
    uint32_t target;               /* of a percentile: the hidden one that runs its clock */
    uint32_t calendar;             /* of a percentile: counted in */
    struct span hours;             /* the line that says hours; no place without one */
    const struct figure_promise *promises;
    uint32_t promise_count;
    bool is_sound; /* no error in it, nor in what it rests on */
    bool is_absent;
    struct span span;            /* the line that says what is measured */
    struct span declared, whole; /* its name; the declaration */
};

/* ---- money ---- */

struct fee {
    struct text name, title;
    struct decimal amount; /* in the main unit */
    char currency[4];
    int places; /* digits of the minor unit */
    enum period_unit unit;
    int first_month;
    const struct limit *payable; /* or NULL */
    bool is_sound;
    bool is_absent;
    struct span declared;
};

/* `2% of monthly`, or `GBP 250`. */
struct credit_amount {
    bool is_share;
    struct decimal amount; /* percent of the fee; or money in the main unit */
    uint32_t fee;          /* of a share */
};

struct credit_band {
    struct credit_amount credit;
    struct decimal below; /* percent of compliance */
    struct span span;
};

struct credit {
    struct text name, title;
    uint32_t target;
    enum period_unit unit;
    int first_month;
    char currency[4];                /* of all its amounts */
    int places;                      /* digits of the minor unit */
    const struct credit_band *bands; /* in the order of the text, no threshold twice */
    uint32_t band_count;
    bool has_cap;
    struct credit_amount cap;
    bool is_sound; /* no error in it, nor in what it rests on */
    bool is_absent;
    struct span declared, whole; /* its name; the declaration */
};

#endif
