/* phrases.h - columns of CSV that stand beside each other and have few values between them, looked
 * up as one text.
 *
 * Whether columns do is told by the values that they had in the first rows. What a text of theirs
 * means is worked out column by column when it is first seen. Does not change what anything means.
 */
#ifndef LOG_PHRASES_H
#define LOG_PHRASES_H

#include "log/lane.h"
#include "log/rows.h"

enum {
    PHRASE_BYTES = 32, /* the longest text that is kept; so many can be read behind its begin */
    PHRASE_BITS = 13,
    PHRASE_PLACES = 1 << PHRASE_BITS,
    PHRASE_MOST = PHRASE_PLACES / 4,
    PHRASE_NONE = UINT32_MAX
};

/* A text of CSV with zeros behind it: no byte of its own is one. */
struct phrase_key {
    char bytes[PHRASE_BYTES];
};

struct phrase {
    uint32_t first, last; /* columns */
    struct slot **slots;  /* that read them */
    uint32_t slot_count;
    struct phrase_key *keys; /* by place; zeros: free */
    uint32_t count;
    uint32_t **codes;           /* by slot, then place; behind the places each record has one */
    bool *odd;                  /* by place: the lanes leave the record */
    bool has_avx2;              /* the processor */
    bool has_odd;               /* any is */
    bool has_event;             /* whatever tells of the event is in it */
    uint8_t *kind, *what;       /* by place, if so */
    uint32_t found[LANES_MOST]; /* places of the records of a stretch */
    uint64_t rows, missed;      /* looked up, and of them not found */
};

/* As many phrases as there are among the COLUMNS of the input, by the values known so far. */
uint32_t phrases_choose(struct phrase **phrases, const struct binding *binding, uint32_t columns,
                        bool has_avx2);

/* Are they more trouble than they save? */
bool phrase_fails(const struct phrase *phrase);

/* The fields of a phrase. */
struct phrase_lane {
    struct lane lane; /* as if they were one */
    uint32_t count;
    char delimiter;
    struct binding *binding;
};

/* Finds the places of COUNT records. PHRASE_BYTES bytes can be read from the begin of each. */
void phrase_take(struct phrase *phrase, const struct phrase_lane *lane);

/* The codes of those records, by the CODES of places. */
void phrase_put(const struct phrase *phrase, const uint32_t *codes, uint32_t *out, uint32_t count);

#endif
