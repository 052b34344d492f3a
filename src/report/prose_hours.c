/* prose_hours.c - hours as a week, drawn and as a table, with the dates that differ; periods. */
#include "report/prose_parts.h"
#include "syntax/tree.h"
#include "time/period.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- lines of hours ---------- */

static struct text spans_text(struct prose *p, const struct node *spans)
{
    return prose_all(p, spans, SAID_LIST_COMMA);
}

SAYER(open_weekly)
{
    struct text days = prose_all(p, node->kid[OPEN_WEEKLY_DAYS], SAID_LIST_AND);
    struct text spans = spans_text(p, node->kid[OPEN_WEEKLY_SPANS]);
    return node->kid[OPEN_WEEKLY_UNBROKEN] ? SAY(p, OPEN_UNBROKEN, days, spans)
                                           : SAY(p, OPEN, days, spans);
}

SAYER(open_always)
{
    (void)node;
    return SAY(p, OPEN_ALWAYS);
}

SAYER(open_on)
{
    struct text dates = prose_said(p, node->kid[OPEN_ON_DATES]);
    struct text spans = spans_text(p, node->kid[OPEN_ON_SPANS]);
    if (!node->kid[OPEN_ON_SPANS])
        return SAY(p, CLOSED_ON, dates);
    return node->kid[OPEN_ON_UNBROKEN] ? SAY(p, OPEN_ON_UNBROKEN, dates, spans)
                                       : SAY(p, OPEN_ON, dates, spans);
}

/* `from 13:00`, `from 13:00 to 15:00`, or nothing. */
struct text prose_part_of_day(struct prose *p, const struct node *from, const struct node *to)
{
    if (!from)
        return TEXT("");
    return to ? SAY(p, FROM_TIME_TO, prose_said(p, from), prose_said(p, to))
              : SAY(p, FROM_TIME, prose_said(p, from));
}

SAYER(closed_on)
{
    struct text dates = prose_said(p, node->kid[CLOSED_ON_DATES]);
    struct text part = prose_part_of_day(p, node->kid[CLOSED_ON_FROM], node->kid[CLOSED_ON_TO]);
    return part.len ? SAY(p, CLOSED_ON_PART, dates, part) : SAY(p, CLOSED_ON, dates);
}

SAYER(closed_holidays)
{
    return SAY(p, CLOSED_ON_HOLIDAYS,
               prose_called(p, NODE_HOLIDAYS, node->kid[CLOSED_HOLIDAYS_HOLIDAYS]->text));
}

SAYER(closed_weekly)
{
    return SAY(p, CLOSED_DAYS, prose_all(p, node->kid[CLOSED_WEEKLY_DAYS], SAID_LIST_AND));
}

SAYER(ignores_holidays)
{
    (void)node;
    return SAY(p, IGNORES_HOLIDAYS);
}

/* Also of a list of holidays. */
SAYER(includes)
{
    struct text name = node->kid[INCLUDES_CALENDAR]->text;
    if (!prose_find(p, NODE_HOURS, name) && prose_find(p, NODE_HOLIDAYS, name))
        return SAY(p, INCLUDES_DAYS, prose_called(p, NODE_HOLIDAYS, name));
    return SAY(p, INCLUDES, prose_calendar(p, node->kid[INCLUDES_CALENDAR]->text));
}

SAYER(excludes)
{
    return SAY(p, EXCLUDES, prose_calendar(p, node->kid[EXCLUDES_CALENDAR]->text));
}

struct text prose_date(struct prose *p, day date)
{
    return phrases_date(p->arena, p->words, date);
}

/* ---------- a week ---------- */

/* `08:00-12:00,13:00-18:00`: for programs. */
static struct text hours_source(struct prose *p, struct week_hours hours)
{
    struct text out = TEXT("");
    for (size_t i = 0; i < hours.count; i++)
        out = text_format(p->arena, TEXT_FMT "%s" TEXT_FMT "-" TEXT_FMT, TEXT_ARG(out),
                          i ? "," : "", TEXT_ARG(phrases_time(p->arena, hours.at[i].from)),
                          TEXT_ARG(phrases_time(p->arena, hours.at[i].to)));
    return out;
}

static void put_spans(struct prose *p, struct document_day *out, struct week_hours hours)
{
    for (size_t i = 0; i < hours.count; i++) {
        struct document_span span = {hours.at[i].from, hours.at[i].to};
        VECTOR_PUSH(p->arena, &out->spans, span);
    }
}

/* Drawn, and as a table. */
static void write_week(struct prose *p, const struct week *week, uint32_t calendar,
                       struct text title)
{
    const struct model_calendar *of = &p->model->calendars[calendar];
    struct document_block *block = document_week(p->document, SAY(p, TABLE_WEEK, title));
    document_column(p->document, SAY(p, HEAD_DAY), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_OPEN), COLUMN_WORDS);
    document_datum(p->document, "hours", of->name);
    document_datum(p->document, "zone", zone_name(of->hours->zone));
    for (int i = 0; i < 7; i++) {
        struct text name = phrases_weekday(p->arena, p->words, i);
        block->days[i].name = name;
        put_spans(p, &block->days[i], week->days[i]);
        document_row(p->document);
        document_datum(p->document, "day", text_format(p->arena, "%d", i + 1));
        document_datum(p->document, "open", hours_source(p, week->days[i]));
        document_say(p->document, name);
        document_cell(p->document);
        document_say(p->document, prose_hours_text(p, week->days[i]));
    }
}

static struct text reason(struct prose *p, const struct week_date *date)
{
    switch (date->why) {
    case WHY_HOLIDAY:
        return date->title.len ? date->title : SAY(p, REASON_HOLIDAY);
    case WHY_CLOSED_DATE:
        return SAY(p, REASON_CLOSED);
    case WHY_OPEN_DATED:
        return SAY(p, REASON_DATED);
    case WHY_EXCLUDED:
        return SAY(p, REASON_EXCLUDED, prose_calendar(p, date->title));
    case WHY_OPEN_INCLUDED:
        return SAY(p, REASON_INCLUDED, prose_calendar(p, date->title));
    default:
        return SAY(p, REASON_OTHER);
    }
}

static struct text iso_date(struct prose *p, day date)
{
    char out[CIVIL_ROOM];
    size_t len = civil_write_date(out, date);
    return text_copy(p->arena, (struct text){out, len});
}

static void write_dates(struct prose *p, const struct week *week, uint32_t calendar,
                        struct text title)
{
    if (p->first == p->behind || !week->date_count)
        return;
    document_table(p->document, SAY(p, TABLE_DATES, title, prose_date(p, p->first),
                                    prose_date(p, p->behind - 1)));
    document_column(p->document, SAY(p, HEAD_DATE), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_OPEN), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_REASON), COLUMN_WORDS);
    document_datum(p->document, "dates", p->model->calendars[calendar].name);
    for (size_t i = 0; i < week->date_count; i++) {
        const struct week_date *date = &week->dates[i];
        document_row(p->document);
        document_datum(p->document, "date", iso_date(p, date->date));
        document_datum(p->document, "open", hours_source(p, date->hours));
        document_say(p->document, phrases_weekday_date(p->arena, p->words, date->date));
        document_cell(p->document);
        document_say(p->document, prose_hours_text(p, date->hours));
        document_cell(p->document);
        document_say(p->document, reason(p, date));
    }
}

static void write_rules(struct prose *p, const struct node *items)
{
    document_list(p->document);
    for (; items; items = items->next) {
        document_row(p->document);
        document_say(p->document, phrases_capital(p->arena, prose_said(p, items)));
    }
}

static void write_hours(struct prose *p, const struct node *node)
{
    uint32_t calendar = prose_calendar_index(p, node->kid[HOURS_NAME]->text);
    if (calendar == INDEX_NONE || !p->model->calendars[calendar].hours)
        return;
    struct week *week = prose_week(p, calendar);
    struct text title = prose_title(p, node);
    prose_part(p, SECTION_HOURS, node);
    write_week(p, week, calendar, title);
    write_rules(p, node->kid[HOURS_ITEMS]);
    write_dates(p, week, calendar, title);
}

/* ---------- periods ---------- */

SAYER(period_days)
{
    const struct node *calendar = node->kid[PERIOD_DAYS_CALENDAR];
    struct text nth = prose_said(p, node->kid[PERIOD_DAYS_NTH]);
    struct text days = prose_said(p, node->kid[PERIOD_DAYS_DAYS]);
    struct text each = prose_said(p, node->kid[PERIOD_DAYS_EACH]);
    return calendar ? SAY(p, PERIOD_DAYS_IN, nth, days, each, prose_calendar(p, calendar->text))
                    : SAY(p, PERIOD_DAYS, nth, days, each);
}

static void write_stretch(struct prose *p, const struct zone *zone, struct calendar_stretch stretch)
{
    day first = zone_to_local(zone, stretch.from).date;
    day last = zone_to_local(zone, stretch.to - 1).date;
    document_row(p->document);
    document_datum(p->document, "first", iso_date(p, first));
    document_datum(p->document, "last", iso_date(p, last));
    document_say(p->document, phrases_weekday_date(p->arena, p->words, first));
    document_cell(p->document);
    document_say(p->document, phrases_weekday_date(p->arena, p->words, last));
}

static void write_period_dates(struct prose *p, uint32_t index, struct text title)
{
    const struct model_calendar *of = &p->model->calendars[index];
    const struct calendar *calendar = period_compile(p->arena, of->period, p->first, p->behind - 1);
    const struct zone *zone = of->period->zone;
    struct calendar_stretches stretches =
        calendar_open_between(calendar, zone_to_instant(zone, p->first, 0).at,
                              zone_to_instant(zone, p->behind, 0).at, p->arena);
    document_table(p->document, SAY(p, TABLE_PERIOD, title, prose_date(p, p->first),
                                    prose_date(p, p->behind - 1)));
    document_column(p->document, SAY(p, HEAD_FIRST_DAY), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_LAST_DAY), COLUMN_WORDS);
    document_datum(p->document, "period", of->name);
    for (size_t i = 0; i < stretches.count; i++)
        write_stretch(p, zone, stretches.at[i]);
    if (!stretches.count)
        p->document->blocks.count--;
}

static void write_period(struct prose *p, const struct node *node)
{
    uint32_t calendar = prose_calendar_index(p, node->kid[PERIOD_NAME]->text);
    if (calendar == INDEX_NONE || !p->model->calendars[calendar].period)
        return;
    prose_part(p, SECTION_HOURS, node);
    write_rules(p, node->kid[PERIOD_ITEMS]);
    if (p->first < p->behind)
        write_period_dates(p, calendar, prose_title(p, node));
}

void prose_hours(struct prose *p)
{
    const struct node *node;
    if (!prose_has(p, NODE_HOURS) && !prose_has(p, NODE_PERIOD))
        return;
    document_paragraph(p->document);
    document_say(p->document, SAY(p, HOURS_INTRO, zone_name(p->model->zone)));
    for (uint32_t at = 0; (node = prose_next(p, NODE_HOURS, &at));)
        write_hours(p, node);
    for (uint32_t at = 0; (node = prose_next(p, NODE_PERIOD, &at));)
        write_period(p, node);
}
