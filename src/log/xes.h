/* xes.h - events of an XES log (IEEE 1849): cases, their events, and attributes of both.
 *
 * An attribute is asked for by its key, `org:resource`, one that hangs on another by a path,
 * `cost.currency`; a `values` between a list and what is in it is no step. Values are given as they
 * stand, whatever their type. Extensions, globals and classifiers are passed over: a global says
 * what is always there, not what holds where something lacks. A document type is refused, and with
 * it all entities but those that XML has itself, so nothing outside is read and nothing grows.
 */
#ifndef LOG_XES_H
#define LOG_XES_H

#include "base/path.h"
#include "base/vector.h"
#include "log/cell.h"

enum { XES_LEARNT = 256, XES_DEEPEST = 256 };

/* An event, or with `cases` a case. */
struct xes_record {
    struct cell
        *fields;       /* by number; `at` is NULL where it has none. The caller may write to them */
    struct text head;  /* the bytes of the case up to its first event */
    struct text bytes; /* of the event; none for a case */
    uint64_t line;     /* where it begins */
    cell_fault fault;
};

struct xes_request {
    struct text bytes;
    bool cases; /* a record is a case, else an event */
    void *context;
    /* False stops the reading. */
    bool (*record)(void *context, const struct xes_record *record);
    void (*empty_case)(void *context, uint64_t line); /* a case without events; not with `cases` */
    /* The bytes of a case, or of an event outside of all, behind its records; or NULL. */
    void (*item)(void *context, struct text bytes, uint64_t line);
};

struct xes;

struct xes *xes_new(struct arena *arena, const struct xes_request *request);
void xes_free(struct xes *xes);

/* Before reading: the number of the field for PATH, of the case or of the event. */
uint32_t xes_ask(struct xes *xes, const struct path *path, bool of_case);

/* How many fields a record has room for: at least as many as are asked for. */
void xes_set_room(struct xes *xes, size_t room);

/* Reads all. False: it was stopped, or xes_fault says why. */
bool xes_read(struct xes *xes) __attribute__((warn_unused_result));

/* A byte of the log, and its line, from 1. */
struct xes_place {
    size_t at;
    uint64_t line;
};

/* Where the first case begins. False: not soon, or behind something else that is read, or it can't
 * be read. */
bool xes_find_first(struct xes *xes, struct xes_place *first) __attribute__((warn_unused_result));

/* A part of the log: from the byte FROM, where a case begins, to the first case that begins at STOP
 * or behind it, which is at TO; or to the end, TO's line is then no matter. Lines count from 1 at
 * FROM. */
struct xes_part {
    struct xes_place first; /* as found above */
    size_t from, stop;
    struct xes_place to;
};

/* As xes_read; again and again. */
bool xes_read_part(struct xes *xes, struct xes_part *part) __attribute__((warn_unused_result));

/* Why the log can't be read, as part of a sentence, and on which line; NULL: it was read. */
const char *xes_fault(const struct xes *xes, uint64_t *line);

/* Keys that were met and nobody asks for (of cases with `case:` in front), for did-you-mean. */
const struct text *xes_learnt(const struct xes *xes, uint32_t *count);

#endif
