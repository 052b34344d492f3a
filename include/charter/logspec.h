/* logspec.h - how an export is read: a `log` block after checking, or the canonical columns.
 *
 * Made by check (log_spec of a block) or by log (the canonical one); read by log.
 */
#ifndef CHARTER_LOGSPEC_H
#define CHARTER_LOGSPEC_H

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
    MAPPED_VALUE,    /* of an attribute */
    MAPPED_ACTOR,
    MAPPED_PUBLIC,
    MAPPED_UNSET /* with `otherwise`: says nothing */
};

struct log_mapped {
    enum log_mapped_type type;
    uint32_t kind;
    enum actor actor;
    bool is_public;
    struct value value;
};

struct log_mapping {
    struct text from; /* the text in the export */
    struct log_mapped to;
    struct span span;
};

struct log_column_spec {
    enum log_role role;
    uint32_t attribute;      /* LOG_ATTRIBUTE */
    uint32_t kind;           /* LOG_EVENT_AT */
    enum actor actor;        /* LOG_EVENT_AT; ACTOR_NONE: not said */
    struct text column;      /* header, or key */
    uint32_t nth;            /* which of several columns with that header; 0: not said */
    bool optional;           /* canonical columns but ticket and time: may be missing */
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
    const struct text *missing; /* texts that mean: no value; an empty cell always does */
    uint32_t missing_count;
    const struct log_column_spec *columns;
    uint32_t column_count;
    struct span span;
};

#endif
