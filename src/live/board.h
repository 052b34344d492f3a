/* board.h - how all tickets stand, as the page and the metrics say it: the clocks that are open,
 * what is promised and how that stands, the records told last.
 *
 * The state is read as it is between two batches and judged whole, as `eval` judges the same log as
 * of the same instant, with a connection of its own; so it costs what `eval` costs, and nothing of
 * it is kept in the state. Not for the watcher's own thread.
 */
#ifndef LIVE_BOARD_H
#define LIVE_BOARD_H

#include "live/gauges.h"
#include "live/watcher.h"

enum { BOARD_CLOCKS = 500, BOARD_RECORDS = 50 };

struct board;

/* Of the state at PATH. */
struct board *board_new(const char *path);
void board_free(struct board *board);

/* Judges anew, by what the watcher says of itself. False: the state can't be read; see
 * board_problem. */
bool board_judge(struct board *board, const struct watch_pulse *pulse);
const char *board_problem(const struct board *board);

/* How long that took last, and when it was done; INSTANT_NONE: never. */
micros board_cost(const struct board *board);
instant board_judged_at(const struct board *board);

/* One JSON object, which the page shows; NUMBER tells it from others. */
void board_write_json(const struct board *board, const struct watch_pulse *pulse, uint64_t number,
                      struct buffer *out);

/* In the text format of Prometheus: counts as judged last, all else as of now. */
void board_write_metrics(struct board *board, const struct watch_pulse *pulse, struct buffer *out);

#endif
