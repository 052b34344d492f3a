/* with: tap.c */
/* base_arena.c - vectors that grow in one arena in turn, in their place and elsewhere; what is
 * handed out is zeroed, of every size, and nobody's but who it was given to.
 */
#include <stdint.h>
#include <string.h>

#include "base/vector.h"
#include "tap.h"

enum { VECTORS = 3, ITEMS = 200000, LARGE = 3 * 1024 * 1024 };

typedef VECTOR(uint64_t) numbers;

static uint64_t item(size_t vector, size_t number)
{
    return number * VECTORS + vector;
}

static bool all_there(const numbers *vectors)
{
    bool fine = true;
    for (size_t v = 0; v < VECTORS; v++)
        for (size_t i = 0; i < vectors[v].count; i++)
            fine = fine && vectors[v].at[i] == item(v, i);
    return fine;
}

/* A run of one, then of the next: some grow where they are, others have to move. */
static void grow_in_turn(struct arena *arena, numbers *vectors)
{
    size_t run = 1;
    while (vectors[VECTORS - 1].count < ITEMS) {
        for (size_t v = 0; v < VECTORS; v++)
            for (size_t i = 0; i < run; i++)
                VECTOR_PUSH(arena, &vectors[v], item(v, vectors[v].count));
        run = run * 3 % 1009;
    }
}

static void vectors(void)
{
    struct arena *arena = arena_new();
    numbers list[VECTORS] = {0};
    grow_in_turn(arena, list);
    tap_ok(all_there(list), "vectors that grow in turn keep what is in them");
    numbers alone = {0};
    VECTOR_PUSH(arena, &alone, 0);
    const uint64_t *first = alone.at;
    for (uint64_t i = 1; i < 64; i++)
        VECTOR_PUSH(arena, &alone, i);
    tap_ok(alone.at == first, "a vector grows in its place if nothing has been allocated since");
    arena_free(arena);
}

static void extensions(void)
{
    struct arena *arena = arena_new();
    unsigned char *first = arena_alloc(arena, 10);
    tap_ok(arena_extend(arena, first, 10, 100), "what was allocated last is made larger");
    unsigned char *second = arena_alloc(arena, 1);
    tap_ok(second >= first + 100, "and what comes next lies behind it");
    tap_ok(!arena_extend(arena, first, 100, 101 * 16), "what was not is not");
    tap_ok(!arena_extend(arena, second, 1, SIZE_MAX), "nor beyond all memory");
    tap_ok(!arena_extend(arena, second, 1, LARGE), "nor beyond its block");
    tap_equal((long long)arena_used(arena), 128, "all of it is counted");
    arena_free(arena);
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
    return size == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0);
}

static void zeros(void)
{
    struct arena *arena = arena_new();
    bool zero = true;
    for (int round = 0; round < 2; round++) {
        for (size_t size = 1; size <= LARGE; size = size * 5 / 3 + 1) {
            unsigned char *bytes = arena_alloc(arena, size);
            zero = zero && is_zero(bytes, size) && (uintptr_t)bytes % 16 == 0;
            memset(bytes, 0xa5, size);
        }
        arena_reset(arena);
    }
    tap_ok(zero, "bytes of blocks of all sizes are zeroed and aligned, after a reset too");
    arena_free(arena);
}

int main(void)
{
    vectors();
    extensions();
    zeros();
    return tap_end();
}
