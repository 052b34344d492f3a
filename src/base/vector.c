/* vector.c - growth by doubling. */
#include "base/vector.h"

#include <string.h>

void *vector_grow(struct arena *arena, void *at, size_t *cap, size_t size)
{
    size_t more = *cap < 8 ? 8 : *cap * 2;
    void *grown = arena_array(arena, more, size);
    if (*cap)
        memcpy(grown, at, *cap * size);
    *cap = more;
    return grown;
}
