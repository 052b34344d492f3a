/* ledger_parts.h - what the files of ledgers share. */
#ifndef REPORT_LEDGER_PARTS_H
#define REPORT_LEDGER_PARTS_H

#include "report/ledger.h"

const char *ledger_state_name(enum ledger_state state);

/* FILE:LINE of the row that an event came from; empty for an imagined log. */
struct text ledger_event_place(struct arena *arena, const struct eventlog *log, uint32_t ticket,
                               const struct ledger_event *event);

#endif
