/* oracle_compare.h - random calendars, asked of src/time and of the oracle. */
#ifndef UNIT_ORACLE_COMPARE_H
#define UNIT_ORACLE_COMPARE_H

#include "oracle.h"

struct comparison {
    struct arena *arena; /* for what lives as long as the comparison */
    struct oracle *oracle;
    const struct zone **zones;
    int zone_count;
    uint64_t seed;
    bool quiet;                       /* differences are counted, not shown */
    long calendars, questions, wrong; /* so far */
    long far;                         /* of the questions: beyond the compiled window */
};

void comparison_init(struct comparison *comparison, uint64_t seed);
void comparison_fini(struct comparison *comparison);

/* One more random calendar with its questions; false once an answer differed. */
bool comparison_step(struct comparison *comparison);

#endif
