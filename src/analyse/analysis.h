/* analysis.h - all that `charter check` finds out beyond what is wrong (semantics, last section):
 * the rows of findings.def, run over a charter; and what the files of the findings share.
 *
 * The model may be a draft (check.h): only what is sound in it is looked at. Findings go to the
 * sink. None of it does I/O.
 */
#ifndef ANALYSE_ANALYSIS_H
#define ANALYSE_ANALYSIS_H

#include "analyse/witness.h"
#include "base/diagnostic.h"
#include "check/cells.h"

struct analysis_request {
    struct arena *arena;
    const struct model *model; /* may be a draft (check.h) */
    struct sink *sink;         /* takes the findings */
    size_t first;              /* what is in the sink from there on is about this charter */
    day as_of;                 /* DAY_NONE: what is past is not asked for */
};

/* Runs all rows of findings.def over a charter. */
void analysis_run(const struct analysis_request *request);

/* ---- for the files of the findings ---- */

struct analysis {
    struct arena *arena;
    const struct model *model;
    struct sink *sink;
    struct cells *cells;
    day as_of;                    /* see analysis_request */
    const struct calendar **late; /* by model.calendars: compiled for the time after the last
                                     ticket; NULL: not asked for yet */
    /* The conditions of the target or clock at hand, by the numbers below. */
    struct cells_set *set;
};

/* Numbers of conditions in `set`. Those that are not said hold for every ticket, but for what
 * excludes. */
enum {
    PART_ABOUT,    /* `for` */
    PART_EXCLUDES, /* `excludes when` */
    PART_STARTS,   /* `starts on … when` */
    PART_STOPS,    /* `stops on … when` */
    PART_PAUSES,   /* `pauses while` */
    PART_FRESH,    /* at its opening: not answered and not reopened yet */
    PART_ENDED,    /* done, by an event and not by a status */
    PART_CLAUSE    /* of clause 0; the others follow, and then `when` of the escalation at hand */
};

/* What a finding is about. */
enum subject {
    SUBJECT_HOURS,
    SUBJECT_CLOCK,
    SUBJECT_TARGET,
    SUBJECT_ESCALATION,
    SUBJECT_AVAILABILITY,
    SUBJECT_MAINTENANCE,
    SUBJECT_MEASURE,
    SUBJECT_CREDIT,
    SUBJECT_CHARTER,
    SUBJECT_COUNT
};

/* The functions of findings.def. INDEX is that of the subject in the model; 0 for the charter. */
#define FINDING(code, subject, function, ...)                                                      \
    void function(struct analysis *analysis, uint32_t index);
#include "analyse/findings.def"
#undef FINDING

/* Is target number INDEX one that is looked at: sound, and of this version? */
bool analysis_is_sound(const struct analysis *analysis, uint32_t index);

/* Tickets for which CLOCK does not run, so that there is no due instant: it is paused, or they are
 * done. */
const struct condition *analysis_rests(struct arena *arena, const struct clock_model *clock);

/* Adds a note to D, unless another version has done so; false then. */
bool analysis_note_once(struct analysis *analysis, struct diagnostic *d, struct text note);

/* "2026-04-01 09:00 BST", in the charter's zone; "2026-04-01". */
struct text analysis_instant(const struct analysis *analysis, instant at);
struct text analysis_date(const struct analysis *analysis, day date);

/* TICKET, to be judged by target number TARGET. */
struct witness analysis_witness(const struct analysis *analysis, uint32_t target,
                                const struct cells_witness *ticket);

/* Clauses that go before CLAUSE and may match the same tickets, as numbers of `set` in OTHERS,
 * which has room for all clauses. Gives how many there are. */
uint32_t analysis_rivals(const struct analysis *analysis, const struct target *target,
                         uint32_t clause, uint32_t *others);

#endif
