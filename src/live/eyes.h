/* eyes.h - some tickets before a judge: a slice, and the desk at which one after the other is
 * judged. For the files of a look only.
 */
#ifndef LIVE_EYES_H
#define LIVE_EYES_H

#include "judge/desk.h"
#include "live/look.h"

struct eyes {
    const struct look *look;
    struct slice slice;
    int64_t *numbers; /* by ticket of the slice: that of the store; 0: it is not looked at */
    struct desk desk;
    struct arena *scratch; /* of a ticket */
    struct buffer out;
};

/* On TICKETS, by the events below BEFORE (0: all). False: there is nothing of them. Where there are
 * residents all TICKETS are among them, and nothing is asked of the store. */
bool eyes_open(struct eyes *eyes, const struct look *look, const store_numbers *tickets,
               int64_t before);
void eyes_close(struct eyes *eyes);

/* What stands in OUT, which is empty then, in ARENA. */
struct text eyes_taken(struct eyes *eyes, struct arena *arena);

#endif
