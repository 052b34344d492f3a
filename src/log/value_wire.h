/* value_wire.h - the value of an attribute as bytes, in partial results and in what a kept log was
 * read with.
 */
#ifndef LOG_VALUE_WIRE_H
#define LOG_VALUE_WIRE_H

#include "base/wire.h"
#include "charter/schema.h"

void value_wire_put(struct buffer *out, const struct value *value);

/* Texts lie in the bytes that are read. Bytes that are no value spoil the wire. */
struct value value_wire_read(struct wire *wire);

#endif
