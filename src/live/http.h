/* http.h - a watcher that listens: events come by POST, and its state can be asked.
 *
 * One thread serves all connections, one judges what the page and the metrics say; both are told by
 * the watcher's thread how it goes, and never touch what is its own. What is sent is answered once
 * it is durable.
 */
#ifndef LIVE_HTTP_H
#define LIVE_HTTP_H

#include "live/http_sign.h"
#include "live/watcher.h"

struct http_request {
    const char *listen;     /* `[ADDRESS:]PORT`; port 0: any that is free */
    struct text token;      /* who asks must know it; empty: nobody has to */
    struct signing signing; /* of deliveries */
    const char *state;      /* path of the state, for questions to it */
    bool takes_events;      /* else they come another way */
    const struct reading_by *by;
};

struct http;

/* NULL: PROBLEM, in ARENA, says why not. */
struct http *http_open(struct arena *arena, const struct http_request *request,
                       struct text *problem);

/* What is to be opened in a browser: `http://127.0.0.1:8080/`. */
struct text http_address(const struct http *http);

/* The source of what is posted; it ends with the server. */
struct source *http_source(struct http *http, struct store *store);

/* How the watcher goes; to be called by its thread, as its setup says. */
void http_pulse(void *http, const struct watch_pulse *pulse);

/* Answers what waits, and ends the threads. NULL is fine. */
void http_close(struct http *http);

#endif
