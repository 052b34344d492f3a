/* wording.h - the words of a printed charter, apart from what decides which of them are said.
 *
 * A language is one table of phrases, with a row for each enum said. The rows of words_en.def make
 * the enum; another language is one more file with the same keys, and a row in wordings.def. A
 * phrase has places {1} to {9} for what is filled in, in any order. A counted phrase has a form for
 * one and a form for many, and {n} for the number.
 *
 * Also figures, dates, money and lengths as the language writes them. Knows nothing of charters
 * beyond their values.
 */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

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
    WORDING_PHRASES
};

struct wording {
    const char *code;             /* BCP 47: "en" */
    const char *one[WORDING_PHRASES];  /* the phrase, or its form for one */
    const char *many[WORDING_PHRASES]; /* NULL: not counted */
};

/* By its code; NULL if there is none. */
const struct wording *wording_find(const char *code);

/* The name of a key, for tests: "IN_FORCE". */
const char *wording_key(enum said said);

/* The phrase with ARGS in its places: {1} is args[1]. A language may leave places out. */
struct text wording_say(struct arena *arena, const struct wording *wording, enum said said,
                        const struct text *args);

/* The form of the phrase for COUNT, which stands at {n}. */
struct text wording_count(struct arena *arena, const struct wording *wording, enum said said,
                          uint64_t count);

struct text_list {
    const struct text *at;
    size_t count;
};

/* `A`, `A and B`, `A, B and C`, with SAID_LIST_AND or SAID_LIST_OR before the last. */
struct text wording_list(struct arena *arena, const struct wording *wording, enum said last,
                         const struct text_list *items);

/* The same with its first letter large (Latin, Greek and Cyrillic letters). */
struct text wording_capital(struct arena *arena, struct text text);

/* ---- figures ---- */

struct text wording_whole(struct arena *arena, const struct wording *wording, uint64_t number);
struct text wording_decimal(struct arena *arena, const struct wording *wording,
                            struct decimal number);
struct text wording_percent(struct arena *arena, const struct wording *wording,
                            struct decimal percent);

/* `GBP 12,500`, `GBP 12,500.50`: with all digits of the minor unit, or none if they are 0. */
struct text wording_money(struct arena *arena, const struct wording *wording,
                          const struct ast_money *money);

/* ---- time ---- */

struct text wording_date(struct arena *arena, const struct wording *wording, day date);
struct text wording_weekday_date(struct arena *arena, const struct wording *wording, day date);
struct text wording_weekday(struct arena *arena, const struct wording *wording, int weekday);
struct text wording_month(struct arena *arena, const struct wording *wording, int month);
struct text wording_time(struct arena *arena, micros time);

/* `Friday 20 November 2026, 17:45` in ZONE. */
struct text wording_instant(struct arena *arena, const struct wording *wording,
                            const struct zone *zone, instant at);

/* `2 hours 30 minutes`, exact. */
struct text wording_length(struct arena *arena, const struct wording *wording, micros length);

/* `4 hours`, `3 working days`, `the end of the next working day`, `30 calendar days`. */
struct text wording_limit(struct arena *arena, const struct wording *wording,
                          const struct limit *limit);

#endif
