/* flatten_part.h - what the files of flatten share: texts of nodes, token by token. */
#ifndef REPORT_FLATTEN_PART_H
#define REPORT_FLATTEN_PART_H

#include "base/vector.h"
#include "report/flatten.h"
#include "syntax/syntax.h"

struct flatten {
    struct buffer text; /* not laid out yet */
    const struct model *model;
    struct arena *arena;
    struct tokens *tokens;       /* by source; none: not read yet */
    VECTOR(struct span) skipped; /* what is not written */
};

/* The tokens of SPAN from offset FROM to offset TO, comments left out, on as many lines as there;
 * a blank before each but the first of a line. */
void flatten_tokens(struct flatten *flatten, struct span span);

/* Where the token before OFFSET begins, comments left out. */
uint32_t flatten_before(struct flatten *flatten, uint32_t source, uint32_t offset);

/* `# from FILE:LINE`, on a line of its own. */
void flatten_origin(struct flatten *flatten, struct span span);

/* A line end, if there is none. */
void flatten_end_line(struct flatten *flatten);

/* ---- targets (flatten_target.c) ---- */

/* Which clauses of a target are given a label, and what each has to override: those that go before
 * others for being later only. */
struct flatten_clauses;
struct flatten_clauses *flatten_clauses_new(struct flatten *flatten, struct text target);

/* The clause NODE as it has to be written, FIRST to last in the order of the text. */
void flatten_clause(struct flatten *flatten, struct flatten_clauses *clauses,
                    const struct node *node);

/* ---- logs (flatten_log.c) ---- */

void flatten_log(struct flatten *flatten, const struct node *log);

#endif
