/* prose_values.c - dates, days, spans, lengths and amounts in words. */
#include "report/prose_parts.h"
#include "report/shown.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- leaves ---------- */

SAYER(name)
{
    return prose_human(p, node->text);
}

SAYER(text)
{
    return SAY(p, QUOTED, prose_text(p, node));
}

SAYER(word)
{
    switch (node->value.word) {
    case WORD_LOW:
        return SAY(p, GRADE_LOW);
    case WORD_MEDIUM:
        return SAY(p, GRADE_MEDIUM);
    case WORD_HIGH:
        return SAY(p, GRADE_HIGH);
    case WORD_TEXT:
        return SAY(p, TYPE_TEXT);
    case WORD_WHOLE:
        return SAY(p, TYPE_WHOLE);
    case WORD_DECIMAL:
        return SAY(p, TYPE_DECIMAL);
    case WORD_MONEY:
        return SAY(p, TYPE_MONEY);
    case WORD_YES_OR_NO:
        return SAY(p, TYPE_YES_NO);
    case WORD_TIME:
        return SAY(p, TYPE_TIME);
    default:
        return TEXT("");
    }
}

SAYER(yes_no)
{
    return node->value.yes ? SAY(p, YES) : SAY(p, NO);
}

SAYER(decimal)
{
    return phrases_decimal(p->arena, p->words, node->value.decimal);
}

SAYER(percent)
{
    return phrases_percent(p->arena, p->words, node->value.decimal);
}

SAYER(rank)
{
    return SAY(p, RANK, phrases_decimal(p->arena, p->words, node->value.decimal));
}

SAYER(money)
{
    return phrases_money(p->arena, p->words, &node->value.money);
}

SAYER(size)
{
    static const char *const units[] = {"MiB", "GiB", "TiB", "MB", "GB", "TB"};
    const struct ast_measure *size = &node->value.measure;
    return SAY(p, SIZE, phrases_decimal(p->arena, p->words, size->amount),
               text_of(units[size->unit - WORD_MIB]));
}

SAYER(nth)
{
    int nth = node->value.nth == NTH_LAST ? 0 : node->value.nth;
    return phrases_say(p->arena, p->words, (enum said)((int)SAID_NTH_LAST + nth), NULL);
}

SAYER(date)
{
    return phrases_date(p->arena, p->words, node->value.date.day);
}

SAYER(time)
{
    return phrases_time(p->arena, node->value.micros);
}

SAYER(weekday)
{
    return phrases_weekday(p->arena, p->words, node->value.weekday);
}

SAYER(month)
{
    return phrases_month(p->arena, p->words, node->value.month);
}

SAYER(zone)
{
    (void)p;
    return node->text;
}

SAYER(currency_code)
{
    (void)p;
    return node->text;
}

SAYER(instant)
{
    const struct ast_instant *at = &node->value.instant;
    struct text local = SAY(p, INSTANT, phrases_date(p->arena, p->words, at->date.day),
                            phrases_time(p->arena, at->time));
    char offset[CIVIL_ROOM];
    if (!at->has_offset)
        return local;
    civil_write_offset(offset, at->offset);
    return SAY(p, INSTANT_WITH_OFFSET, local, text_copy(p->arena, text_of(offset)));
}

/* ---------- limits ---------- */

static struct limit limit_of(const struct node *node)
{
    struct limit limit = {.kind = LIMIT_LENGTH};
    if (node->kind == NODE_DURATION) {
        limit.length = node->value.micros;
        return limit;
    }
    limit.days = node->value.days.count;
    limit.kind = node->kind == NODE_WORKING_DAY_END ? LIMIT_END_OF_WORKING_DAY
                 : node->value.days.working         ? LIMIT_WORKING_DAYS
                                                    : LIMIT_CALENDAR_DAYS;
    return limit;
}

struct text prose_limit(struct prose *p, const struct node *node)
{
    struct limit limit = limit_of(node);
    return phrases_limit(p->arena, p->words, &limit);
}

struct text prose_limit_source(struct prose *p, const struct node *node)
{
    struct limit limit = limit_of(node);
    return shown_limit(p->arena, &limit);
}

SAYER(limit)
{
    return prose_limit(p, node);
}

SAYER(duration_part)
{
    const struct ast_measure *part = &node->value.measure;
    struct text number = phrases_decimal(p->arena, p->words, part->amount);
    return part->unit == WORD_HOUR     ? SAY(p, PART_HOURS, number)
           : part->unit == WORD_MINUTE ? SAY(p, PART_MINUTES, number)
                                       : SAY(p, PARTS_OF_SECONDS, number);
}

struct text prose_within_limit(struct prose *p, const struct node *limit,
                               const struct node *calendar)
{
    struct text said = prose_limit_in(p, limit, calendar);
    return limit->kind == NODE_WORKING_DAY_END ? SAY(p, BY, said) : SAY(p, WITHIN, said);
}

/* Calendar days count at any hour, whatever the hours (2.8); of those only the zone matters. */
static bool has_own_zone(const struct prose *p, struct text calendar)
{
    uint32_t index = prose_calendar_index(p, calendar);
    const struct calendar_spec *spec =
        index == INDEX_NONE ? NULL : p->model->calendars[index].hours;
    return spec && !text_equal(zone_name(spec->zone), zone_name(p->model->zone));
}

struct text prose_limit_hours(struct prose *p, const struct node *limit, struct text calendar)
{
    if (limit->kind != NODE_DAY_COUNT || limit->value.days.working)
        return prose_in_calendar(p, calendar);
    return has_own_zone(p, calendar) ? SAY(p, IN_ALWAYS_OF, prose_calendar(p, calendar))
                                     : SAY(p, IN_ALWAYS);
}

struct text prose_limit_in(struct prose *p, const struct node *limit, const struct node *calendar)
{
    struct text said = prose_limit(p, limit);
    return calendar ? SAY(p, LIMIT_IN, said, prose_limit_hours(p, limit, calendar->text)) : said;
}

/* ---------- days ---------- */

SAYER(span)
{
    return SAY(p, TIME_SPAN, prose_said(p, node->kid[SPAN_FROM]),
               prose_said(p, node->kid[SPAN_TO]));
}

SAYER(day_range)
{
    struct text from = prose_said(p, node->kid[DAY_RANGE_FROM]);
    const struct node *to = node->kid[DAY_RANGE_TO];
    return to ? SAY(p, DAY_RANGE, from, prose_said(p, to)) : from;
}

SAYER(dates)
{
    struct text from = prose_said(p, node->kid[DATES_FROM]);
    const struct node *to = node->kid[DATES_TO];
    return to ? SAY(p, DATE_RANGE, from, prose_said(p, to)) : from;
}

SAYER(years)
{
    struct text from = node->kid[YEARS_FROM]->text;
    const struct node *to = node->kid[YEARS_TO];
    return to ? SAY(p, YEAR_RANGE, from, to->text) : from;
}

SAYER(each)
{
    const struct node *from = node->kid[EACH_FROM];
    switch (node_word(node->kid[EACH_UNIT])) {
    case WORD_DAY:
        return SAY(p, EACH_DAY);
    case WORD_WEEK:
        return SAY(p, EACH_WEEK);
    case WORD_MONTH:
        return SAY(p, EACH_MONTH);
    case WORD_QUARTER:
        return SAY(p, EACH_QUARTER);
    default:
        return from ? SAY(p, EACH_YEAR_FROM, prose_said(p, from)) : SAY(p, EACH_YEAR);
    }
}

SAYER(nth_weekday)
{
    struct text nth = prose_said(p, node->kid[NTH_WEEKDAY_NTH]);
    struct text weekday = prose_said(p, node->kid[NTH_WEEKDAY_WEEKDAY]);
    const struct node *month = node->kid[NTH_WEEKDAY_MONTH];
    return month ? SAY(p, NTH_WEEKDAY_OF, nth, weekday, prose_said(p, month))
                 : SAY(p, NTH_WEEKDAY_OF_EACH, nth, weekday);
}
