/* ledger.h - why a verdict is what it is, for people and as JSON (semantics 8).
 *
 * Text: a sentence; the table from, to, state, counted, total in the charter's zone; the events
 * that moved the clock with their place in the log; the clause that won, those that lost and the
 * first condition that failed, in the charter's words; the due instant and how it came about.
 *
 * JSON, one object a ledger:
 *     {"ticket","target","cycle","verdict","reason","sentence","start","due","due_reason","stop",
 *      "breached_at","used_s","paused_s","limit_s","over_s","late_s","flags":[…],
 *      "clause":{"place","label","text","because"}|null,
 *      "rows":[{"from","to","state","reason","counted_s","total_s","clause","calendar"}],
 *      "events":[{"at","what","place"}],
 *      "lost":[{"clause":{…},"failed":{"place","text"}|null,"beaten_by":{…}|null}],
 *      "notices":[{"key","at","escalation","step","repetition","tells":[{"who","by":[…]}],"level",
 *                  "flags":[…]}]}
 */
#ifndef REPORT_LEDGER_H
#define REPORT_LEDGER_H

#include "base/buffer.h"
#include "judge/judge.h"

struct ledger_view {
    const struct model *model;
    const struct eventlog *log;
    const struct judge *judge;
    bool colour; /* text only */
};

void ledger_write_text(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledger);

/* COUNT ledgers as one array, with a line end. */
void ledger_write_json(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledgers, uint32_t count);

/* What sets a ledger apart from the one that was expected: it goes on where the other ends (`+`),
 * or ends where the other goes on (`-`). Without a MARK nothing does. */
struct ledger_apart {
    instant from, to;
    char mark;
};

/* Only the table of rows, each line behind INDENT blanks (3 or more): for failing tests. What APART
 * has is marked, and shown also where it lies behind the ledger's last row. */
void ledger_write_table(struct buffer *out, const struct ledger_view *view,
                        const struct ledger *ledger, const struct ledger_apart *apart,
                        unsigned indent);

/* `Breached by 42 min: it was due … and …`. */
struct text ledger_sentence(struct arena *arena, const struct ledger_view *view,
                            const struct verdict *verdict);

#endif
