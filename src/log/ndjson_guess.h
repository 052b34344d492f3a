/* ndjson_guess.h - the fast path of ndjson.h: most lines are made like the line before.
 *
 * What stands between the values of a line - brackets, commas, keys, colons, blanks - is remembered
 * as bytes. A line that has the same bytes there has the same keys, and only its values are looked
 * at. One that hasn't, or that has an escape in a string, goes the way of the rules.
 */
#ifndef LOG_NDJSON_GUESS_H
#define LOG_NDJSON_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GUESS_MEMBERS = 64, GUESS_GAP = 62 };

/* What stands in front of a value, up to the value before. */
struct ndjson_gap {
    char bytes[GUESS_GAP + 2]; /* between quotes, as where both values are texts; then zeros */
    uint32_t len;              /* without them */
    uint32_t index;            /* of the field, or NDJSON_NOT_ASKED */
};

struct ndjson_guess {
    struct ndjson_gap gaps[GUESS_MEMBERS + 1]; /* the last one stands behind the last value */
    uint32_t count;                            /* values; 0: nothing is remembered */
    uint32_t asked;                            /* of them are fields */
    const char *odd; /* a line that begins here is known to be made otherwise */
    uint32_t pace;   /* so many lines at a time are tried by ndjson_run.h */
    /* While a line is read by the rules: */
    const char *behind; /* the last value, or where the line begins */
    uint32_t seen;      /* values of it; more than GUESS_MEMBERS: nothing can be remembered */
};

struct ndjson;
struct ndjson_record;

/* Is the next line made like the last one that was remembered? Then RECORD is filled, and the line
 * taken. Else nothing has happened but that some fields may be set. */
bool ndjson_guess_next(struct ndjson *ndjson, struct ndjson_record *record);

/* By the rules: a line begins at AT, the value of field INDEX stands from FROM to TO, the line ends
 * at END and is good. */
void ndjson_guess_line(struct ndjson_guess *guess, const char *at);
void ndjson_guess_value(struct ndjson_guess *guess, uint32_t index, const char *from,
                        const char *to);
void ndjson_guess_end(struct ndjson_guess *guess, const char *end);

#endif
