/* look.h - tickets judged up to an instant, and what of their notices has not been told.
 *
 * All that is earlier than `until` is final (nothing earlier is unread), and is compared with what
 * was told: what is new is told, and what no longer follows from the history is withdrawn. Each
 * ticket's timer is planned anew.
 */
#ifndef LIVE_LOOK_H
#define LIVE_LOOK_H

#include "live/resident.h"

/* A notice that is to be told, or told of again as withdrawn. */
struct finding {
    instant at;
    int64_t ticket;
    struct text key;    /* of the notice */
    struct text record; /* as `eval --notices` writes it, in NDJSON, without a line end */
    const struct escalation *escalation; /* NULL: the target's own warning, or withdrawn */
    int64_t withdraws; /* number of the record that no longer follows; 0: a new notice */
    size_t order;
};

typedef VECTOR(struct finding) finding_list;

struct look {
    const struct reading_by *by;
    struct store *store;
    struct residents *residents; /* of the store; NULL: the store itself is asked */
    unsigned threads;
    instant as_of, until; /* what is dated earlier than UNTIL is told */
    bool is_dry;          /* plans nothing */
    struct arena *arena;  /* of the findings */
    finding_list findings;
};

/* Looks at TICKETS (ascending), which may be fewer then than before: those that are done leave the
 * residents. False: see db_problem. */
bool look_at(struct look *look, const store_numbers *tickets);

/* The findings by instant, then by ticket, then as the clock came to them. */
void look_sort(struct look *look);

/* ---- verdicts ---- */

struct verdict_record {
    int64_t ticket;
    uint32_t target, cycle;
    struct text name;   /* of the target */
    struct text record; /* as `eval --verdicts` writes it, in NDJSON, without a line end */
    enum verdict_kind kind;
    uint32_t clause;
    instant due, stop, breached_at;
};

typedef VECTOR(struct verdict_record) verdict_list;

/* The verdicts of TICKETS as of LOOK's instant, by the events below BEFORE (0: all), in LOOK's
 * arena. */
bool look_verdicts(struct look *look, const store_numbers *tickets, int64_t before,
                   verdict_list *verdicts);

/* The same without records, in ARENA, by ticket, target and cycle. */
verdict_list look_glance(const struct look *look, const store_numbers *tickets, int64_t before,
                         struct arena *arena);

/* Does IS contradict WAS? What was pending was no answer yet, and that a breached clock has stopped
 * takes nothing back. */
bool look_contradicts(const struct verdict_record *was, const struct verdict_record *is);

/* Those of TICKETS that have a verdict as of LOOK's instant which the events from FIRST on
 * contradict. */
bool look_contradicted(struct look *look, const store_numbers *tickets, int64_t first,
                       store_numbers *contradicted);

#endif
