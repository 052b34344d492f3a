/* verb_debug.c - `charter debug lex|ast|plan|hours FILE`: each stage's result as stable text. */
#include <string.h>

#include "cli/files.h"
#include "cli/session.h"
#include "report/plan.h"
#include "syntax/syntax.h"

enum { DAYS_MOST = 3700, DAYS_USUAL = 14 };

typedef enum status show(struct command *command, struct session *session, struct buffer *out);

static bool read_source(struct command *command, struct session *session,
                        struct syntax_input *input)
{
    *input = (struct syntax_input){.sources = session->sources,
                                   .start = SYNTAX_FILE,
                                   .arena = session->arena,
                                   .sink = &session->sink};
    input->source = session_read(session, command->operands.at[1]);
    return input->source != 0;
}

static enum status told(struct session *session)
{
    if (session->sink.errors == 0)
        return STATUS_FINE;
    session_tell(session, &session->sink);
    return STATUS_CHARTER;
}

static enum status show_tokens(struct command *command, struct session *session, struct buffer *out)
{
    struct syntax_input input;
    if (!read_source(command, session, &input))
        return STATUS_CHARTER;
    struct tokens tokens = syntax_tokens(&input);
    syntax_dump_tokens(session->sources, &tokens, out);
    return told(session);
}

static enum status show_tree(struct command *command, struct session *session, struct buffer *out)
{
    struct syntax_input input;
    if (!read_source(command, session, &input))
        return STATUS_CHARTER;
    syntax_dump_tree(syntax_parse(&input), session->arena, out);
    return told(session);
}

static enum status show_plan(struct command *command, struct session *session, struct buffer *out)
{
    enum status status = session_open(session, command->operands.at[1]);
    if (status == STATUS_FINE)
        plan_write(out, session->model);
    return status;
}

static enum status show_hours(struct command *command, struct session *session, struct buffer *out)
{
    uint64_t days = DAYS_USUAL;
    day first = DAY_NONE;
    const char *from = command_value(command, "from");
    if (!command_whole(command, "days", DAYS_MOST, &days))
        return STATUS_USAGE;
    if (from && civil_parse_date(text_of(from), &first) != CIVIL_OK)
        return command_wrong("--from is a date like 2026-04-01, not `%s`", from);
    enum status status = session_open(session, command->operands.at[1]);
    if (status != STATUS_FINE)
        return status;
    first = from ? first : session->model->in_force_from;
    if (first == DAY_NONE)
        return command_wrong(
            "the charter does not say since when it is in force: --from DATE does");
    for (uint32_t i = 0; i < session->model->calendar_count; i++)
        plan_write_hours(out, session->model, i, first, (uint32_t)days);
    return STATUS_FINE;
}

static show *find_show(const char *word)
{
    static const struct {
        const char *word;
        show *show;
    } rows[] = {
        {"lex", show_tokens}, {"ast", show_tree}, {"plan", show_plan}, {"hours", show_hours}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].word, word) == 0)
            return rows[i].show;
    return NULL;
}

enum status verb_debug(struct command *command)
{
    struct session session;
    struct buffer out = {0};
    if (!command_operands(command, 2, 2))
        return STATUS_USAGE;
    show *shows = find_show(command->operands.at[0]);
    if (!shows)
        return command_wrong("`charter debug` shows lex, ast, plan or hours, not `%s`",
                             command->operands.at[0]);
    session_init(&session, command->arena);
    enum status status = shows(command, &session, &out);
    if (out.len && !output_all(command->arena, NULL, &out))
        status = STATUS_USAGE;
    buffer_fini(&out);
    return status;
}
