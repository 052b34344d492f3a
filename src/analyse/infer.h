/* infer.h - what the columns of an unknown export may mean: a guess, with what stays open.
 *
 * Knows words that help desks use for their columns and values, the ways in which times are
 * written, and how the values of a column behave from row to row of a ticket. Whatever it says can
 * be read back: a value it names is one that the export has, and a way of writing times fits all of
 * them. What it can't tell is a remark that begins with `decide:`.
 */
#ifndef ANALYSE_INFER_H
#define ANALYSE_INFER_H

#include "charter/logspec.h"
#include "log/survey.h"

enum {
    INFER_VALUES = 40,  /* texts of a column that are told apart */
    INFER_CHOICES = 20, /* values that a choice may have */
    INFER_FORMATS = 64,
    INFER_MARKERS = 32
};

/* What a column is taken for. */
enum infer_role {
    INFER_UNREAD, /* nothing: it is left out */
    INFER_TICKET,
    INFER_TIME,
    INFER_OPENED,
    INFER_RESOLVED,
    INFER_CLOSED,
    INFER_REPLIED,
    INFER_EVENT,
    INFER_ACTOR,
    INFER_PUBLIC,
    INFER_ID,
    INFER_STATUS,
    INFER_PRIORITY,
    INFER_ATTRIBUTE,
    INFER_ROLES
};

struct infer_value {
    struct text text; /* of the export */
    uint64_t count;
    struct text name; /* of the choice, or empty; then the text is no choice's */
    enum status_class status_class;
    uint32_t kind; /* of an event; UINT32_MAX: not known */
    enum actor actor;
    bool yes;
};

/* What was seen of a column. */
struct infer_column {
    const struct survey_column *column;
    struct text words; /* of its name, in small letters, with blanks between */
    uint64_t filled;   /* cells with a value, missing markers not counted */
    uint64_t missing;  /* cells without: empty ones, and the markers that are accepted */
    VECTOR(struct infer_value) values; /* in the order in which they were met */
    bool has_many;                     /* more than INFER_VALUES */
    uint64_t wholes, decimals, truths; /* cells that are one */
    size_t longest;
    bool is_odd;                       /* some value can be no text of a charter */
    uint64_t changes;                  /* from row to row of a ticket */
    bool is_unique;                    /* no value stands in two rows */
    uint64_t as_format[INFER_FORMATS]; /* cells that are written so */
    uint64_t as_marker[INFER_MARKERS]; /* cells that hold it */
    /* What was guessed. */
    enum infer_role role;
    struct text written; /* of times; empty: with an offset, as RFC 3339 has it */
    bool is_time, has_zone;
    bool is_ladder; /* values stand lowest first */
    enum attribute_type type;
    struct text name; /* of the attribute */
    bool is_optional;
    VECTOR(struct text) remarks; /* full sentences; those that are open begin with `decide: ` */
};

struct inferred {
    const struct survey *survey;
    struct infer_column *columns; /* as many as the survey has */
    size_t count;
    bool row_per_ticket;
    uint64_t rows, tickets;
    VECTOR(struct text) missing; /* markers */
    VECTOR(struct text) remarks; /* on the whole */
};

/* Goes over the export three times. */
const struct inferred *infer(struct arena *arena, struct survey *survey);

/* TEXT as a charter has it, between quotation marks; and can it stand so in one at all? */
struct text infer_quote(struct arena *arena, struct text text);
bool infer_is_text(struct text text);

#endif
