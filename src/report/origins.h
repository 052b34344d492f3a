/* origins.h - what of a version came from where: `charter tree`.
 *
 * Every declaration in the order of the text, with its place and the layer that it comes from; the
 * lines of targets, and of whatever a change has touched. What was replaced or removed stands where
 * it stood, marked, with what took it away.
 *
 * JSON: {"charter","version","from","until","amendment","layers":[{"kind","name","file","from",
 * "until"}],"declarations":[{"sort","name","text","file","line","layer","state","by","lines":[{"text",
 * "file","line","layer","state","by"}]}]}. Layers are numbered as listed; kind is library, parent,
 * charter or amendment; state is stands, replaced or removed, and then `by` is the layer that did
 * it.
 */
#ifndef REPORT_ORIGINS_H
#define REPORT_ORIGINS_H

#include "base/buffer.h"
#include "charter/model.h"

/* MODEL is that of the version. */
void origins_write_text(struct buffer *out, const struct model *model, bool colour);
void origins_write_json(struct buffer *out, const struct model *model);

#endif
