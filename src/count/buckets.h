/* buckets.h - the period of a promise that an instant falls into, and its label (semantics 6.1).
 *
 * Labels: `2026-09-07`, `2026-W37`, `2026-09`, `2026-Q3`, `2026`; a year from April has the number
 * of the year in which it begins. A reader keeps the last period found, so that asking for instants
 * near each other is cheap; it is for one thread.
 */
#ifndef COUNT_BUCKETS_H
#define COUNT_BUCKETS_H

#include "charter/model.h"

enum { BUCKETS_LABEL_ROOM = 24 };

struct buckets {
    const struct zone *zone;
    enum period_unit unit;
    int first_month;
    struct zone_segment segment; /* in which the last instant fell */
    instant from, to;            /* all of [from, to) is in the last period */
    day first, next;             /* the last period; none yet if they are equal */
    day other_first, other_next; /* the last one but one */
    day labelled;                /* the period that the label is of, if label_len is not 0 */
    char label[BUCKETS_LABEL_ROOM];
    size_t label_len;
};

/* Periods of TARGET: those of its first promise; months without a promise. */
struct buckets buckets_of(const struct model *model, const struct target *target);

/* Those of PROMISE; months for NULL. */
struct buckets buckets_of_promise(const struct model *model, const struct promise *promise);

/* The label of the period of UNIT that begins on FIRST; gives its length. */
size_t buckets_write_label(enum period_unit unit, day first, char out[BUCKETS_LABEL_ROOM]);

/* Finds the period of AT, which is another than the last one, perhaps. */
void buckets_move(struct buckets *buckets, instant at);

static inline bool buckets_has(const struct buckets *buckets, instant at)
{
    return at >= buckets->from && at < buckets->to;
}

/* Finds the period of AT: `first` and `next` are its. */
static inline void buckets_seek(struct buckets *buckets, instant at)
{
    if (!buckets_has(buckets, at))
        buckets_move(buckets, at);
}

/* The label of the period that was found last. It lives till the next call. */
struct text buckets_label(struct buckets *buckets);

/* Both. */
struct text buckets_find(struct buckets *buckets, instant at);

/* The local date of AT. */
day buckets_date(struct buckets *buckets, instant at);

#endif
