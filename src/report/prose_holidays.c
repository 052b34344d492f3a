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

SAYER(weekday_beside)
{
    struct text weekday = prose_said(p, node->kid[WEEKDAY_BESIDE_WEEKDAY]);
    struct text date = SAY(p, DAY_OF_MONTH, node->kid[WEEKDAY_BESIDE_DAY]->text,
                           prose_said(p, node->kid[WEEKDAY_BESIDE_MONTH]));
    return node_word(node->kid[WEEKDAY_BESIDE_SIDE]) == WORD_BEFORE
               ? SAY(p, WEEKDAY_BEFORE, weekday, date)
               : SAY(p, WEEKDAY_AFTER, weekday, date);
}

/* Which day takes the place of a holiday, or is one as well. */
static enum said substitute_said(const struct node *node)
{
    static const enum said said[2][2][3] = {
        {{SAID_NEXT_WEEKDAY_TOO, SAID_PREVIOUS_WEEKDAY_TOO, SAID_NEAREST_WEEKDAY_TOO},
         {SAID_NEXT_DAY_TOO, SAID_PREVIOUS_DAY_TOO, SAID_NEAREST_DAY_TOO}},
        {{SAID_NEXT_WEEKDAY_INSTEAD, SAID_PREVIOUS_WEEKDAY_INSTEAD, SAID_NEAREST_WEEKDAY_INSTEAD},
         {SAID_NEXT_DAY_INSTEAD, SAID_PREVIOUS_DAY_INSTEAD, SAID_NEAREST_DAY_INSTEAD}}};
    bool moves = node_word(node->kid[SUBSTITUTE_JOIN]) == WORD_OR;
    bool any = node_word(node->kid[SUBSTITUTE_UNIT]) == WORD_DAY;
    enum word which = node_word(node->kid[SUBSTITUTE_WHICH]);
    return said[moves][any][which == WORD_PREVIOUS ? 1 : which == WORD_NEAREST ? 2 : 0];
}

SAYER(substitute)
{
    struct text days = node->kid[SUBSTITUTE_DAYS]
                           ? prose_all(p, node->kid[SUBSTITUTE_DAYS], SAID_LIST_OR)
                           : SAY(p, SATURDAY_OR_SUNDAY);
    const struct text args[] = {TEXT(""), days};
    return phrases_say(p->arena, p->words, substitute_said(node), args);
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

/* The list as the model has it. */
static const struct holiday_list *list_called(const struct prose *p, struct text name)
{
    for (uint32_t i = 0; i < p->model->holidays_count; i++)
        if (text_equal(p->model->holidays[i]->name, name))
            return p->model->holidays[i];
    return NULL;
}

/* The line that made RULE: of this list, or of one that it includes. */
static const struct node *line_of(const struct prose *p, const struct holiday_rule *rule)
{
    const struct node *list;
    for (uint32_t at = 0; (list = prose_next(p, NODE_HOLIDAYS, &at));)
        for (const struct node *line = list->kid[HOLIDAYS_ITEMS]; line; line = line->next)
            if (line->kind == NODE_HOLIDAY && line->span.source == rule->origin.source &&
                line->span.from == rule->origin.from)
                return line;
    return NULL;
}

static struct text dates_of(struct prose *p, const struct holiday_dates *all,
                            const struct holiday_rule *rule)
{
    text_vector dates = {0};
    for (size_t i = 0; i < all->count; i++)
        if (all->at[i].rule->origin.source == rule->origin.source &&
            all->at[i].rule->origin.from == rule->origin.from)
            VECTOR_PUSH(p->arena, &dates,
                        phrases_weekday_date(p->arena, p->words, all->at[i].date));
    return prose_join(p, &dates, SAID_LIST_SEMICOLON);
}

/* Has it been for the last time before the year that is printed? Then it says nothing any more. */
static bool is_over(const struct prose *p, const struct holiday_rule *rule)
{
    if (p->first == p->behind)
        return false;
    if (rule->kind == HOLIDAY_DATED)
        return rule->date < p->first;
    return rule->only_to && rule->only_to < civil_of_day(p->first).year;
}

/* ---------- lists ---------- */

static void write_head(struct prose *p, const struct node *node)
{
    struct text title = prose_title(p, node);
    bool dated = p->first < p->behind;
    document_table(p->document, dated ? SAY(p, TABLE_HOLIDAYS, title, prose_date(p, p->first),
                                            prose_date(p, p->behind - 1))
                                      : title);
    document_column(p->document, SAY(p, HEAD_HOLIDAY), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_RULE), COLUMN_WORDS);
    if (dated)
        document_column(p->document, SAY(p, HEAD_DATES), COLUMN_WORDS);
}

static void write_rule(struct prose *p, const struct node *line, struct text dates)
{
    const struct node *title = line->kid[HOLIDAY_TITLE];
    document_row(p->document);
    document_say(p->document, title ? prose_text(p, title) : SAY(p, UNNAMED_HOLIDAY));
    document_cell(p->document);
    document_say(p->document, phrases_capital(p->arena, rule_of(p, line)));
    if (p->first == p->behind)
        return;
    document_cell(p->document);
    document_say(p->document, dates);
}

static void write_table(struct prose *p, const struct node *node, const struct holiday_list *list)
{
    struct holiday_dates all = {0};
    if (p->first < p->behind)
        all = holiday_expand(p->arena, list, p->first, p->behind - 1);
    write_head(p, node);
    for (size_t i = 0; i < list->count; i++) {
        const struct node *line = line_of(p, &list->rules[i]);
        struct text dates = dates_of(p, &all, &list->rules[i]);
        if (line && (dates.len || !is_over(p, &list->rules[i])))
            write_rule(p, line, dates);
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

static void write_list(struct prose *p, const struct node *node, struct text closed)
{
    const struct holiday_list *list = list_called(p, node->kid[HOLIDAYS_NAME]->text);
    prose_part(p, SECTION_HOLIDAYS, node);
    if (closed.len) {
        document_paragraph(p->document);
        document_say(p->document, SAY(p, HOLIDAYS_CLOSE, closed));
    }
    for (const struct node *line = node->kid[HOLIDAYS_ITEMS]; line; line = line->next)
        if (line->kind != NODE_HOLIDAY) {
            document_paragraph(p->document);
            document_say(p->document, prose_sentence(p, prose_said(p, line)));
        }
    if (list)
        write_table(p, node, list);
}

/* Of a library only what some hours are closed on is part of this charter. */
void prose_holidays(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_HOLIDAYS, &at));) {
        struct text closed = closed_on(p, node->kid[HOLIDAYS_NAME]->text);
        if (closed.len || !prose_is_of_library(p, node))
            write_list(p, node, closed);
    }
}
