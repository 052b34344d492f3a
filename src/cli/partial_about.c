/* partial_about.c - the headings of a partial result: what it was judged with. */
#include <string.h>

#include "cli/eval.h"
#include "report/report_notices.h"

static void add(struct partial_about *about, const char *name, struct text value)
{
    if (about->heading_count < PARTIAL_HEADINGS_MOST)
        about->headings[about->heading_count++] = (struct partial_heading){name, value};
}

/* ---------- the charter ---------- */

/* The file itself is the first one; those of the library travel in the program. */
static void add_files(const struct eval *eval, struct partial_about *about)
{
    const struct session *session = &eval->session;
    struct partial_file *files =
        ARENA_ARRAY(session->arena, session->loaded.count + 1, struct partial_file);
    files[0] = (struct partial_file){source_path(session->sources, session->source),
                                     source_bytes(session->sources, session->source)};
    for (size_t i = 0; i < session->loaded.count; i++)
        files[i + 1] = session->loaded.at[i];
    about->files = files;
    about->file_count = (uint32_t)session->loaded.count + 1;
}

/* Names the files that the charter uses: calendars, lists of holidays, whatever else. */
static struct text digest_of_used(const struct session *session)
{
    struct sha256 sha;
    char *hex = arena_alloc(session->arena, SHA256_HEX);
    sha256_init(&sha);
    for (uint32_t i = 1; i <= sources_count(session->sources); i++) {
        if (i == session->source)
            continue;
        sha256_add(&sha, source_path(session->sources, i));
        sha256_add(&sha, source_bytes(session->sources, i));
    }
    for (size_t i = 0; i < session->loaded.count; i++)
        sha256_add(&sha, session->loaded.at[i].bytes);
    sha256_write(&sha, hex);
    return text_of(hex);
}

static void add_charter(const struct eval *eval, struct partial_about *about)
{
    const struct session *session = &eval->session;
    add(about, "charter", text_of(session->model->digest));
    add(about, "charter file", source_path(session->sources, session->source));
    add(about, "calendars", digest_of_used(session));
    add(about, "time zone database", zone_table_version(session->zones));
}

/* ---------- what was asked ---------- */

static struct text text_of_instant(struct arena *arena, instant at)
{
    char text[CIVIL_ROOM];
    if (at == INSTANT_NONE)
        return TEXT("");
    return text_copy(arena, (struct text){text, civil_write_instant(text, at)});
}

static struct text text_of_date(struct arena *arena, day date)
{
    char text[CIVIL_ROOM];
    if (date == DAY_NONE)
        return TEXT("");
    civil_write_date(text, date);
    return text_copy(arena, text_of(text));
}

static struct text names_of_by(const struct eval *eval)
{
    struct text names = TEXT("");
    for (size_t i = 0; i < eval->by.count; i++)
        names =
            text_format(eval->session.arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(names), i ? "," : "",
                        TEXT_ARG(eval->session.model->schema.attributes[eval->by.at[i]].name));
    return names;
}

/* A database gets what a file of CSV gets. */
static struct text form_of_records(const struct records_file *file)
{
    return !file->path ? TEXT("") : file->form == RECORDS_NDJSON ? TEXT("ndjson") : TEXT("csv");
}

static void add_options(const struct eval *eval, struct partial_about *about)
{
    struct arena *arena = eval->session.arena;
    const struct log_spec *spec = eval->log.spec;
    add(about, "log block", spec ? spec->name : TEXT(""));
    add(about, "--where", eval->where_text);
    add(about, "--by", names_of_by(eval));
    add(about, "--from", text_of_date(arena, eval->from));
    add(about, "--to", text_of_date(arena, eval->to));
    add(about, "--max-errors",
        text_format(arena, "%llu", (unsigned long long)eval->log.max_errors));
    add(about, "--drivers", command_has(eval->command, "drivers") ? TEXT("yes") : TEXT(""));
    add(about, "--format", eval->is_page ? TEXT("html") : TEXT(""));
    add(about, "--verdicts", form_of_records(&eval->verdicts));
    add(about, "--notices", form_of_records(&eval->notices));
}

/* What the log can say at all, of which it depends what can be decided. */
static struct text columns_of(const struct eval *eval)
{
    const struct eventlog *log = eval->log.log;
    const struct schema *schema = &eval->session.model->schema;
    struct buffer out = {0};
    for (uint32_t i = 0; i < schema->kind_count && i < 256; i++)
        if (log->can_say_kind[i])
            buffer_format(&out, TEXT_FMT " ", TEXT_ARG(schema->kinds[i].name));
    buffer_puts(&out, log->can_say_actor ? "with roles" : "without roles");
    buffer_puts(&out, log->can_say_status ? " and status" : "");
    struct text text = text_copy(eval->session.arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

void partial_describe(const struct eval *eval, struct partial_about *about)
{
    struct arena *arena = eval->session.arena;
    *about = (struct partial_about){.as_of = judge_as_of(eval->judge),
                                    .from = eval->from,
                                    .to = eval->to,
                                    .where = eval->where_text,
                                    .by = eval->by.at,
                                    .by_count = (uint32_t)eval->by.count,
                                    .max_errors = eval->log.max_errors,
                                    .has_drivers =
                                        command_has(eval->command, "drivers") || eval->is_page,
                                    .has_verdicts = eval->verdicts.path != NULL,
                                    .has_page = eval->is_page};
    about->has_notices =
        eval->notices.path || (eval->is_page && report_has_notices(eval->session.model));
    about->verdicts_format = eval->verdicts.form == RECORDS_NDJSON ? VERDICTS_NDJSON : VERDICTS_CSV;
    about->notices_format = eval->notices.form == RECORDS_NDJSON ? NOTICES_NDJSON : NOTICES_CSV;
    add(about, "format", text_format(arena, "%d", PARTIAL_VERSION));
    add(about, "program", TEXT(CHARTER_VERSION));
    add_charter(eval, about);
    add(about, "as of", text_of_instant(arena, about->as_of));
    add_options(eval, about);
    add(about, "columns", columns_of(eval));
    add_files(eval, about);
}
