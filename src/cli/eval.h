/* eval.h - the parts of `charter eval`: what its options mean, and the run of the judge.
 */
#ifndef CLI_EVAL_H
#define CLI_EVAL_H

#include "analyse/drivers.h"
#include "cli/files.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "count/figures.h"
#include "report/notices.h"
#include "report/partial.h"
#include "count/tally.h"
#include "report/verdicts.h"

/* A file that gets one record each of something; its form is told by the end of its name. */
struct records_file {
    const char *path; /* NULL: not asked for */
    enum records_form { RECORDS_CSV, RECORDS_NDJSON, RECORDS_SQLITE } form;
};

struct eval {
    const struct command *command;
    struct session session;
    struct session_log log;
    struct judge *judge;
    struct figures *figures; /* NULL: the charter has none */
    const struct figures_result *figured;
    struct records_file verdicts, notices;
    struct judge_lint *lint; /* after judging */
    unsigned threads;
    day from, to; /* DAY_NONE: open */
    const struct condition *where;
    struct text where_text;               /* as it is written; empty: none */
    VECTOR(uint32_t) by;                  /* attribute numbers */
    const struct drivers_result *drivers; /* after judging, if they were asked for */
    struct verdicts_kept kept_verdicts;   /* for a partial result */
    struct notices_kept kept_notices;
    const char *partial;                    /* a path, or NULL: a report is made */
    bool is_page;                           /* the report is HTML, and has all of it */
    bool is_stream;                         /* tickets are judged as they are over */
    size_t window;                          /* of a stream, bytes; 0: a good one */
    bool is_piece;                          /* these are some tickets of a stream */
    struct progress *progress;              /* of all its pieces; or NULL */
    const struct pictures_result *pictures; /* then; else NULL */
};

/* The file of --OPTION, by the end of its name; false, and said so, if that is wrong. */
bool eval_understand_records(const struct command *command, const char *option,
                             struct records_file *file);

/* What can be told without the charter; false, and said so, if an option is wrong. */
bool eval_understand(struct eval *eval, const struct command *command);

/* --by and --where, by the charter; false, and said so, if one is wrong. */
bool eval_resolve(struct eval *eval);

/* Makes ready what judges: EVAL's judge and figures. */
void eval_prepare(struct eval *eval, instant as_of);

/* Where records go; NULL where they are not asked for. */
struct eval_outputs {
    struct output *verdicts, *notices;
    struct buffer *partial; /* instead of a result */
};

struct eval_result {
    const struct tally_result *tally;
    const struct notices_count *notices; /* NULL: not asked for */
};

/* What a partial result of EVAL says of itself. */
void partial_describe(const struct eval *eval, struct partial_about *about);

/* Judges all tickets: counted in the result and in EVAL's figures, written to OUTPUTS. */
struct eval_result eval_judge(struct eval *eval, const struct eval_outputs *outputs);

/* Judges some tickets of a stream: what they come to is put at the end of OUT, for partials_add;
 * verdict records are left in EVAL, which is a piece. */
void eval_judge_piece(struct eval *eval, struct buffer *out);

/* Refuses, if --strict asks for it, what the log can't decide (semantics 3.8). */
enum status eval_check_decidable(struct eval *eval);

/* The files that records go to; false, and said so, if one can't be opened. What has been written
 * takes its place if STATUS is not STATUS_USAGE; gives STATUS_USAGE if that fails, else STATUS. */
bool eval_open_outputs(struct eval *eval, struct eval_outputs *outputs);
enum status eval_close_outputs(const struct eval_outputs *outputs, enum status status);

/* The notices that were joined. */
void eval_write_notices(const struct partials *joined, enum notices_format format,
                        struct output *output);

/* `eval --stream`, from the log on; and what can be told of it without a charter. */
enum status eval_stream(struct eval *eval);
bool eval_understand_stream(struct eval *eval);

/* The report of RESULT in the form that the command asks for, and what the status of the command
 * is.
 */
enum status eval_report(struct eval *eval, const struct eval_result *result);

/* VERDICTS or NOTICES opened, a table of that name in a database. NULL if that fails, and said so.
 */
struct output *eval_open_records(struct eval *eval, const struct records_file *file,
                                 const char *table);

#endif
