/* rows.h - from the fields of a record to rows of the log.
 */
#ifndef LOG_ROWS_H
#define LOG_ROWS_H

#include "base/map.h"
#include "log/bind.h"
#include "log/identities.h"
#include "log/batch.h"

#define ROWS_SECOND "a second row of a ticket, where there is one row per ticket"

/* The slots by what they are asked for; NULL where there is none. */
struct rows {
    struct binding *binding;
    struct columns *columns;
    struct rejects *rejects;
    struct unknowns *unknowns; /* NULL: what is not known makes a bad row */
    const struct cell *record; /* the fields of the row that is read */
    struct slot *ticket, *time, *event, *actor, *is_public, *id, *opened;
    struct slot **attributes, **happenings; /* happenings: of one row a ticket */
    uint32_t attribute_count, happening_count;
    uint32_t *codes;        /* of the record: one an attribute slot */
    struct slot **changing; /* attributes of which a row tells the value before */
    uint32_t changing_count;
    uint32_t *befores; /* of the record: one a changing slot */
    uint32_t *nothing; /* as many zeros as either */
    struct identities identities;
    struct map *tellers; /* of snapshots: the row that an identity's event belongs to */
    uint32_t file;
    const struct log_witness *witness; /* or NULL */
    struct batch *batch;               /* rows go there; NULL: to the columns of the log */
    const struct log_flow *flow;       /* or NULL */
    struct log_stream *stream;         /* or NULL */
};

/* Kind and `what` of a row, by what its fields mean. */
static inline uint8_t rows_kind(uint32_t event)
{
    return event ? (uint8_t)(event & 0xff) : KIND_CHANGED;
}

static inline uint8_t rows_what(uint32_t event, uint32_t actor, uint32_t is_public)
{
    uint32_t said = event >> MEANING_ACTOR_SHIFT & 3;
    bool seen = is_public ? is_public == MEANING_PUBLIC : event && (event & 0xff) == KIND_REPLY;
    return (uint8_t)((said ? said : actor) | (seen ? WHAT_PUBLIC : 0) |
                     (event ? WHAT_EXPLICIT : 0));
}

/* Does it lack who has done what someone must have done? */
static inline bool rows_lacks_role(const struct binding *binding, uint8_t kind, uint8_t what)
{
    return binding->can_say_actor && kind == KIND_REPLY && !(what & WHAT_ACTOR);
}

void rows_init(struct rows *rows, struct binding *binding, struct rejects *rejects);
void rows_fini(struct rows *rows);

/* Are there attributes that are times? What is remarked upon in a text of theirs is so once a log.
 */
bool rows_have_times(const struct rows *rows);

/* FIELDS by slot.column, with room for those that are computed. A bad record is counted. False: the
 * log can hold no more rows. */
bool rows_add(struct rows *rows, struct cell *fields, uint64_t line)
    __attribute__((warn_unused_result));

/* The row of a record itself, the elements of whose lists are rows too: the opening of the ticket.
 */
bool rows_add_own(struct rows *rows, struct cell *fields, uint64_t line)
    __attribute__((warn_unused_result));

/* Of snapshots with event ids: the rows of BATCH have joined the log, the first as row FROM. */
void rows_share_events(struct rows *rows, const struct batch *batch, uint32_t from);

/* Counts what needs no row. */
void rows_remark(struct rows *rows, enum log_remark which, uint64_t line);

/* A record that its reader found broken. */
void rows_refuse(struct rows *rows, const char *fault, uint64_t line);

#endif
