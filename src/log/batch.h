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

/* An identity, and what it is looked for by in tables: made where it is read, since that is done by
 * all threads. KEY: its bytes if they are 8 at most, else its hash. */
struct batch_ticket {
    const char *at;
    uint64_t key, hash;
    uint32_t len;
};

struct batch_values {
    struct value *at;
    uint32_t count, room;
};

/* What rows of a batch have beside what all rows have. */
struct batch_shape {
    uint32_t slots;   /* attributes */
    uint32_t befores; /* of which rows tell the value before */
    bool has_opened, has_ids;
    bool has_times;    /* among the attributes */
    bool is_by_ticket; /* a record is a ticket, and gives several rows */
};

/* Remarks on a row that may be left out yet. */
struct batch_noted {
    uint32_t row;
    unsigned remarks; /* bits by enum log_remark */
};

/* A text that is remarked upon if the log has not had it before; ROW: the one that it stands in, or
 * BATCH_NO_ROW if that was bad. */
struct batch_remarked {
    uint32_t row, slot;
    struct text text;
};

#define BATCH_NO_ROW UINT32_MAX

struct batch {
    struct batch_shape shape;
    struct arena *arena; /* of texts that do not stand in the input */
    struct text input;   /* the bytes that texts may borrow from */
    uint32_t rows, room, slots;
    instant *time, *opened;
    struct batch_ticket *ticket; /* some can be read behind those that are there */
    struct batch_ticket *id; /* of the event; NULL: no row has one; `at` NULL: this one has none */
    uint8_t *kind, *what;
    uint32_t **codes; /* by slot of an attribute, then row; behind them the values before */
    struct batch_values *fresh; /* by slot */
    struct origin_runs runs;
    uint64_t last_line;
    uint64_t records, lines; /* lines: line ends in it */
    struct log_count remarks[REMARK_COUNT];
    VECTOR(struct batch_noted) noted;       /* by row */
    VECTOR(struct batch_remarked) remarked; /* in the order of the input */
    struct rejects rejects;
    struct digest digest;
};

void batch_init(struct batch *batch, const struct batch_shape *shape);
void batch_fini(struct batch *batch);
void batch_clear(struct batch *batch, struct text input);

/* Room for COUNT rows behind those that are there. */
void batch_reserve(struct batch *batch, uint32_t count);

/* Adds a row with the CODES of its attributes, by slot, and those of the values BEFORE. */
void batch_add(struct batch *batch, const struct row *row, const uint32_t *codes,
               const uint32_t *before);

/* Remarks, as bits, on the row that was added last. */
void batch_note(struct batch *batch, unsigned remarks);

/* May rows, or remarks on them, be left out when the batch joins? Remarks are then noted. */
static inline bool batch_is_open(const struct batch *batch)
{
    return batch->shape.has_ids || batch->shape.is_by_ticket || batch->shape.has_times;
}

/* Row FROM takes the place of row TO, in front of it; but for where it came from. */
void batch_move(struct batch *batch, uint32_t from, uint32_t to);

/* The line of ROW, from 1 at the begin of the batch. */
uint64_t batch_line(const struct batch *batch, uint32_t row);

/* Only the rows with KEEP stay. */
void batch_keep(struct batch *batch, const bool *keep);

/* The last COUNT rows, which are there already, come from successive lines from LINE on. */
void batch_note_lines(struct batch *batch, uint32_t count, uint64_t line);

static inline struct batch_ticket batch_ticket_of(struct cell id, struct intern_key key)
{
    uint64_t hash = intern_hash(id, key);
    return (struct batch_ticket){id.at, id.len <= 8 ? key.lo : hash, hash, (uint32_t)id.len};
}

/* What columns_ticket asks for. */
static inline struct ticket_wait batch_wait(const struct batch_ticket *ticket)
{
    return (struct ticket_wait){
        .id = {ticket->at, ticket->len}, .key = ticket->key, .hash = ticket->hash};
}

/* What the log knows of one reader's values. */
struct batch_map {
    struct value *values;
    uint32_t *codes; /* UINT32_MAX: no row of the log has had it yet */
    uint32_t count, room, waiting;
    uint32_t known;  /* those below have their codes */
    uint32_t most;   /* of the codes that rows have had */
    bool is_changed; /* some code is another one in the log */
};

/* Where the rows of a batch go: the log, and by slot the number of the attribute there. */
struct batch_target {
    struct columns *columns;
    const uint32_t *attributes;
    const uint32_t *befores; /* slots of the attributes whose values before rows tell */
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
