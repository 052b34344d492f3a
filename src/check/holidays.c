/* holidays.c - `holidays` blocks as lists of rules. */
#include "check/calendars.h"
#include "check/icalendars.h"

#include "syntax/tree.h"

enum { EASTER_DAYS_MOST = 366 };

/* ---- The day of a holiday ---- */

/* Day DAY of month MONTH, both nodes: `25 December`. */
static bool read_day_of_month(struct scope *scope, const struct node *number,
                              const struct node *name, struct holiday_rule *rule)
{
    int64_t mday = node_whole(number);
    int month = name->value.month, most = civil_days_in_month(2000, month); /* a leap year */
    if (mday < 1 || mday > most) {
        diagnose(scope->sink, DIAG_BAD_HOLIDAY,
                 (struct span){number->span.source, number->span.from, name->span.to},
                 "%s has no day " TEXT_FMT ", expected a day from 1 to %d", civil_month_name(month),
                 TEXT_ARG(number->text), most);
        return false;
    }
    rule->month = month;
    rule->mday = (int)mday;
    return true;
}

static bool read_yearly(struct scope *scope, const struct node *when, struct holiday_rule *rule)
{
    rule->kind = HOLIDAY_YEARLY;
    return read_day_of_month(scope, when->kid[YEARLY_DAY], when->kid[YEARLY_MONTH], rule);
}

static bool read_beside(struct scope *scope, const struct node *when, struct holiday_rule *rule)
{
    bool before = node_word(when->kid[WEEKDAY_BESIDE_SIDE]) == WORD_BEFORE;
    rule->kind = before ? HOLIDAY_BEFORE : HOLIDAY_AFTER;
    rule->weekday = (enum weekday)when->kid[WEEKDAY_BESIDE_WEEKDAY]->value.weekday;
    return read_day_of_month(scope, when->kid[WEEKDAY_BESIDE_DAY], when->kid[WEEKDAY_BESIDE_MONTH],
                             rule);
}

static bool read_easter(struct scope *scope, const struct node *when, struct holiday_rule *rule)
{
    const struct node *days = when->kid[EASTER_DAYS];
    rule->kind = HOLIDAY_EASTER;
    if (!days)
        return true;
    if (days->value.days.working || days->value.days.count > EASTER_DAYS_MOST) {
        diagnose(scope->sink, DIAG_BAD_HOLIDAY, days->span,
                 "days from Easter are counted in at most %d calendar days", EASTER_DAYS_MOST);
        return false;
    }
    bool minus = node_word(when->kid[EASTER_SIGN]) == WORD_MINUS;
    rule->offset = minus ? -days->value.days.count : days->value.days.count;
    return true;
}

static bool read_day(struct scope *scope, const struct node *when, struct holiday_rule *rule)
{
    if (when->kind == NODE_YEARLY)
        return read_yearly(scope, when, rule);
    if (when->kind == NODE_WEEKDAY_BESIDE)
        return read_beside(scope, when, rule);
    if (when->kind == NODE_EASTER)
        return read_easter(scope, when, rule);
    if (when->kind == NODE_DATE) {
        rule->kind = HOLIDAY_DATED;
        rule->date = when->value.date.day;
        return true;
    }
    const struct node *month = when->kid[NTH_WEEKDAY_MONTH];
    rule->kind = HOLIDAY_NTH;
    rule->nth = when->kid[NTH_WEEKDAY_NTH]->value.nth;
    rule->weekday = (enum weekday)when->kid[NTH_WEEKDAY_WEEKDAY]->value.weekday;
    rule->month = month ? month->value.month : 0;
    return true;
}

static enum holiday_substitute substitute_of(const struct node *node)
{
    bool stays = node_word(node->kid[SUBSTITUTE_JOIN]) == WORD_AND;
    switch (node_word(node->kid[SUBSTITUTE_WHICH])) {
    case WORD_PREVIOUS:
        return stays ? SUBSTITUTE_AND_PREVIOUS : SUBSTITUTE_OR_PREVIOUS;
    case WORD_NEAREST:
        return stays ? SUBSTITUTE_AND_NEAREST : SUBSTITUTE_OR_NEAREST;
    default:
        return stays ? SUBSTITUTE_AND_NEXT : SUBSTITUTE_OR_NEXT;
    }
}

static void read_substitute(const struct node *node, struct holiday_rule *rule)
{
    if (!node)
        return;
    rule->substitute = substitute_of(node);
    rule->moves_on = steps_days(node->kid[SUBSTITUTE_DAYS]);
    rule->to_any_day = node_word(node->kid[SUBSTITUTE_UNIT]) == WORD_DAY;
}

struct day_part calendars_part(const struct node *from, const struct node *to)
{
    if (!from)
        return (struct day_part){.kind = DAY_WHOLE};
    return (struct day_part){.kind = to ? DAY_SPAN : DAY_REST,
                             .from = from->value.micros,
                             .to = to ? to->value.micros : MICROS_DAY};
}

static bool read_rule(struct scope *scope, const struct node *node, struct holiday_rule *rule)
{
    const struct node *only = node->kid[HOLIDAY_ONLY];
    *rule = (struct holiday_rule){
        .part = calendars_part(node->kid[HOLIDAY_FROM], node->kid[HOLIDAY_TO]),
        .title = steps_text(node->kid[HOLIDAY_TITLE]),
        .origin = node->span,
    };
    read_substitute(node->kid[HOLIDAY_SUBSTITUTE], rule);
    bool good = read_day(scope, node->kid[HOLIDAY_DAY], rule);
    return (!only || steps_years(scope, only, &rule->only_from, &rule->only_to)) && good;
}

/* ---- Lists ---- */

/* A file is worked out up to a year, which no claim may pass. */
static void check_claim(struct scope *scope, const struct node *complete,
                        const struct holiday_list *list)
{
    if (list->complete_to > ICALENDAR_YEAR_LAST)
        diagnose(scope->sink, DIAG_BAD_HOLIDAY, complete->span,
                 "the holidays of a file are worked out to %d, and can't be complete beyond",
                 ICALENDAR_YEAR_LAST);
}

struct holiday_list *calendars_holidays(struct scope *scope, const struct declaration *declaration)
{
    struct holiday_list *list = ARENA_NEW(scope->arena, struct holiday_list);
    const struct node *items = declaration->node->kid[HOLIDAYS_ITEMS];
    const struct node *from = declaration->node->kid[HOLIDAYS_FROM];
    VECTOR(struct holiday_rule) rules = {0};
    struct icalendar_days days = icalendars_find(scope, from);
    for (size_t i = 0; i < days.count; i++)
        VECTOR_PUSH(scope->arena, &rules, days.rules[i]);
    for (const struct node *item = items; item; item = item->next) {
        struct holiday_rule rule;
        if (item->kind == NODE_HOLIDAY && read_rule(scope, item, &rule))
            VECTOR_PUSH(scope->arena, &rules, rule);
    }
    const struct node *complete = steps_once(scope, items, NODE_COMPLETE);
    if (complete)
        steps_years(scope, complete->kid[COMPLETE_YEARS], &list->complete_from, &list->complete_to);
    if (complete && from)
        check_claim(scope, complete, list);
    list->name = declaration->name;
    list->title = steps_text(node_title(declaration->node));
    list->rules = rules.at;
    list->count = rules.count;
    list->origin = declaration->node->span;
    return list;
}
