/* holiday.c - rules into dates, a year at a time.
 *
 * A year is worked out from the days of that year and of the two beside it, whatever range was
 * asked for, since a day in lieu of 31 December falls into the next year.
 */
#include "time/holiday.h"

#include <stdlib.h>
#include <string.h>

#include "time/fault.h"

enum {
    SEARCH_MOST = 400, /* days; a list that leaves no weekday free for so long gets no substitute */
    TAKEN_DAYS = 3 * 366 + 2 * SEARCH_MOST + 2
};

struct placed {
    day date;
    size_t rule;
    bool is_substitute;
};

typedef VECTOR(struct placed) placed_days;

struct expansion {
    struct arena *arena;
    const struct holiday_list *list;
    int year;
    placed_days placed; /* where they are */
    placed_days moving; /* where they would be, had they not to move */
    day taken_from;
    bool taken[TAKEN_DAYS]; /* whole holidays, from TAKEN_FROM on */
};

static bool is_weekday(day date)
{
    return civil_weekday(date) <= FRIDAY;
}

static bool moves_on(const struct holiday_rule *rule, day date)
{
    uint8_t days = rule->moves_on ? rule->moves_on : 1 << SATURDAY | 1 << SUNDAY;
    return rule->substitute != SUBSTITUTE_NONE && days & 1 << civil_weekday(date);
}

static void place(struct expansion *expansion, struct placed item)
{
    VECTOR_PUSH(expansion->arena, &expansion->placed, item);
    if (expansion->list->rules[item.rule].part.kind == DAY_WHOLE)
        expansion->taken[item.date - expansion->taken_from] = true;
}

/* The days that stay are placed at once. */
static void take(struct expansion *expansion, size_t index, day date)
{
    const struct holiday_rule *rule = &expansion->list->rules[index];
    int year = civil_of_day(date).year;
    if (year < expansion->year - 1 || year > expansion->year + 1)
        return;
    if (rule->only_from != 0 && (year < rule->only_from || year > rule->only_to))
        return;
    bool moves = moves_on(rule, date);
    struct placed item = {date, index, false};
    if (!moves || rule->substitute < SUBSTITUTE_OR_NEXT)
        place(expansion, item);
    if (moves)
        VECTOR_PUSH(expansion->arena, &expansion->moving, item);
}

static void take_nth(struct expansion *expansion, size_t index, int year)
{
    const struct holiday_rule *rule = &expansion->list->rules[index];
    int first = rule->month ? rule->month : 1, last = rule->month ? rule->month : 12;
    for (int month = first; month <= last; month++) {
        day date = civil_nth_weekday((struct civil_date){year, month, 1}, rule->weekday, rule->nth);
        if (date != DAY_NONE)
            take(expansion, index, date);
    }
}

static void take_beside(struct expansion *expansion, size_t index, day date)
{
    const struct holiday_rule *rule = &expansion->list->rules[index];
    int step = rule->kind == HOLIDAY_BEFORE ? -1 : 1;
    do
        date += step;
    while (civil_weekday(date) != rule->weekday);
    take(expansion, index, date);
}

/* A large offset reaches into other years than Easter's own, so all Easters are tried that can hit
 * the three years; once, not for each of them. */
static void take_easter(struct expansion *expansion, size_t index, int year)
{
    int64_t offset = expansion->list->rules[index].offset;
    if (year != expansion->year)
        return;
    int64_t first = civil_day(year - 1, 1, 1) - offset, last = civil_day(year + 2, 1, 1) - offset;
    if (last < DAY_FIRST || first > DAY_LAST)
        return;
    int from = civil_of_day((day)(first < DAY_FIRST ? DAY_FIRST : first)).year;
    int to = civil_of_day((day)(last > DAY_LAST ? DAY_LAST : last)).year;
    for (int y = from; y <= to; y++)
        take(expansion, index, (day)(civil_easter(y) + offset));
}

static void take_rule(struct expansion *expansion, size_t index, int year)
{
    const struct holiday_rule *rule = &expansion->list->rules[index];
    struct civil_date date = {year, rule->month, rule->mday};
    switch (rule->kind) {
    case HOLIDAY_DATED:
        if (civil_of_day(rule->date).year == year)
            take(expansion, index, rule->date);
        break;
    case HOLIDAY_YEARLY:
        if (civil_is_valid(date))
            take(expansion, index, civil_to_day(date));
        break;
    case HOLIDAY_BEFORE:
    case HOLIDAY_AFTER:
        if (civil_is_valid(date))
            take_beside(expansion, index, civil_to_day(date));
        break;
    case HOLIDAY_NTH:
        take_nth(expansion, index, year);
        break;
    case HOLIDAY_EASTER:
        take_easter(expansion, index, year);
        break;
    }
}

static bool is_free(const struct expansion *expansion, const struct holiday_rule *rule, day date)
{
    bool fits = rule->to_any_day || is_weekday(date);
    if (FAULT(SUBSTITUTE_TAKEN))
        return fits;
    return fits && !expansion->taken[date - expansion->taken_from];
}

static day find_substitute(const struct expansion *expansion, const struct placed *item)
{
    const struct holiday_rule *rule = &expansion->list->rules[item->rule];
    enum holiday_substitute way = rule->substitute;
    bool ahead = way != SUBSTITUTE_OR_PREVIOUS && way != SUBSTITUTE_AND_PREVIOUS;
    bool back = way != SUBSTITUTE_OR_NEXT && way != SUBSTITUTE_AND_NEXT;
    for (int away = 1; away < SEARCH_MOST; away++) {
        if (ahead && is_free(expansion, rule, item->date + away))
            return item->date + away;
        if (back && is_free(expansion, rule, item->date - away))
            return item->date - away;
    }
    return DAY_NONE;
}

static int by_date(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return (int)a->is_substitute - (int)b->is_substitute;
}

static void sort(placed_days *days)
{
    if (days->count > 1)
        qsort(days->at, days->count, sizeof *days->at, by_date);
}

static void move_days(struct expansion *expansion)
{
    sort(&expansion->moving);
    for (size_t i = 0; i < expansion->moving.count; i++) {
        const struct placed *item = &expansion->moving.at[i];
        day date = find_substitute(expansion, item);
        if (date != DAY_NONE)
            place(expansion, (struct placed){date, item->rule, true});
    }
}

static void expand_year(struct expansion *expansion, int year)
{
    expansion->year = year;
    expansion->placed.count = 0;
    expansion->moving.count = 0;
    expansion->taken_from = civil_day(year - 1, 1, 1) - SEARCH_MOST;
    memset(expansion->taken, 0, sizeof expansion->taken);
    for (int y = year - 1; y <= year + 1; y++)
        for (size_t i = 0; i < expansion->list->count; i++)
            take_rule(expansion, i, y);
    move_days(expansion);
    sort(&expansion->placed);
}

typedef VECTOR(struct holiday_date) holiday_vector;

static void collect_year(const struct expansion *expansion, day first, day last,
                         holiday_vector *result)
{
    for (size_t i = 0; i < expansion->placed.count; i++) {
        const struct placed *item = &expansion->placed.at[i];
        const struct holiday_rule *rule = &expansion->list->rules[item->rule];
        struct holiday_date holiday = {item->date, rule->part, item->is_substitute, rule,
                                       expansion->list};
        bool wanted = item->date >= first && item->date <= last &&
                      civil_of_day(item->date).year == expansion->year;
        if (wanted)
            VECTOR_PUSH(expansion->arena, result, holiday);
    }
}

struct holiday_dates holiday_expand(struct arena *arena, const struct holiday_list *list, day first,
                                    day last)
{
    holiday_vector result = {0};
    struct expansion *expansion = ARENA_NEW(arena, struct expansion);
    expansion->arena = arena;
    expansion->list = list;
    for (int year = civil_of_day(first).year; year <= civil_of_day(last).year; year++) {
        if (year < YEAR_FIRST || year > YEAR_LAST)
            continue;
        expand_year(expansion, year);
        collect_year(expansion, first, last, &result);
    }
    return (struct holiday_dates){result.at, result.count};
}
