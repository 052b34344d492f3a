/* review.h - a charter read against what happened: the rows of review.def, run over a judged log.
 *
 * All figures are exact; what rests on chance says on what. A limit that is called the tightest has
 * been judged with, and so has the one a minute shorter (semantics 6.8). Does no I/O.
 */
#ifndef REPORT_REVIEW_H
#define REPORT_REVIEW_H

#include "base/buffer.h"
#include "base/vector.h"
#include "judge/judge.h"

enum review_level { REVIEW_FINDING, REVIEW_NOTE };

enum { REVIEW_THRESHOLDS = 8, REVIEW_EXAMPLES = 3 };

struct review_request {
    const struct model *model;
    const struct eventlog *log;
    instant as_of; /* INSTANT_NONE: the last event */
    unsigned threads;
    const uint64_t *thresholds; /* in the order of review.def */
    struct text tzdata;
    struct text command; /* `FILE --log LOG`, as a shell takes it: behind `charter why` */
};

/* A figure of a finding, for programs. */
struct review_number {
    const char *name;
    struct text json;
};

struct review_finding {
    const char *id, *title;
    enum review_level level;
    struct text subject; /* name of the target, attribute, hours … it is about */
    struct text says;    /* a sentence */
    VECTOR(struct text) details;
    struct span place; /* in the charter; source SOURCE_NONE: none */
    VECTOR(struct review_number) numbers;
    uint32_t tickets[REVIEW_EXAMPLES]; /* ticket numbers */
    uint32_t ticket_count;
    uint32_t target;    /* that `charter why` should be asked about; INDEX_NONE: none */
    struct text change; /* text of a change for `charter whatif`; may be empty */
    struct text advice; /* what to do beyond that; may be empty */
    uint64_t weight;    /* among those of its kind the larger comes first */
};

/* What could not be looked at, or was and gave nothing. */
struct review_remark {
    const char *id, *title;
    struct text says;
};

struct review_result {
    const struct review_request *request;
    instant as_of;
    struct review_finding *const *findings; /* the most important first */
    uint32_t count;
    const struct review_remark *blanks; /* could not be looked at */
    uint32_t blank_count;
    const struct review_remark *clear; /* looked at, and nothing found */
    uint32_t clear_count;
};

/* The threshold called NAME, or REVIEW_THRESHOLDS; the number that review.def gives it. */
uint32_t review_threshold(struct text name);
uint64_t review_threshold_value(uint32_t threshold);
const char *review_threshold_name(uint32_t threshold);

const struct review_result *review_run(struct arena *arena, const struct review_request *request);

/* Is something found that is no mere note? */
bool review_is_broken(const struct review_result *result);

/* WORD as a shell takes it: between quotes where it needs them. */
struct text review_quoted(struct arena *arena, struct text word);

void review_write_text(struct buffer *out, const struct review_result *result, bool colour);

/* {"charter":{"name","version","digest"},"log":{"rows","events","tickets","rejected","digest"},
 *  "as_of","tzdata","thresholds":{NAME:NUMBER},
 *  "findings":[{"id","level","title","subject","says","details":[…],"place":{"file","line"}|null,
 *   "numbers":{…},"tickets":[…],"why":…|null,"change":…|null,"advice":…|null}],
 *  "clear":[{"id","says"}],"not_looked_at":[{"id","says"}]} */
void review_write_json(struct buffer *out, const struct review_result *result);

#endif
