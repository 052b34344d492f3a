#include "check/values.h"

#include <string.h>

bool value_same(const struct value *a, const struct value *b)
{
    return a->type == b->type && value_compare(a, b) == 0;
}

static int compare_whole(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

int value_compare(const struct value *a, const struct value *b)
{
    int order = 0;
    switch (a->type) {
    case VALUE_UNSET:
        return 0;
    case VALUE_CHOICE:
        return compare_whole(a->choice, b->choice);
    case VALUE_TEXT:
        return text_compare(a->text, b->text);
    case VALUE_MONEY:
        order = memcmp(a->currency, b->currency, sizeof a->currency);
        return order ? order : decimal_compare(a->number, b->number);
    case VALUE_NUMBER:
        return decimal_compare(a->number, b->number);
    case VALUE_YES_NO:
        return compare_whole(a->yes, b->yes);
    case VALUE_TIME:
        return compare_whole(a->time, b->time);
    }
    return 0;
}

bool value_has_order(enum attribute_type type)
{
    switch (type) {
    case ATTRIBUTE_WHOLE:
    case ATTRIBUTE_DECIMAL:
    case ATTRIBUTE_MONEY:
    case ATTRIBUTE_TIME:
    case ATTRIBUTE_LADDER:
        return true;
    case ATTRIBUTE_TEXT:
    case ATTRIBUTE_YES_NO:
    case ATTRIBUTE_CHOICE:
        return false;
    }
    return false;
}

const char *value_type_words(enum attribute_type type)
{
    switch (type) {
    case ATTRIBUTE_TEXT:
        return "a text";
    case ATTRIBUTE_WHOLE:
        return "a whole number";
    case ATTRIBUTE_DECIMAL:
        return "a number";
    case ATTRIBUTE_MONEY:
        return "an amount of money";
    case ATTRIBUTE_YES_NO:
        return "`yes` or `no`";
    case ATTRIBUTE_TIME:
        return "a date and a time";
    case ATTRIBUTE_CHOICE:
        return "one of its choices";
    case ATTRIBUTE_LADDER:
        return "a step of its ladder";
    }
    return "a value";
}

static struct text time_words(struct arena *arena, const struct zone *zone, instant at)
{
    char out[CIVIL_ROOM];
    struct zone_local local = zone_to_local(zone ? zone : zone_utc(), at);
    size_t len = civil_write_local(out, local.date, local.time);
    return text_copy(arena, (struct text){out, len});
}

struct text value_words(struct arena *arena, const struct attribute *attribute,
                        const struct zone *zone, const struct value *value)
{
    switch (value->type) {
    case VALUE_UNSET:
        return TEXT("not set");
    case VALUE_CHOICE:
        return attribute->choices[value->choice].name;
    case VALUE_TEXT:
        return text_format(arena, "\"" TEXT_FMT "\"", TEXT_ARG(value->text));
    case VALUE_NUMBER:
        return decimal_format(arena, value->number);
    case VALUE_MONEY:
        return text_format(arena, "%s " TEXT_FMT, value->currency,
                           TEXT_ARG(decimal_format(arena, value->number)));
    case VALUE_YES_NO:
        return value->yes ? TEXT("yes") : TEXT("no");
    case VALUE_TIME:
        return time_words(arena, zone, value->time);
    }
    return TEXT("");
}

struct text value_list_words(struct arena *arena, const struct text *names, size_t count)
{
    enum { SHOWN_MOST = 8 };
    size_t shown = count > SHOWN_MOST ? SHOWN_MOST : count;
    struct text words = TEXT("");
    for (size_t i = 0; i < shown; i++) {
        const char *join = i == 0 ? "" : i + 1 == count ? " or " : ", ";
        words = text_format(arena, TEXT_FMT "%s`" TEXT_FMT "`", TEXT_ARG(words), join,
                            TEXT_ARG(names[i]));
    }
    if (shown < count)
        words = text_format(arena, TEXT_FMT " and %zu more", TEXT_ARG(words), count - shown);
    return words;
}

const struct text *value_choice_names(struct arena *arena, const struct attribute *attribute,
                                      size_t *count)
{
    struct text *names = ARENA_ARRAY(arena, attribute->choice_count, struct text);
    *count = 0;
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        if (!attribute->choices[i].is_absent)
            names[(*count)++] = attribute->choices[i].name;
    return names;
}

int value_currency_places(struct text code)
{
    static const struct {
        char code[4];
        int places;
    } rows[] = {
#define CURRENCY(name, digits) {#name, digits},
#include "charter/currencies.def"
    };
    enum { LETTERS = sizeof rows[0].code - 1 };
    for (size_t i = 0; code.len == LETTERS && i < sizeof rows / sizeof *rows; i++)
        if (memcmp(code.at, rows[i].code, LETTERS) == 0)
            return rows[i].places;
    return -1;
}
