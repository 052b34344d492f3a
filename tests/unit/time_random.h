/* time_random.h - calendars, instants and lengths by chance, for comparisons. */
#ifndef UNIT_TIME_RANDOM_H
#define UNIT_TIME_RANDOM_H

#include "time/calendar.h"

struct dice {
    uint64_t state;
};

int dice_below(struct dice *dice, int count); /* 0 to COUNT - 1 */
bool dice_chance(struct dice *dice, int percent);

/* What a random calendar is made of. */
struct random_world {
    struct arena *arena;
    struct dice *dice;
    const struct zone *const *zones;
    int zone_count;
    day first, last; /* dated lines lie in these dates */
};

const struct calendar_spec *random_spec(struct random_world *world, const struct zone *zone,
                                        int depth);

#endif
