/* prose_clocks.c - how time is counted: what starts, pauses and stops each clock. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- happenings ---------- */

static struct text entered(struct prose *p, struct text name)
{
    if (text_is(name, "working"))
        return SAY(p, BECOMES_WORKING, prose_statuses(p, CLASS_WORKING));
    if (text_is(name, "waiting"))
        return SAY(p, BECOMES_WAITING, prose_statuses(p, CLASS_WAITING));
    if (text_is(name, "done"))
        return SAY(p, BECOMES_DONE, prose_statuses(p, CLASS_DONE));
    return SAY(p, BECOMES_STATUS, prose_choice(p, TEXT("status"), name));
}

static enum said standard_event(struct text name)
{
    static const struct {
        const char *name;
        enum said said;
    } rows[] = {{"opened", SAID_EVENT_OPENED},   {"reply", SAID_EVENT_REPLY},
                {"note", SAID_EVENT_NOTE},       {"assigned", SAID_EVENT_ASSIGNED},
                {"changed", SAID_EVENT_CHANGED}, {"resolved", SAID_EVENT_RESOLVED},
                {"closed", SAID_EVENT_CLOSED},   {"reopened", SAID_EVENT_REOPENED},
                {"merged", SAID_EVENT_MERGED},   {"split", SAID_EVENT_SPLIT},
                {"survey", SAID_EVENT_SURVEY}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_is(name, rows[i].name))
            return rows[i].said;
    return PHRASES_END;
}

static struct text event_said(struct prose *p, struct text name)
{
    enum said said = standard_event(name);
    if (said != PHRASES_END)
        return phrases_say(p->arena, p->words, said, NULL);
    if (prose_find(p, NODE_EVENT, name))
        return SAY(p, EVENT_HAPPENS, prose_called(p, NODE_EVENT, name));
    return entered(p, name);
}

static struct text by_role(struct prose *p, struct text said, struct text role)
{
    if (text_is(role, "customer"))
        return SAY(p, BY_CUSTOMER, said);
    return text_is(role, "agent") ? SAY(p, BY_AGENT, said) : SAY(p, BY_SYSTEM, said);
}

/* A name that is a kind of event and a status means either; both are said as the event is. */
SAYER(happening)
{
    struct text name = node->kid[HAPPENING_NAME]->text;
    const struct node *by = node->kid[HAPPENING_BY];
    if (by && text_is(name, "reply") && text_is(by->text, "agent"))
        return SAY(p, EVENT_REPLY_BY_AGENT);
    if (by && text_is(name, "reply") && text_is(by->text, "customer"))
        return SAY(p, EVENT_REPLY_BY_CUSTOMER);
    struct text said = event_said(p, name);
    return by ? by_role(p, said, by->text) : said;
}

/* ---------- lines ---------- */

static struct text events(struct prose *p, const struct node *first, const struct node *when)
{
    struct text said = SAY(p, WHEN_EVENT, prose_all(p, first, SAID_LIST_OR));
    return when ? SAY(p, EVENT_IF, said, prose_said(p, when)) : said;
}

SAYER(starts)
{
    return SAY(p, STARTS, events(p, node->kid[STARTS_EVENTS], node->kid[STARTS_WHEN]));
}

SAYER(stops)
{
    return SAY(p, STOPS, events(p, node->kid[STOPS_EVENTS], node->kid[STOPS_WHEN]));
}

SAYER(pauses)
{
    return SAY(p, PAUSES, prose_said(p, node->kid[PAUSES_WHILE]));
}

SAYER(resumes)
{
    return SAY(p, RESUMES, events(p, node->kid[RESUMES_EVENTS], NULL));
}

SAYER(cancelled)
{
    return SAY(p, CANCELLED, events(p, node->kid[CANCELLED_EVENTS], NULL));
}

SAYER(repeats)
{
    (void)node;
    return SAY(p, REPEATS);
}

static struct text reopening_mode(struct prose *p, enum word mode)
{
    return mode == WORD_CONTINUES      ? SAY(p, REOPENING_CONTINUES)
           : mode == WORD_STARTS_AGAIN ? SAY(p, REOPENING_STARTS_AGAIN)
                                       : SAY(p, REOPENING_IGNORED);
}

SAYER(reopening)
{
    enum word mode = node_word(node->kid[REOPENING_MODE]);
    struct text said = reopening_mode(p, mode);
    if (!node->kid[REOPENING_LIMIT])
        return said;
    struct text limit =
        prose_limit_in(p, node->kid[REOPENING_LIMIT], node->kid[REOPENING_CALENDAR]);
    return SAY(p, REOPENING_WITHIN, said, limit,
               reopening_mode(p, mode == WORD_STARTS_AGAIN ? WORD_IS_IGNORED : WORD_STARTS_AGAIN));
}

/* ---------- clocks ---------- */

static bool is_measured(const struct prose *p, struct text clock)
{
    const struct node *node, *item;
    for (uint32_t at = 0; (node = prose_next(p, NODE_TARGET, &at));) {
        item = prose_item(node->kid[TARGET_ITEMS], NODE_MEASURES);
        if (item && text_equal(item->kid[MEASURES_CLOCK]->text, clock))
            return true;
    }
    for (uint32_t at = 0; (node = prose_next(p, NODE_MEASURE, &at));) {
        item = prose_item(node->kid[MEASURE_ITEMS], NODE_PERCENTILE);
        if (item && text_equal(item->kid[PERCENTILE_CLOCK]->text, clock))
            return true;
    }
    return false;
}

static struct text measured_by(struct prose *p, struct text clock)
{
    text_vector titles = {0};
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_TARGET, &at));) {
        const struct node *item = prose_item(node->kid[TARGET_ITEMS], NODE_MEASURES);
        if (item && text_equal(item->kid[MEASURES_CLOCK]->text, clock))
            VECTOR_PUSH(p->arena, &titles, prose_title(p, node));
    }
    return prose_join(p, &titles, SAID_LIST_AND);
}

static void write_line(struct prose *p, struct text said)
{
    document_row(p->document);
    document_say(p->document, prose_sentence(p, said));
}

static void write_clock(struct prose *p, const struct node *node)
{
    struct text name = node->kid[CLOCK_NAME]->text, used = measured_by(p, name);
    const struct node *items = node->kid[CLOCK_ITEMS];
    prose_part(p, SECTION_COUNTING, node);
    document_list(p->document);
    for (const struct node *item = items; item; item = item->next)
        write_line(p, prose_said(p, item));
    if (!prose_item(items, NODE_PAUSES))
        write_line(p, SAY(p, NEVER_PAUSES));
    if (!prose_item(items, NODE_REOPENING) && !prose_item(items, NODE_REPEATS))
        write_line(p, SAY(p, REOPENING_IGNORED));
    if (used.len)
        write_line(p, SAY(p, MEASURED_BY, used));
}

/* ---------- what holds for all ---------- */

/* The numbers of these rules are figures, which no name is. */
static void write_rule(struct prose *p, int number, struct text said)
{
    struct text id = prose_number(p, SECTION_COUNTING, text_format(p->arena, "%d", number));
    document_row(p->document);
    document_row_id(p->document, id);
    document_say(p->document, said);
    prose_cite(p, id);
}

static bool counts_days(const struct model *model)
{
    for (uint32_t i = 0; i < model->target_count; i++)
        for (uint32_t j = 0; j < model->targets[i].clause_count && !model->targets[i].is_absent;
             j++)
            if (model->targets[i].clauses[j].limit.kind != LIMIT_LENGTH)
                return true;
    return false;
}

static bool has_holidays(const struct model *model)
{
    for (uint32_t i = 0; i < model->calendar_count; i++)
        if (!model->calendars[i].is_absent && model->calendars[i].hours &&
            model->calendars[i].hours->holidays_count)
            return true;
    return false;
}

static void write_rules(struct prose *p)
{
    document_list(p->document);
    write_rule(p, 1, has_holidays(p->model) ? SAY(p, RULE_HOURS_AND_HOLIDAYS) : SAY(p, RULE_HOURS));
    write_rule(p, 2, SAY(p, RULE_DUE));
    if (counts_days(p->model))
        write_rule(p, 3, SAY(p, RULE_DAYS));
    write_rule(p, 4, SAY(p, RULE_PAUSE));
    write_rule(p, 5, SAY(p, RULE_CHANGE));
    write_rule(p, 6, SAY(p, RULE_LATE_VALUE));
    write_rule(p, 7, SAY(p, RULE_REOPENING));
    write_rule(p, 8, SAY(p, RULE_CLOCK_CHANGE));
    write_rule(p, 9, SAY(p, RULE_VERSION));
}

SAYER(clock)
{
    return prose_title(p, node);
}

void prose_counting(struct prose *p)
{
    const struct node *node;
    if (!prose_has(p, NODE_TARGET))
        return;
    write_rules(p);
    for (uint32_t at = 0; (node = prose_next(p, NODE_CLOCK, &at));)
        /* of a library only what something measures is part of this charter */
        if (is_measured(p, node->kid[CLOCK_NAME]->text) || !prose_is_of_library(p, node))
            write_clock(p, node);
}
