/* values.h - typed values compared and written, and the names of what an attribute takes.
 *
 * For messages and for the cells of conditions. Exact; allocates only what it writes.
 */
#ifndef CHECK_VALUES_H
#define CHECK_VALUES_H

#include "base/arena.h"
#include "charter/model.h"

/* The same value? Values of different types never are. */
bool value_same(const struct value *a, const struct value *b);

/* Order of two values of one type that has an order: <0, 0, >0. Money of different currencies is
 * ordered by the code of the currency. */
int value_compare(const struct value *a, const struct value *b);

/* Has the type an order, so that `is at least` means something? */
bool value_has_order(enum attribute_type type);

/* "a ladder", "an amount of money", for messages. */
const char *value_type_words(enum attribute_type type);

/* The value as a charter writes it: `P1`, `"Acme"`, `GBP 12.50`, `2026-04-01 09:00` in ZONE;
 * `not set` for one that is unset. */
struct text value_words(struct arena *arena, const struct attribute *attribute,
                        const struct zone *zone, const struct value *value);

/* "`low`, `normal` or `high`", at most eight of them and then how many more. */
struct text value_list_words(struct arena *arena, const struct text *names, size_t count);

/* The names of the choices that an attribute has in this version: *COUNT of them. */
const struct text *value_choice_names(struct arena *arena, const struct attribute *attribute,
                                      size_t *count);

/* Digits behind the point of a currency's minor unit, or -1 for an unknown code. */
int value_currency_places(struct text code);

#endif
