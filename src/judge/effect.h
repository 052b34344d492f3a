/* effect.h - what a row makes happen (semantics 3.3, 3.4), found out once for all rows alike.
 *
 * It follows from how the ticket stands and from what the row says of its kind, its actor and its
 * status; a log has few such pairs. Values of other attributes are not known here.
 */
#ifndef JUDGE_EFFECT_H
#define JUDGE_EFFECT_H

#include "judge/plan.h"

/* A turn of a status, or an event kind (3.3). */
struct happening {
    bool enters;     /* a status or a class; else a kind */
    bool has_status; /* of `enters` */
    bool has_class;
    uint8_t kind;
    uint8_t actor_slot; /* actor and SLOT_PUBLIC */
    uint32_t status;    /* choice */
    enum status_class status_class;
};

enum { HAPPENINGS_MOST = 8 };

/* How a ticket stands between two rows; bits. */
enum { STANCE_OPENED = 1, STANCE_DONE = 2, STANCE_HAS_STATUS = 4, STANCE_HAS_CLASS = 8 };

/* Where the class of its status begins among them, and how many bits there are in all. */
enum { STANCE_CLASS_SHIFT = 4, STANCE_BITS = 6 };

/* What a row says of it. */
struct said {
    uint8_t kind, slot; /* slot: actor and SLOT_PUBLIC */
    bool is_column;     /* it is not a row, but the opening column */
    bool enters;        /* the status is another one than before */
    uint32_t status;    /* code; 0: nothing */
};

struct effect {
    uint64_t key;
    const struct judge *judge; /* of the version */
    uint32_t stance;           /* after it */
    bool is_done;              /* after it */
    bool reopens, replies;     /* one more of them */
    bool merges;
    bool disagrees; /* its status and its event do (3.4) */
    uint32_t happening_count;
    struct happening happenings[HAPPENINGS_MOST];
    struct concern concern;
};

/* Effects that are known, of one thread. */
struct effects;

struct effects *effects_new(struct arena *arena);

/* Of SAID where the ticket stands as STANCE says. Lives until the next question. */
const struct effect *effect_of(struct effects *effects, const struct judge *judge,
                                 uint32_t stance, struct said said);

/* What HAPPENING does to CLOCK. */
static inline uint8_t happening_roles(const struct plan_clock *clock,
                                      const struct happening *happening)
{
    if (!happening->enters)
        return clock->by_kind[happening->kind * SLOTS_A_KIND + happening->actor_slot];
    uint8_t roles = happening->has_status ? clock->by_status[happening->status] : 0;
    return happening->has_class ? roles | clock->by_class[happening->status_class] : roles;
}

/* Which targets all of it can concern. In interest.c. */
struct concern concern_of(const struct judge *judge, const struct effect *effect);

#endif
