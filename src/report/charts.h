/* charts.h - the charts of a report: inline SVG, drawn with whole numbers. Places along a chart are
 * shares of its width, so that it fits a screen and a sheet of paper while its words keep their
 * size. What is told by a colour is told by a shape as well.
 */
#ifndef REPORT_CHARTS_H
#define REPORT_CHARTS_H

#include "report/kept.h"
#include "report/page.h"
#include "report/pictures.h"

enum { CHARTS_PERIODS_MOST = 366 };

/* A share a period, against what was promised; nothing for fewer than two shares. Of more than
 * CHARTS_PERIODS_MOST periods the last ones. */
void charts_over_time(struct page *page, const struct kept_line *line);

/* Cycles by how much of the limit they used; nothing if there are none. */
void charts_used(struct page *page, const struct pictures_target *target, struct text title);

/* Tickets opened, by weekday and hour; HOURS is the title of the calendar that is outlined. */
void charts_week(struct page *page, const struct pictures_week *week, struct text hours);

/* A small one in a line of text: held or broken, each period of the year. Nothing for more than
 * CHARTS_STRIP_MOST. */
enum { CHARTS_STRIP_MOST = 53 };
void charts_strip(struct page *page, const struct kept_line *line);

/* The time of a ticket: where its clock ran, was paused, was outside hours; and when it was due. */
void charts_ledger(struct page *page, const struct ledger *ledger, const struct zone *zone);

/* A bar of PART of WHOLE, in a cell, with a tick at TICK of TICK_WHOLE; decoration, the cells
 * beside it tell the figures. */
struct charts_bar {
    uint64_t part, whole, tick, tick_whole;
};
void charts_bar(struct page *page, const struct charts_bar *bar);

/* A sign for a promise that is held, broken or not tested, and the word. */
void charts_mark(struct page *page, enum tally_held held);
const char *charts_held_word(enum tally_held held);

#endif
