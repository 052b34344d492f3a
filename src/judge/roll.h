/* roll.h - the verdicts of a whole log, kept, so that they can be handed out again and again
 * without judging.
 *
 * Of a verdict there is what is counted: ticket, target, cycle, clause, version, model, kind,
 * reason, has_figures, used, counted_at, the codes and counts at the end of the cycle, opening,
 * is_done. Everything else in it is empty: ask judge_ledgers for it. Notices are only counted.
 * Memory: 56 bytes a verdict, and its codes in columns as wide as those of the log.
 */
#ifndef JUDGE_ROLL_H
#define JUDGE_ROLL_H

#include "judge/judge.h"

struct roll;

/* Judges all tickets. NULL: it was stopped. The judge and what it knows live as long. WATCHES:
 * notices are counted. */
struct roll *roll_new(const struct judge *judge, unsigned threads, bool watches);
void roll_free(struct roll *roll); /* NULL is fine */

/* From now on ROLL hands out verdicts of JUDGE, which differs from the one that it was made by in
 * that it has all targets: those of target I with OF[I] other than INDEX_NONE are those of target
 * OF[I] of BASE, which is not put on another itself. Both judges have the same log, and as many
 * versions and attributes. BASE and OF live as long. */
void roll_put_on(struct roll *roll, const struct judge *judge, const struct roll *base,
                 const uint32_t *of);

/* What a roll may be put on beside: verdicts of single tickets. */
struct roll_patch {
    const uint64_t *tickets; /* bits, by ticket: the roll has the verdicts of these alone */
    /* By target: that of the base with the verdicts of all others, or INDEX_NONE; and by version,
     * then by clause of that one: the number that it has now. */
    const uint32_t *of;
    const uint32_t *const *const *clauses;
};

/* JUDGE has the targets that differ from those of BASE, all others absent; no notices are counted.
 * NULL: they differ in more than clauses that some tickets can't meet: all are judged again. */
const struct roll_patch *roll_patch_new(struct arena *arena, const struct roll *base,
                                        const struct judge *judge, unsigned threads);

/* From now on ROLL, put on a base, has of these tickets what JUDGE says, of others what BASE does.
 */
void roll_patch_up(struct roll *roll, const struct roll_patch *patch);

const struct judge *roll_judge(const struct roll *roll);

/* How many notices there are, of all targets; 0 if they were not counted. */
uint64_t roll_notices(const struct roll *roll);

/* Fills in VERDICT by its ticket, target and cycle; false if there is none. CODES has room for
 * those of all stored attributes and becomes part of it. */
bool roll_find(const struct roll *roll, struct verdict *verdict, uint32_t *codes);

struct roll_request {
    const struct roll *roll;
    const bool *only; /* by target: it is asked for; NULL: all are */
    unsigned threads;
    const atomic_bool *stop; /* or NULL */
    bool without_codes;      /* nobody looks at them: they are 0 */
    const uint64_t *tickets; /* bits, by ticket: of these alone; NULL: of all */
};

/* The verdicts as judge_all hands them out, without notices. */
void roll_hand_out(const struct roll_request *request, const struct judge_consumer *consumer);

#endif
