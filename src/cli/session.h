/* session.h - the steps that verbs share: a charter from its file to its model, a log from its
 * files to columns, and what is said of their mistakes.
 */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "charter/eventlog.h"
#include "charter/model.h"
#include "cli/command.h"
#include "check/check.h"
#include "check/scope.h"
#include "check/suppose.h"
#include "log/read.h"
#include "log/shard.h"
#include "report/partial.h"

enum { SESSION_THREADS_MOST = 256 };

struct session {
    struct arena *arena;
    struct sources *sources;
    struct sink sink;
    struct zone_table *zones;
    struct session_zones *zone_files; /* what has been read of the database so far */
    struct text zone_digest;          /* of that, when the charter had been checked */
    uint32_t source;                  /* of the charter opened last */
    const struct model *model;        /* of the charter opened last; NULL: it has errors */
    const struct model *draft;        /* the same as far as it goes, after errors too; or NULL */
    VECTOR(struct partial_file)
    loaded; /* what it was made of beside its own file and the library */
};

void session_init(struct session *session, struct arena *arena);

/* Reads PATH (`-` is standard input) and gives its source number; 0, and said so, if it can't be
 * read or is empty. */
uint32_t session_read(struct session *session, const char *path);

/* What the checks of the session are given. */
struct check_input session_input(struct session *session);

/* The charter opened last as a base for suppositions; it has none yet. */
struct suppose session_suppose(struct session *session);

/* Reads and checks it; nothing is said of what is wrong with the text: see session_tell. */
enum status session_check(struct session *session, const char *path);

/* The same, and what is wrong is said unless it is only warnings. */
enum status session_open(struct session *session, const char *path);

/* The same for what is to be judged: a whole charter, all of which has an effect. */
enum status session_open_whole(struct session *session, const char *path);

/* --as-of DATE of COMMAND: false, and said so, if it is no date. */
bool session_is_date(const struct command *command, const char *option);

/* A whole charter, and of its versions the one in force on the date of --as-of, the last without
 * it. */
enum status session_open_version(struct session *session, const struct command *command,
                                 const struct model **model);

/* One line about parts of the charter that have no effect yet, if there are any. */
void session_warn_effects(const struct session *session);

/* A scope over the model, for words of the command line; mistakes go to SINK. */
struct scope *session_scope(struct session *session, struct sink *sink);

/* SINK on standard error, for people. */
void session_tell(const struct session *session, const struct sink *sink);

/* An instant as --as-of and --opened have it: without an offset in the charter's zone. The shape is
 * looked at without a charter. False, and said so, if it is none. */
bool session_is_instant(const struct command *command, const char *option);
instant session_instant(const struct session *session, const char *written);

/* The number of the target called NAME; INDEX_NONE, and said so, if there is none. */
uint32_t session_target(const struct session *session, const char *name);

/* The same for the escalation called NAME. */
uint32_t session_escalation(const struct session *session, const char *name);

/* The log of --log, --using, --max-errors and --cache. WANTS_DIGEST and KEEPS_UNKNOWN as in log/read.h. */
struct session_log {
    const char *using;
    uint64_t max_errors;
    bool wants_digest, keeps_unknown;
    unsigned threads;                  /* 0: as many as there are cores */
    bool keeps_reasons;                /* as in log/read.h */
    const struct log_witness *witness; /* as in log/read.h, or NULL */
    struct eventlog *log;
    const struct log_spec *spec; /* by which it was read; NULL: the canonical columns */
    bool has_files;              /* all its files could be read */
    /* It is kept, and opened if it is: cli/cached.h. */
    bool keeps;
    const char *cache;        /* where; NULL: beside the first file */
    const atomic_bool *stop;  /* or NULL: once it is true, reading is given up */
    const char *kept_at;      /* where that is */
    struct log_request files; /* as it was read, or would have been */
    const struct cached_stamps *stamps;
    struct text identity; /* of the log as it was read; empty: it is not kept */
    bool is_opened;       /* it was not read */
    bool failed;          /* something could not be kept, and it has been said why */
};

unsigned session_log_threads(const struct session_log *log);

/* The log block called USING, else the only one; NULL: the canonical columns. False, and said so:
 * there is none of that name. */
bool session_find_spec(const struct session *session, const char *using,
                       const struct log_spec **spec);

enum status session_read_log(struct session *session, const struct command *command,
                             struct session_log *log);

/* The same for the files at PATHS. */
enum status session_read_logs(struct session *session, const char *const *paths, size_t count,
                              struct session_log *log);

/* The columns that say whose a record is, and the name of the block; the rest of the head is empty.
 */
struct shard_head session_shard_columns(const struct log_spec *spec);

/* How many cores there are for judging. */
unsigned session_threads(void);

/* False, and said so, if no --log is given, or standard input twice. */
bool session_wants_log(const struct command *command);

#endif
