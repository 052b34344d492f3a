/* dimension.h - what verdicts are grouped by beside attributes: periods, weekdays, hours.
 *
 * `day`, `week`, `month`, `quarter` and `year` are the period that a verdict is counted in
 * (semantics 6.1, 6.2); `weekday` and `hour` are those at which the ticket was opened. All in the
 * charter's zone. Each has a number that no attribute has, so that both stand in one list.
 */
#ifndef COUNT_DIMENSION_H
#define COUNT_DIMENSION_H

#include "charter/verdict.h"

/* The number of what NAME says; INDEX_NONE for other names. */
uint32_t dimension_find(struct text name);

/* NULL behind the last. */
const char *dimension_name(uint32_t index);

/* Is it the number of a dimension, and no attribute's? */
bool dimension_is(uint32_t number);

/* What a column of NUMBER is called: a dimension, or an attribute of SCHEMA. */
struct text dimension_title(const struct schema *schema, uint32_t number);

/* The dimension that a ticket has by its opening, whatever becomes of it: of a period, that in
 * which it was opened. Any other NUMBER as it is. */
uint32_t dimension_of_opening(uint32_t number);

/* Is it at the opening that the dimension is looked up? */
bool dimension_is_of_opening(uint32_t number);

/* The place of AT: equal for instants that are grouped together, and growing from one group to the
 * next as a signed number. */
uint32_t dimension_code(uint32_t number, const struct zone *zone, instant at);

/* The same for instants that are mostly near each other; for one number and zone, zeroed at first.
 */
struct dimension_near {
    instant from, to; /* between which all have the code */
    uint32_t code;
};

uint32_t dimension_code_near(struct dimension_near *near, uint32_t number, const struct zone *zone,
                             instant at);

/* The place of a verdict that is decided, in the zone of its model. */
uint32_t dimension_code_of_verdict(uint32_t number, const struct verdict *verdict);

/* `2026-09`, `2026-W37`, `Monday`, `09:00`. */
struct text dimension_text(struct arena *arena, uint32_t number, uint32_t code);

#endif
