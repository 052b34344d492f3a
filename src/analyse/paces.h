/* paces.h - which of two limits runs out later, and for a ticket opened when.
 *
 * In one calendar two lengths compare as they are. In different calendars, and with counts of days,
 * it depends on the opening: then the hours around the turns of both calendars are tried, in the
 * weeks after the first instant at which such a ticket can be opened.
 */
#ifndef ANALYSE_PACES_H
#define ANALYSE_PACES_H

#include "analyse/analysis.h"

/* Of a clause. */
struct pace {
    const struct limit *limit;
    uint32_t calendar;
};

struct pace pace_of(const struct clause *clause);

/* False if A never runs out later than B, whatever else. Quick; true says nothing for certain. */
bool pace_may_be_slower(const struct analysis *analysis, struct pace a, struct pace b);

/* An opening at which A runs out later than B. CONDITIONS are those that the ticket fulfils: the
 * opening has to be in the same of the hours that they ask for as TICKET's. INSTANT_NONE: none was
 * found. */
struct pace_question {
    struct pace slow, fast;
    const struct condition *const *conditions;
    uint32_t condition_count;
    const struct cells_witness *ticket;
};

instant pace_slower_at(const struct analysis *analysis, const struct pace_question *question);

#endif
