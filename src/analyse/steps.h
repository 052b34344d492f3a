/* steps.h - where the steps of an escalation lie on the clock, without a ticket: shared by the
 * findings about them.
 */
#ifndef ANALYSE_STEPS_H
#define ANALYSE_STEPS_H

#include "analyse/analysis.h"

/* A clause of the target that can be in force while the escalation applies. */
struct steps_clause {
    uint32_t number;
    struct cells_witness ticket; /* one that has it, if one was found */
    bool has_ticket;
};

struct steps {
    struct analysis *analysis;
    const struct escalation *escalation;
    const struct target *target;
    const struct steps_clause *clauses;
    uint32_t clause_count;
};

struct steps steps_of(struct analysis *analysis, uint32_t escalation);

/* How two steps come under a clause. UNKNOWN: that depends on the ticket, or on hours. */
enum steps_order { STEPS_UNKNOWN, STEPS_BEFORE, STEPS_SAME, STEPS_BEHIND };

enum steps_order steps_compare(const struct clause *clause, const struct escalation_step *a,
                               const struct escalation_step *b);

/* A ticket for CLAUSE, and its ledger as of an instant behind its due instant, and behind LENGTH of
 * the clock's time after it. NULL: there is none to show. */
const struct ledger *steps_witness(const struct steps *steps, const struct steps_clause *clause,
                                   micros length, struct text *words);

/* The instant at which step number STEP told first; INSTANT_NONE: it did not. */
instant steps_told(const struct ledger *ledger, uint32_t step);

#endif
