/* news.h - what rows say, found out for many of them at once: of the kind of event and the status,
 * and which columns have news.
 *
 * A value is news where the row before it has another one, or none. So some is called news that
 * turns out to be none: who asks looks at it, and at nothing else. The status is never among them,
 * since it is part of what is said. For the files of judge only.
 */
#ifndef JUDGE_NEWS_H
#define JUDGE_NEWS_H

#include "judge/plan.h"

enum { NEWS_ROOM = 512, NEWS_COLUMNS = 8 /* of a group */ };

/* Of a stretch of places (eventlog_row). */
struct news {
    struct arena *arena;
    const struct judge *judge; /* whose columns they are; NULL: none yet */
    uint32_t from, count;
    uint32_t groups; /* that there is room for */
    uint64_t *said;  /* by place: as said_of has it */
    uint8_t *any;    /* by place: whether there are news; of one group, its bits */
    uint8_t *bits;   /* by group, NEWS_ROOM each, then place: one a column */
};

/* A ticket comes next whose version is that of JUDGE. */
static inline void news_begin(struct news *news, const struct judge *judge)
{
    if (news->judge != judge)
        news->count = 0;
    news->judge = judge;
}

/* Learns of the places from PLACE to END, as far as there is room, and of more where places are
 * asked for in order. Of the first one all is news. Room is taken from news.arena. */
void news_read(struct news *news, uint32_t place, uint32_t end);

/* Where PLACE, in a ticket that goes on to END, stands among those that are known. */
static inline uint32_t news_find(struct news *news, uint32_t place, uint32_t end)
{
    if (place - news->from >= news->count)
        news_read(news, place, end);
    return place - news->from;
}

#endif
