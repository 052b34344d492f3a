/* id_set.h - texts, each once, in the order in which they came.
 *
 * Some 16 bytes a text, and the text; up to 4 GiB of them.
 */
#ifndef LIVE_ID_SET_H
#define LIVE_ID_SET_H

#include "base/buffer.h"

struct id_set {
    struct buffer bytes; /* each with its length in 4 bytes before it */
    uint32_t *starts;    /* places in BYTES, as they came */
    size_t count, cap;
    uint32_t *table; /* places in STARTS, from 1; 0: free */
    size_t mask;
    uint32_t *sorted; /* places in BYTES, by the texts there; NULL: not asked for yet */
};

/* SET is zeroed before its first use. */
void id_set_fini(struct id_set *set);
bool id_set_has(const struct id_set *set, struct text id);

/* ID, which is not in it. */
void id_set_add(struct id_set *set, struct text id);

/* Makes the order of the texts by their bytes. Another thread may ask id_set_has meanwhile, but
 * none may add. */
void id_set_sort(struct id_set *set);
struct text id_set_sorted(const struct id_set *set, size_t number); /* from 0, in that order */

#endif
