/* arena.c - blocks that double up to a limit, each with a bump pointer. */
#include "base/arena.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* In a block that is no smaller, pages are asked of the system AT_ONCE: half as dear as one by one
 * when they are touched. Of what is larger than LARGE they are not: it may stay empty. */
enum { PAGE = 4096, AT_ONCE = 64 * 1024, LARGE = 1024 * 1024 };

enum { ALIGNMENT = 16, FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

struct block {
    struct block *older;
    size_t size;
    size_t used;
    size_t ready;     /* bytes that have been asked of the system */
    bool is_unzeroed; /* what is not handed out may be anything */
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
    struct block *newest;
    size_t used;
};

static void (*failure_handler)(size_t size);

void memory_on_failure(void (*handler)(size_t size))
{
    failure_handler = handler;
}

void memory_failed(size_t size)
{
    if (failure_handler)
        failure_handler(size);
    abort();
}

/* Else the library would let the limit grow with what is released. */
void memory_prepare(void)
{
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 1 << 17);
#endif
}

void *memory_resize(void *old, size_t size)
{
    void *fresh = realloc(old, size ? size : 1);
    if (!fresh)
        memory_failed(size);
    return fresh;
}

void *memory_zeroed(size_t size)
{
    void *fresh = calloc(1, size ? size : 1);
    if (!fresh)
        memory_failed(size);
    return fresh;
}

void memory_release(void *old)
{
    free(old);
}

void memory_forget(void *at, size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), before = -(uintptr_t)at % page;
    if (size >= before + page)
        madvise((char *)at + before, (size - before) / page * page, MADV_DONTNEED);
}

/* A small block has seldom been needed whole when its arena goes: it is zeroed as it is handed out.
 */
static struct block *block_new(size_t size, struct block *older)
{
    if (size > SIZE_MAX - sizeof(struct block))
        memory_failed(size);
    bool small = size < AT_ONCE;
    struct block *block =
        small ? malloc(sizeof(struct block) + size) : calloc(1, sizeof(struct block) + size);
    if (!block)
        memory_failed(size);
    block->older = older;
    block->size = size;
    block->used = 0;
    block->ready = small ? size : 0;
    block->is_unzeroed = small;
    return block;
}

/* Whatever the system says to it: what it does not give now, it gives when it is touched. */
static void make_ready(struct block *block)
{
    size_t end = block->used + AT_ONCE, from = block->ready;
    block->ready = end < block->size ? end : block->size;
#ifdef MADV_POPULATE_WRITE
    uintptr_t first = ((uintptr_t)(block->bytes + from) + PAGE - 1) / PAGE * PAGE;
    uintptr_t last = (uintptr_t)(block->bytes + block->ready) / PAGE * PAGE;
    if (last > first && block->ready - from <= LARGE)
        madvise((void *)first, last - first, MADV_POPULATE_WRITE);
#endif
}

struct arena *arena_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        memory_failed(sizeof *arena);
    return arena;
}

static void free_blocks(struct block *block)
{
    while (block) {
        struct block *older = block->older;
        free(block);
        block = older;
    }
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->newest);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    struct block *first = arena->newest;
    if (!first)
        return;
    while (first->older) {
        struct block *older = first->older;
        free(first);
        first = older;
    }
    if (!first->is_unzeroed)
        memset(first->bytes, 0, first->used);
    first->used = 0;
    arena->newest = first;
    arena->used = 0;
}

static size_t next_size(const struct arena *arena, size_t wanted)
{
    size_t size = arena->newest ? arena->newest->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    return size < wanted ? wanted : size;
}

static size_t aligned(size_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* SIZE bytes of the newest block, which has them. */
static void *hand_out(struct arena *arena, size_t size)
{
    struct block *block = arena->newest;
    void *place = block->bytes + block->used;
    block->used += size;
    arena->used += size;
    if (block->used > block->ready)
        make_ready(block);
    if (block->is_unzeroed)
        memset(place, 0, size);
    return place;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT)
        memory_failed(size);
    size = aligned(size);
    struct block *block = arena->newest;
    if (!block || block->size - block->used < size)
        arena->newest = block_new(next_size(arena, size), arena->newest);
    return hand_out(arena, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_failed(SIZE_MAX);
    return arena_alloc(arena, count * size);
}

bool arena_extend(struct arena *arena, const void *last, size_t was, size_t size)
{
    struct block *block = arena->newest;
    if (!block || size > SIZE_MAX - ALIGNMENT || aligned(was) > block->used ||
        block->bytes + block->used - aligned(was) != last ||
        aligned(size) - aligned(was) > block->size - block->used)
        return false;
    hand_out(arena, aligned(size) - aligned(was));
    return true;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
