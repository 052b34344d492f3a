/* identities.h - the set of event ids that were seen: rows with the same id are one event
 * (semantics 3.1). The bytes are borrowed. On the heap.
 */
#ifndef LOG_IDENTITIES_H
#define LOG_IDENTITIES_H

#include "log/intern.h"

struct identity {
    const char *at; /* NULL: free */
    uint32_t len, tag;
};

struct identities {
    struct identity *table;
    size_t mask, count;
};

void identities_init(struct identities *identities);
void identities_fini(struct identities *identities);
/* The hash that tables go by; and the same id as in `identities_has`, asked and added at once. */
uint64_t identities_hash(struct text id);
bool identities_knows(struct identities *identities, struct text id, uint64_t hash);

/* Asks memory for what identities_knows will look at. */
void identities_ask(const struct identities *identities, uint64_t hash);

bool identities_has(const struct identities *identities, struct text id);
void identities_add(struct identities *identities, struct text id); /* that it has not */

#endif
