/* pictures.h - what the charts of a page are drawn from, gathered in the run that counts verdicts:
 * how used time lies against the limit, when tickets are opened, the longest breaches, and what is
 * due next.
 *
 * Each block of tickets is gathered by itself and blocks are merged in order, so that the result
 * does not depend on threads. Memory: some KB a target, whatever the log.
 */
#ifndef REPORT_PICTURES_H
#define REPORT_PICTURES_H

#include "judge/judge.h"
#include "count/cited.h"

/* Tenths of the limit up to twice of it, then all above. The last tenth within the limit ends with
 * the limit itself. */
enum { PICTURES_WITHIN = 10, PICTURES_BARS = 21, PICTURES_WORST = 10, PICTURES_NEXT = 50 };

/* Decided cycles. */
struct pictures_bar {
    uint64_t met, breached;
};

/* A ledger as the page has it, told by the part of the log that has the ticket. */
struct pictures_told {
    struct text summary, body; /* body: see page_paste */
};

/* A cycle that is worth a look. */
struct pictures_cycle {
    struct cited_place place;         /* of the ticket among all, for the order */
    const struct pictures_told *told; /* NULL: the log of the report has the ticket */
    uint32_t ticket, target, cycle;
    uint32_t flags; /* of the verdict */
    bool has_figures;
    micros over, late, used, limit;
    instant due; /* INSTANT_NONE: paused, or out of hours for good */
};

/* A target, as far as its verdicts were taken. */
struct pictures_target {
    struct pictures_bar bars[PICTURES_BARS];
    uint64_t drawn;    /* cycles in the bars */
    uint64_t breaches; /* breached cycles */
    uint64_t on_time;  /* breached cycles in the bars that used no more than the limit: a stop out
                        * of hours, or a change */
    struct pictures_cycle worst[PICTURES_WORST]; /* by over, then late, then ticket and cycle */
    uint32_t worst_count;
};

/* The hours of a week, Monday 00:00 first: local time of the charter's zone. */
struct pictures_week {
    uint64_t opened[7][24];
    uint64_t tickets, outside; /* opened while CALENDAR was closed */
    uint32_t calendar; /* of the last version: in which most targets are counted; 0: always */
    bool open[7][24];  /* for half of the hour or more, over the last year of the log */
};

struct pictures_result {
    const struct pictures_target *targets; /* by number of the target */
    struct pictures_week week;             /* tickets of which a verdict was taken */
    const struct pictures_cycle *next;     /* pending ones by due instant; those without one last */
    uint32_t next_count;
    uint64_t pending; /* cycles */
};

struct pictures;

struct pictures *pictures_new(const struct judge *judge, const struct model *model);
void pictures_free(struct pictures *pictures);

/* Takes the verdicts of one judge_all. */
struct judge_consumer pictures_consumer(struct pictures *pictures);

/* What was gathered so far, for pictures_add; TELL gives the ledger of a cycle in ARENA. */
struct pictures_teller {
    const void *context;
    struct pictures_told (*tell)(const void *context, const struct pictures_cycle *cycle,
                                 struct arena *arena);
    const struct eventlog *log;
};
void pictures_put(const struct pictures *pictures, const struct pictures_teller *teller,
                  struct buffer *out);

/* Adds what was put of another part of the log; what is wrong spoils WIRE. */
void pictures_add(struct pictures *pictures, struct wire *wire, struct cited *cited);

/* Once, after all blocks; in ARENA. */
const struct pictures_result *pictures_finish(struct pictures *pictures, struct arena *arena);

#endif
