/* batch.h - the rows of a batch of an input, read by one of several threads, before they join the
 * log.
 *
 * Tickets are not numbered yet, lines count from 1, and codes are those of the reader: it numbers
 * the values as it meets them. The batch has those of them that it met first. On the heap, and used
 * again for the next batch.
 */
#ifndef LOG_BATCH_H
#define LOG_BATCH_H

#include "log/columns.h"
#include "log/digest.h"
#include "log/rejects.h"

/* KEY: the bytes of an identity of at most 8 bytes, else its hash. */
struct batch_ticket {
    const char *at;
    uint64_t key;
    uint32_t len;
};

struct batch_values {
    struct value *at;
    uint32_t count, room;
};

struct batch {
    struct arena *arena; /* of texts that do not stand in the input */
    struct text input;   /* the bytes that texts may borrow from */
    uint32_t rows, room, slots;
    instant *time, *opened;
    struct batch_ticket *ticket;
    uint8_t *kind, *what;
    uint32_t **codes;           /* by slot of an attribute, then row */
    struct batch_values *fresh; /* by slot */
    struct origin_runs runs;
    uint64_t last_line;
    uint64_t records, lines; /* lines: line ends in it */
    struct log_count remarks[REMARK_COUNT];
    struct rejects rejects;
    struct digest digest;
};

/* SLOTS attributes; HAS_OPENED: rows may have an opening. */
void batch_init(struct batch *batch, uint32_t slots, bool has_opened);
void batch_fini(struct batch *batch);
void batch_clear(struct batch *batch, struct text input);

/* Room for COUNT rows behind those that are there. */
void batch_reserve(struct batch *batch, uint32_t count);

/* Adds a row with the CODES of its attributes, by slot. */
void batch_add(struct batch *batch, const struct row *row, const uint32_t *codes);

/* The last COUNT rows, which are there already, come from successive lines from LINE on. */
void batch_note_lines(struct batch *batch, uint32_t count, uint64_t line);

static inline struct batch_ticket batch_ticket_of(struct cell id, struct intern_key key)
{
    uint64_t hash = id.len <= 8 ? key.lo : intern_hash(id, key);
    return (struct batch_ticket){id.at, hash, (uint32_t)id.len};
}

/* What the log knows of one reader's values. */
struct batch_map {
    struct value *values;
    uint32_t *codes; /* UINT32_MAX: no row of the log has had it yet */
    uint32_t count, room, waiting;
    uint32_t most; /* of the codes that rows have had */
};

/* Where the rows of a batch go: the log, and by slot the number of the attribute there. */
struct batch_target {
    struct columns *columns;
    const uint32_t *attributes;
    uint32_t (*code)(void *context, uint32_t attribute, const struct value *value); /* in the log */
    void *context;
    uint32_t file;
    uint64_t line; /* of the batch's first */
};

/* Joins the rows of PART, whose reader's values MAPS has by slot; there must be room for them. */
void batch_join(const struct batch *batch, struct batch_map *maps,
                const struct batch_target *target);
void batch_map_init(struct batch_map *map); /* code 0 is nothing, here and there */
void batch_map_fini(struct batch_map *map);

#endif
