/* intern.h - from the bytes of a field to a small number, by hash.
 *
 * The first 16 bytes stand in the entry itself, so that short texts need no look elsewhere. The
 * bytes are borrowed. Does not know what the numbers mean. On the heap.
 */
#ifndef LOG_INTERN_H
#define LOG_INTERN_H

#include <string.h>

#include "log/cell.h"

struct intern_key {
    uint64_t lo, hi; /* the first bytes, then zeros */
};

struct intern_entry {
    struct intern_key key;
    const char *at; /* NULL: free */
    uint32_t len, code;
};

struct intern {
    struct intern_entry *entries;
    size_t mask; /* room - 1 */
    size_t count;
};

void intern_init(struct intern *intern);
void intern_fini(struct intern *intern);

/* The same as intern_key, byte by byte. */
struct intern_key intern_key_at_end(struct cell cell);

/* The same where 16 bytes may be read, wherever the cell ends. */
static inline struct intern_key intern_key_inside(struct cell cell)
{
    static const unsigned char masks[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                            255, 255, 255, 255, 255, 255, 255, 255};
    const unsigned char *mask = masks + 16 - (cell.len < 16 ? cell.len : 16);
    struct intern_key key, kept;
    memcpy(&key, cell.at, sizeof key);
    memcpy(&kept, mask, sizeof kept);
    return (struct intern_key){key.lo & kept.lo, key.hi & kept.hi};
}

/* The first 16 bytes of CELL. SAFE_END: bytes in front of it may be read, wherever the cell ends.
 */
static inline struct intern_key intern_key(struct cell cell, const char *safe_end)
{
    return (uintptr_t)safe_end - (uintptr_t)cell.at < 16 ? intern_key_at_end(cell)
                                                         : intern_key_inside(cell);
}

/* The two halves of a product, folded: every bit of A and B reaches every bit of the result. */
static inline uint64_t intern_mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Hash of the bytes from the 17th on. */
uint64_t intern_hash_rest(struct cell cell);

static inline uint64_t intern_hash(struct cell cell, struct intern_key key)
{
    uint64_t hash =
        intern_mix(key.lo ^ cell.len ^ 0xa0761d6478bd642fu, key.hi ^ 0xe7037ed1a0b428dbu);
    return cell.len <= 16 ? hash : intern_mix(hash ^ intern_hash_rest(cell), 0x8ebc6af09c88c6e3u);
}

/* The entry of CELL, whose first bytes are KEY, or NULL. */
static inline struct intern_entry *intern_find_key(const struct intern *intern, struct cell cell,
                                                   struct intern_key key)
{
    size_t place = intern_hash(cell, key) & intern->mask;
    for (;; place = (place + 1) & intern->mask) {
        struct intern_entry *entry = &intern->entries[place];
        if (entry->key.lo == key.lo && entry->key.hi == key.hi && entry->len == cell.len &&
            entry->at &&
            (cell.len <= 16 || memcmp(entry->at + 16, cell.at + 16, cell.len - 16) == 0))
            return entry;
        if (!entry->at)
            return NULL;
    }
}

/* The entry of CELL, or NULL. */
static inline struct intern_entry *intern_find(const struct intern *intern, struct cell cell,
                                               const char *safe_end)
{
    return intern_find_key(intern, cell, intern_key(cell, safe_end));
}

/* Adds what is not in it yet; the bytes live as long as the table. */
void intern_add(struct intern *intern, struct text text, uint32_t code);

#endif
