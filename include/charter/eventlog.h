/* eventlog.h - a recorded log as columns, and each ticket's history.
 *
 * Made by log, read by judge and report; immutable after reading, so that many threads and many
 * charters can judge it. The rows of a ticket stand together, so that a history is read from one
 * end of memory to the other. Instants are 4 bytes or 8, everything else is a code of 1, 2 or 4.
 * With one row a ticket, a row of the export gives several rows here.
 */
#ifndef CHARTER_EVENTLOG_H
#define CHARTER_EVENTLOG_H

#include "charter/schema.h"

/* Codes of one stored attribute, one a row. Code 0: the row says nothing of it. */
struct event_column {
    uint8_t width;              /* 0: no row says anything; else 1, 2 or 4 bytes a code */
    const void *codes;          /* width * rows bytes */
    const struct value *values; /* values[code]; values[0] is unset */
    uint32_t value_count;       /* codes are below it */
};

/* What a row's `what` byte holds. */
enum {
    WHAT_ACTOR = 0x03,    /* enum actor */
    WHAT_PUBLIC = 0x04,   /* seen by the customer */
    WHAT_EXPLICIT = 0x08, /* the log named the event kind (else it is KIND_CHANGED by 3.2) */
    WHAT_RECORD = 0x10    /* the opening of a record whose lists gave other rows */
};

/* When rows were: by 8 bytes as they are; by 4, where all are whole seconds and near enough to each
 * other, how many seconds behind BASE. */
struct event_times {
    const void *at;
    uint8_t width;
    instant base;
};

/* Where a row came from. */
struct row_origin {
    uint32_t file; /* index into eventlog.files */
    uint64_t line; /* the first line of the record in the file, from 1 */
};

/* Things counted while reading (semantics 1.3, 1.4, 3.x) that do not reject a row. */
enum log_remark {
    REMARK_AMBIGUOUS_TIME,     /* in a fall-back hour: the first reading */
    REMARK_TIME_IN_GAP,        /* moved to the end of the gap */
    REMARK_FRACTION_CUT,       /* digits past the sixth */
    REMARK_LEAP_SECOND,        /* a 60th second */
    REMARK_DUPLICATE_ID,       /* the same event id again: one event */
    REMARK_EQUAL_ROW,          /* an equal row without an id: kept */
    REMARK_OUT_OF_ORDER,       /* a row earlier than one before it of the same ticket */
    REMARK_OPENED_LATER_VALUE, /* another value in the opening column than the ticket's first */
    REMARK_NO_EVENT,           /* left out by `is no event` */
    REMARK_EMPTY_CASE,         /* XES: a case without an event */
    REMARK_COUNT
};

struct log_count {
    uint64_t count;
    struct row_origin first;
};

struct log_reject {
    struct text reason; /* "unknown value `urgent` for priority", one entry a kind of reason */
    uint64_t count;
    struct row_origin first;
    struct text key; /* rows with the same key are counted together, under the first one's reason */
};

/* Of a log that is part of another one: what only the whole can say. */
struct log_whole {
    instant last;           /* its last event, or INSTANT_NONE: not known */
    struct text split;      /* names the split that the part comes from */
    uint32_t number, count; /* it is part NUMBER, from 1, of COUNT */
};

/* A value that the charter does not know, in rows that were read as if they said nothing of it. */
struct log_unknown {
    struct text role, value; /* "channel", "teams"; as rejects_quote shows them */
    uint64_t count;          /* rows */
    struct row_origin first;
    struct text ticket; /* of the first row; may be empty */
};

struct eventlog {
    const struct schema *schema;
    uint64_t records; /* records of the input, headers not counted */
    uint32_t rows;    /* rows kept */
    struct event_times time;
    const uint8_t *kind; /* event kind; at most 255 kinds */
    const uint8_t *what;
    const struct event_column *columns; /* one a stored attribute */
    bool row_per_ticket;

    uint32_t tickets; /* numbered in the order in which they are first seen */
    const struct text *ticket_ids;
    const uint32_t *first; /* tickets + 1 places of eventlog_row */
    const uint32_t
        *order; /* row numbers, by ticket, then instant, then input; NULL: they stand so */

    /* With an opening column: by ticket, its opening (INSTANT_NONE: no row has one) and the row
     * that says so; else both NULL. */
    const instant *opening;
    const uint32_t *opening_row;

    const struct log_whole *whole; /* NULL: it is the whole */
    bool has_ids;                  /* some record has the identity of an event */

    const struct text *files; /* names of the inputs, as given */
    uint32_t file_count;
    const struct log_reject *rejects; /* in the order in which they were first met */
    uint32_t reject_count;
    uint64_t rejected;                  /* rows */
    const struct log_unknown *unknowns; /* as first met; none unless they were asked for */
    uint32_t unknown_count;
    struct log_count remarks[REMARK_COUNT];
    instant first_time, last_time; /* of the rows kept; INSTANT_NONE without rows */
    char digest[65];               /* semantics of cli.md: sum of the records' SHA-256, hex */

    /* What the log can say at all (semantics 3.8): kinds that some row of the binding may have. */
    bool can_say_kind[256]; /* an event column or an `… at` column that can give the kind */
    bool can_say_actor;     /* an actor column, or actors in a value map */
    bool can_say_status;
};

/* The row at PLACE, one of those of a ticket, by instant, then input. */
static inline uint32_t eventlog_row(const struct eventlog *log, uint32_t place)
{
    return log->order ? log->order[place] : place;
}

static inline instant eventlog_time(const struct eventlog *log, uint32_t row)
{
    const struct event_times *time = &log->time;
    return time->width == 4 ? time->base + ((const uint32_t *)time->at)[row] * MICROS_SECOND
                            : ((const instant *)time->at)[row];
}

/* Where ROW came from; row numbers are those of the columns. */
struct row_origin eventlog_origin(const struct eventlog *log, uint32_t row);

/* Code of stored attribute ATTRIBUTE in ROW; 0: says nothing. */
static inline uint32_t eventlog_code(const struct eventlog *log, uint32_t attribute, uint32_t row)
{
    const struct event_column *column = &log->columns[attribute];
    switch (column->width) {
    case 1:
        return ((const uint8_t *)column->codes)[row];
    case 2:
        return ((const uint16_t *)column->codes)[row];
    case 4:
        return ((const uint32_t *)column->codes)[row];
    default:
        return 0;
    }
}

#endif
