/* imagine.h - the log of imagined tickets: for tests in the language, `when`, queries, witnesses.
 */
#ifndef LOG_IMAGINE_H
#define LOG_IMAGINE_H

#include "charter/eventlog.h"
#include "charter/model.h"

/* One ticket called ID with EVENTS (the first one opens it). Values are those of the assignments.
 * Every kind of event and actor counts as one that the log can give. All of it lives in ARENA. */
struct eventlog *log_imagine(struct arena *arena, const struct schema *schema, struct text id,
                             const struct test_event *events, uint32_t count);

#endif
