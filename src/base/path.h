/* path.h - where a value stands in a nested record: `fields.priority.name`, `items[].toString`.
 *
 * A path is keys with dots between them. `[]` behind a key says that a list stands there, and what
 * follows is asked of each of its elements. A key that has a dot, a bracket or an apostrophe itself
 * stands between apostrophes, in which an apostrophe is doubled: `'it.s'.name`. Blanks belong to
 * keys. Knows nothing of JSON or XML.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/text.h"

struct path_step {
    struct text key;
    bool is_list; /* a `[]` stands behind it */
};

struct path {
    const struct path_step *steps;
    uint32_t count; /* at least 1 */
};

/* False if TEXT is none; then *WHY says why, as part of a sentence. */
bool path_parse(struct arena *arena, struct text text, struct path *path, const char **why);

/* A key alone: nothing is nested. */
bool path_is_key(const struct path *path);

/* Steps up to and with the last list; 0: there is none. */
uint32_t path_list_steps(const struct path *path);

/* Have both the same first COUNT steps? */
bool path_same_start(const struct path *a, const struct path *b, uint32_t count);

/* PATH written: path_parse gives the same again. */
struct text path_write(struct arena *arena, const struct path *path);

#endif
