/* vector.c - growth by doubling; in its place, if nothing has been allocated since. */
#include "base/vector.h"

#include <stdint.h>
#include <string.h>

void *vector_grow(struct arena *arena, void *at, size_t *cap, size_t size)
{
    size_t more = *cap < 8 ? 8 : *cap * 2;
    if (*cap && more <= SIZE_MAX / size && arena_extend(arena, at, *cap * size, more * size)) {
        *cap = more;
        return at;
    }
    void *grown = arena_array(arena, more, size);
    if (*cap)
        memcpy(grown, at, *cap * size);
    *cap = more;
    return grown;
}
