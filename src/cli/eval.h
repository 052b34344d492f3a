/* eval.h - the parts of `charter eval`: what its options mean, and the run of the judge.
 */
#ifndef CLI_EVAL_H
#define CLI_EVAL_H

#include "analyse/drivers.h"
#include "cli/files.h"
#include "cli/session.h"
#include "report/figures.h"
#include "report/notices.h"
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
    VECTOR(uint32_t) by;                    /* attribute numbers */
    const struct drivers_result *drivers;   /* after judging, if they were asked for */
    bool is_page;                           /* the report is HTML, and has all of it */
    const struct pictures_result *pictures; /* then; else NULL */
};

/* What can be told without the charter; false, and said so, if an option is wrong. */
bool eval_understand(struct eval *eval, const struct command *command);

/* --by and --where, by the charter; false, and said so, if one is wrong. */
bool eval_resolve(struct eval *eval);

/* Makes ready what judges: EVAL's judge and figures. */
void eval_prepare(struct eval *eval, instant as_of);

/* Where records go; NULL where they are not asked for. */
struct eval_outputs {
    struct output *verdicts, *notices;
};

struct eval_result {
    const struct tally_result *tally;
    const struct notices_count *notices; /* NULL: not asked for */
};

/* Judges all tickets: counted in the result and in EVAL's figures, written to OUTPUTS. */
struct eval_result eval_judge(struct eval *eval, const struct eval_outputs *outputs);

#endif
