/* logspec.h - how an export is read: a `log` block after checking, or the canonical columns.
 *
 * Made by check (log_spec of a block) or by log (the canonical one); read by log.
 */
#ifndef CHARTER_LOGSPEC_H
#define CHARTER_LOGSPEC_H

#include "base/path.h"
#include "charter/schema.h"
#include "time/zone.h"

enum log_format { LOG_FORMAT_ANY, LOG_CSV, LOG_TSV, LOG_NDJSON, LOG_XES };

/* What a column fills. */
enum log_role {
    LOG_TICKET,
    LOG_TIME,
    LOG_EVENT,     /* kind (and actor) of the row's event */
    LOG_ACTOR,     /* customer, agent, system */
    LOG_PUBLIC,    /* yes or no */
    LOG_ID,        /* identity of the event */
    LOG_ATTRIBUTE, /* value of attribute `attribute` */
    LOG_EVENT_AT   /* an instant at which event `kind` (by `actor`) happened */
};

enum log_mapped_type {
    MAPPED_NO_EVENT, /* the row is no event: it is left out (with LOG_EVENT) */
    MAPPED_EVENT,    /* kind and actor; ACTOR_NONE leaves the actor to its column */
    MAPPED_VALUE,    /* of an attribute; unset: the text says nothing of it */
    MAPPED_TEXT,     /* of an attribute: read as if the export said this text */
    MAPPED_ACTOR,
    MAPPED_PUBLIC,
    MAPPED_UNSET /* says nothing */
};

struct log_mapped {
    enum log_mapped_type type;
    uint32_t kind;
    enum actor actor;
    bool is_public;
    struct value value;
    struct text text;
};

struct log_mapping {
    struct text from; /* the text in the export */
    struct log_mapped to;
    struct span span;
};

/* A column of CSV by its header, a value of NDJSON or XES by its path. */
struct log_column {
    struct text name;        /* as the block has it, but for a path that was shortened */
    uint32_t nth;            /* which of several columns with that header; 0: not said */
    const struct path *path; /* NULL: NAME is a header, or a key as it stands */
};

/* A row has the column's meaning only if another column holds one of these texts (or none). */
struct log_test {
    struct log_column column;
    bool negated;
    const struct text *texts;
    uint32_t text_count;
};

struct log_column_spec {
    enum log_role role;
    uint32_t attribute; /* LOG_ATTRIBUTE */
    uint32_t kind;      /* LOG_EVENT_AT */
    enum actor actor;   /* LOG_EVENT_AT; ACTOR_NONE: not said */
    const struct log_column *columns;
    uint32_t column_count;            /* at least 1; the first that has a value counts */
    const struct log_column *befores; /* LOG_ATTRIBUTE: the value before the row's change */
    uint32_t before_count;
    const struct log_test *tests; /* all of them must hold */
    uint32_t test_count;
    bool optional;           /* the file may lack all of the columns */
    struct text written;     /* "D/M/YYYY hh:mm"; empty: RFC 3339 */
    const struct zone *zone; /* of times without an offset; NULL: such a time is an error */
    const struct log_mapping *mappings;
    uint32_t mapping_count; /* 0: values are read as they are named in the charter */
    bool has_otherwise;
    struct log_mapped otherwise;
    struct span span;
};

struct log_spec {
    struct text name, title; /* empty for the canonical one */
    enum log_format format;
    bool row_per_ticket;
    bool row_per_snapshot; /* a row is how a ticket was, and what it tells of last beside */
    bool is_library;       /* of a file that is used */
    const struct path *const *rows; /* lists whose elements are rows; none: a record is a row */
    uint32_t row_count;
    const struct text *missing; /* texts that mean: no value; an empty cell always does */
    uint32_t missing_count;
    const struct log_column_spec *columns;
    uint32_t column_count;
    struct span span;
};

#endif
