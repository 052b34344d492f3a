/* compared.h - the comparison of two charters as text and as JSON. */
#ifndef REPORT_COMPARED_H
#define REPORT_COMPARED_H

#include "analyse/compare.h"
#include "base/buffer.h"

struct compared {
    struct arena *arena;
    const struct model *side[2]; /* as check gives them */
    struct text file[2];
    const struct compare_result *result;
    struct text log; /* what a recorded log adds (report/against.h), in the same form; or empty */
};

/* Is nothing in it but what is the same for the customer? */
bool compared_is_same(const struct compared *compared);

void compared_write_text(struct buffer *out, const struct compared *compared);

/* {"first":CHARTER,"second":CHARTER,"apart","stretches":[{"from","until","opened_from","opened_to",
 *  "counts":{"same","better","worse","mixed","different","unclear"},
 *  "rows":[{"mark","kind","name","about","reason","first":PLACE,"second":PLACE,
 *           "better":WITNESS,"worse":WITNESS}]}],"log":…}
 * CHARTER: {"file","name","version"}; PLACE: {"file","line","text"} or null; WITNESS: {"said",
 * "ticket":{…},"opened","started","first":{"state","due"},"second":{…}} or null. */
void compared_write_json(struct buffer *out, const struct compared *compared);

/* "a ticket with priority P1, opened 2026-01-05 09:00 GMT" and what becomes of it: a clause of a
 * sentence, with instants in the zone of the comparison. */
struct text compared_witness(struct arena *arena, const struct comparison *comparison,
                             const struct compare_witness *witness);

/* TEXT with what the two charters are called in it (see compare.h). */
struct text compared_words(struct arena *arena, struct text text, struct text first,
                           struct text second);

/* How a declaration is headed: "target resolution", `section "Terms"`. */
struct text compared_head(struct arena *arena, const struct compare_row *row);

#endif
