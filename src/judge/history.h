/* history.h - a ticket's rows, one after the other, as happenings (semantics 3.1 to 3.9).
 *
 * Knows nothing of clocks. Rows after the as-of instant and after a merge are not given.
 */
#ifndef JUDGE_HISTORY_H
#define JUDGE_HISTORY_H

#include "judge/news.h"
#include "judge/effect.h"

struct change {
    uint32_t attribute;
    bool is_first; /* the first value of a mandatory attribute, after the opening (3.7) */
};

/* Lives until the next one. */
struct step {
    instant at;
    uint32_t row;            /* of the log, or INDEX_NONE: the opening column */
    uint32_t number;         /* from 1 */
    const struct view *view; /* after the row's values */
    const struct effect *effect;
    struct concern concern; /* of the values that it changes… */
    bool has_news;          /* …if there are any; never in the first step, as there were none */
    uint32_t change_count;
    const struct change *changes; /* those that somebody asks about */
};

struct history {
    const struct judge *whole;
    const struct judge *judge; /* of the version in force at the opening, or near it (5.4)… */
    bool in_force;             /* …and whether one is */
    bool opens_by_column;      /* the opening is still to come, from its column */
    bool merged;
    uint32_t ticket;
    uint32_t first, next, end; /* positions in eventlog.order */
    uint64_t stance;
    uint32_t *codes;        /* by stored attribute: the values now */
    struct change *changes; /* room for all attributes */
    struct view view;       /* now; its opening is INSTANT_NONE if there is none up to as-of */
    struct step step;
    struct effects *effects;
    struct news news;
    struct judge_count *counts; /* by remark, or NULL */
    struct judge_ruling ruling; /* of the last opening */
};

/* Room for the histories of one thread, one after the other. */
void history_init(struct history *history, const struct judge *judge, struct arena *arena);

/* At the start of TICKET's history. */
void history_begin(struct history *history, uint32_t ticket);

/* ---- parts of history_next that few rows need ---- */

/* The opening that a column says: the first row's values but for the status (3.5). */
void history_open(struct history *history);

/* step_begin for the row at PLACE, where more is to be looked at than its instant. */
void history_begin_row(struct history *history, uint32_t place);

/* The values of ROW, the first one. */
void history_first_row(struct history *history, uint32_t row);

/* A value of ROW that may be new. */
void history_value(struct history *history, const struct plan_column *column, uint32_t row);

/* Those of columns beyond the first group; news.h knows the row at INDEX. */
void history_more_news(struct history *history, uint32_t row, uint32_t index);

/* What EFFECT asks for beside happenings. */
void history_more(struct history *history, const struct effect *effect);

/* What holds for one row only ends with it. */
void history_forget(struct history *history);

/* ---- the next step ---- */

/* Nothing has happened in it yet. */
static inline void step_begin(struct step *step, instant at, uint32_t row)
{
    step->at = at;
    step->row = row;
    step->number++;
    step->change_count = 0;
    step->has_news = false;
    step->concern = (struct concern){0};
}

static inline void history_take_effect(struct history *history, uint64_t said)
{
    const struct effect *effect =
        effect_of(history->effects, history->judge, history->stance, said);
    history->stance = effect->after;
    history->view.reopenings += effect->reopens;
    history->view.replies += effect->replies;
    history->view.done = effect->is_done;
    history->step.effect = effect;
    if (effect->more)
        history_more(history, effect);
}

/* What is new in ROW, the one that is known at INDEX. */
static inline void history_take_news(struct history *history, uint32_t row, uint32_t index)
{
    const struct plan_column *columns = history->judge->columns;
    for (uint32_t news = history->news.bits[index]; news; news &= news - 1)
        history_value(history, &columns[__builtin_ctz(news)], row);
    if (history->judge->column_count > NEWS_COLUMNS)
        history_more_news(history, row, index);
}

static inline void history_take_row(struct history *history, uint32_t place)
{
    const struct judge *judge = history->judge;
    uint32_t index = news_find(&history->news, place, history->end);
    if (judge->has_plain_rows)
        step_begin(&history->step, eventlog_time(judge->log, place), place);
    else
        history_begin_row(history, place);
    if (place == history->first)
        history_first_row(history, history->step.row);
    else if (history->news.any[index])
        history_take_news(history, history->step.row, index);
    history_take_effect(history, history->news.said[index]);
}

/* The next step; NULL at the end. With an opening column the opening comes before all rows. */
static inline const struct step *history_next(struct history *history)
{
    if (history->opens_by_column) {
        history_open(history);
    } else if (history->next < history->end) {
        history_take_row(history, history->next++);
    } else {
        history_forget(history);
        return NULL;
    }
    return &history->step;
}

#endif
