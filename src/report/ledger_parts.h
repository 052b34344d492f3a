/* ledger_parts.h - what the files of ledgers share. */
#ifndef REPORT_LEDGER_PARTS_H
#define REPORT_LEDGER_PARTS_H

#include "report/ledger.h"

const char *ledger_state_name(enum ledger_state state);

/* FILE:LINE of the row that an event came from; empty for an imagined log. */
struct text ledger_event_place(struct arena *arena, const struct eventlog *log, uint32_t ticket,
                               const struct ledger_event *event);

/* The rows of LEDGER, and those behind them up to the end of APART, cut at both ends of it. */
const struct ledger_row *ledger_rows_apart(struct arena *arena, const struct ledger *ledger,
                                           const struct ledger_apart *apart, uint32_t *count);

/* What was told in the cycle, each line behind INDENT blanks; nothing where nothing was. */
void ledger_write_notices(struct buffer *out, const struct ledger_view *view,
                          const struct ledger *ledger, unsigned indent);

/* `,"notices":[{"key","at","escalation","step","repetition","tells":[{"who","by":[…]}],"level",
 * "flags":[…]}]` */
void ledger_write_notices_json(struct buffer *out, const struct ledger_view *view,
                               const struct ledger *ledger);

#endif
