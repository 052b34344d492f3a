/* cached.c - see cached.h. */
#include "cli/cached.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <stdlib.h>
#include <string.h>

#include "base/build.h"
#include "base/sha256_parts.h"
#include "base/wire.h"
#include "cli/files.h"
#include "judge/roll_cache.h"
#include "log/cache.h"

enum { KIND_LOG = 1, KIND_VERDICTS, KEY = 1, SETTLED_SECONDS = 2 };

/* A file as the system has it. */
struct stamp {
    uint64_t size, device, inode;
    unsigned mode;      /* who may read and write it; not kept */
    int64_t changed[4]; /* contents and the rest: seconds, nanoseconds */
    bool is_file;
    bool is_settled; /* another change would have had another time */
};

struct cached_stamps {
    const struct stamp *at;
};

/* What a log that is kept depends on. */
struct key {
    struct text build, manner;
    const struct stamp *stamps;
    const struct text *digests; /* of the files */
    uint32_t count;
};

static const char *place_of(const struct session *session, const struct log_request *request,
                            const struct session_log *log)
{
    if (log->cache)
        return log->cache;
    return text_format(session->arena, TEXT_FMT ".charter-cache", TEXT_ARG(request->inputs->path))
        .at;
}

/* ---- stamps ---- */

static struct stamp stamp_of(const char *path)
{
    struct stat found;
    struct timespec now;
    struct stamp stamp = {0};
    if (stat(path, &found) != 0 || !S_ISREG(found.st_mode))
        return stamp;
    stamp = (struct stamp){.size = (uint64_t)found.st_size,
                           .device = (uint64_t)found.st_dev,
                           .inode = (uint64_t)found.st_ino,
                           .mode = found.st_mode & 0666,
                           .changed = {found.st_mtim.tv_sec, found.st_mtim.tv_nsec,
                                       found.st_ctim.tv_sec, found.st_ctim.tv_nsec},
                           .is_file = true};
    clock_gettime(CLOCK_REALTIME, &now);
    stamp.is_settled = stamp.changed[0] < now.tv_sec - SETTLED_SECONDS &&
                       stamp.changed[2] < now.tv_sec - SETTLED_SECONDS;
    return stamp;
}

static bool is_same(const struct stamp *a, const struct stamp *b)
{
    return a->is_file && b->is_file && a->size == b->size && a->device == b->device &&
           a->inode == b->inode && memcmp(a->changed, b->changed, sizeof a->changed) == 0;
}

static struct stamp *stamps_of(struct session *session, const struct log_request *request)
{
    struct stamp *stamps = ARENA_ARRAY(session->arena, request->input_count + 1, struct stamp);
    for (uint32_t i = 0; i < request->input_count; i++)
        stamps[i] = stamp_of(text_cstr(session->arena, request->inputs[i].path));
    return stamps;
}

const struct cached_stamps *cached_stamps(struct session *session,
                                          const struct log_request *request)
{
    struct cached_stamps *stamps = ARENA_NEW(session->arena, struct cached_stamps);
    stamps->at = stamps_of(session, request);
    return stamps;
}

/* ---- keys ---- */

/* How the log is read, with the zones that its times may be in. */
static struct text manner_of(const struct session *session, const struct log_request *request)
{
    struct sha256 sha;
    char *hex = arena_alloc(session->arena, SHA256_HEX);
    sha256_init(&sha);
    sha256_add(&sha, session->zone_digest);
    cache_manner(&sha, request);
    sha256_write(&sha, hex);
    return text_of(hex);
}

static void write_key(struct buffer *out, const struct key *key)
{
    wire_put_text(out, key->build);
    wire_put_text(out, key->manner);
    wire_put_whole(out, key->count);
    for (uint32_t i = 0; i < key->count; i++) {
        const struct stamp *stamp = &key->stamps[i];
        wire_put_whole(out, stamp->size);
        wire_put_whole(out, stamp->device);
        wire_put_whole(out, stamp->inode);
        for (int k = 0; k < 4; k++)
            wire_put_signed(out, stamp->changed[k]);
        wire_put_whole(out, stamp->is_settled);
        wire_put_text(out, key->digests[i]);
    }
}

static bool read_key(struct arena *arena, struct text bytes, struct key *key)
{
    struct wire wire = wire_of(bytes);
    key->build = wire_text(&wire);
    key->manner = wire_text(&wire);
    key->count = wire_count(&wire, 9);
    struct stamp *stamps = ARENA_ARRAY(arena, key->count + 1, struct stamp);
    struct text *digests = ARENA_ARRAY(arena, key->count + 1, struct text);
    for (uint32_t i = 0; i < key->count; i++) {
        stamps[i].is_file = true;
        stamps[i].size = wire_whole(&wire);
        stamps[i].device = wire_whole(&wire);
        stamps[i].inode = wire_whole(&wire);
        for (int k = 0; k < 4; k++)
            stamps[i].changed[k] = wire_signed(&wire);
        stamps[i].is_settled = wire_upto(&wire, 1);
        digests[i] = wire_text(&wire);
    }
    key->stamps = stamps;
    key->digests = digests;
    return wire_is_done(&wire);
}

/* Names the log as it was read: the same for the same bytes, wherever they stand. */
static struct text identity_of(const struct session *session, const struct key *key)
{
    struct sha256 sha;
    char *hex = arena_alloc(session->arena, SHA256_HEX);
    sha256_init(&sha);
    sha256_add(&sha, key->build);
    sha256_add(&sha, key->manner);
    for (uint32_t i = 0; i < key->count; i++)
        sha256_add(&sha, key->digests[i]);
    sha256_write(&sha, hex);
    return text_of(hex);
}

/* ---- writing ---- */

struct writing {
    struct output *output;
    const atomic_bool *stop;
};

static bool write_piece(void *context, struct text bytes)
{
    struct writing *writing = context;
    return !(writing->stop && *writing->stop) && output_write(writing->output, bytes);
}

/* What else stands there is nobody's to write over. */
static bool may_write(struct session_log *log, struct arena *arena, const char *path)
{
    struct text bytes, problem;
    struct stat found;
    if (stat(path, &found) != 0 || !S_ISREG(found.st_mode) ||
        !files_map(arena, path, &bytes, &problem) || !bytes.len ||
        text_starts(bytes, TEXT(SECTIONS_MAGIC)))
        return true;
    command_wrong("%s is no file that a log is kept in: it is not written over", path);
    log->failed = true;
    return false;
}

/* An output that has begun with KEY in it; NULL, and said so. */
static bool begin(struct sections_writer *writer, struct writing *writing, uint64_t kind,
                  struct text key)
{
    if (!sections_begin(writer, kind, write_piece, writing)) {
        bool closed = output_close(writing->output, false);
        (void)closed;
        command_wrong("a log can't be kept on this machine");
        return false;
    }
    sections_next(writer, KEY);
    sections_put(writer, key.at, key.len);
    return true;
}

/* False: it is not there. */
static bool finish(struct sections_writer *writer, struct writing *writing)
{
    bool whole = sections_end(writer);
    return output_close(writing->output, whole) && whole;
}

/* What is in a log is for nobody who may not read it. */
static unsigned mode_of(const struct session_log *log)
{
    unsigned mode = 0666;
    for (uint32_t i = 0; i < log->files.input_count; i++)
        mode &= log->stamps->at[i].mode;
    return mode;
}

static bool write_log(struct session *session, struct session_log *log, const struct key *key)
{
    struct buffer bytes = {0};
    struct sections_writer writer;
    struct writing writing = {.stop = log->stop};
    bool written = false;
    if (!may_write(log, session->arena, log->kept_at))
        return false;
    writing.output = output_open(session->arena, log->kept_at);
    write_key(&bytes, key);
    if (writing.output)
        output_limit(writing.output, mode_of(log));
    if (writing.output && begin(&writer, &writing, KIND_LOG, buffer_text(&bytes))) {
        cache_write(&writer, log->log);
        written = finish(&writer, &writing);
    }
    buffer_fini(&bytes);
    return written;
}

static bool is_stopped(const struct session_log *log)
{
    return log->stop && *log->stop;
}

static void say_interrupted(const struct session_log *log)
{
    command_wrong("interrupted: %s is not written", log->kept_at);
}

/* False: given up. */
static bool digest_all(struct session *session, const struct log_request *request,
                       const struct session_log *log, struct key *key)
{
    struct text *digests = ARENA_ARRAY(session->arena, request->input_count + 1, struct text);
    for (uint32_t i = 0; i < request->input_count; i++) {
        char *hex = arena_alloc(session->arena, SHA256_HEX);
        if (!sha256_parts(request->inputs[i].bytes, request->threads, log->stop, hex))
            return false;
        digests[i] = text_of(hex);
    }
    key->digests = digests;
    return true;
}

/* False, and said so: what was read need not be what stands there. */
static bool are_still(struct session *session, const struct log_request *request,
                      const struct cached_stamps *stamps)
{
    const struct stamp *now = stamps_of(session, request);
    for (uint32_t i = 0; i < request->input_count; i++) {
        struct text path = request->inputs[i].path;
        if (is_same(&stamps->at[i], &now[i]) && request->inputs[i].bytes.len == now[i].size)
            continue;
        command_wrong(TEXT_FMT " %s, so the log is not kept", TEXT_ARG(path),
                      now[i].is_file ? "changed while it was read" : "is no file");
        return false;
    }
    return true;
}

bool cached_keep(struct session *session, struct session_log *log)
{
    const struct log_request *request = &log->files;
    struct key key = {.build = build_name(session->arena),
                      .manner = manner_of(session, request),
                      .stamps = log->stamps->at,
                      .count = request->input_count};
    log->kept_at = place_of(session, request, log);
    log->identity = TEXT("");
    if (!cache_fits(log->log)) {
        command_wrong("a shard is not kept: it is read each time");
        return false;
    }
    if (!digest_all(session, request, log, &key)) {
        say_interrupted(log);
        return false;
    }
    if (!are_still(session, request, log->stamps))
        return false;
    bool written = write_log(session, log, &key);
    if (written)
        log->identity = identity_of(session, &key);
    else if (is_stopped(log))
        say_interrupted(log);
    else
        log->failed = true;
    return written;
}

/* ---- opening ---- */

static bool refuse(const char *path, const char *why)
{
    command_wrong("note: %s is not used: %s; the log is read anew", path, why);
    return false;
}

/* Is the file at PATH, whose stamp is now NOT what it was, still the same? Reads all of it. */
static bool has_digest(struct session *session, const struct log_request *request, uint32_t input,
                       struct text digest)
{
    char hex[SHA256_HEX];
    struct text bytes, problem;
    const char *path = text_cstr(session->arena, request->inputs[input].path);
    if (!files_map(session->arena, path, &bytes, &problem))
        return false;
    bool same = sha256_parts(bytes, request->threads, NULL, hex) && text_is(digest, hex);
    files_unmap(bytes);
    return same;
}

/* Are the files those that KEY is of? *MOVED: they are, but their stamps say so only from now on.
 */
static bool are_files(struct session *session, const struct log_request *request, struct key *key,
                      bool *moved)
{
    const struct stamp *now = stamps_of(session, request);
    *moved = false;
    for (uint32_t i = 0; i < key->count; i++) {
        if (!now[i].is_file || now[i].size != key->stamps[i].size)
            return false;
        if (is_same(&now[i], &key->stamps[i]) && key->stamps[i].is_settled)
            continue;
        if (!has_digest(session, request, i, key->digests[i]))
            return false;
        *moved |= now[i].is_settled || !is_same(&now[i], &key->stamps[i]);
    }
    key->stamps = now;
    return true;
}

/* Why the log that is kept is not the one that is asked for; NULL: it is. */
static const char *stale(struct session *session, const struct log_request *request,
                         struct key *key, bool *moved)
{
    if (!text_equal(key->build, build_name(session->arena)))
        return "it is of another build of the program";
    if (!text_equal(key->manner, manner_of(session, request)))
        return "the log was read by other attributes, another log block or other time zones";
    if (key->count != request->input_count || !are_files(session, request, key, moved))
        return "the log has changed";
    return NULL;
}

/* The file, and the folder that a new one is made in. */
static bool is_writable(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path + 1)) : strdup(".");
    bool may = folder && access(path, W_OK) == 0 && access(folder, W_OK) == 0;
    free(folder);
    return may;
}

static bool use(struct session *session, const struct log_request *request, struct session_log *log,
                struct text bytes)
{
    struct sections sections;
    struct key key = {0};
    bool moved;
    const char *why = "it is damaged";
    if (!sections_open(&sections, bytes, KIND_LOG, &why) ||
        !read_key(session->arena, sections_find(&sections, KEY), &key))
        return refuse(log->kept_at, why);
    why = stale(session, request, &key, &moved);
    if (why)
        return refuse(log->kept_at, why);
    if (!sections_check(&sections, request->threads))
        return refuse(log->kept_at, "it is damaged");
    log->log = cache_open(session->arena, &sections, request, &why);
    if (!log->log)
        return refuse(log->kept_at, why);
    log->identity = identity_of(session, &key);
    if (moved && is_writable(log->kept_at)) /* the next time no digest is needed */
        log->failed = !write_log(session, log, &key) && !is_stopped(log);
    return true;
}

bool cached_open(struct session *session, const struct log_request *request,
                 struct session_log *log)
{
    struct text bytes, problem;
    log->kept_at = place_of(session, request, log);
    log->is_opened = false;
    if (!files_map(session->arena, log->kept_at, &bytes, &problem)) {
        if (problem.len)
            command_wrong("note: " TEXT_FMT, TEXT_ARG(problem));
        return false;
    }
    log->is_opened = use(session, request, log, bytes);
    if (!log->is_opened)
        files_unmap(bytes);
    return log->is_opened;
}

/* ---- verdicts ---- */

static struct text key_of_roll(const struct session *session, const struct session_log *log,
                               const struct judge *judge)
{
    struct sha256 sha;
    struct buffer bytes = {0};
    char *hex = arena_alloc(session->arena, SHA256_HEX);
    wire_put_text(&bytes, log->identity);
    wire_put_text(&bytes, text_of(session->model->digest));
    wire_put_text(&bytes, session->zone_digest);
    wire_put_signed(&bytes, judge_as_of(judge));
    sha256_init(&sha);
    sha256_add(&sha, buffer_text(&bytes));
    sha256_write(&sha, hex);
    buffer_fini(&bytes);
    return text_of(hex);
}

static const char *place_of_roll(const struct session *session, const struct session_log *log)
{
    return text_format(session->arena, "%s.verdicts", log->kept_at).at;
}

static struct roll *use_roll(const struct session_log *log, const struct judge *judge,
                             struct text bytes, struct text key)
{
    struct sections sections;
    const char *why;
    if (!sections_open(&sections, bytes, KIND_VERDICTS, &why) ||
        !text_equal(sections_find(&sections, KEY), key) ||
        !sections_check(&sections, session_log_threads(log)))
        return NULL;
    return roll_cache_open(judge, &sections, session_log_threads(log));
}

struct roll *cached_find_roll(const struct session *session, const struct session_log *log,
                              const struct judge *judge)
{
    struct text bytes, problem;
    if (!log->keeps || !log->identity.len)
        return NULL;
    const char *path = place_of_roll(session, log);
    if (!files_map(session->arena, path, &bytes, &problem))
        return NULL;
    struct roll *roll = use_roll(log, judge, bytes, key_of_roll(session, log, judge));
    if (!roll)
        files_unmap(bytes);
    return roll;
}

void cached_keep_roll(const struct session *session, struct session_log *log,
                      const struct roll *roll)
{
    struct sections_writer writer;
    struct writing writing = {.stop = log->stop};
    if (!log->keeps || !log->identity.len)
        return;
    const char *path = place_of_roll(session, log);
    if (!may_write(log, session->arena, path))
        return;
    writing.output = output_open(session->arena, path);
    bool written = false;
    if (writing.output)
        output_limit(writing.output, mode_of(log));
    if (writing.output &&
        begin(&writer, &writing, KIND_VERDICTS, key_of_roll(session, log, roll_judge(roll)))) {
        roll_cache_write(&writer, roll);
        written = finish(&writer, &writing);
    }
    if (!written && !is_stopped(log))
        log->failed = true;
}
