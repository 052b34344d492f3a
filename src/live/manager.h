/* manager.h - who runs the watcher as a service is told how it is: systemd's protocol of datagrams
 * to the socket that NOTIFY_SOCKET names (sd_notify(3)).
 *
 * All that a watcher needs of it is a line of text now and then. What can't be told is passed over:
 * a manager that hears nothing has its own time limits.
 */
#ifndef LIVE_MANAGER_H
#define LIVE_MANAGER_H

#include "base/text.h"
#include "time/civil.h"

struct manager {
    int socket; /* -1: nobody wants to know */
    bool is_ready;
    micros beat;              /* of the watchdog; 0: there is none */
    micros beaten, described; /* when last, by a clock that never jumps */
    char status[200];         /* told last */
};

/* ADDRESS is that of the socket, a path or `@` and an abstract name; or NULL. PATIENCE is how long
 * a watchdog waits; 0: there is none. False: there is no way to ADDRESS, and nothing will be told.
 */
bool manager_open(struct manager *manager, const char *address, micros patience);
void manager_close(struct manager *manager);

/* The watcher works: at first, and then whenever it has got on. As often as one likes. */
void manager_working(struct manager *manager);

/* The charter is read anew; it is ready again when it next works. */
void manager_reloading(struct manager *manager);

/* Is it time for a word on how things are? Then STATUS, if it is another one. */
bool manager_wants_status(const struct manager *manager);
void manager_describe(struct manager *manager, struct text status);

/* It was asked to end, or the source is over. */
void manager_stopping(struct manager *manager);

#endif
