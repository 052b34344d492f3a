/* prose_holidays.c - lists of holidays: each with its rule, and its dates in the coming year. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- rules ---------- */

SAYER(yearly)
{
    return SAY(p, YEARLY, node->kid[YEARLY_DAY]->text, prose_said(p, node->kid[YEARLY_MONTH]));
}

SAYER(easter)
{
    const struct node *days = node->kid[EASTER_DAYS];
    if (!days)
        return SAY(p, EASTER);
    uint64_t count = (uint64_t)days->value.days.count;
    return node_word(node->kid[EASTER_SIGN]) == WORD_MINUS ? SAY_COUNT(p, DAYS_BEFORE_EASTER, count)
                                                           : SAY_COUNT(p, DAYS_AFTER_EASTER, count);
}

SAYER(substitute)
{
    bool moves = node_word(node->kid[SUBSTITUTE_JOIN]) == WORD_OR;
    switch (node_word(node->kid[SUBSTITUTE_WHICH])) {
    case WORD_PREVIOUS:
        return moves ? SAY(p, MOVES_TO_PREVIOUS) : SAY(p, AND_PREVIOUS);
    case WORD_NEAREST:
        return moves ? SAY(p, MOVES_TO_NEAREST) : SAY(p, AND_NEAREST);
    default:
        return moves ? SAY(p, MOVES_TO_NEXT) : SAY(p, AND_NEXT);
    }
}

/* When it is: the day, the part of it, what happens at weekends, the years. */
static struct text rule_of(struct prose *p, const struct node *node)
{
    text_vector parts = {0};
    const struct node *only = node->kid[HOLIDAY_ONLY];
    struct text date = prose_said(p, node->kid[HOLIDAY_DAY]);
    struct text part = prose_part_of_day(p, node->kid[HOLIDAY_FROM], node->kid[HOLIDAY_TO]);
    VECTOR_PUSH(p->arena, &parts, part.len ? SAY(p, DAY_AND_PART, date, part) : date);
    if (node->kid[HOLIDAY_SUBSTITUTE])
        VECTOR_PUSH(p->arena, &parts, prose_said(p, node->kid[HOLIDAY_SUBSTITUTE]));
    if (only)
        VECTOR_PUSH(p->arena, &parts, SAY(p, ONLY_YEARS, prose_said(p, only)));
    return prose_join(p, &parts, SAID_LIST_SEMICOLON);
}

SAYER(holiday)
{
    struct text title = prose_text(p, node->kid[HOLIDAY_TITLE]);
    return title.len ? SAY(p, TERM_AND_TEXT, title, rule_of(p, node)) : rule_of(p, node);
}

SAYER(complete)
{
    return SAY(p, COMPLETE, prose_said(p, node->kid[COMPLETE_YEARS]));
}

/* ---------- dates ---------- */

/* The list as the model has it: only where some hours are closed on it. */
static const struct holiday_list *list_called(const struct prose *p, struct text name)
{
    for (uint32_t i = 0; i < p->model->calendar_count; i++) {
        const struct calendar_spec *spec = p->model->calendars[i].hours;
        for (size_t j = 0; spec && j < spec->holidays_count; j++)
            if (text_equal(spec->holidays[j].list->name, name))
                return spec->holidays[j].list;
    }
    return NULL;
}

static bool is_line(const struct holiday_rule *rule, const struct node *line)
{
    return rule->origin.source == line->span.source && rule->origin.from == line->span.from;
}

static struct text dates_of(struct prose *p, const struct holiday_dates *all,
                            const struct node *line)
{
    text_vector dates = {0};
    for (size_t i = 0; i < all->count; i++)
        if (is_line(all->at[i].rule, line))
            VECTOR_PUSH(p->arena, &dates,
                        wording_weekday_date(p->arena, p->words, all->at[i].date));
    return prose_join(p, &dates, SAID_LIST_SEMICOLON);
}

/* A substitute is at most so many days later. */
enum { SUBSTITUTE_MOST = 7 };

/* Is it over before the first day of the year? Then it says nothing any more. */
static bool is_over(const struct prose *p, const struct node *line)
{
    const struct node *date = line->kid[HOLIDAY_DAY], *only = line->kid[HOLIDAY_ONLY];
    if (p->first == p->behind)
        return false;
    if (date->kind == NODE_DATE && date->value.date.day < p->first - SUBSTITUTE_MOST)
        return true;
    if (!only)
        return false;
    const struct node *last = only->kid[YEARS_TO] ? only->kid[YEARS_TO] : only->kid[YEARS_FROM];
    return node_whole(last) < civil_of_day(p->first).year;
}

/* ---------- lists ---------- */

static void write_table(struct prose *p, const struct node *node, const struct holiday_list *list)
{
    struct holiday_dates dates = {0};
    bool dated = list && p->first < p->behind;
    if (dated)
        dates = holiday_expand(p->arena, list, p->first, p->behind - 1);
    struct text title = prose_title(p, node);
    document_table(p->document, dated ? SAY(p, TABLE_HOLIDAYS, title, prose_date(p, p->first),
                                            prose_date(p, p->behind - 1))
                                      : title);
    document_column(p->document, SAY(p, HEAD_HOLIDAY), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_RULE), COLUMN_WORDS);
    if (dated)
        document_column(p->document, SAY(p, HEAD_DATES), COLUMN_WORDS);
    for (const struct node *line = node->kid[HOLIDAYS_ITEMS]; line; line = line->next) {
        if (line->kind != NODE_HOLIDAY || is_over(p, line))
            continue;
        document_row(p->document);
        document_say(p->document, line->kid[HOLIDAY_TITLE] ? prose_text(p, line->kid[HOLIDAY_TITLE])
                                                           : SAY(p, UNNAMED_HOLIDAY));
        document_cell(p->document);
        document_say(p->document, wording_capital(p->arena, rule_of(p, line)));
        if (!dated)
            continue;
        document_cell(p->document);
        document_say(p->document, dates_of(p, &dates, line));
    }
    if (document_is_empty(p->document))
        p->document->blocks.count--;
}

/* Titles of the hours that are closed on the list. */
static struct text closed_on(struct prose *p, struct text name)
{
    text_vector titles = {0};
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_HOURS, &at));)
        for (const struct node *item = node->kid[HOURS_ITEMS]; item; item = item->next)
            if (item->kind == NODE_CLOSED_HOLIDAYS &&
                text_equal(item->kid[CLOSED_HOLIDAYS_HOLIDAYS]->text, name))
                VECTOR_PUSH(p->arena, &titles, prose_title(p, node));
    return prose_join(p, &titles, SAID_LIST_AND);
}

void prose_holidays(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_HOLIDAYS, &at));) {
        struct text name = node->kid[HOLIDAYS_NAME]->text, closed = closed_on(p, name);
        prose_part(p, SECTION_HOLIDAYS, node);
        if (closed.len) {
            document_paragraph(p->document);
            document_say(p->document, SAY(p, HOLIDAYS_CLOSE, closed));
        }
        for (const struct node *line = node->kid[HOLIDAYS_ITEMS]; line; line = line->next)
            if (line->kind == NODE_COMPLETE) {
                document_paragraph(p->document);
                document_say(p->document, prose_said(p, line));
            }
        write_table(p, node, list_called(p, name));
    }
}
