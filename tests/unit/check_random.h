/* check_random.h - charters with random conditions, and all the tickets there can be, one by one.
 *
 * Shares nothing with check/cells but the conditions themselves.
 */
#ifndef UNIT_CHECK_RANDOM_H
#define UNIT_CHECK_RANDOM_H

#include "base/buffer.h"
#include "check/check.h"
#include "time_random.h"

/* A charter checked from its text; all of it lives in its own arena. */
struct checked {
    struct arena *arena;
    struct sources *sources;
    struct sink sink;
    const struct model *model; /* NULL after an error */
};

struct checked check_text(struct text text);
void checked_free(struct checked *checked);

/* How many diagnostics with the code there are. */
size_t checked_count(const struct checked *checked, enum diagnostic_code code);

/* A charter with attributes of every type, two hours and two periods; then TARGETS. */
void random_charter(struct buffer *out, struct text targets);

/* The names of some attributes and calendars, by chance; a condition over them. */
struct random_pool {
    int terms[5];
    int count;
};

struct random_pool random_pool(struct dice *dice, int most);
void random_condition(struct buffer *out, struct dice *dice, const struct random_pool *pool,
                      int depth);

/* ---- all tickets ---- */

enum { ATTRIBUTES_MOST = 16, CALENDARS_MOST = 8 };

struct ticket {
    struct value values[ATTRIBUTES_MOST];
    enum status_class status_class;
    bool during[CALENDARS_MOST];
};

bool ticket_fulfils(const struct ticket *ticket, const struct condition *condition);

/* All tickets that CONDITIONS can tell apart, and many more; the count is bounded by MOST: beyond
 * it `at` is NULL. */
struct tickets {
    struct ticket *at;
    size_t count, cap;
};

struct tickets tickets_all(struct arena *arena, const struct model *model,
                           const struct condition *const *conditions, size_t count, size_t most);

#endif
