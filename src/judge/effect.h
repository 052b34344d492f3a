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

/* Roles of happenings, one behind the other. */
enum { ACT_BITS = 8, HAPPENINGS_MOST = 64 / ACT_BITS };

/* What else has to be done with a row; bits. */
enum {
    EFFECT_COUNTS = 1,    /* a clause asks for what is counted */
    EFFECT_MERGES = 2,    /* the history ends */
    EFFECT_DISAGREES = 4, /* its status and its event do (3.4) */
    EFFECT_IMPLICIT = 8   /* it opens the ticket, and does not say so (3.5) */
};

struct effect {
    uint64_t stance, said; /* what it is the effect of */
    uint64_t after;        /* the stance after it */
    /* The targets, as plan_bit, whose clock it may start; stop, cancel or resume, if it runs; go on
     * with, if it has stopped. */
    uint64_t starts, ends, goes_on;
    struct concern concern;
    uint32_t reopens, replies; /* how many more of them: 0 or 1 */
    bool is_done;              /* after it */
    uint8_t more;              /* EFFECT_… */
    uint32_t count;
    struct happening happenings[HAPPENINGS_MOST];
    uint64_t acts[]; /* by target: ROLE_… of each happening, the first one in the lowest bits */
};

enum { EFFECTS_LOG2 = 8 };

/* Those that are known, of one thread. Where two fall on one place the later one stays. */
struct effects {
    struct arena *arena;
    size_t size; /* of one */
    struct effect *at[1 << EFFECTS_LOG2];
};

struct effects *effects_new(const struct judge *judge, struct arena *arena);

/* Of a stance: the flags of effect.c, then the version; above, the code of the status. */
enum { STANCE_FLAGS = 8 };

/* How a ticket of the version of JUDGE stands before anything. */
static inline uint64_t stance_first(const struct judge *judge)
{
    return (uint64_t)judge->version << STANCE_FLAGS;
}

/* What the opening column says. */
#define SAID_COLUMN (UINT64_C(1) << 16)

/* What a row says. SLOT: actor and SLOT_PUBLIC. STATUS: its code; 0: nothing. */
static inline uint64_t said_of(uint8_t kind, uint8_t slot, uint32_t status)
{
    return (uint64_t)status << 32 | (uint32_t)slot << 8 | kind;
}

/* Finds it out and remembers it. */
const struct effect *effect_learn(struct effects *effects, const struct judge *judge,
                                  uint64_t stance, uint64_t said);

static inline size_t effect_place(uint64_t stance, uint64_t said)
{
    uint64_t mixed = (stance * UINT64_C(0x9e3779b97f4a7c15) ^ said) * UINT64_C(0xd1342543de82ef95);
    return mixed >> (64 - EFFECTS_LOG2);
}

/* Of what is SAID where the ticket stands so. Lives until the next question. */
static inline const struct effect *effect_of(struct effects *effects, const struct judge *judge,
                                             uint64_t stance, uint64_t said)
{
    const struct effect *effect = effects->at[effect_place(stance, said)];
    if (effect->stance == stance && effect->said == said)
        return effect;
    return effect_learn(effects, judge, stance, said);
}

/* Whom it concerns, and with what: concern and acts. In interest.c. */
void interest_mark(const struct judge *judge, struct effect *effect);

#endif
