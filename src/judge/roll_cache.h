/* roll_cache.h - a roll as sections (base/sections.h) that are used where they stand, so that a log
 * need not be judged again by the same charter.
 *
 * What is opened has been looked at first: tickets, clauses, versions and codes are those of the
 * judge. Whether it is the same charter over the same log, the caller has to know.
 */
#ifndef JUDGE_ROLL_CACHE_H
#define JUDGE_ROLL_CACHE_H

#include "base/sections.h"
#include "judge/roll.h"

/* Numbers of sections up to this one are the caller's. */
enum { ROLL_CACHE_OWN = 100 };

/* ROLL has been put on no other. */
void roll_cache_write(struct sections_writer *writer, const struct roll *roll);

/* The sections' bytes live as long as the roll; NULL: they are no roll of JUDGE. */
struct roll *roll_cache_open(const struct judge *judge, const struct sections *sections,
                             unsigned threads);

#endif
