/* columns.h - the columnar log while it grows, and where its rows came from.
 *
 * Rows are added at the end; codes are widened from 1 byte to 2 and 4 when they need it. Ticket
 * identities are numbered in the order in which they are first seen; the table of them is asked
 * some rows late, when what it needs has come from memory. Everything but texts is on the heap; it
 * grows by doubling, of which pages that are not written yet cost nothing, and is trimmed at the
 * end.
 */
#ifndef LOG_COLUMNS_H
#define LOG_COLUMNS_H

#include "base/buffer.h"
#include "base/vector.h"
#include "charter/eventlog.h"
#include "log/intern.h"
#include "log/unpacking.h"

struct log_part;

/* Rows and tickets that one log can hold. */
#define COLUMNS_MOST (UINT32_MAX - 1)

struct code_column {
    uint8_t width;
    uint32_t most; /* the largest code of that width */
    void *codes;
    struct value *values;
    uint32_t value_count, value_room;
    struct intern by_key; /* value, written in one way only, to code; made on first use */
};

/* As event_times. */
struct time_column {
    void *at;
    uint8_t width;
    instant base;
};

struct ticket_entry {
    uint64_t key;    /* the bytes of an identity of at most 8 bytes, else its hash */
    uint32_t number; /* + 1; 0: free */
    uint32_t len;
};

enum { TICKETS_LATE = 16 };

struct ticket_wait {
    struct cell id;
    uint64_t key, hash;
    uint32_t row;
};

/* From row ROW on, rows came from successive lines, beginning with LINE. */
struct origin_runs {
    uint32_t *row;
    uint64_t *line;
    uint32_t count, room;
};

struct columns {
    struct eventlog log; /* the first member: a log that was read is one of these */
    struct arena *arena;
    uint32_t rows, room;
    struct time_column time;
    uint32_t *ticket;
    uint8_t *kind, *what;
    struct code_column *attributes; /* schema.stored of them */
    struct code_column *befores;    /* while reading: the values before, in the same codes */
    instant *opened;                /* with an opening column, while reading: by row */
    bool has_opened;
    bool are_snapshots; /* equal rows are nothing strange */
    bool in_arena;      /* nothing is left on the heap */
    bool is_borrowed;   /* all arrays but ids and values are somebody else's */
    bool is_aside;      /* only its values are asked for; equal ones may have several codes */

    struct ticket_entry *table;
    size_t table_mask;
    struct text *ids;
    uint32_t tickets, ticket_room;
    struct ticket_wait late[TICKETS_LATE];
    uint32_t late_first, late_count;
    const struct log_part *const *parts;   /* by file; NULL: none is a part of one */
    struct text input;                     /* the bytes that texts may borrow from */
    struct arena *id_arena;                /* where ids go that do not; NULL: to ARENA */
    uint32_t file;                         /* that is read */
    VECTOR(struct buffer) unpacked;        /* those of packed inputs, which are nobody else's */
    VECTOR(struct unpacking *) unpackings; /* likewise */

    struct origin_runs runs;
    uint32_t *file_row; /* the first row of each file */
    uint64_t last_line;
    uint32_t *source; /* once rows stand by ticket: the number that each had in the input; NULL: its
                         own */
};

struct row {
    instant time;
    uint8_t kind, what;
    struct cell ticket, id; /* id: of the event, in a batch; empty: it has none */
    instant opened;         /* INSTANT_NONE: the row has none */
    uint64_t line;
};

/* In ARENA: its heap memory goes with columns_fini. */
struct columns *columns_new(struct arena *arena, const struct schema *schema, uint32_t file_count);
void columns_fini(struct columns *columns);

void columns_begin_file(struct columns *columns, uint32_t file, struct text bytes);

/* Adds a row (there must be room for one: columns.rows < COLUMNS_MOST) that says nothing of
 * attributes yet; gives its number. */
uint32_t columns_add(struct columns *columns, const struct row *row);

/* Room for COUNT rows behind those that are there; no more than COLUMNS_MOST in all. */
void columns_reserve(struct columns *columns, uint32_t count);

/* The place of a ticket in the table: its own, or the free one that it would take. */
static inline struct ticket_entry *columns_ticket_entry(const struct columns *columns,
                                                        const struct ticket_wait *wait)
{
    const uint64_t key = wait->key;
    const size_t len = wait->id.len, mask = columns->table_mask;
    for (size_t place = wait->hash & mask;; place = (place + 1) & mask) {
        struct ticket_entry *entry = &columns->table[place];
        bool is_like = entry->key == key && entry->len == len && entry->number;
        if (is_like && (len <= 8 || !memcmp(columns->ids[entry->number - 1].at, wait->id.at, len)))
            return entry;
        if (!entry->number)
            return entry;
    }
}

/* When ROW was; and when COUNT rows behind those that are there are, for which there is room. */
static inline instant columns_time(const struct columns *columns, uint32_t row)
{
    const struct time_column *time = &columns->time;
    return time->width == 4 ? time->base + ((const uint32_t *)time->at)[row] * MICROS_SECOND
                            : ((const instant *)time->at)[row];
}
void columns_put_times(struct columns *columns, const instant *times, uint32_t count);

/* A number for a new ticket, whose entry that is to be. */
uint32_t columns_ticket_new(struct columns *columns, struct ticket_entry *entry,
                            const struct ticket_wait *wait);

/* The number of a ticket, a new one if need be. Not between rows that wait for theirs. */
uint32_t columns_ticket(struct columns *columns, const struct ticket_wait *wait);

/* From ROW on, rows come from successive lines, beginning with LINE. */
void origin_runs_push(struct origin_runs *runs, uint32_t row, uint64_t line);

/* Has the ticket been seen? Settles all rows that wait for their number. */
bool columns_knows_ticket(struct columns *columns, struct cell id);

/* Room for CODE. */
void columns_widen(struct columns *columns, struct code_column *column, uint32_t code);

/* CODE in the row that was added last. */
static inline void columns_put_code(struct columns *columns, struct code_column *column,
                                    uint32_t code)
{
    if (code > column->most)
        columns_widen(columns, column, code);
    uint32_t row = columns->rows - 1;
    switch (column->width) {
    case 1:
        ((uint8_t *)column->codes)[row] = (uint8_t)code;
        break;
    case 2:
        ((uint16_t *)column->codes)[row] = (uint16_t)code;
        break;
    case 4:
        ((uint32_t *)column->codes)[row] = code;
        break;
    default:
        break;
    }
}

/* Code of ATTRIBUTE in the row that was added last; every bound one is put once a row. */
static inline void columns_put(struct columns *columns, uint32_t attribute, uint32_t code)
{
    columns_put_code(columns, &columns->attributes[attribute], code);
}

/* Makes room for values before, if there is none yet. */
void columns_befores(struct columns *columns);

/* The code that ATTRIBUTE had before that row, 0: the row does not say; put before columns_put. */
void columns_put_before(struct columns *columns, uint32_t attribute, uint32_t code);

/* A new code for VALUE. */
uint32_t columns_value(struct code_column *column, const struct value *value);

/* TEXT where it lives as long as the log: borrowed from the input, else copied. */
struct text columns_keep(struct columns *columns, struct cell cell);

/* Where the line of an input that is part of a file stands in the file. */
void columns_place(const struct columns *columns, struct row_origin *origin);

/* Code of COLUMN in ROW, and where there is room for it, anew. */
uint32_t columns_code(const struct code_column *column, uint32_t row);
void columns_set_code(struct code_column *column, uint32_t row, uint32_t code);

/* All rows get the numbers of their tickets. */
void columns_settle(struct columns *columns);

/* Which tickets leave the columns, and what else is known of each. */
struct columns_leaving {
    const bool *leaves; /* by ticket */
    uint32_t *numbers;  /* by ticket; those that leave go to GONE, the others close up */
    uint32_t *gone;     /* room for as many as leave */
};

/* Moves rows and tickets that leave to TO, new columns of the same schema and files, in their
 * order; the others close up. TO borrows values and ids: it has to be ended by columns_left, before
 * COLUMNS are used again. Settled. */
void columns_leave(struct columns *columns, struct columns *to,
                   const struct columns_leaving *leaving);
void columns_left(struct columns *columns, struct columns *to);

/* Copies the ids of tickets from number FROM on to ARENA, one behind the other, so that nobody
 * looks where they stood. */
void columns_copy_ids(struct columns *columns, uint32_t from, struct arena *arena);

/* Forgets all rows and tickets, but not what texts mean. Settled. */
void columns_clear(struct columns *columns);

/* Makes the table of tickets anew, by their ids. */
void columns_index(struct columns *columns);

/* Settles and hands over all but histories. */
void columns_finish(struct columns *columns);

/* Moves a finished log without openings into its arena, for small ones that nobody frees. */
void columns_move(struct columns *columns);

#endif
