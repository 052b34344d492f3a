/* transfer.h - a message of HTTP that is sent while others go on.
 *
 * A thread of its own sends it, since the look-up of a name or a handshake may hang. The only file
 * of this stage that includes curl.h is transfer.c. Does not know what the answer means.
 */
#ifndef LIVE_TRANSFER_H
#define LIVE_TRANSFER_H

#include "base/buffer.h"
#include "time/civil.h"

struct transfer;

struct transfer_setup {
    const char *address;        /* `https://…` or `http://…` */
    const char *trusted;        /* a file of certificates instead of the system's; or NULL */
    const char *const *headers; /* `Name: value`, sent with each message; NULL at the end */
    micros patience;            /* a message may take so long in all */
};

/* NULL: it can't be done, and WHY says so. What SETUP points to lives as long. */
struct transfer *transfer_new(struct arena *arena, const struct transfer_setup *setup,
                              struct buffer *why);
void transfer_end(struct transfer *transfer); /* gives up what is on its way */

/* Sends BODY with POST, and HEADERS (`Name: value`, COUNT of them) besides those of the setup. Both
 * are copied. Nothing must be on its way. False: the system has no thread for it. */
bool transfer_begin(struct transfer *transfer, struct text body, const struct text *headers,
                    size_t count);

struct transfer_answer {
    struct text problem; /* not empty: there was none */
    long status;
    struct text leads_to; /* the address of a redirection; or empty */
    micros wait;          /* as its Retry-After says; 0: it says nothing */
    struct text body;     /* the beginning of it */
};

/* Has it come? Its texts live until the next begin. */
bool transfer_look(struct transfer *transfer, struct transfer_answer *answer);

/* Can be read once it has come. */
int transfer_wait_on(const struct transfer *transfer);

#endif
