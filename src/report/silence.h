/* silence.h - what came of each step of an escalation in a cycle: when it told, or why it did not
 * (semantics 7, 8).
 *
 * JSON, one object a cycle:
 *     {"ticket","escalation","target","cycle","verdict",
 *      "steps":[{"step","place","told":[{"at","key","flags":[…]}],
 *                "silence":{"why","text","at","used_s","needed_s"}|null}]}
 * Why: `not-yet paused stopped does-not-apply not-in-force uncovered more-than-limit never-held
 * excluded known-late unsure`.
 */
#ifndef REPORT_SILENCE_H
#define REPORT_SILENCE_H

#include "report/ledger.h"

/* Is the escalation, in the version that rules the ticket, for the target of LEDGER? */
bool silence_is_of(const struct ledger *ledger, uint32_t escalation);

/* An escalation, and of its steps one (or all: INDEX_NONE). */
struct silence_of {
    uint32_t escalation, step;
};

/* LEDGER is of the escalation's target. */
void silence_write_text(struct buffer *out, const struct ledger_view *view,
                        const struct ledger *ledger, struct silence_of of);

/* Those of COUNT ledgers that are as one array, with a line end. */
void silence_write_json(struct buffer *out, const struct ledger_view *view,
                        const struct ledger *ledgers, uint32_t count, struct silence_of of);

#endif
