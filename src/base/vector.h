/* vector.h - a growing array of one type.
 *
 *     VECTOR(struct span) spans = {0};
 *     VECTOR_PUSH(arena, &spans, span);
 *     for (size_t i = 0; i < spans.count; i++) use(spans.at[i]);
 *
 * Grows in an arena (what it leaves behind is lost until the arena goes, at most as much again).
 * A zeroed vector is an empty one. Pointers into it end with the next push.
 */
#ifndef BASE_VECTOR_H
#define BASE_VECTOR_H

#include "base/arena.h"

#define VECTOR(type)                                                                               \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, cap;                                                                         \
    }

#define VECTOR_PUSH(arena, vector, item)                                                           \
    do {                                                                                           \
        if ((vector)->count == (vector)->cap)                                                      \
            (vector)->at =                                                                         \
                vector_grow((arena), (vector)->at, &(vector)->cap, sizeof *(vector)->at);          \
        (vector)->at[(vector)->count++] = (item);                                                  \
    } while (0)

/* A copy of the CAP items at AT with twice the room (at least 8); sets *CAP. */
void *vector_grow(struct arena *arena, void *at, size_t *cap, size_t size);

#endif
