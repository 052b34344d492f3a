/* session.c - see session.h. */
#include "cli/session.h"

#include <sched.h>

#include <stdlib.h>
#include <string.h>

#include "cli/cached.h"
#include "cli/files.h"
#include "log/read.h"
#include "report/diagnostics.h"
#include "report/shown.h"
#include "time/zone_file.h"

enum { CHARTER_MOST = 64 << 20 };

/* ---------- charters ---------- */

struct session_zones {
    const char *folder; /* or NULL */
    struct sha256 sha;
};

static bool load_zone(void *context, struct text path, struct arena *arena, struct text *bytes)
{
    struct session_zones *zones = context;
    bool found = zone_file_load((void *)(uintptr_t)zones->folder, path, arena, bytes);
    sha256_add(&zones->sha, path);
    sha256_add(&zones->sha, found ? *bytes : TEXT(""));
    return found;
}

static struct text zone_digest(const struct session *session)
{
    struct sha256 sha = session->zone_files->sha;
    char *hex = arena_alloc(session->arena, SHA256_HEX);
    sha256_write(&sha, hex);
    return text_of(hex);
}

void session_init(struct session *session, struct arena *arena)
{
    const char *folder = getenv("TZDIR");
    *session = (struct session){.arena = arena, .sources = sources_new(arena)};
    sink_init(&session->sink, arena);
    session->zone_files = ARENA_NEW(arena, struct session_zones);
    session->zone_files->folder = folder && *folder ? folder : NULL;
    sha256_init(&session->zone_files->sha);
    session->zones = zone_table_new(arena, load_zone, session->zone_files);
}

static bool say_unread(struct text problem)
{
    command_wrong(TEXT_FMT, TEXT_ARG(problem));
    return false;
}

static bool load(void *context, struct text from, struct text use, struct text *path,
                 struct text *bytes)
{
    struct session *session = context;
    struct text problem;
    *path = files_beside(session->arena, from, use);
    if (!files_read(session->arena, text_cstr(session->arena, *path), bytes, &problem) ||
        bytes->len > CHARTER_MOST)
        return false;
    struct partial_file file = {*path, *bytes};
    VECTOR_PUSH(session->arena, &session->loaded, file);
    return true;
}

uint32_t session_read(struct session *session, const char *path)
{
    struct text bytes, problem;
    if (!files_read(session->arena, path, &bytes, &problem))
        return say_unread(problem);
    if (bytes.len > CHARTER_MOST) {
        command_wrong("cannot read %s: no charter has more than 64 MiB", path);
        return 0;
    }
    struct text name = strcmp(path, "-") == 0 ? TEXT("standard input") : text_of(path);
    return sources_add(session->sources, name, bytes);
}

struct check_input session_input(struct session *session)
{
    return (struct check_input){.arena = session->arena,
                                .sources = session->sources,
                                .sink = &session->sink,
                                .zones = session->zones,
                                .load = load,
                                .context = session,
                                .draft = &session->draft};
}

enum status session_check(struct session *session, const char *path)
{
    uint32_t source = session_read(session, path);
    session->model = session->draft = NULL;
    if (!source)
        return STATUS_CHARTER;
    if (source_bytes(session->sources, source).len == 0) {
        command_wrong("%s: the file is empty, a charter is expected", path);
        return STATUS_CHARTER;
    }
    struct check_input input = session_input(session);
    session->source = source;
    session->model = check_charter(&input, source);
    session->zone_digest = zone_digest(session);
    return session->model ? STATUS_FINE : STATUS_CHARTER;
}

enum status session_open(struct session *session, const char *path)
{
    enum status status = session_check(session, path);
    if (status != STATUS_FINE)
        session_tell(session, &session->sink);
    return status;
}

static enum status refuse_effects(struct session *session)
{
    const struct model *model = session->model;
    struct sink sink;
    sink_init(&sink, session->arena);
    for (uint32_t i = 0; i < session->sink.list.count; i++)
        if (session->sink.list.at[i]->code == DIAG_NO_EFFECT)
            VECTOR_PUSH(session->arena, &sink.list, session->sink.list.at[i]);
    sink.warnings = sink.list.count;
    session_tell(session, &sink);
    command_wrong("%u parts of this charter have no effect in this version, so it is not judged",
                  model->without_effect_count);
    for (uint32_t i = 0; sink.list.count == 0 && i < model->without_effect_count; i++) {
        struct span span = model->without_effect[i].span;
        command_wrong(TEXT_FMT ": no effect yet",
                      TEXT_ARG(shown_span(session->arena, session->sources, span)));
    }
    return STATUS_CHARTER;
}

bool session_is_date(const struct command *command, const char *option)
{
    const char *written = command_value(command, option);
    day date;
    if (!written || civil_parse_date(text_of(written), &date) == CIVIL_OK)
        return true;
    command_wrong("--%s is a date like 2026-04-01, not `%s`", option, written);
    return false;
}

enum status session_open_version(struct session *session, const struct command *command,
                                 const struct model **model)
{
    const char *path = command->operands.at[0], *written = command_value(command, "as-of");
    enum status status = session_open(session, path);
    day date = DAY_NONE;
    if (status != STATUS_FINE)
        return status;
    if (session->model->name.len == 0) {
        command_wrong("%s: there is no `charter` block: a library has no versions", path);
        return STATUS_CHARTER;
    }
    *model = session->model->versions[session->model->version_count - 1].model;
    if (!written || civil_parse_date(text_of(written), &date) != CIVIL_OK)
        return STATUS_FINE;
    *model = model_on(session->model, date);
    if (*model)
        return STATUS_FINE;
    command_wrong("%s: no version is in force on %s", path, written);
    return STATUS_UNDECIDED;
}

enum status session_open_whole(struct session *session, const char *path)
{
    enum status status = session_open(session, path);
    if (status != STATUS_FINE)
        return status;
    if (session->model->name.len == 0) {
        command_wrong("%s: there is no `charter` block: a library can't be judged", path);
        return STATUS_CHARTER;
    }
    return session->model->without_effect_count ? refuse_effects(session) : STATUS_FINE;
}

void session_warn_effects(const struct session *session)
{
    uint32_t count = session->model->without_effect_count;
    if (count)
        command_wrong("note: %u parts of this charter have no effect in this version; `charter "
                      "check` lists them",
                      count);
}

struct scope *session_scope(struct session *session, struct sink *sink)
{
    struct scope *scope = scope_of_model(session->arena, session->model, sink);
    scope->sources = session->sources;
    scope->zones = session->zones;
    return scope;
}

void session_tell(const struct session *session, const struct sink *sink)
{
    struct buffer out = {0};
    struct diagnostics_style style = {.format = DIAGNOSTICS_TEXT, .colour = files_wants_colour(2)};
    diagnostics_write(&out, session->sources, sink, &style);
    files_say(buffer_text(&out));
    buffer_fini(&out);
}

/* ---------- words of the command line ---------- */

bool session_is_instant(const struct command *command, const char *option)
{
    const char *written = command_value(command, option);
    struct civil_stamp stamp;
    if (!written)
        return true;
    enum civil_status status = civil_parse_stamp(text_of(written), &stamp);
    if (status == CIVIL_OK)
        return true;
    command_wrong(
        "--%s is an instant like `2026-11-20 16:30` or `2026-11-20T15:30:00Z`, not `%s`: %s",
        option, written, civil_status_text(status));
    return false;
}

instant session_instant(const struct session *session, const char *written)
{
    struct civil_stamp stamp;
    if (!written || civil_parse_stamp(text_of(written), &stamp) != CIVIL_OK)
        return INSTANT_NONE;
    return stamp.has_offset ? stamp.at
                            : zone_to_instant(session->model->zone, stamp.date, stamp.time).at;
}

uint32_t session_target(const struct session *session, const char *name)
{
    const struct model *model = session->model;
    struct text *names = ARENA_ARRAY(session->arena, model->target_count + 1, struct text);
    size_t count = 0;
    for (uint32_t i = 0; i < model->target_count; i++) {
        if (model->targets[i].is_hidden)
            continue;
        names[count++] = model->targets[i].name;
        if (text_is(model->targets[i].name, name))
            return i;
    }
    struct text near = diagnostic_nearest(text_of(name), names, count);
    if (near.len)
        command_wrong("the charter has no target `%s`; did you mean `" TEXT_FMT "`?", name,
                      TEXT_ARG(near));
    else
        command_wrong("the charter has no target `%s`", name);
    return INDEX_NONE;
}

uint32_t session_escalation(const struct session *session, const char *name)
{
    const struct model *model = session->model;
    struct text *names = ARENA_ARRAY(session->arena, model->escalation_count + 1, struct text);
    for (uint32_t i = 0; i < model->escalation_count; i++) {
        names[i] = model->escalations[i].name;
        if (text_is(names[i], name))
            return i;
    }
    struct text near = diagnostic_nearest(text_of(name), names, model->escalation_count);
    if (near.len)
        command_wrong("the charter has no escalation `%s`; did you mean `" TEXT_FMT "`?", name,
                      TEXT_ARG(near));
    else
        command_wrong("the charter has no escalation `%s`", name);
    return INDEX_NONE;
}

/* ---------- logs ---------- */

bool session_wants_log(const struct command *command)
{
    size_t logs = 0, inputs = 0;
    for (size_t i = 0; i < command->options.count; i++) {
        bool is_log = strcmp(command->options.at[i].row->name, "log") == 0;
        logs += is_log;
        inputs += is_log && strcmp(command->options.at[i].value, "-") == 0;
    }
    if (logs == 0)
        command_wrong("`charter %s` needs a log: --log FILE", command->verb->name);
    if (inputs > 1)
        command_wrong("--log - is given twice: standard input can be read once");
    return logs > 0 && inputs <= 1;
}

/* The only log block of the charter itself or, if it has none, of what it uses; NULL: none, or
 * several. */
static const struct log_spec *only_spec(const struct model *model)
{
    const struct log_spec *own = NULL, *used = NULL;
    uint32_t owns = 0, uses = 0;
    for (uint32_t i = 0; i < model->log_count; i++) {
        const struct log_spec *spec = &model->logs[i];
        owns += !spec->is_library;
        uses += spec->is_library;
        *(spec->is_library ? &used : &own) = spec;
    }
    return owns == 1 ? own : owns == 0 && uses == 1 ? used : NULL;
}

bool session_find_spec(const struct session *session, const char *using,
                       const struct log_spec **spec)
{
    const struct model *model = session->model;
    *spec = only_spec(model);
    if (!using)
        return true;
    struct text *names = ARENA_ARRAY(session->arena, model->log_count + 1, struct text);
    for (uint32_t i = 0; i < model->log_count; i++) {
        names[i] = model->logs[i].name;
        *spec = &model->logs[i];
        if (text_is(names[i], using))
            return true;
    }
    struct text near = diagnostic_nearest(text_of(using), names, model->log_count);
    if (near.len)
        command_wrong("the charter has no log `%s`; did you mean `" TEXT_FMT "`?", using,
                      TEXT_ARG(near));
    else
        command_wrong("the charter has no log `%s`", using);
    return false;
}

typedef VECTOR(struct log_input) input_list;

static void name_inputs(struct session *session, const char *const *paths, size_t count,
                        input_list *inputs)
{
    for (size_t i = 0; i < count; i++) {
        bool is_input = strcmp(paths[i], "-") == 0;
        struct log_input input = {.path = is_input ? TEXT("standard input") : text_of(paths[i])};
        VECTOR_PUSH(session->arena, inputs, input);
    }
}

/* What is given up is nobody's mistake. */
static enum status read_inputs(struct session *session, const char *const *paths,
                               const atomic_bool *stop, input_list *inputs)
{
    struct text problem;
    for (size_t i = 0; i < inputs->count; i++)
        if (!files_read_until(session->arena, paths[i], stop, &inputs->at[i].bytes, &problem)) {
            if (stop && *stop)
                return STATUS_UNDECIDED;
            say_unread(problem);
            return STATUS_LOG;
        }
    return STATUS_FINE;
}

/* What comes by standard input is there once. */
static bool keeps_these(const struct session_log *log, const char *const *paths, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any = any || strcmp(paths[i], "-") == 0;
    if (log->keeps && any)
        command_wrong("note: standard input is not kept");
    return log->keeps && !any;
}

enum status session_read_log(struct session *session, const struct command *command,
                             struct session_log *log)
{
    VECTOR(const char *) paths = {0};
    for (size_t i = 0; i < command->options.count; i++)
        if (strcmp(command->options.at[i].row->name, "log") == 0)
            VECTOR_PUSH(session->arena, &paths, command->options.at[i].value);
    const char *cache = command_value(command, "cache");
    log->keeps = cache != NULL;
    log->cache = cache && *cache ? cache : NULL;
    return session_read_logs(session, paths.at, paths.count, log);
}

/* ---------- shards ---------- */

static struct text columns_of(const struct log_spec *spec, enum log_role role,
                              struct text otherwise)
{
    for (uint32_t i = 0; spec && i < spec->column_count; i++)
        if (spec->columns[i].role == role)
            return spec->columns[i].columns[0].name;
    return spec ? TEXT("") : otherwise;
}

struct shard_head session_shard_columns(const struct log_spec *spec)
{
    return (struct shard_head){.block = spec ? spec->name : TEXT(""),
                               .ticket = columns_of(spec, LOG_TICKET, TEXT("ticket")),
                               .id = columns_of(spec, LOG_ID, TEXT("id"))};
}

static bool refuse_shard(struct text path, const char *why)
{
    command_wrong(TEXT_FMT ": this shard can't be read: %s", TEXT_ARG(path), why);
    return false;
}

/* By the same columns, the same tickets stay together; by the same charter, the log ends where it
 * ended when it was split. */
static bool fits(const struct session *session, struct shard *shard,
                 const struct log_request *request)
{
    struct shard_head columns = session_shard_columns(request->spec);
    if (!text_equal(shard->head.ticket, columns.ticket) || !text_equal(shard->head.id, columns.id))
        return refuse_shard(request->inputs->path,
                            "its log was split by other columns; split it again with --charter");
    if (!text_is(shard->head.charter, session->model->digest) ||
        !text_equal(shard->head.block, columns.block))
        shard->head.whole.last = INSTANT_NONE;
    return true;
}

/* What a shard holds takes the place of the shard. */
static bool take_shard(const struct session *session, struct log_request *request)
{
    const char *why;
    struct shard *shard = ARENA_NEW(session->arena, struct shard);
    struct text path = TEXT("");
    for (uint32_t i = 0; i < request->input_count && !path.len; i++)
        if (shard_is(request->inputs[i].bytes))
            path = request->inputs[i].path;
    if (!path.len)
        return true;
    if (request->input_count > 1)
        return refuse_shard(path, "it is read by itself, and another --log is given");
    if (!shard_open(session->arena, request->inputs->bytes, shard, &why))
        return refuse_shard(path, why);
    if (!fits(session, shard, request))
        return false;
    request->inputs = shard->inputs;
    request->input_count = shard->input_count;
    request->whole = &shard->head.whole;
    return true;
}

static enum status read_log(struct session *session, struct log_request *request,
                            struct session_log *log)
{
    struct sink sink;
    if (!take_shard(session, request))
        return STATUS_LOG;
    sink_init(&sink, session->arena);
    enum log_status status = log_read(session->arena, request, &sink, &log->log);
    if (status == LOG_STOPPED)
        return STATUS_UNDECIDED;
    if (status != LOG_OK)
        session_tell(session, &sink);
    return status == LOG_OK ? STATUS_FINE : STATUS_LOG;
}

enum status session_read_logs(struct session *session, const char *const *paths, size_t count,
                              struct session_log *log)
{
    input_list inputs = {0};
    struct log_request request = {.schema = &session->model->schema,
                                  .max_errors = log->max_errors,
                                  .wants_digest = log->wants_digest,
                                  .threads = session_log_threads(log),
                                  .keeps_unknown = log->keeps_unknown,
                                  .keeps_reasons = log->keeps_reasons,
                                  .stop = log->stop,
                                  .witness = log->witness};
    bool keeps = keeps_these(log, paths, count);
    if (!session_find_spec(session, log->using, &request.spec))
        return STATUS_USAGE;
    name_inputs(session, paths, count, &inputs);
    log->spec = request.spec;
    log->identity = TEXT("");
    log->is_opened = false;
    request.inputs = inputs.at;
    request.input_count = (uint32_t)inputs.count;
    log->files = request;
    log->stamps = cached_stamps(session, &request);
    if (keeps && cached_open(session, &request, log))
        return STATUS_FINE;
    enum status status = read_inputs(session, paths, log->stop, &inputs);
    if (status != STATUS_FINE)
        return status;
    log->has_files = true;
    log->files = request; /* what a shard holds may take their place below */
    status = read_log(session, &request, log);
    if (keeps && status == STATUS_FINE)
        cached_keep(session, log);
    return status;
}

unsigned session_log_threads(const struct session_log *log)
{
    return log->threads ? log->threads : session_threads();
}

unsigned session_threads(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int count = CPU_COUNT(&set);
    return count < 1 ? 1 : count > SESSION_THREADS_MOST ? SESSION_THREADS_MOST : (unsigned)count;
}

struct suppose session_suppose(struct session *session)
{
    return (struct suppose){.input = session_input(session),
                            .path = source_path(session->sources, session->source),
                            .bytes = source_bytes(session->sources, session->source),
                            .base = session->model};
}
