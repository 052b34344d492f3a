/* verb_shard.c - `charter shard N LOG...`: splits a log by ticket, for runs on many machines. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/files.h"
#include "cli/session.h"
#include "log/shard.h"

static const char canonical[] = "charter canonical\n  timezone UTC\nend\n";

struct splitting {
    struct command *command;
    struct session session;
    struct session_log log;
    struct shards *shards;
    struct shard_head head;
    const char *folder;
    uint64_t count, seed;
};

static bool understand(struct splitting *splitting)
{
    struct command *command = splitting->command;
    const char *folder = command_value(command, "output");
    splitting->folder = folder ? folder : "shards";
    splitting->log = (struct session_log){
        .using = command_value(command, "using"), .max_errors = UINT64_MAX, .wants_digest = true};
    if (!command_operands(command, 2, SIZE_MAX) ||
        !command_whole(command, "seed", INT64_MAX, &splitting->seed))
        return false;
    struct text count = text_of(command->operands.at[0]);
    if (text_to_whole(count, SHARDS_MOST, &splitting->count) && splitting->count)
        return true;
    command_wrong("the number of shards is a whole number from 1 to %d, not `" TEXT_FMT "`",
                  SHARDS_MOST, TEXT_ARG(count));
    return false;
}

/* Without a charter the log has the canonical columns. */
static enum status open_charter(struct splitting *splitting)
{
    struct session *session = &splitting->session;
    const char *path = command_value(splitting->command, "charter");
    if (path)
        return session_open_whole(session, path);
    struct check_input input = session_input(session);
    uint32_t source = sources_add(session->sources, TEXT("standard columns"), text_of(canonical));
    session->model = check_charter(&input, source);
    return session->model ? STATUS_FINE : STATUS_INTERNAL;
}

/* ---------- the split ---------- */

/* Names the split: what was split, by what, and into how many parts. */
static struct text name_split(const struct splitting *splitting)
{
    struct arena *arena = splitting->session.arena;
    char *hex = arena_alloc(arena, SHA256_HEX);
    struct buffer bytes = {0};
    struct sha256 sha;
    const struct eventlog *log = splitting->log.log;
    wire_put_text(&bytes, text_of(log->digest));
    wire_put_whole(&bytes, splitting->count);
    wire_put_whole(&bytes, splitting->seed);
    wire_put_text(&bytes, splitting->head.charter);
    wire_put_text(&bytes, splitting->head.block);
    for (uint32_t i = 0; i < log->file_count; i++)
        wire_put_text(&bytes, log->files[i]);
    sha256_init(&sha);
    sha256_add(&sha, buffer_text(&bytes));
    sha256_write(&sha, hex);
    buffer_fini(&bytes);
    return text_of(hex);
}

static void fill_head(struct splitting *splitting)
{
    struct shard_head *head = &splitting->head;
    bool is_said = command_has(splitting->command, "charter");
    *head = session_shard_columns(splitting->log.spec);
    head->charter = is_said ? text_of(splitting->session.model->digest) : TEXT("");
    head->whole.last = is_said ? splitting->log.log->last_time : INSTANT_NONE;
    head->whole.count = (uint32_t)splitting->count;
    head->whole.split = name_split(splitting);
}

static enum status write_shards(struct splitting *splitting)
{
    struct arena *arena = splitting->session.arena;
    int width = (int)text_format(arena, "%llu", (unsigned long long)splitting->count).len;
    if (mkdir(splitting->folder, 0777) != 0 && errno != EEXIST)
        return command_wrong("cannot make the folder %s: %s", splitting->folder, strerror(errno));
    struct buffer out = {0};
    bool fine = true;
    for (uint32_t i = 1; fine && i <= splitting->count; i++) {
        splitting->head.whole.number = i;
        buffer_clear(&out);
        shards_write(splitting->shards, &splitting->head, &out);
        fine = output_all(
            arena, text_format(arena, "%s/%0*u.shard", splitting->folder, width, i).at, &out);
    }
    buffer_fini(&out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}

static enum status split(struct splitting *splitting)
{
    const char *const *paths = splitting->command->operands.at + 1;
    size_t count = splitting->command->operands.count - 1;
    struct session *session = &splitting->session;
    splitting->shards = shards_new(session->arena, paths, (uint32_t)count);
    splitting->log.witness = shards_witness(splitting->shards);
    enum status status = session_read_logs(session, paths, count, &splitting->log);
    if (status == STATUS_LOG && splitting->log.has_files &&
        !command_has(splitting->command, "charter"))
        command_wrong("where a charter's `log` block says how the log is read, name it: --charter "
                      "FILE");
    if (status != STATUS_FINE)
        return status;
    fill_head(splitting);
    shards_deal(splitting->shards, (uint32_t)splitting->count, splitting->seed);
    return write_shards(splitting);
}

enum status verb_shard(struct command *command)
{
    struct splitting splitting = {.command = command};
    if (!understand(&splitting))
        return STATUS_USAGE;
    session_init(&splitting.session, command->arena);
    enum status status = open_charter(&splitting);
    if (status == STATUS_FINE)
        status = split(&splitting);
    log_free(splitting.log.log);
    return status;
}
