/* verb_merge.c - `charter merge PARTIAL...`: the report of the whole from those of its parts. */
#include <string.h>

#include "cli/eval.h"
#include "cli/files.h"

struct merging {
    struct command *command;
    struct eval eval; /* what `eval` of the whole would have */
    struct partial *parts;
    uint32_t count;
    struct partials joined;
};

static enum status refuse(const struct partial_quarrel *quarrel, enum status status)
{
    command_wrong(TEXT_FMT, TEXT_ARG(quarrel->what));
    struct buffer hint = {0};
    buffer_format(&hint, "         try: " TEXT_FMT "\n", TEXT_ARG(quarrel->hint));
    files_say(buffer_text(&hint));
    buffer_fini(&hint);
    return status;
}

/* ---------- parts ---------- */

static bool read_part(struct merging *merging, uint32_t index)
{
    struct arena *arena = merging->command->arena;
    const char *path = merging->command->operands.at[index], *why;
    struct text bytes, problem;
    struct partial *part = &merging->parts[index];
    part->path = strcmp(path, "-") == 0 ? TEXT("standard input") : text_of(path);
    if (!files_read(arena, path, &bytes, &problem)) {
        command_wrong(TEXT_FMT, TEXT_ARG(problem));
        return false;
    }
    if (partial_open(arena, bytes, part, &why))
        return true;
    command_wrong(TEXT_FMT ": %s", TEXT_ARG(part->path), why);
    return false;
}

static enum status read_parts(struct merging *merging)
{
    merging->count = (uint32_t)merging->command->operands.count;
    merging->parts = ARENA_ARRAY(merging->command->arena, merging->count, struct partial);
    for (uint32_t i = 0; i < merging->count; i++)
        if (!read_part(merging, i))
            return STATUS_LOG;
    struct partial_quarrel quarrel =
        partials_compare(merging->command->arena, merging->parts, merging->count);
    return quarrel.what.len ? refuse(&quarrel, STATUS_LOG) : STATUS_FINE;
}

/* ---------- the charter that they carry ---------- */

static bool load_carried(void *context, struct text from, struct text use, struct text *path,
                         struct text *bytes)
{
    const struct merging *merging = context;
    const struct partial_about *about = &merging->parts->about;
    *path = files_beside(merging->command->arena, from, use);
    for (uint32_t i = 1; i < about->file_count; i++)
        if (text_equal(about->files[i].path, *path)) {
            *bytes = about->files[i].bytes;
            return true;
        }
    return false;
}

static struct text heading(const struct merging *merging, const char *name)
{
    const struct partial_about *about = &merging->parts->about;
    for (uint32_t i = 0; i < about->heading_count; i++)
        if (strcmp(about->headings[i].name, name) == 0)
            return about->headings[i].value;
    return TEXT("");
}

static enum status open_carried(struct merging *merging)
{
    struct session *session = &merging->eval.session;
    const struct partial_file *file = merging->parts->about.files;
    struct check_input input = session_input(session);
    input.load = load_carried;
    input.context = merging;
    session->source = sources_add(session->sources, file->path, file->bytes);
    session->model = check_charter(&input, session->source);
    struct text zones = zone_table_version(session->zones),
                theirs = heading(merging, "time zone database");
    if (!session->model ||
        !text_equal(text_of(session->model->digest), heading(merging, "charter")))
        return command_wrong("the parts were judged with another standard library than this "
                             "program has: judge them anew, or join them with the program that "
                             "wrote them, %.*s",
                             TEXT_ARG(heading(merging, "program"))),
               STATUS_CHARTER;
    if (text_equal(zones, theirs))
        return STATUS_FINE;
    command_wrong("the parts were judged with time zone database " TEXT_FMT
                  ", and here is " TEXT_FMT
                  ": join them where they were judged, or judge them anew",
                  TEXT_ARG(theirs), TEXT_ARG(zones));
    return STATUS_CHARTER;
}

/* ---------- outputs ---------- */

/* Records can be written if the parts have them, in the form that they have. */
static bool can_write(const struct records_file *file, const char *option, bool has, bool is_ndjson)
{
    if (!file->path)
        return true;
    if (!has)
        command_wrong("the parts carry no %s: judge them with --%s too", option, option);
    else if ((file->form == RECORDS_NDJSON) != is_ndjson)
        command_wrong("the parts carry their %s for a file whose name ends in %s, not `%s`", option,
                      is_ndjson ? ".ndjson" : ".csv or .sqlite", file->path);
    return has && (file->form == RECORDS_NDJSON) == is_ndjson;
}

static bool understand_outputs(struct merging *merging)
{
    const struct partial_about *about = &merging->parts->about;
    struct eval *eval = &merging->eval;
    if (eval->is_page && !about->has_page) {
        command_wrong("the parts carry no page: judge them with --format html too");
        return false;
    }
    return eval_understand_records(eval->command, "verdicts", &eval->verdicts) &&
           eval_understand_records(eval->command, "notices", &eval->notices) &&
           can_write(&eval->verdicts, "verdicts", about->has_verdicts,
                     about->verdicts_format == VERDICTS_NDJSON) &&
           can_write(&eval->notices, "notices", about->has_notices,
                     about->notices_format == NOTICES_NDJSON);
}

static void write_piece(void *context, struct text bytes)
{
    output_write(context, bytes);
}

static void write_verdicts(struct merging *merging, struct output *output)
{
    const struct partials *joined = &merging->joined;
    struct verdicts_request request = {.model = joined->model,
                                       .log = &joined->log,
                                       .format = merging->parts->about.verdicts_format,
                                       .write = write_piece,
                                       .context = output};
    verdicts_new(merging->command->arena, &request); /* writes what stands in front */
    for (size_t i = 0; i < joined->verdicts.count; i++)
        output_write(output, joined->verdicts.at[i].bytes);
}

static enum status write_all(struct merging *merging, const struct eval_result *result)
{
    struct eval *eval = &merging->eval;
    struct eval_outputs outputs = {0};
    if (!eval_open_outputs(eval, &outputs))
        return STATUS_USAGE;
    if (outputs.verdicts)
        write_verdicts(merging, outputs.verdicts);
    if (outputs.notices)
        eval_write_notices(&merging->joined, merging->parts->about.notices_format, outputs.notices);
    return eval_close_outputs(&outputs, eval_report(eval, result));
}

/* ---------- joining ---------- */

static bool knows_by(const struct merging *merging)
{
    const struct partial_about *about = &merging->parts->about;
    for (uint32_t i = 0; i < about->by_count; i++)
        if (about->by[i] >= merging->eval.session.model->schema.count)
            return false;
    return true;
}

static struct eval_result result_of(struct merging *merging)
{
    struct partials *joined = &merging->joined;
    struct eval *eval = &merging->eval;
    static const struct figures_result none;
    struct eval_result result = {.tally = tally_finish(joined->tally, merging->command->arena)};
    if (command_has(merging->command, "notices") ||
        (eval->is_page && merging->parts->about.has_notices))
        result.notices = partials_count_notices(joined);
    eval->figured =
        joined->figures ? figures_finish(joined->figures, merging->command->arena) : &none;
    eval->drivers = eval->is_page || heading(merging, "--drivers").len ? joined->drivers : NULL;
    eval->pictures = joined->pictures;
    eval->judge = joined->judge;
    eval->lint = &joined->lint;
    eval->log.log = &joined->log;
    eval->from = merging->parts->about.from;
    eval->to = merging->parts->about.to;
    eval->where_text = merging->parts->about.where;
    return result;
}

static enum status join(struct merging *merging)
{
    struct partials *joined = &merging->joined;
    *joined =
        (struct partials){.arena = merging->command->arena, .model = merging->eval.session.model};
    struct partial_quarrel quarrel = {TEXT("the parts are no partial results of this program"),
                                      TEXT("Write them anew.")};
    if (knows_by(merging))
        quarrel = partials_join(joined, merging->parts, merging->count);
    if (quarrel.what.len)
        return refuse(&quarrel, STATUS_LOG);
    struct eval_result result = result_of(merging);
    return write_all(merging, &result);
}

enum status verb_merge(struct command *command)
{
    struct merging merging = {.command = command};
    merging.eval.command = command;
    merging.eval.is_page = command_is(command, "format", "html");
    if (!command_operands(command, 1, SIZE_MAX))
        return STATUS_USAGE;
    session_init(&merging.eval.session, command->arena);
    enum status status = read_parts(&merging);
    if (status == STATUS_FINE)
        status = open_carried(&merging);
    if (status == STATUS_FINE && !understand_outputs(&merging))
        status = STATUS_USAGE;
    if (status == STATUS_FINE)
        status = join(&merging);
    tally_free(merging.joined.tally);
    figures_free(merging.joined.figures);
    pictures_free(merging.joined.gathered);
    return status;
}
