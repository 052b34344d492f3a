/* ast.h - the tree that the parser makes of a charter, a query or a quote.
 *
 * One struct for every kind of node. What a kind has is said by the rows of ast.def: from them come
 * the kinds (NODE_WITHIN), the numbers of their slots (WITHIN_LIMIT, an index into `kid`), the
 * words (WORD_WORKING), and everything generic: walk, dump, the shape that tests assert.
 *
 *     struct node *limit = within->kid[WITHIN_LIMIT];
 *     for (struct node *item = target->kid[TARGET_ITEMS]; item; item = item->next) …
 *
 * The tree says what was written, nothing of what it means: names are not resolved, types not
 * checked, dates valid but zones and currencies not looked up. Nobody changes a tree once it is
 * made. It lives in the arena that was given to the parser; texts borrow from the source or that
 * arena.
 */
#ifndef CHARTER_AST_H
#define CHARTER_AST_H

#include "base/decimal.h"
#include "base/source.h"

enum node_kind {
#define NODE(kind, label) NODE_##kind,
#include "charter/ast.def"
    NODE_KIND_COUNT,
    NODE_LAST_KIND_ = NODE_KIND_COUNT - 1,
/* Classes are numbered behind the kinds; no node has one as its kind. */
#define CLASS(class, label) NODE_##class,
#include "charter/ast.def"
    NODE_CLASS_END
};

/* The slots of each kind, from 0: WITHIN_LIMIT, WITHIN_CALENDAR, … */
enum node_slot {
#define NODE(kind, label) kind##_NO_SLOT_ = -1,
#define SLOT(kind, slot, arity, holds) kind##_##slot,
#include "charter/ast.def"
};

enum word {
    WORD_NONE,
#define WORD(word) WORD_##word,
#include "charter/ast.def"
    WORD_COUNT
};

enum arity { ARITY_ONE, ARITY_OPT, ARITY_LIST, ARITY_SOME };

/* Proleptic Gregorian; always a date that exists, years 1 to 9999. */
struct ast_date {
    int32_t day; /* days since 1970-01-01 */
    int16_t year;
    uint8_t month, day_of_month; /* from 1 */
};

/* A local date and time, or with an offset a point of time. */
struct ast_instant {
    struct ast_date date;
    int64_t time; /* microseconds since 00:00, under 24 hours */
    bool has_offset;
    int32_t offset;  /* seconds east of UTC; 0 without an offset */
    int64_t instant; /* microseconds since 1970-01-01T00:00:00Z; only with an offset */
};

/* An amount with a unit: of a size MIB … TB, of a part of a duration SECOND, MINUTE, HOUR. */
struct ast_measure {
    struct decimal amount;
    enum word unit;
};

struct ast_money {
    struct decimal amount; /* in the currency's main unit: 12.50 */
    char currency[4];      /* three capitals and a NUL */
};

/* 2 working days, 30 calendar days (count from 1); end of working day 0 (count from 0). */
struct ast_days {
    int32_t count;
    bool working;
};

enum { NTH_LAST = -1 };

/* Which member holds is said by the kind: see the leaves of ast.def. */
union ast_value {
    struct decimal decimal;
    struct ast_money money;
    struct ast_measure measure;
    struct ast_days days;
    struct ast_date date;
    struct ast_instant instant;
    int64_t micros;
    enum word word;
    int nth, weekday, month;
    bool yes, block;
};

struct node {
    enum node_kind kind;
    /* Something inside could not be read and was reported: items may be missing, and what they
     * would have declared is not known. Only on blocks and roots. */
    bool broken;
    struct span span; /* from its first token to its last */
    struct text text; /* leaves: as written (a TEXT: what it says) */
    union ast_value value;
    struct node *next;  /* in a list */
    struct node *kid[]; /* as many as the kind has slots: node_slot_count() of syntax/tree.h */
};

#endif
