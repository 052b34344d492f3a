/* verb_query.c - `charter query FILE QUERY...`: one answer a query, in the order asked. */
#include <string.h>

#include "analyse/query.h"
#include "cli/files.h"
#include "cli/session.h"
#include "report/holidays.h"

struct asked {
    struct query *query;
    struct arena *scratch; /* of one answer */
    bool json;
    struct buffer out;
};

static void put_instant(struct buffer *out, instant at)
{
    char room[CIVIL_ROOM];
    buffer_format(out, "\"%.*s\"", (int)civil_write_instant(room, at), room);
}

static void put_value(struct buffer *out, const struct query_answer *answer)
{
    char room[CIVIL_ROOM];
    if (answer->type == QUERY_INSTANT)
        put_instant(out, answer->at);
    if (answer->type == QUERY_LENGTH)
        buffer_format(out, "%.*s", (int)civil_write_seconds(room, answer->length), room);
    if (answer->type == QUERY_YES_NO)
        buffer_puts(out, answer->yes ? "true" : "false");
    if (answer->type == QUERY_HOLIDAYS)
        holidays_json(out,
                      &(struct holidays_shown){answer->holidays, answer->list, answer->complete});
    if (answer->type != QUERY_HOURS)
        return;
    for (uint32_t i = 0; i < answer->stretch_count; i++) {
        buffer_puts(out, i ? ",{\"from\":" : "[{\"from\":");
        put_instant(out, answer->stretches[i].from);
        buffer_puts(out, ",\"to\":");
        put_instant(out, answer->stretches[i].to);
        buffer_putc(out, '}');
    }
    buffer_puts(out, answer->stretch_count ? "]" : "[]");
}

static void put_json(struct buffer *out, struct text query, const struct query_answer *answer)
{
    buffer_puts(out, "{\"query\":");
    buffer_put_json(out, query);
    if (answer->type == QUERY_ERROR) {
        buffer_puts(out, ",\"error\":");
        buffer_put_json(out, answer->error);
    } else {
        buffer_format(out, ",\"type\":\"%s\",\"value\":", query_type_name(answer->type));
        put_value(out, answer);
    }
    buffer_puts(out, "}\n");
}

static void put_stretches(struct buffer *out, const struct query_answer *answer)
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

static void put_text(struct asked *asked, struct text query, const struct query_answer *answer)
{
    struct buffer *out = &asked->out;
    char room[CIVIL_ROOM];
    if (answer->type == QUERY_ERROR)
        command_wrong(TEXT_FMT " (in `" TEXT_FMT "`)", TEXT_ARG(answer->error), TEXT_ARG(query));
    if (answer->type == QUERY_INSTANT)
        buffer_format(out, "%.*s\n", (int)zone_write(answer->zone, room, answer->at), room);
    if (answer->type == QUERY_LENGTH)
        buffer_format(out, "%.*s\n", (int)civil_write_length(room, answer->length), room);
    if (answer->type == QUERY_YES_NO)
        buffer_puts(out, answer->yes ? "yes\n" : "no\n");
    if (answer->type == QUERY_HOURS)
        put_stretches(out, answer);
    if (answer->type == QUERY_HOLIDAYS)
        holidays_print(out,
                       &(struct holidays_shown){answer->holidays, answer->list, answer->complete},
                       asked->scratch);
}

/* Status 2 for a query that is wrong, 5 for one that has no answer. */
static enum status ask(struct asked *asked, struct text query)
{
    arena_reset(asked->scratch);
    struct query_answer answer = query_eval(asked->query, query, asked->scratch);
    if (asked->json)
        put_json(&asked->out, query, &answer);
    else
        put_text(asked, query, &answer);
    if (answer.type != QUERY_ERROR)
        return STATUS_FINE;
    return answer.misunderstood ? STATUS_USAGE : STATUS_UNDECIDED;
}

/* Each line that is not blank or only a comment. */
static enum status ask_lines(struct asked *asked, struct text lines)
{
    enum status status = STATUS_FINE;
    for (size_t from = 0, to; from < lines.len; from = to + 1) {
        for (to = from; to < lines.len && lines.at[to] != '\n';)
            to++;
        struct text line = text_trim(text_slice(lines, from, to));
        if (line.len && line.at[0] != '#')
            status = status_of_two(status, ask(asked, line));
    }
    return status;
}

static enum status ask_all(struct asked *asked, struct command *command)
{
    enum status status = STATUS_FINE;
    for (size_t i = 1; i < command->operands.count; i++) {
        struct text word = text_of(command->operands.at[i]), lines, problem;
        if (!text_is(word, "-"))
            status = status_of_two(status, ask(asked, word));
        else if (files_read(command->arena, "-", &lines, &problem))
            status = status_of_two(status, ask_lines(asked, lines));
        else
            status = command_wrong(TEXT_FMT, TEXT_ARG(problem));
    }
    return status;
}

enum status verb_query(struct command *command)
{
    struct session session;
    struct asked asked = {.json = command_is(command, "format", "json")};
    if (!command_operands(command, 2, SIZE_MAX))
        return STATUS_USAGE;
    session_init(&session, command->arena);
    enum status status = session_open(&session, command->operands.at[0]);
    if (status != STATUS_FINE)
        return status;
    asked.query = query_new(session.arena, session.model, session.sources);
    asked.scratch = arena_new();
    status = ask_all(&asked, command);
    if (!output_all(command->arena, NULL, &asked.out))
        status = STATUS_USAGE;
    buffer_fini(&asked.out);
    arena_free(asked.scratch);
    return status;
}
