/* rejects.h - bad rows, counted by reason with the first place of each (semantics 3.6).
 */
#ifndef LOG_REJECTS_H
#define LOG_REJECTS_H

#include "base/map.h"
#include "base/vector.h"
#include "charter/eventlog.h"
#include "log/intern.h"

/* Reasons kept apart; what comes beyond is counted as `other reasons`. */
enum { REJECTS_MOST = 200, REJECTS_ROOM = 320 };

struct rejects {
    struct arena *arena;
    VECTOR(struct log_reject) list; /* in the order in which they were first met */
    struct intern by_key;           /* codes are indices of the list */
    VECTOR(struct text) keys;       /* one an entry of the list */
    uint64_t total;
    bool keeps_all; /* keeps apart more reasons than REJECTS_MOST: those of a part of a log */
};

/* Why a row is bad. Rows with the same KEY are counted together under the first one's reason. */
struct reject {
    char key[REJECTS_ROOM], reason[REJECTS_ROOM];
};

void rejects_init(struct rejects *rejects, struct arena *arena);
void rejects_fini(struct rejects *rejects);
void rejects_add(struct rejects *rejects, const struct reject *reject, struct row_origin origin);

/* Puts reasons into the order of their first rows, of one file; nothing is added afterwards. */
void rejects_sort(struct rejects *rejects);

/* Adds all of MORE, which keeps all, in its order; its first line is LINE of FILE. */
void rejects_join(struct rejects *rejects, const struct rejects *more, struct row_origin begin);

/* TEXT for a message: at most some 60 bytes, what is no printable UTF-8 shown as U+FFFD. OUT has
 * room for REJECTS_QUOTE bytes. */
enum { REJECTS_QUOTE = 80 };
const char *rejects_quote(char *out, struct text text);

/* ---- values that are not known, in rows that are kept ---- */

struct unknowns {
    struct arena *arena;
    VECTOR(struct log_unknown) list; /* in the order in which they were first met */
    struct map *by_key;              /* places in the list, from 1 */
};

void unknowns_init(struct unknowns *unknowns, struct arena *arena);

/* False: there are too many to be told apart. What ONE refers to is copied. */
bool unknowns_add(struct unknowns *unknowns, const struct log_unknown *one);

#endif
