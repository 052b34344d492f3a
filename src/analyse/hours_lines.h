/* hours_lines.h - the lines by which hours are closed, and hours without one of them.
 *
 * Hours that others include or exclude belong to them, at any depth.
 */
#ifndef ANALYSE_HOURS_LINES_H
#define ANALYSE_HOURS_LINES_H

#include "base/vector.h"
#include "charter/model.h"

typedef VECTOR(struct span) hours_lines;

/* Appends the lines `closed on …` of SPEC, and those of holiday lists that stand in a file of the
 * author's own (see own_source), each once. */
void hours_closed_lines(struct arena *arena, const struct model *model,
                        const struct calendar_spec *spec, hours_lines *lines);

/* SPEC without the line at ORIGIN: SPEC itself where that is none of its lines. */
const struct calendar_spec *hours_without(struct arena *arena, const struct calendar_spec *spec,
                                          struct span origin);

/* Is SOURCE a file of the author's own, and not of the library? */
bool own_source(const struct model *model, uint32_t source);

bool is_same_span(struct span a, struct span b);

#endif
