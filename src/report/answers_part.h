/* answers_part.h - what the files of the answers share. */
#ifndef REPORT_ANSWERS_PART_H
#define REPORT_ANSWERS_PART_H

#include "check/scope.h"
#include "report/against.h"
#include "report/answers.h"
#include "report/ledger.h"
#include "report/shown.h"
#include "report/table.h"
#include "count/tally.h"

/* One query that is being answered. */
struct answering {
    struct answers *session;
    struct arena *arena; /* of the answer */
    const struct node *node;
    struct scope *scope;
    struct sink *sink;
    struct buffer *out; /* text; or the value, in JSON */
    size_t from;        /* where this answer begins in it */
    const char *type;   /* in JSON */
    struct text problem;
    enum answers_status status;
    bool is_kept; /* the session refers to what was made for this answer */
};

/* Ends an answer: it is wrong, or there is none. False. */
bool answering_wrong(struct answering *answering, struct text problem);
bool answering_none(struct answering *answering, struct text problem);

/* The same if a part of the query was refused. True: nothing was. */
bool answering_is_fine(struct answering *answering);

void answering_put_instant(struct answering *answering, instant at); /* JSON; null for none */
void answering_put_stretches(struct answering *answering, const struct query_answer *answer);
void answering_put_length(struct answering *answering, micros length);

/* Number of the target that NAME refers to; INDEX_NONE, and the answer ended. */
uint32_t answering_target(struct answering *answering, const struct node *name);

/* The imagined ticket; NULL, and the answer ended, if there is none. */
const struct imagined *answering_ticket(struct answering *answering);

/* Is NAME `it`, all targets? */
bool answering_is_it(const struct answering *answering, const struct node *name);

/* Per cent to 4 places, half-even, as the JSON report has it; `null` where nothing is decided. */
struct text answering_compliance(struct arena *arena, const struct tally_counts *counts);

/* The judge of the log; NULL, and the answer ended, without a log. */
const struct judge *answering_judge(struct answering *answering);

/* The verdicts of TARGET by JUDGE, that of the log, to CONSUMER: those that are kept, else judged
 * (then with those of other targets). CONSUMER takes no notices, and nothing of a verdict but what
 * judge/roll.h keeps. */
void answering_hand_out(struct answering *answering, const struct judge *judge, uint32_t target,
                        const struct judge_consumer *consumer);

/* Gives REQUEST the verdicts that are kept of the charter and of what is supposed, and what both
 * have in common; nothing if none are kept. */
void answering_rolls(struct answering *answering, struct against_request *request);

/* May MODEL, or the one that it is a change of, tell anybody anything? */
bool answering_may_notice(const struct model *model);

/* How the log is judged with what is supposed, where the base has been judged. */
struct answering_plan {
    struct judge *touched; /* of the targets that it touches; NULL: of all, by JUDGE */
    const struct judge *judge;
    const uint32_t *of;             /* as in struct answers */
    const struct roll_patch *patch; /* NULL: every ticket is judged again */
    bool watches;
};

struct answering_plan answering_plan_supposed(struct answers *answers);
void answering_adopt_supposed(struct answers *answers, const struct answering_plan *plan,
                              struct roll *roll);

/* What was judged ahead is taken over, as soon as it is there; false: the question was interrupted.
 */
bool answering_take_ahead(struct answers *answers);

/* Something else is supposed now. */
void answering_stop_supposed(struct answers *answers);

/* For each value of what is unknown: when TARGET is due; how it, or each target, stands. */
bool answering_cases(struct answering *answering, uint32_t target);
bool answering_cases_stand(struct answering *answering, uint32_t target); /* INDEX_NONE: each */

/* The same of CONDITION; false, and *HOLDS, if no value makes a difference. */
bool answering_cases_hold(struct answering *answering, const struct condition *condition,
                          bool *holds);

/* Answers of the other files. False: ended by one of the above. */
bool answers_plain(struct answering *answering);  /* what needs nothing beyond the model */
bool answers_ticket(struct answering *answering); /* the imagined ticket */
bool answers_why(struct answering *answering);
bool answers_why_not(struct answering *answering);
bool answers_met(struct answering *answering);  /* is it met, which rule */
bool answers_told(struct answering *answering); /* what happens next, who is told */
bool answers_hours_on(struct answering *answering);
bool answers_holds(struct answering *answering);   /* a condition, of the imagined ticket */
bool answers_unknown(struct answering *answering); /* unknown, forget */
bool answers_flips(struct answering *answering);
bool answers_compliance(struct answering *answering);
bool answers_best_limit(struct answering *answering);
bool answers_best_hours(struct answering *answering);
bool answers_drivers(struct answering *answering);
bool answers_suppose(struct answering *answering);
bool answers_against(struct answering *answering);

#endif
