/* ndjson_guess.h - the fast path of ndjson.h: most lines are made like a line before.
 *
 * What stands between the values of a line - brackets, commas, keys, colons, blanks - is remembered
 * as bytes, as a tree: lines that are made alike up to some member share what is in front of it. A
 * line that has the same bytes there has the same keys, and only its values are looked at. One that
 * hasn't, or that has an escape in a string, goes the way of the rules.
 */
#ifndef LOG_NDJSON_GUESS_H
#define LOG_NDJSON_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GUESS_MEMBERS = 64, GUESS_GAP = 62, GUESS_NODES = 256 };

/* What stands in front of a value, up to the value before. */
struct ndjson_gap {
    char bytes[GUESS_GAP + 2]; /* between quotes, as where both values are texts; then zeros */
    uint32_t len;              /* without them */
    uint32_t index;            /* of the field, or NDJSON_NOT_ASKED */
};

struct ndjson_node {
    struct ndjson_gap gap;
    bool is_last;           /* it stands behind the last value */
    uint32_t below, beside; /* what may stand behind the value; instead of this; 0: nothing */
};

struct ndjson_guess {
    struct ndjson_node nodes[GUESS_NODES]; /* below the first one stands what lines begin with */
    uint32_t count;                        /* of the others; 0: nothing is remembered */
    uint32_t shapes;                       /* in how many ways a line may be made */
    uint32_t asked;                        /* fields of the last one */
    const char *odd; /* a line that begins here is known to be made otherwise */
    /* Of ndjson_run.h: so many lines at a time are tried; so many are not, where runs are short, */
    uint32_t pace, rest;
    uint32_t pause; /* and so many the next time */
    /* While a line is read by the rules: */
    struct ndjson_gap gaps[GUESS_MEMBERS + 1];
    const char *behind; /* the last value, or where the line begins */
    uint32_t seen;      /* values of it; more than GUESS_MEMBERS: nothing can be remembered */
    uint32_t seen_asked;
};

/* Do all lines that are remembered have all of COUNT fields? */
static inline bool ndjson_guess_is_full(const struct ndjson_guess *guess, size_t count)
{
    return guess->shapes == 1 && guess->asked == count;
}

struct ndjson;
struct ndjson_record;

/* Is the next line made like one that is remembered? Then RECORD is filled, and the line
 * taken. Else nothing has happened but that some fields may be set. */
bool ndjson_guess_next(struct ndjson *ndjson, struct ndjson_record *record);

/* By the rules: a line begins at AT, the value of field INDEX stands from FROM to TO, the line ends
 * at END and is good. */
void ndjson_guess_line(struct ndjson_guess *guess, const char *at);
void ndjson_guess_value(struct ndjson_guess *guess, uint32_t index, const char *from,
                        const char *to);
void ndjson_guess_end(struct ndjson_guess *guess, const char *end);

#endif
