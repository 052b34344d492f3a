/* eval.c - see eval.h. */
#include "cli/eval.h"

#include <string.h>

#include "check/terms.h"
#include "cli/progress.h"
#include "report/pictures.h"
#include "report/report_notices.h"
#include "count/selection.h"

enum { THREADS_MOST = SESSION_THREADS_MOST };

static bool understand_date(const struct command *command, const char *option, day *date)
{
    const char *written = command_value(command, option);
    *date = DAY_NONE;
    if (!written || civil_parse_date(text_of(written), date) == CIVIL_OK)
        return true;
    command_wrong("--%s is a date like 2026-04-01, not `%s`", option, written);
    return false;
}

bool eval_understand_records(const struct command *command, const char *option,
                             struct records_file *file)
{
    static const char *const ends[] = {
        [RECORDS_CSV] = ".csv", [RECORDS_NDJSON] = ".ndjson", [RECORDS_SQLITE] = ".sqlite"};
    file->path = command_value(command, option);
    if (!file->path)
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (text_ends(text_of(file->path), text_of(ends[i]))) {
            file->form = (enum records_form)i;
            return true;
        }
    command_wrong("--%s writes a file whose name ends in .csv, .ndjson or .sqlite, not `%s`",
                  option, file->path);
    return false;
}

static bool same_path(const char *what, const char *a, const char *b)
{
    if (!a || !b || strcmp(a, b) != 0)
        return false;
    command_wrong("%s can't both go to %s", what, a);
    return true;
}

/* The report is made of all parts, so there is none of one; but each must have what a page needs.
 */
static bool understand_partial(const struct eval *eval)
{
    static const char *const of_reports[] = {"format", "output"};
    for (size_t i = eval->is_page; eval->partial && i < sizeof of_reports / sizeof *of_reports; i++)
        if (command_has(eval->command, of_reports[i])) {
            command_wrong("--%s is for a report, and --partial makes none: `charter merge` does",
                          of_reports[i]);
            return false;
        }
    if (eval->partial && command_has(eval->command, "cache")) {
        command_wrong("--cache is of no use to --partial, which tells all bad rows apart");
        return false;
    }
    return !same_path("the partial result and the verdicts", eval->partial, eval->verdicts.path) &&
           !same_path("the partial result and the notices", eval->partial, eval->notices.path);
}

static bool understand_outputs(struct eval *eval)
{
    const char *output = command_value(eval->command, "output");
    return eval_understand_records(eval->command, "verdicts", &eval->verdicts) &&
           eval_understand_records(eval->command, "notices", &eval->notices) &&
           !same_path("the report and the verdicts", output, eval->verdicts.path) &&
           !same_path("the report and the notices", output, eval->notices.path) &&
           !same_path("the verdicts and the notices", eval->verdicts.path, eval->notices.path) &&
           understand_partial(eval);
}

bool eval_understand(struct eval *eval, const struct command *command)
{
    uint64_t threads = session_threads();
    *eval = (struct eval){.command = command};
    eval->log.using = command_value(command, "using");
    eval->partial = command_value(command, "partial");
    eval->where_text = text_of(command_value(command, "where"));
    eval->is_page = command_is(command, "format", "html");
    eval->log.wants_digest =
        eval->is_page || eval->partial || command_is(command, "format", "json");
    eval->is_stream = command_has(command, "stream");
    eval->log.keeps_reasons = eval->partial != NULL;
    if (!command_operands(command, 1, 1) || !session_wants_log(command) ||
        !session_is_instant(command, "as-of") ||
        !command_whole(command, "threads", THREADS_MOST, &threads) ||
        !command_whole(command, "max-errors", INT64_MAX, &eval->log.max_errors) ||
        !understand_date(command, "from", &eval->from) ||
        !understand_date(command, "to", &eval->to) || !understand_outputs(eval) ||
        !eval_understand_stream(eval))
        return false;
    eval->threads = eval->log.threads = threads ? (unsigned)threads : 1;
    if (eval->from != DAY_NONE && eval->to != DAY_NONE && eval->to < eval->from) {
        command_wrong("--to %s is earlier than --from %s", command_value(command, "to"),
                      command_value(command, "from"));
        return false;
    }
    return true;
}

/* ---------- by the charter ---------- */

static bool unknown_attribute(const struct eval *eval, struct text name)
{
    const struct schema *schema = &eval->session.model->schema;
    struct text *names = ARENA_ARRAY(eval->session.arena, schema->count + 1, struct text);
    for (uint32_t i = 0; i < schema->count; i++)
        names[i] = schema->attributes[i].name;
    struct text near = diagnostic_nearest(name, names, schema->count);
    if (near.len)
        command_wrong("--by: tickets have no attribute `" TEXT_FMT "`; did you mean `" TEXT_FMT
                      "`?",
                      TEXT_ARG(name), TEXT_ARG(near));
    else
        command_wrong("--by: tickets have no attribute `" TEXT_FMT "`", TEXT_ARG(name));
    return false;
}

static bool resolve_by(struct eval *eval, struct scope *scope)
{
    struct text names = text_of(command_value(eval->command, "by"));
    for (size_t from = 0, to; command_has(eval->command, "by") && from <= names.len;
         from = to + 1) {
        for (to = from; to < names.len && names.at[to] != ',';)
            to++;
        struct text name = text_trim(text_slice(names, from, to));
        uint32_t attribute = scope_find_attribute(scope, name);
        if (attribute == INDEX_NONE)
            return unknown_attribute(eval, name);
        VECTOR_PUSH(eval->session.arena, &eval->by, attribute);
    }
    return true;
}

bool eval_resolve(struct eval *eval)
{
    struct sink sink;
    sink_init(&sink, eval->session.arena);
    struct scope *scope = session_scope(&eval->session, &sink);
    const char *where = command_value(eval->command, "where");
    if (!resolve_by(eval, scope))
        return false;
    if (where)
        eval->where = terms_parse_condition(scope, TEXT("--where"), text_of(where));
    if (!where || eval->where)
        return true;
    session_tell(&eval->session, &sink);
    return false;
}

/* ---------- judging ---------- */

void eval_prepare(struct eval *eval, instant as_of)
{
    const struct model *model = eval->session.model;
    eval->judge = judge_new(eval->session.arena, model, eval->log.log, as_of);
    struct figures_request request = {.judge = eval->judge,
                                      .model = model,
                                      .log = eval->log.log,
                                      .from = eval->from,
                                      .to = eval->to};
    eval->figures = figures_has(model) ? figures_new(&request) : NULL;
}

static void finish_figures(struct eval *eval)
{
    static const struct figures_result none;
    eval->figured = &none;
    if (!eval->figures)
        return;
    figures_walk(eval->figures, eval->threads);
    eval->figured = figures_finish(eval->figures, eval->session.arena);
}

/* CONTEXT NULL: nobody wants them now. */
static void write_piece(void *context, struct text bytes)
{
    if (context)
        output_write(context, bytes);
}

static void add(struct selection *selection, struct judge_consumer consumer)
{
    selection->consumers[selection->consumer_count++] = consumer;
}

static struct verdicts *write_verdicts(struct eval *eval, struct output *output)
{
    struct verdicts_request request = {
        .model = eval->session.model,
        .log = eval->log.log,
        .format = eval->verdicts.form == RECORDS_NDJSON ? VERDICTS_NDJSON : VERDICTS_CSV,
        .write = write_piece,
        .context = output,
        .kept = eval->partial || eval->is_piece ? &eval->kept_verdicts : NULL};
    return verdicts_new(eval->session.arena, &request);
}

/* OUTPUT NULL: they are only counted. */
static struct notices *write_notices(struct eval *eval, struct output *output)
{
    struct notices_request request = {
        .model = eval->session.model,
        .log = eval->log.log,
        .format = eval->notices.form == RECORDS_NDJSON ? NOTICES_NDJSON : NOTICES_CSV,
        .write = output || eval->is_piece || eval->partial ? write_piece : NULL,
        .context = output,
        .kept = eval->partial || eval->is_piece ? &eval->kept_notices : NULL};
    return notices_new(eval->session.arena, &request);
}

/* What takes verdicts; NULL where nobody asked for it. */
struct takers {
    struct tally *tally;
    struct verdicts *verdicts;
    struct notices *notices;
    struct drivers *drivers;
    struct pictures *pictures;
};

static void add_all(struct selection *selection, const struct takers *takers)
{
    add(selection, tally_consumer(takers->tally));
    if (takers->verdicts)
        add(selection, verdicts_consumer(takers->verdicts));
    if (takers->notices)
        add(selection, notices_consumer(takers->notices));
    if (takers->drivers)
        add(selection, drivers_consumer(takers->drivers));
    if (takers->pictures)
        add(selection, pictures_consumer(takers->pictures));
}

static void judge_tickets(struct eval *eval, const struct takers *takers)
{
    struct selection selection = {.judge = eval->judge,
                                  .model = eval->session.model,
                                  .where = eval->where,
                                  .from = eval->from,
                                  .to = eval->to};
    struct progress own = {0}, *progress = eval->progress ? eval->progress : &own;
    if (!eval->progress)
        own = progress_start(command_value(eval->command, "progress"), eval->log.log->tickets);
    add_all(&selection, takers);
    if (progress->shows)
        add(&selection, progress_consumer(progress));
    selection.has_whole = eval->figures != NULL;
    if (eval->figures)
        selection.whole = figures_consumer(eval->figures);
    struct judge_consumer consumer = selection_consumer(&selection);

    eval->lint = judge_lint_new(eval->judge, eval->session.arena);
    judge_all_lint(eval->judge, eval->threads, &consumer, eval->lint);
    if (!eval->progress)
        progress_end(&own);
}

static struct takers takers_new(struct eval *eval, const struct eval_outputs *outputs)
{
    struct tally_request request = {.judge = eval->judge,
                                    .model = eval->session.model,
                                    .log = eval->log.log,
                                    .by = eval->by.at,
                                    .by_count = (uint32_t)eval->by.count};
    struct takers takers = {.tally = tally_new(&request)};
    if (outputs->verdicts || (eval->is_piece && eval->verdicts.path))
        takers.verdicts = write_verdicts(eval, outputs->verdicts);
    if (outputs->notices || (eval->is_piece && eval->notices.path) ||
        (eval->is_page && report_has_notices(eval->session.model)))
        takers.notices = write_notices(eval, outputs->notices);
    if (eval->is_page || command_has(eval->command, "drivers"))
        takers.drivers = drivers_new(eval->judge, eval->session.model, eval->log.log);
    if (eval->is_page)
        takers.pictures = pictures_new(eval->judge, eval->session.model);
    return takers;
}

/* What is counted so far, before anything of it is finished. */
static struct partial_request counted(struct eval *eval, const struct takers *takers)
{
    struct partial_request request = {.model = eval->session.model,
                                      .log = eval->log.log,
                                      .lint = eval->lint,
                                      .tally = takers->tally,
                                      .figures = eval->figures,
                                      .drivers = takers->drivers,
                                      .pictures = takers->pictures,
                                      .judge = eval->judge};
    if (eval->figures)
        figures_walk(eval->figures, eval->threads);
    if (takers->notices) {
        notices_finish(takers->notices);
        request.notices = &eval->kept_notices;
    }
    return request;
}

static void write_partial(struct eval *eval, const struct takers *takers, struct buffer *out)
{
    struct partial_about about;
    struct partial_request request = counted(eval, takers);
    request.about = &about;
    request.verdicts = takers->verdicts ? &eval->kept_verdicts : NULL;
    partial_describe(eval, &about);
    partial_write(&request, out);
    verdicts_kept_fini(&eval->kept_verdicts);
    notices_kept_fini(&eval->kept_notices);
}

static struct eval_result finish_all(struct eval *eval, const struct takers *takers)
{
    struct eval_result result = {.tally = tally_finish(takers->tally, eval->session.arena)};
    if (takers->notices)
        result.notices = notices_finish(takers->notices);
    if (takers->drivers)
        eval->drivers = drivers_finish(takers->drivers, eval->session.arena);
    if (takers->pictures)
        eval->pictures = pictures_finish(takers->pictures, eval->session.arena);
    finish_figures(eval);
    return result;
}

static void takers_free(struct takers *takers)
{
    tally_free(takers->tally);
    if (takers->notices)
        notices_free(takers->notices);
    drivers_free(takers->drivers);
    pictures_free(takers->pictures);
}

void eval_judge_piece(struct eval *eval, struct buffer *out)
{
    struct eval_outputs none = {0};
    struct takers takers = takers_new(eval, &none);
    judge_tickets(eval, &takers);
    struct partial_request request = counted(eval, &takers);
    partial_write_rest(&request, out);
    notices_kept_fini(&eval->kept_notices);
    takers_free(&takers);
}

struct eval_result eval_judge(struct eval *eval, const struct eval_outputs *outputs)
{
    struct takers takers = takers_new(eval, outputs);
    struct eval_result result = {0};
    judge_tickets(eval, &takers);
    if (outputs->partial)
        write_partial(eval, &takers, outputs->partial);
    else
        result = finish_all(eval, &takers);
    takers_free(&takers);
    return result;
}
