/* notice.h - a notice in words, and the key that it has wherever it is worked out (semantics 7.3).
 */
#ifndef REPORT_NOTICE_H
#define REPORT_NOTICE_H

#include "base/buffer.h"
#include "base/sha256.h"
#include "charter/eventlog.h"
#include "charter/model.h"

/* NULL for a target's own `warns at`. */
const struct escalation *notice_escalation(const struct notice *notice);
const struct escalation_step *notice_step(const struct notice *notice);

/* `at 50% used`, `every 2 hours after breach at most 5 times`, `warns at 75%`. */
struct text notice_words(struct arena *arena, const struct notice *notice);
struct text notice_step_words(struct arena *arena, const struct model *model,
                              const struct escalation_step *step);

/* Those who are told, joined by `;`: `duty-manager;messaging`; and for each of them by what,
 * joined by `+`: `phone+email;phone`. Empty where nobody is. */
struct text notice_tells(struct arena *arena, const struct escalation_step *step);
struct text notice_by(struct arena *arena, const struct escalation_step *step);

/* The same for people: `duty-manager by phone, messaging`. */
struct text notice_tells_shown(struct arena *arena, const struct escalation_step *step);

/* The same with the level that the step raises to; NULL is a target's own warning, which tells
 * nobody. */
struct text notice_told(struct arena *arena, const struct escalation_step *step);

/* `Major incident path, at breach: head-of-service by phone`, `Resolution warns at 75%`. */
struct text notice_sentence(struct arena *arena, const struct notice *notice);

/* `passed by change`, `correction`, joined by `;`. */
struct text notice_flags(struct arena *arena, uint32_t flags);

/* The same as an array of JSON. */
void notice_flags_json(struct buffer *out, uint32_t flags);

enum { NOTICE_KEY = 48 }; /* room for a key and a NUL */

/* 32 hexadecimal digits: of the charter, the ticket, the target and its cycle, the clause, the
 * escalation, the step, its repetition and its revision. A correction has the key of what it
 * corrects, with `-correction` behind it. */
void notice_key(struct text ticket, const struct notice *notice, char out[NOTICE_KEY]);

#endif
