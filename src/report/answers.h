/* answers.h - the answers to the queries of a session, one after the other, for people or as JSON.
 *
 * A session has a charter, perhaps a log, and perhaps a ticket that is imagined and moved through
 * time; later queries see what earlier ones did. Text: a sentence before a table. JSON, one object
 * a query: {"query","type","value"} or {"query","error"}, instants in UTC, lengths in seconds:
 *
 *     instant, length, yes-or-no, hours, holidays   as in analyse/query.h
 *     ticket      [{"target","verdict","state","used_s","left_s","due"}]  where its clocks stand
 *     ahead       [{"at","kind","what"}]  kind: due, closes, opens, told
 *     told        [{"at","what"}]
 *     met         [{"target","verdict","sentence"}]
 *     rules       [{"target","clause":{"place","text","because"}|null}]
 *     silences    as in report/silence.h
 *     cases       [{"values":{},"due","clause"}]
 *     hours-on    [{"hours","open":[{"from","to"}]}]
 *     ledgers     as in report/ledger.h
 *     compliance  [{"key":{},"met","breached","pending","compliance","held"}]
 *     best-limit  [{"key":{},"limit_s","met","breached","below":{"met","breached"}}]
 *     best-hours  {"now":COUNTS,"extensions":[{"extension","change",COUNTS…,"to_met","to_breached",
 *                 "to_other"}]}; COUNTS: {"met","breached","pending","compliance"}
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
#include "judge/roll.h"

enum answers_status {
    ANSWERS_FINE,
    ANSWERS_MISUNDERSTOOD, /* the query is wrong */
    ANSWERS_NONE           /* it has no answer, or not here */
};

/* Said where a change of attributes forgets the imagined ticket. */
#define ANSWERS_FORGOTTEN " The ticket is forgotten, since its attributes change."

struct answers {
    struct arena *arena; /* as long as the session */
    const struct model *model;
    struct sources *sources;
    struct query *query;
    const struct eventlog *log; /* or NULL */
    const struct judge *judge;  /* of the log; made when it is first asked for */
    /* Verdicts of the log once it has been judged: of the charter, and with what is supposed. NULL:
     * not judged yet. Only a session that says so keeps them; it then ends with
     * answers_forget_verdicts. */
    bool keeps_verdicts;
    struct roll *base, *supposed;
    struct answers_ahead *ahead; /* NULL: nothing is judged before it is asked for */
    /* Asked once before the log is judged, maybe in another thread: what an earlier session kept,
     * or NULL. Until then what its context refers to stays as it is. */
    struct roll *(*find_kept)(void *context, const struct judge *judge);
    void *kept_context;
    bool base_is_new;                      /* it was judged here */
    const struct tally_result *base_tally; /* of the base, once `against` has counted it; or NULL */
    const uint64_t
        *supposed_tickets;       /* bits, by ticket: others have the base's verdicts; or NULL */
    const uint32_t *supposed_of; /* by target: that of the base with its verdicts, or INDEX_NONE */
    instant as_of;
    unsigned threads;
    const atomic_bool *stop; /* or NULL: a query under way is given up once it is true */
    struct imagined imagined;
    VECTOR(uint32_t) unknown; /* attributes of it: answers are given for each value */
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

/* Forgets what was judged: the log or the as-of instant is another one now, or all of it ends. */
void answers_forget_verdicts(struct answers *answers);

/* Judges what is not judged yet of the log, in threads of its own: all of it by the charter, then
 * what is supposed; so that the first question about it need not wait for all of that. That ends
 * with answers_forget_verdicts. */
void answers_judge_ahead(struct answers *answers);
void answers_stop_ahead(struct answers *answers);

/* Asks under MODEL from now on. */
void answers_use(struct answers *answers, const struct model *model);

/* Was the log read by the attributes and values that the charter has with what is supposed? */
bool answers_log_fits(const struct answers *answers);

/* Forgets the imagined ticket, and what is unknown of it, if a value of it means something else
 * under the charter than under WAS; false if so. */
bool answers_keep_ticket(struct answers *answers, const struct model *was);

/* The same under the charter with `changes`; false, with the mistakes in SINK, if they can't be
 * made: then nothing is changed. */
bool answers_suppose_again(struct answers *answers, struct sink *sink);

/* What answers WRITTEN, in words: `an instant`; empty if it is no query. */
struct text answers_type(struct answers *answers, struct text written);

/* Answers WRITTEN. In JSON an error is part of OUT; else *PROBLEM says what is wrong, in the style
 * of a diagnostic. */
enum answers_status answers_give(struct answers *answers, struct text written, struct buffer *out,
                                 struct text *problem);

#endif
