/* against.h - a log judged under two charters: what the second changes, and whose verdict flips.
 *
 * Equal, row by row, to two evaluations of their own. Targets are matched by name. Does no I/O.
 */
#ifndef REPORT_AGAINST_H
#define REPORT_AGAINST_H

#include "base/buffer.h"
#include "judge/roll.h"
#include "count/figures.h"
#include "count/tally.h"

struct against_side {
    const struct model *model;
    const struct judge *judge;
    const struct roll *roll; /* or NULL */
    const struct tally_result *tally;
    const struct figures_result *figures; /* NULL: the charter has none */
    uint64_t notices;
};

/* A cycle that has another verdict under the second charter, or that only one of them has. */
struct against_flip {
    uint32_t ticket;
    struct text target; /* name */
    uint32_t cycle;
    bool was, is; /* there is such a cycle at all */
    enum verdict_kind before, after;
};

/* How many flips have a value at the end of the cycle, or (`clause`) a clause: its place. */
struct against_group {
    struct text attribute, value;
    uint64_t count;
};

struct against_result {
    struct against_side before, after;
    const struct against_flip *flips; /* by ticket, then as targets are declared, then by cycle */
    size_t flip_count;
    const struct against_group *groups; /* by attribute, the most frequent value first */
    size_t group_count;
};

struct against_request {
    const struct eventlog *log;
    const struct model *before, *after;
    instant as_of;
    unsigned threads;
    const atomic_bool *stop; /* or NULL: see judge_stop_when; then there are no flips */
    /* The verdicts of both, with notices counted if there may be any, in place of judging; or both
     * NULL. Then, by target of AFTER, the number of the one of BEFORE that has the same verdicts;
     * INDEX_NONE: that is not known. */
    const struct roll *before_roll, *after_roll;
    const uint32_t *of;
    /* With them, or NULL: what against_count has of the first, and bits, by ticket: of all others
     * both have the same verdicts. */
    const struct tally_result *before_tally;
    const uint64_t *tickets;
};

/* Can one log be judged under both: do the two charters know the same attributes and values, but
 * for values that the second adds at the end? */
bool against_fits(const struct model *before, const struct model *after);

/* The verdicts of before_roll, counted: the same whatever comes after. In ARENA; NULL: not by
 * themselves, or it was stopped. */
const struct tally_result *against_count(struct arena *arena,
                                         const struct against_request *request);

/* All of it in ARENA. */
const struct against_result *against_judge(struct arena *arena,
                                           const struct against_request *request);

/* For people; and as JSON:
 *     {"targets":[{"target","before":SIDE|null,"after":SIDE|null}],
 *      "credits":[{"name","currency","before_minor","after_minor"}],
 *      "notices":{"before","after"},
 *      "flips":[{"ticket","target","cycle","before"|null,"after"|null}],
 *      "by":[{"attribute","value","flips"}]}
 *     SIDE: {"met","breached","pending","compliance","held"} */
void against_write_text(struct buffer *out, const struct eventlog *log,
                        const struct against_result *result);
void against_write_json(struct buffer *out, const struct eventlog *log,
                        const struct against_result *result);

#endif
