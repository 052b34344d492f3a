/* eval.h - the parts of `charter eval`: what its options mean, and the run of the judge.
 */
#ifndef CLI_EVAL_H
#define CLI_EVAL_H

#include "analyse/drivers.h"
#include "cli/files.h"
#include "cli/session.h"
#include "report/figures.h"
#include "report/notices.h"
#include "report/partial.h"
#include "report/tally.h"
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

/* The report of RESULT in the form that the command asks for, and what the status of the command
 * is.
 */
enum status eval_report(struct eval *eval, const struct eval_result *result);

/* VERDICTS or NOTICES opened, a table of that name in a database. NULL if that fails, and said so.
 */
struct output *eval_open_records(struct eval *eval, const struct records_file *file,
                                 const char *table);

#endif
