/* prose_promises.c - availability, maintenance, measures, escalation. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- availability and measures ---------- */

SAYER(of)
{
    return SAY(p, FOR_SERVICES, prose_names(p, NODE_SERVICE, node->kid[OF_NAMES]));
}

SAYER(down_while)
{
    return SAY(p, DOWN_WHILE, prose_said(p, node->kid[DOWN_WHILE_CONDITION]));
}

SAYER(down_from)
{
    return SAY(p, DOWN_FROM, prose_said(p, node->kid[DOWN_FROM_FROM]),
               prose_said(p, node->kid[DOWN_FROM_TO]));
}

SAYER(excluding_maintenance)
{
    (void)node;
    return SAY(p, EXCLUDING_MAINTENANCE);
}

SAYER(promise)
{
    struct text amount = prose_said(p, node->kid[PROMISE_AMOUNT]);
    struct text each = prose_said(p, node->kid[PROMISE_EACH]);
    return node_word(node->kid[PROMISE_BOUND]) == WORD_AT_LEAST
               ? SAY(p, AT_LEAST_EACH, amount, each)
               : SAY(p, AT_MOST_EACH, amount, each);
}

SAYER(share)
{
    return SAY(p, SHARE, prose_said(p, node->kid[SHARE_WHEN]));
}

SAYER(count)
{
    struct text event = prose_said(p, node->kid[COUNT_EVENT]);
    const struct node *when = node->kid[COUNT_WHEN];
    return when ? SAY(p, COUNT_IF, event, prose_said(p, when)) : SAY(p, COUNT, event);
}

SAYER(average)
{
    struct text attribute = prose_attribute(p, node->kid[AVERAGE_ATTRIBUTE]->text);
    const struct node *event = node->kid[AVERAGE_EVENT];
    return event ? SAY(p, AVERAGE_ON, attribute, prose_called(p, NODE_EVENT, event->text))
                 : SAY(p, AVERAGE, attribute);
}

SAYER(percentile)
{
    return SAY(p, PERCENTILE, prose_said(p, node->kid[PERCENTILE_RANK]),
               prose_called(p, NODE_CLOCK, node->kid[PERCENTILE_CLOCK]->text));
}

static void write_lines(struct prose *p, const struct node *items)
{
    document_list(p->document);
    for (; items; items = items->next) {
        document_row(p->document);
        document_say(p->document, prose_sentence(p, prose_said(p, items)));
    }
}

void prose_availability(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_AVAILABILITY, &at));) {
        prose_part(p, SECTION_AVAILABILITY, node);
        write_lines(p, node->kid[AVAILABILITY_ITEMS]);
    }
}

void prose_measures(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_MEASURE, &at));) {
        prose_part(p, SECTION_MEASURES, node);
        write_lines(p, node->kid[MEASURE_ITEMS]);
    }
}

/* ---------- maintenance ---------- */

SAYER(window_monthly)
{
    return SAY(p, WINDOW_EVERY, prose_said(p, node->kid[WINDOW_MONTHLY_DAY]),
               prose_said(p, node->kid[WINDOW_MONTHLY_SPAN]));
}

SAYER(window_weekly)
{
    return SAY(p, WINDOW_WEEKLY, prose_all(p, node->kid[WINDOW_WEEKLY_DAYS], SAID_LIST_AND),
               prose_said(p, node->kid[WINDOW_WEEKLY_SPAN]));
}

SAYER(window_on)
{
    return SAY(p, WINDOW_ON, prose_said(p, node->kid[WINDOW_ON_DATE]),
               prose_said(p, node->kid[WINDOW_ON_SPAN]));
}

SAYER(window_from)
{
    return SAY(p, WINDOW_FROM, prose_said(p, node->kid[WINDOW_FROM_FROM]),
               prose_said(p, node->kid[WINDOW_FROM_TO]));
}

void prose_maintenance(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_MAINTENANCE, &at));) {
        prose_part(p, SECTION_MAINTENANCE, node);
        write_lines(p, node->kid[MAINTENANCE_ITEMS]);
    }
}

/* ---------- escalation ---------- */

SAYER(escalation_for)
{
    struct text target = prose_called(p, NODE_TARGET, node->kid[ESCALATION_FOR_TARGET]->text);
    const struct node *when = node->kid[ESCALATION_FOR_WHEN];
    return when ? SAY(p, ESCALATION_FOR_WHEN, target, prose_said(p, when))
                : SAY(p, ESCALATION_FOR, target);
}

SAYER(at_used)
{
    return SAY(p, AT_USED, prose_said(p, node->kid[AT_USED_SHARE]));
}

SAYER(at_left)
{
    return SAY(p, AT_LEFT, prose_said(p, node->kid[AT_LEFT_LIMIT]));
}

SAYER(at_over)
{
    return SAY(p, AT_OVER, prose_said(p, node->kid[AT_OVER_LIMIT]));
}

SAYER(at_breach)
{
    (void)node;
    return SAY(p, AT_BREACH);
}

SAYER(every_after_breach)
{
    struct text limit = prose_said(p, node->kid[EVERY_AFTER_BREACH_LIMIT]);
    const struct node *most = node->kid[EVERY_AFTER_BREACH_MOST];
    if (!most)
        return SAY(p, EVERY_AFTER_BREACH, limit);
    return SAY(p, EVERY_AFTER_BREACH_MOST, limit, SAY_COUNT(p, TIMES, (uint64_t)node_whole(most)));
}

SAYER(once)
{
    return SAY(p, ONCE, prose_said(p, node->kid[ONCE_CONDITION]));
}

static struct text ways(struct prose *p, const struct node *first)
{
    text_vector items = {0};
    for (; first; first = first->next)
        VECTOR_PUSH(p->arena, &items,
                    text_is(first->text, "phone")   ? SAY(p, BY_PHONE)
                    : text_is(first->text, "email") ? SAY(p, BY_EMAIL)
                                                    : prose_human(p, first->text));
    return prose_join(p, &items, SAID_LIST_AND);
}

SAYER(tell)
{
    struct text who = prose_who(p, node->kid[TELL_WHO]);
    const struct node *by = node->kid[TELL_BY];
    return by ? SAY(p, TELL_BY, who, ways(p, by)) : SAY(p, TELL, who);
}

SAYER(raise)
{
    return SAY(p, RAISE, prose_said(p, node->kid[RAISE_LEVEL]));
}

SAYER(step)
{
    return SAY(p, TERM_AND_TEXT, prose_said(p, node->kid[STEP_TRIGGER]),
               prose_all(p, node->kid[STEP_ACTIONS], SAID_LIST_AND));
}

static void write_step(struct prose *p, const struct node *step)
{
    document_row(p->document);
    document_say(p->document, phrases_capital(p->arena, prose_said(p, step->kid[STEP_TRIGGER])));
    document_cell(p->document);
    document_say(p->document, prose_all(p, step->kid[STEP_ACTIONS], SAID_LIST_AND));
}

void prose_escalation(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_ESCALATION, &at));) {
        prose_part(p, SECTION_ESCALATION, node);
        for (const struct node *item = node->kid[ESCALATION_ITEMS]; item; item = item->next)
            if (item->kind == NODE_ESCALATION_FOR) {
                document_paragraph(p->document);
                document_say(p->document, prose_said(p, item));
            }
        document_ladder(p->document);
        for (const struct node *item = node->kid[ESCALATION_ITEMS]; item; item = item->next)
            if (item->kind == NODE_STEP)
                write_step(p, item);
    }
}
