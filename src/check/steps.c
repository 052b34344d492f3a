/* steps.c - what several steps need. */
#include "check/steps.h"

#include "syntax/tree.h"

const struct node *steps_find(const struct node *items, enum node_kind kind)
{
    while (items && items->kind != kind)
        items = items->next;
    return items;
}

const char *steps_line_words(struct arena *arena, enum node_kind kind)
{
    switch (kind) {
    case NODE_IN_FORCE:
    case NODE_SELF_SERVICE:
        return node_label(kind);
    case NODE_CREDIT_FOR:
        return "for";
    case NODE_PROMISE:
        return "at least";
    case NODE_CAP:
        return "capped at";
    case NODE_HANDS_OVER:
        return "hands over to";
    case NODE_EXPECT_TELLS:
    case NODE_EXPECT_TELLS_NO_ONE:
        return "tells";
    default: /* labels are the words of the line, joined */
        break;
    }
    struct text label = text_of(node_label(kind));
    char *words = arena_alloc(arena, label.len + 1);
    for (size_t i = 0; i < label.len; i++)
        words[i] = label.at[i] == '-' ? ' ' : label.at[i];
    return words;
}

const struct node *steps_once(struct scope *scope, const struct node *items, enum node_kind kind)
{
    const struct node *first = steps_find(items, kind);
    for (const struct node *item = first ? first->next : NULL; item; item = item->next)
        if (item->kind == kind) {
            struct diagnostic *diagnostic = diagnose(scope->sink, DIAG_REPEATED_LINE, item->span,
                                                     "a second `%s` line, expected only one",
                                                     steps_line_words(scope->arena, kind));
            diagnostic_label(scope->sink, diagnostic, first->span, "the first one");
        }
    return first;
}

const struct node *steps_needed(struct scope *scope, const struct node *items, enum node_kind kind,
                                const struct declaration *declaration)
{
    const struct node *found = steps_once(scope, items, kind);
    if (!found)
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(declaration->node)->span,
                 "the %s `" TEXT_FMT "` lacks its `%s` line", node_label(declaration->kind),
                 TEXT_ARG(declaration->name), steps_line_words(scope->arena, kind));
    return found;
}

bool steps_dates(struct scope *scope, const struct node *dates, day *first, day *last)
{
    const struct node *from = dates->kid[DATES_FROM], *to = dates->kid[DATES_TO];
    *first = from->value.date.day;
    *last = to ? to->value.date.day : *first;
    if (*first <= *last)
        return true;
    diagnose(scope->sink, DIAG_BACKWARD_RANGE, dates->span,
             "the range ends before it begins: " TEXT_FMT " is later than " TEXT_FMT,
             TEXT_ARG(from->text), TEXT_ARG(to->text));
    return false;
}

struct calendar_spans steps_spans(struct scope *scope, const struct node *spans)
{
    size_t count = node_list_count(spans), i = 0;
    struct calendar_span *at = ARENA_ARRAY(scope->arena, count, struct calendar_span);
    for (; spans; spans = spans->next)
        at[i++] = (struct calendar_span){spans->kid[SPAN_FROM]->value.micros,
                                         spans->kid[SPAN_TO]->value.micros};
    return (struct calendar_spans){at, count};
}

/* `Friday to Monday` goes over the end of the week. */
uint8_t steps_days(const struct node *ranges)
{
    unsigned days = 0;
    for (; ranges; ranges = ranges->next) {
        int from = ranges->kid[DAY_RANGE_FROM]->value.weekday;
        int to = ranges->kid[DAY_RANGE_TO] ? ranges->kid[DAY_RANGE_TO]->value.weekday : from;
        for (int weekday = from;; weekday = (weekday + 1) % 7) {
            days |= 1U << weekday;
            if (weekday == to)
                break;
        }
    }
    return (uint8_t)days;
}

enum period_unit steps_unit(const struct node *each, int *first_month)
{
    *first_month = each->kid[EACH_FROM] ? each->kid[EACH_FROM]->value.month : 1;
    switch (node_word(each->kid[EACH_UNIT])) {
    case WORD_DAY:
        return UNIT_DAY;
    case WORD_WEEK:
        return UNIT_WEEK;
    case WORD_MONTH:
        return UNIT_MONTH;
    case WORD_QUARTER:
        return UNIT_QUARTER;
    default:
        return UNIT_YEAR;
    }
}

struct text steps_text(const struct node *text)
{
    return text ? text->text : TEXT("");
}

static void report_zone(struct scope *scope, const struct node *zone, enum zone_status status)
{
    const char *what = status == ZONE_BAD_FILE ? "the time zone database is damaged at"
                       : status == ZONE_LEAP_SECONDS
                           ? "a zone that counts leap seconds can't be used:"
                           : "the time zone database has no zone";
    struct diagnostic *diagnostic = diagnose(scope->sink, DIAG_UNKNOWN_ZONE, zone->span,
                                             "%s `" TEXT_FMT "`", what, TEXT_ARG(zone->text));
    size_t count;
    const struct text *names = zone_table_names(scope->zones, &count);
    struct text nearest = diagnostic_nearest(zone->text, names, count);
    if (status == ZONE_BAD_FILE)
        return;
    diagnostic_slip(scope->sink, diagnostic, zone->span, zone->text, nearest);
    if (nearest.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(nearest));
}

const struct zone *steps_zone(struct scope *scope, const struct node *node)
{
    const struct zone *zone = NULL;
    enum zone_status status = zone_table_find(scope->zones, node->text, &zone);
    if (status == ZONE_OK)
        return zone;
    report_zone(scope, node, status);
    return NULL;
}

bool steps_years(struct scope *scope, const struct node *years, int *from, int *to)
{
    const struct node *first = years->kid[YEARS_FROM];
    const struct node *last = years->kid[YEARS_TO] ? years->kid[YEARS_TO] : first;
    int64_t low = node_whole(first), high = node_whole(last);
    if (low < YEAR_FIRST || low > YEAR_LAST || high < YEAR_FIRST || high > YEAR_LAST) {
        diagnose(scope->sink, DIAG_BAD_HOLIDAY, years->span,
                 "the years do not exist, expected years from %d to %d", YEAR_FIRST, YEAR_LAST);
        return false;
    }
    if (low > high) {
        diagnose(scope->sink, DIAG_BACKWARD_RANGE, years->span,
                 "the range of years ends before it begins");
        return false;
    }
    *from = (int)low;
    *to = (int)high;
    return true;
}
