/* phrases.h - the words of a printed charter, apart from what decides which of them are said.
 *
 * A language is one table of phrases, with a row for each enum said. The rows of words_en.def make
 * the enum; another language is one more file with the same keys, and a table in phrases.c. A
 * phrase has places {1} to {9} for what is filled in, in any order. A counted phrase has a form for
 * one and a form for many, and {n} for the number.
 *
 * Also figures, dates, money and lengths as the language writes them. Knows nothing of charters
 * beyond their values.
 */
#ifndef REPORT_PHRASES_H
#define REPORT_PHRASES_H

#include "base/decimal.h"
#include "charter/ast.h"
#include "charter/model.h"
#include "time/civil.h"

enum said {
#define SAY(key, phrase) SAID_##key,
#define COUNTED(key, one, many) SAID_##key,
#include "report/words_en.def"
#undef SAY
#undef COUNTED
    PHRASES_END
};

struct phrases {
    const char *code;              /* BCP 47: "en" */
    const char *one[PHRASES_END];  /* the phrase, or its form for one */
    const char *many[PHRASES_END]; /* NULL: not counted */
};

/* By its code; NULL if there is none. */
const struct phrases *phrases_find(const char *code);

/* The name of a key, for tests: "IN_FORCE". */
const char *phrases_key(enum said said);

/* The phrase with ARGS in its places: {1} is args[1]. A language may leave places out. */
struct text phrases_say(struct arena *arena, const struct phrases *phrases, enum said said,
                        const struct text *args);

/* The form of the phrase for COUNT, which stands at {n}. */
struct text phrases_count(struct arena *arena, const struct phrases *phrases, enum said said,
                          uint64_t count);

struct text_list {
    const struct text *at;
    size_t count;
};

/* `A`, `A and B`, `A, B and C`, with SAID_LIST_AND or SAID_LIST_OR before the last. */
struct text phrases_list(struct arena *arena, const struct phrases *phrases, enum said last,
                         const struct text_list *items);

/* The same with its first letter large (Latin, Greek and Cyrillic letters). */
struct text phrases_capital(struct arena *arena, struct text text);

/* ---- figures ---- */

struct text phrases_whole(struct arena *arena, const struct phrases *phrases, uint64_t number);
struct text phrases_decimal(struct arena *arena, const struct phrases *phrases,
                            struct decimal number);
struct text phrases_percent(struct arena *arena, const struct phrases *phrases,
                            struct decimal percent);

/* `GBP 12,500`, `GBP 12,500.50`: with all digits of the minor unit, or none if they are 0. */
struct text phrases_money(struct arena *arena, const struct phrases *phrases,
                          const struct ast_money *money);

/* ---- time ---- */

struct text phrases_date(struct arena *arena, const struct phrases *phrases, day date);
struct text phrases_weekday_date(struct arena *arena, const struct phrases *phrases, day date);
struct text phrases_weekday(struct arena *arena, const struct phrases *phrases, int weekday);
struct text phrases_month(struct arena *arena, const struct phrases *phrases, int month);
struct text phrases_time(struct arena *arena, micros time);

/* `Friday 20 November 2026, 17:45` in ZONE. */
struct text phrases_instant(struct arena *arena, const struct phrases *phrases,
                            const struct zone *zone, instant at);

/* `2 hours 30 minutes`, exact. */
struct text phrases_length(struct arena *arena, const struct phrases *phrases, micros length);

/* `4 hours`, `3 working days`, `the end of the next working day`, `30 calendar days`. */
struct text phrases_limit(struct arena *arena, const struct phrases *phrases,
                          const struct limit *limit);

#endif
