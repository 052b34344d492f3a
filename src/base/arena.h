/* arena.h - memory with one lifetime.
 *
 * The ownership rule of the whole program: what a function that takes an arena returns lives as
 * long as that arena; all else is borrowed; nothing is freed singly. So error paths need no
 * clean-up.
 *
 * Does not know what is stored in it. Never returns NULL: when the system has no memory left it
 * calls the handler set by memory_on_failure, which must not return (the command prints a message
 * and ends with status 70).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Gives back all but the first block; what was allocated is gone. */
void arena_reset(struct arena *arena);

/* SIZE bytes, zeroed, aligned to 16. */
void *arena_alloc(struct arena *arena, size_t size);

/* COUNT times SIZE bytes, zeroed; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* The same for what was allocated last, of WAS bytes, which may become SIZE: false where there is no
 * room behind it. What is added is zeroed. */
bool arena_extend(struct arena *arena, const void *last, size_t was, size_t size);

/* Bytes handed out since the arena was made or reset. */
size_t arena_used(const struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

/* Heap memory for the few things that grow beyond an arena's use (columns of a log); the same
 * promise: never NULL. memory_resize(NULL, n) allocates, memory_release frees. What
 * memory_zeroed gives is all zeros, of which pages that are not written yet cost nothing. */
void *memory_resize(void *old, size_t size);
void *memory_zeroed(size_t size);
void memory_release(void *old);

/* The bytes are not needed any more, though they are not released yet: whole pages of them go back
 * to the system. What stands there then is not known. */
void memory_forget(void *at, size_t size);

/* For the whole process, once, at its start: what is large goes back to the system as soon as it is
 * released. */
void memory_prepare(void);

/* Handler for exhausted memory; gets the size asked for; must not return. */
void memory_on_failure(void (*handler)(size_t size));

/* Calls it: for libraries that ask the system themselves and were refused. */
_Noreturn void memory_failed(size_t size);

#endif
