/* answers_told.c - what lies ahead of the imagined ticket, and whom escalations tell. */
#include "check/terms.h"
#include "report/answers_part.h"
#include "report/notice.h"

enum { TURNS_MOST = 6 }; /* openings and closings of one calendar, for people */

static struct text title_of_hours(const struct answering *answering, uint32_t calendar)
{
    const struct model_calendar *hours = &answering->session->model->calendars[calendar];
    return shown_title(hours->title, hours->name);
}

static struct text title_of_target(const struct model *model, uint32_t target)
{
    return shown_title(model->targets[target].title, model->targets[target].name);
}

/* ---- what happens next ---- */

static struct text ahead_words(struct answering *answering, const struct ahead *ahead)
{
    struct arena *arena = answering->arena;
    if (ahead->kind == AHEAD_TOLD)
        return notice_sentence(arena, ahead->notice);
    if (ahead->kind == AHEAD_DUE)
        return text_format(arena, TEXT_FMT " is due",
                           TEXT_ARG(title_of_target(answering->session->model, ahead->target)));
    return text_format(arena, TEXT_FMT " %s", TEXT_ARG(title_of_hours(answering, ahead->calendar)),
                       ahead->kind == AHEAD_CLOSES ? "closes" : "opens");
}

static void put_json(struct answering *answering, const struct ahead_list *list)
{
    static const char *const kinds[] = {"told", "due", "closes", "opens"};
    struct buffer *out = answering->out;
    buffer_putc(out, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        buffer_puts(out, i ? ",{\"at\":" : "{\"at\":");
        answering_put_instant(answering, list->at[i].at);
        buffer_format(out, ",\"kind\":\"%s\",\"what\":", kinds[list->at[i].kind]);
        buffer_put_json(out, ahead_words(answering, &list->at[i]));
        buffer_putc(out, '}');
    }
    buffer_putc(out, ']');
}

/* How many turns of its calendar come before it. */
static uint32_t turns_before(const struct ahead_list *list, uint32_t index)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < index; i++)
        count +=
            list->at[i].kind >= AHEAD_CLOSES && list->at[i].calendar == list->at[index].calendar;
    return count;
}

static void put_text(struct answering *answering, const struct ahead_list *list)
{
    struct table table;
    const struct zone *zone = answering->session->model->zone;
    uint32_t left_out = 0;
    table_init(&table, answering->arena);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->at[i].kind >= AHEAD_CLOSES && turns_before(list, i) >= TURNS_MOST) {
            left_out++;
            continue;
        }
        table_put(&table, shown_instant(answering->arena, zone, list->at[i].at));
        table_put(&table, ahead_words(answering, &list->at[i]));
    }
    buffer_puts(answering->out,
                list->count ? "If nothing is done:\n" : "Nothing, unless something is done.\n");
    if (list->count)
        table_write(answering->out, &table, 2);
    if (left_out)
        buffer_format(answering->out, "  (and %u more openings and closings of hours)\n", left_out);
}

static bool what_next(struct answering *answering)
{
    const struct imagined *imagined = answering_ticket(answering);
    if (!imagined)
        return false;
    struct ahead_list list = imagined_ahead(answering->arena, imagined, answering->session->model);
    answering->type = "ahead";
    (answering->session->json ? put_json : put_text)(answering, &list);
    return true;
}

/* ---- who is told ---- */

typedef VECTOR(const struct notice *) notice_list;

/* All notices of the ticket, told and to come, in order of time. */
static notice_list all_notices(struct answering *answering, const struct imagined *imagined,
                               instant until)
{
    const struct model *model = answering->session->model;
    struct ahead_list ahead = imagined_ahead(answering->arena, imagined, model);
    instant end = ahead.count ? ahead.at[ahead.count - 1].at : INSTANT_NONE;
    instant now = imagined_now(imagined);
    end = end > until ? end : until;
    struct imagined_answer answer =
        imagined_judge_at(answering->arena, imagined, model, end > now ? end : now);
    notice_list list = {0};
    for (uint32_t i = 0; i < answer.count; i++)
        for (uint32_t k = 0; k < answer.ledgers[i].notice_count; k++) {
            const struct notice *notice = &answer.ledgers[i].notices[k];
            size_t at = list.count;
            VECTOR_PUSH(answering->arena, &list, notice);
            for (; at > 0 && list.at[at - 1]->at > notice->at; at--)
                list.at[at] = list.at[at - 1];
            list.at[at] = notice;
        }
    imagined_done(&answer);
    return list;
}

static void put_told_json(struct answering *answering, const notice_list *list)
{
    buffer_putc(answering->out, '[');
    for (size_t i = 0; i < list->count; i++) {
        buffer_puts(answering->out, i ? ",{\"at\":" : "{\"at\":");
        answering_put_instant(answering, list->at[i]->at);
        buffer_puts(answering->out, ",\"what\":");
        buffer_put_json(answering->out, notice_sentence(answering->arena, list->at[i]));
        buffer_putc(answering->out, '}');
    }
    buffer_putc(answering->out, ']');
}

static void put_told(struct answering *answering, const notice_list *list)
{
    struct table table;
    const struct zone *zone = answering->session->model->zone;
    table_init(&table, answering->arena);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    for (size_t i = 0; i < list->count; i++) {
        table_put(&table, shown_instant(answering->arena, zone, list->at[i]->at));
        table_put(&table, notice_sentence(answering->arena, list->at[i]));
    }
    if (list->count)
        table_write(answering->out, &table, 2);
}

/* The last one before AT and the first one behind it. */
static void put_beside(struct answering *answering, const notice_list *all, instant at)
{
    notice_list beside = {0};
    struct text when = shown_instant(answering->arena, answering->session->model->zone, at);
    for (size_t i = 0; i < all->count; i++) {
        bool is_last = all->at[i]->at < at && (i + 1 == all->count || all->at[i + 1]->at > at);
        bool is_first = all->at[i]->at > at && (i == 0 || all->at[i - 1]->at < at);
        if (is_last || is_first)
            VECTOR_PUSH(answering->arena, &beside, all->at[i]);
    }
    buffer_format(answering->out, "Nobody at " TEXT_FMT "%s\n", TEXT_ARG(when),
                  beside.count ? "; before and after it:" : ".");
    put_told(answering, &beside);
}

/* AT INSTANT_NONE: ever. */
static bool who_is_told(struct answering *answering, instant at)
{
    const struct imagined *imagined = answering_ticket(answering);
    notice_list told = {0};
    if (!imagined)
        return false;
    notice_list all = all_notices(answering, imagined, at);
    for (size_t i = 0; i < all.count; i++)
        if (at == INSTANT_NONE || all.at[i]->at == at)
            VECTOR_PUSH(answering->arena, &told, all.at[i]);
    answering->type = "told";
    if (answering->session->json) {
        put_told_json(answering, &told);
    } else if (told.count) {
        buffer_puts(answering->out, at == INSTANT_NONE ? "So far, and if nothing is done:\n"
                                                       : "If nothing is done:\n");
        put_told(answering, &told);
    } else if (at == INSTANT_NONE) {
        buffer_puts(answering->out, "Nobody: no escalation comes to a step.\n");
    } else {
        put_beside(answering, &all, at);
    }
    return true;
}

bool answers_told(struct answering *answering)
{
    const struct node *node = answering->node;
    if (node->kind == NODE_ASK_NEXT)
        return what_next(answering);
    if (node->kind != NODE_ASK_TOLD)
        return who_is_told(answering, INSTANT_NONE);
    instant at = terms_instant(answering->scope, node->kid[ASK_TOLD_AT]);
    if (!text_is(node->kid[ASK_TOLD_WHO]->text, "who"))
        return answering_wrong(answering, TEXT("ask `who is told at DATE TIME`"));
    if (!civil_exists(at))
        return answering_wrong(
            answering, TEXT("an instant of the query is not within the years 0001 to 9999"));
    return who_is_told(answering, at);
}
