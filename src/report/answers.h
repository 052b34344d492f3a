/* answers.h - the answers to the queries of a session, one after the other, for people or as JSON.
 *
 * A session has a charter, perhaps a log, and perhaps a ticket that is imagined and moved through
 * time; later queries see what earlier ones did. Text: a sentence before a table. JSON, one object
 * a query: {"query","type","value"} or {"query","error"}, instants in UTC, lengths in seconds:
 *
 *     instant, length, yes-or-no, hours, holidays   as in analyse/query.h
 *     ticket      [{"target","verdict","state","used_s","left_s","due"}]  where its clocks stand
 *     ahead       [{"at","what"}]
 *     ledgers     as in report/ledger.h
 *     compliance  [{"key":{},"met","breached","pending","compliance","held"}]
 *     best-limit  [{"key":{},"limit_s","met","breached","below":{"met","breached"}}]
 *     drivers     as in report/drivers_shown.h
 *     supposed    the number of suppositions
 *     against     as in report/against.h
 *     flips       {"ledgers":…,"in_time":INSTANT|null,"values":[{"attribute","value","verdict"}]}
 *
 * Does no I/O.
 */
#ifndef REPORT_ANSWERS_H
#define REPORT_ANSWERS_H

#include "analyse/imagined.h"
#include "analyse/query.h"
#include "base/buffer.h"
#include "base/vector.h"
#include "check/suppose.h"

enum answers_status {
    ANSWERS_FINE,
    ANSWERS_MISUNDERSTOOD, /* the query is wrong */
    ANSWERS_NONE           /* it has no answer, or not here */
};

struct answers {
    struct arena *arena; /* as long as the session */
    const struct model *model;
    struct sources *sources;
    struct query *query;
    const struct eventlog *log; /* or NULL */
    const struct judge *judge;  /* of the log; made when it is first asked for */
    instant as_of;
    unsigned threads;
    struct imagined imagined;
    /* What is supposed on top of the charter, and what has been taken back; `suppose` is NULL where
     * nothing can be supposed. `model` is with all suppositions. */
    const struct suppose *suppose;
    VECTOR(struct text) changes, undone;
    bool json, colour;
    bool shows_places; /* *PROBLEM has the text with the place underlined, as for files */
};

/* MODEL and SOURCES live as long as ARENA. */
void answers_init(struct answers *answers, struct arena *arena, const struct model *model,
                  struct sources *sources);

/* Asks under MODEL from now on. */
void answers_use(struct answers *answers, const struct model *model);

/* The same under the charter with `changes`; false, with the mistakes in SINK, if they can't be
 * made: then nothing is changed. */
bool answers_suppose_again(struct answers *answers, struct sink *sink);

/* Answers WRITTEN. In JSON an error is part of OUT; else *PROBLEM says what is wrong, in the style
 * of a diagnostic. */
enum answers_status answers_give(struct answers *answers, struct text written, struct buffer *out,
                                 struct text *problem);

#endif
