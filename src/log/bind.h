/* bind.h - the columns of a log block, ready to read: what the text of a field means.
 *
 * A binding is made once for a log and found again in the header of every input. What a text means
 * is worked out when it is first seen and then looked up by its bytes.
 */
#ifndef LOG_BIND_H
#define LOG_BIND_H

#include "base/diagnostic.h"
#include "charter/logspec.h"
#include "log/columns.h"
#include "log/read.h"
#include "log/rejects.h"
#include "time/written.h"

/* What a field means, as a number. Of an attribute: its code. */
#define MEANING_BAD UINT32_MAX
enum {
    MEANING_NOTHING = 0,
    MEANING_ACTOR_SHIFT = 8,    /* of an event: its kind in the low byte, then the actor */
    MEANING_EVENT = 1 << 10,    /* ... and this */
    MEANING_NO_EVENT = 1 << 11, /* the row is left out */
    MEANING_PRIVATE = 1,        /* of a public column */
    MEANING_PUBLIC = 2
};

/* An input, for messages. */
struct log_place {
    struct text path;
    struct sink *sink;
};

/* A column that a line names, in this input. */
struct ref {
    const struct log_column *column;
    size_t at;       /* of the record's fields; the one behind the last where the input has none */
    bool found;      /* in this input */
    bool is_outside; /* of the lists that give rows: it belongs to the record's own row */
};

struct slot {
    const struct log_column_spec *spec;
    struct ref *columns, *befores, *tests; /* as many as the spec has */
    size_t column; /* of the record's fields, or a place behind them that bind_compute fills */
    size_t before; /* the same for the value before; SIZE_MAX: none */
    bool found;    /* one of its columns is in this input */
    bool has_written;
    struct written written;
    struct intern meanings;
};

struct bind_remarked {
    uint32_t slot;
    struct text text;
};

struct binding {
    struct arena *arena;
    const struct schema *schema;
    const struct log_spec *spec;
    struct columns *columns;
    struct slot *slots; /* one a line of the block, in its order */
    uint32_t slot_count;
    struct ref *refs; /* of all slots */
    uint32_t ref_count;
    struct slot **computed; /* those that are not simply one of the fields */
    uint32_t computed_count;
    const struct heading *heading; /* while columns are found */
    size_t room;                   /* fields of a record, with the places behind them */
    bool has_own_row; /* a record with lists that give rows is a ticket, and gives a row itself */
    bool is_own_row;  /* it is this one that is read */
    const char *safe_end; /* of the input that is read */
    bool can_say_actor;
    unsigned noted; /* remarks on the row that is read: bits by enum log_remark */
    /* Where columns are aside: texts of that row that are remarked upon if the log has not had them
     * before; which it knows. */
    VECTOR(struct bind_remarked) remarked;
    day known_day; /* of the date that was read last, as it is written in KNOWN_DATE */
    char known_date[10];
};

/* Columns that SPEC names: refs of its binding. */
uint32_t bind_ref_count(const struct log_spec *spec);

/* The columns of a part of a log that goes on: those that it has are added to KNOWN (by number of
 * ref), and those known are found. */
void bind_flow(struct binding *binding, bool *known);

/* SPEC is the canonical one or one that check has let pass: it says where ticket and time are. */
void bind_init(struct binding *binding, const struct log_spec *spec, struct columns *columns);
void bind_fini(struct binding *binding);

/* Finds the columns of the block in HEADER, and gives all slots their places. False if one lacks or
 * stands twice unsaid; it is in the sink. */
bool bind_header(struct binding *binding, const struct text *header, size_t count,
                 const struct log_place *place);

/* Gives the slots their places in records of COUNT fields, whose refs have theirs. */
void bind_place(struct binding *binding, size_t count);

/* Makes the fields that depend on others; FIELDS has binding.room of them. */
void bind_compute(struct binding *binding, struct cell *fields);

/* What the log can say with the columns found so far (semantics 3.8). */
void bind_abilities(struct binding *binding, struct eventlog *log);

/* What CELL means under SLOT; MEANING_BAD: nothing. */
uint32_t bind_meaning_new(struct binding *binding, struct slot *slot, struct cell cell);

static inline uint32_t bind_meaning(struct binding *binding, struct slot *slot, struct cell cell)
{
    if (cell.len == 0)
        return MEANING_NOTHING;
    struct intern_entry *entry = intern_find(&slot->meanings, cell, binding->safe_end);
    return entry ? entry->code : bind_meaning_new(binding, slot, cell);
}

/* Code of VALUE in the columns of the log; equal values have one code. */
uint32_t bind_code(struct binding *binding, uint32_t attribute, const struct value *value);

/* Reads the instant in CELL, which is not empty; false if it is none: then REJECT says why. */
bool bind_time(struct binding *binding, const struct slot *slot, struct cell cell, instant *at,
               struct reject *reject);

/* `HH:MM:SS` in 8 bytes, as seconds; UINT32_MAX if it is no time of the day. */
static inline uint32_t bind_seconds(const char *at)
{
    uint64_t digits;
    memcpy(&digits, at, 8);
    digits ^= 0x30303a30303a3030u; /* the first byte is the lowest */
    uint64_t over_nine = digits + 0x0606000606000606u;
    uint64_t pairs = digits * 10 + (digits >> 8);
    uint32_t hour = pairs & 0xff, minute = pairs >> 24 & 0xff, second = pairs >> 48 & 0xff;
    bool good =
        !((digits | over_nine) & 0xf0f0fff0f0fff0f0u) && hour < 24 && minute < 60 && second < 60;
    return good ? hour * 3600 + minute * 60 + second : UINT32_MAX;
}

/* `2026-09-07T09:00:00Z` on the date that was read last; false: it is something else. */
static inline bool bind_known_time(const struct binding *binding, const struct slot *slot,
                                   struct cell cell, instant *at)
{
    if (cell.len != 20 || slot->has_written || memcmp(cell.at, binding->known_date, 10) != 0 ||
        cell.at[10] != 'T' || cell.at[19] != 'Z')
        return false;
    uint32_t seconds = bind_seconds(cell.at + 11);
    *at = binding->known_day * MICROS_DAY + seconds * MICROS_SECOND;
    return seconds != UINT32_MAX;
}

/* Does CELL hold no value: is it empty, or one of the block's missing texts? */
bool bind_is_missing(const struct binding *binding, struct cell cell);

/* The key, or header, that names COLUMN where nothing is nested. */
struct text bind_key(const struct log_column *column);

/* What SLOT fills, for messages: `priority`, `time`, `opened`. */
struct text bind_role(const struct binding *binding, const struct slot *slot);

#endif
