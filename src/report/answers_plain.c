/* answers_plain.c - answers that need nothing beyond the model: instants, lengths, hours. */
#include "report/answers_part.h"
#include "report/holidays.h"

static void put_json(struct answering *answering, const struct query_answer *answer)
{
    struct holidays_shown holidays = {answer->holidays, answer->list, answer->complete};
    answering->type = query_type_name(answer->type);
    if (answer->type == QUERY_INSTANT)
        answering_put_instant(answering, answer->at);
    if (answer->type == QUERY_LENGTH)
        answering_put_length(answering, answer->length);
    if (answer->type == QUERY_YES_NO)
        buffer_puts(answering->out, answer->yes ? "true" : "false");
    if (answer->type == QUERY_HOURS)
        answering_put_stretches(answering, answer);
    if (answer->type == QUERY_HOLIDAYS)
        holidays_json(answering->out, &holidays);
}

static void put_hours(struct buffer *out, const struct query_answer *answer)
{
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    for (uint32_t i = 0; i < answer->stretch_count; i++) {
        zone_write(answer->zone, from, answer->stretches[i].from);
        zone_write(answer->zone, to, answer->stretches[i].to);
        buffer_format(out, "%s to %s\n", from, to);
    }
    if (answer->stretch_count == 0)
        buffer_puts(out, "closed\n");
}

static void put_text(struct answering *answering, const struct query_answer *answer)
{
    struct holidays_shown holidays = {answer->holidays, answer->list, answer->complete};
    struct buffer *out = answering->out;
    char room[CIVIL_ROOM];
    if (answer->type == QUERY_INSTANT)
        buffer_format(out, "%.*s\n", (int)zone_write(answer->zone, room, answer->at), room);
    if (answer->type == QUERY_LENGTH)
        buffer_format(out, "%.*s\n", (int)civil_write_length(room, answer->length), room);
    if (answer->type == QUERY_YES_NO)
        buffer_puts(out, answer->yes ? "yes\n" : "no\n");
    if (answer->type == QUERY_HOURS)
        put_hours(out, answer);
    if (answer->type == QUERY_HOLIDAYS)
        holidays_print(out, &holidays, answering->arena);
}

bool answers_plain(struct answering *answering)
{
    struct query_answer answer = query_eval_node(answering->session->query, answering->node,
                                                 answering->arena, answering->sink);
    if (answer.type == QUERY_ERROR && answer.misunderstood)
        return answering_wrong(answering, answer.error);
    if (answer.type == QUERY_ERROR)
        return answering_none(answering, answer.error);
    if (answering->session->json)
        put_json(answering, &answer);
    else
        put_text(answering, &answer);
    return true;
}
