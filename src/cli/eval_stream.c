/* eval_stream.c - `charter eval --stream`: tickets are judged some at a time, when they are over,
 * and what they come to is joined as `merge` joins parts of a log.
 */
#include <malloc.h>
#include <string.h>

#include "cli/eval.h"
#include "cli/scratch.h"
#include "log/shard.h"
#include "log/stream.h"
#include "log/unpack.h"

struct streaming {
    struct eval *eval;
    struct arena *arena;
    struct log_request request;
    struct sink sink;
    struct mapped *files; /* by input */
    struct log_stream *stream;
    const struct eventlog *whole; /* what the first reading has found */
    struct partials joined;
    struct partial_about about;
    struct spill verdicts;
    struct progress progress;
    enum status status;
};

/* ---------- what is asked for ---------- */

/* What needs the whole log at once. */
static bool refuse_together(const struct eval *eval)
{
    static const char *const both = "--stream and --%s are not given together: %s";
    if (eval->partial)
        command_wrong(both, "partial",
                      "a part is as small as `charter shard` makes it; judge more of them");
    return !eval->partial;
}

bool eval_understand_stream(struct eval *eval)
{
    uint64_t window = 0;
    if (!command_whole(eval->command, "window", SIZE_MAX / 2, &window))
        return false;
    if (window && !eval->is_stream) {
        command_wrong("--window is for --stream, which is not given");
        return false;
    }
    eval->window = (size_t)window;
    return !eval->is_stream || refuse_together(eval);
}

/* ---------- the log ---------- */

static bool write_piece(void *context, struct text piece)
{
    struct scratch *scratch = context;
    scratch_write(scratch, piece);
    return !scratch->error;
}

static bool say_problem(struct text problem)
{
    command_wrong(TEXT_FMT, TEXT_ARG(problem));
    return false;
}

/* What is packed is unpacked to a file first: it is read twice. */
static bool unpack_input(struct streaming *streaming, struct log_input *input,
                         struct mapped *mapped)
{
    struct scratch scratch = {.file = -1};
    struct unpack_taker taker = {&scratch, write_piece};
    struct text problem;
    if (!unpack_is_packed(mapped->bytes))
        return true;
    scratch = scratch_open();
    enum log_packed packed = log_unpack(input, &taker, &streaming->sink);
    if (packed == LOG_BAD_PACK && !scratch.error) {
        scratch_close(&scratch);
        session_tell(&streaming->eval->session, &streaming->sink);
        return false;
    }
    if (!scratch_map(streaming->arena, &scratch, mapped, &problem))
        return say_problem(problem);
    input->bytes = mapped->bytes;
    return true;
}

static bool open_input(struct streaming *streaming, const char *path, struct log_input *input,
                       struct mapped *mapped)
{
    struct text problem;
    if (!mapped_open(streaming->arena, path, mapped, &problem))
        return say_problem(problem);
    input->path = strcmp(path, "-") == 0 ? TEXT("standard input") : text_of(path);
    input->bytes = mapped->bytes;
    if (!shard_is(input->bytes))
        return unpack_input(streaming, input, mapped);
    command_wrong(TEXT_FMT ": a shard is judged whole: leave --stream out, or split the log into "
                           "more of them",
                  TEXT_ARG(input->path));
    return false;
}

static bool open_inputs(struct streaming *streaming)
{
    const struct command *command = streaming->eval->command;
    size_t most = command->options.count, count = 0;
    struct log_input *inputs = ARENA_ARRAY(streaming->arena, most, struct log_input);
    streaming->files = ARENA_ARRAY(streaming->arena, most, struct mapped);
    for (size_t i = 0; i < most; i++) {
        if (strcmp(command->options.at[i].row->name, "log") != 0)
            continue;
        if (!open_input(streaming, command->options.at[i].value, &inputs[count],
                        &streaming->files[count]))
            return false;
        count++;
    }
    streaming->request.inputs = inputs;
    streaming->request.input_count = (uint32_t)count;
    return true;
}

/* Which of several snapshots tells of an event is only known when all of them have been seen. */
static bool has_order(const struct log_spec *spec)
{
    for (uint32_t i = 0; spec && spec->row_per_snapshot && i < spec->column_count; i++)
        if (spec->columns[i].role == LOG_ID) {
            command_wrong("--stream can't read snapshots that name their events, as `log " TEXT_FMT
                          "` has them: judge them without --stream",
                          TEXT_ARG(spec->name));
            return false;
        }
    return true;
}

static void forget(void *context, uint32_t input, const char *at)
{
    const struct streaming *streaming = context;
    mapped_forget(&streaming->files[input], at);
}

/* ---------- tickets that are over ---------- */

/* Each piece cites tickets and rows of the whole. */
static enum status begin(struct streaming *streaming, struct eval *piece)
{
    struct arena *own = piece->session.arena;
    enum status status = eval_check_decidable(piece);
    if (status != STATUS_FINE)
        return status;
    piece->session.arena = streaming->arena;
    partial_describe(piece, &streaming->about);
    piece->session.arena = own;
    streaming->about.has_verdicts = false; /* they go another way */
    partials_begin(&streaming->joined, &streaming->about, streaming->whole);
    return STATUS_FINE;
}

static void keep_verdicts(struct streaming *streaming, const struct eval *piece,
                          const uint32_t *numbers)
{
    const struct verdicts_kept *kept = &piece->kept_verdicts;
    struct text bytes = buffer_text(&kept->bytes);
    size_t at = 0;
    if (!kept->count)
        return;
    spill_begin_run(&streaming->verdicts);
    for (size_t i = 0; i < kept->count; i++) {
        struct text records = text_slice(bytes, at, at + kept->at[i].len);
        spill_add(&streaming->verdicts, numbers[kept->at[i].ticket], records);
        at += kept->at[i].len;
    }
}

static void judge_piece(struct streaming *streaming, struct eval *piece, const uint32_t *numbers)
{
    struct buffer out = {0};
    eval_judge_piece(piece, &out);
    partials_add(&streaming->joined, buffer_text(&out));
    keep_verdicts(streaming, piece, numbers);
    verdicts_kept_fini(&piece->kept_verdicts);
    buffer_fini(&out);
    streaming->progress.before += piece->log.log->tickets;
}

static bool take(void *context, const struct eventlog *log, const uint32_t *numbers)
{
    struct streaming *streaming = context;
    struct eval piece = *streaming->eval;
    struct arena *arena = arena_new();
    piece.session.arena = arena;
    piece.log.log = (struct eventlog *)(uintptr_t)log;
    piece.is_piece = true;
    piece.progress = &streaming->progress;
    eval_prepare(&piece, session_instant(&piece.session, command_value(piece.command, "as-of")));
    if (!streaming->joined.joining)
        streaming->status = begin(streaming, &piece);
    if (streaming->status == STATUS_FINE)
        judge_piece(streaming, &piece, numbers);
    figures_free(piece.figures);
    arena_free(arena);
    return streaming->status == STATUS_FINE;
}

/* ---------- reports and records ---------- */

static void give_records(void *context, struct text records)
{
    output_write(context, records);
}

static void write_header(void *context, struct text bytes)
{
    output_write(context, bytes);
}

static bool write_verdicts(struct streaming *streaming, struct output *output)
{
    struct text problem;
    struct verdicts_request request = {.model = streaming->joined.model,
                                       .log = &streaming->joined.log,
                                       .format = streaming->about.verdicts_format,
                                       .write = write_header,
                                       .context = output};
    verdicts_new(streaming->arena, &request);
    return spill_end(&streaming->verdicts, give_records, output, &problem) || say_problem(problem);
}

static struct eval_result result_of(struct streaming *streaming)
{
    struct partials *joined = &streaming->joined;
    struct eval *eval = streaming->eval;
    struct eval_result result = {.tally = tally_finish(joined->tally, streaming->arena)};
    static const struct figures_result none;
    if (streaming->about.has_notices)
        result.notices = partials_count_notices(joined);
    eval->figured = joined->figures ? figures_finish(joined->figures, streaming->arena) : &none;
    eval->drivers = joined->drivers;
    eval->pictures = joined->pictures;
    eval->judge = joined->judge;
    eval->lint = &joined->lint;
    eval->log.log = &joined->log;
    return result;
}

static enum status report(struct streaming *streaming, const struct eval_outputs *outputs)
{
    struct partial_quarrel quarrel = partials_end(&streaming->joined);
    if (quarrel.what.len) {
        command_wrong(TEXT_FMT, TEXT_ARG(quarrel.what));
        return STATUS_LOG;
    }
    if (outputs->verdicts && !write_verdicts(streaming, outputs->verdicts))
        return STATUS_USAGE;
    if (outputs->notices)
        eval_write_notices(&streaming->joined, streaming->about.notices_format, outputs->notices);
    struct eval_result result = result_of(streaming);
    return eval_report(streaming->eval, &result);
}

/* ---------- the whole ---------- */

static enum status read_log(struct streaming *streaming)
{
    struct eval *eval = streaming->eval;
    streaming->progress =
        progress_start(command_value(eval->command, "progress"), streaming->whole->tickets);
    enum log_status status =
        log_read_stream(streaming->stream, streaming->arena, &streaming->request, &streaming->sink);
    progress_end(&streaming->progress);
    if (streaming->status == STATUS_FINE && status != LOG_OK) {
        session_tell(&eval->session, &streaming->sink);
        return STATUS_LOG;
    }
    return streaming->status;
}

static enum status judge(struct streaming *streaming)
{
    struct eval *eval = streaming->eval;
    struct eval_outputs outputs = {0};
    if (!eval_open_outputs(eval, &outputs))
        return STATUS_USAGE;
    if (outputs.verdicts)
        spill_init(&streaming->verdicts, streaming->arena);
    enum status status = read_log(streaming);
    if (status == STATUS_FINE)
        return eval_close_outputs(&outputs, report(streaming, &outputs));
    if (outputs.verdicts)
        spill_drop(&streaming->verdicts);
    eval_close_outputs(&outputs, STATUS_USAGE); /* nothing takes its place */
    return status;
}

static enum status look_ahead(struct streaming *streaming)
{
    struct log_stream_listener listener = {streaming, take, forget};
    streaming->stream = log_stream_new(streaming->arena, &listener, streaming->eval->window);
    if (log_look_ahead(streaming->stream, streaming->arena, &streaming->request, &streaming->sink,
                       &streaming->whole) == LOG_OK)
        return STATUS_FINE;
    session_tell(&streaming->eval->session, &streaming->sink);
    return STATUS_LOG;
}

enum { LARGE = 128 << 10 };

enum status eval_stream(struct eval *eval)
{
    struct arena *arena = eval->session.arena;
    mallopt(M_MMAP_THRESHOLD, LARGE); /* what is given back is the system's, not kept for later */
    struct streaming *streaming = ARENA_NEW(arena, struct streaming);
    *streaming = (struct streaming){.eval = eval, .arena = arena};
    streaming->joined = (struct partials){.arena = arena, .model = eval->session.model};
    streaming->request = (struct log_request){.schema = &eval->session.model->schema,
                                              .max_errors = eval->log.max_errors,
                                              .wants_digest = eval->log.wants_digest,
                                              .threads = eval->log.threads};
    sink_init(&streaming->sink, arena);
    if (!session_find_spec(&eval->session, eval->log.using, &streaming->request.spec))
        return STATUS_USAGE;
    if (!has_order(streaming->request.spec))
        return STATUS_USAGE;
    eval->log.spec = streaming->request.spec;
    if (!open_inputs(streaming))
        return STATUS_LOG;
    enum status status = look_ahead(streaming);
    if (status == STATUS_FINE)
        status = judge(streaming);
    log_stream_free(streaming->stream);
    tally_free(streaming->joined.tally);
    figures_free(streaming->joined.figures);
    pictures_free(streaming->joined.gathered);
    return status;
}
