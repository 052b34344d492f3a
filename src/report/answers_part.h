/* answers_part.h - what the files of the answers share. */
#ifndef REPORT_ANSWERS_PART_H
#define REPORT_ANSWERS_PART_H

#include "check/scope.h"
#include "report/answers.h"
#include "report/ledger.h"
#include "report/shown.h"
#include "report/table.h"

/* One query that is being answered. */
struct answering {
    struct answers *session;
    struct arena *arena; /* of the answer */
    const struct node *node;
    struct scope *scope;
    struct sink *sink;
    struct buffer *out; /* text; or the value, in JSON */
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
void answering_put_length(struct answering *answering, micros length);

/* Number of the target that NAME refers to; INDEX_NONE, and the answer ended. */
uint32_t answering_target(struct answering *answering, const struct node *name);

/* The judge of the log; NULL, and the answer ended, without a log. */
const struct judge *answering_judge(struct answering *answering);

/* Answers of the other files. False: ended by one of the above. */
bool answers_plain(struct answering *answering);  /* what needs nothing beyond the model */
bool answers_ticket(struct answering *answering); /* the imagined ticket */
bool answers_why(struct answering *answering);
bool answers_why_not(struct answering *answering); /* an escalation */
bool answers_flips(struct answering *answering);
bool answers_compliance(struct answering *answering);
bool answers_best_limit(struct answering *answering);
bool answers_drivers(struct answering *answering);
bool answers_suppose(struct answering *answering);
bool answers_against(struct answering *answering);

#endif
