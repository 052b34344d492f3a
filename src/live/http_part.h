/* http_part.h - what the parts of the server share.
 *
 * An exchange is one request and its answer. It belongs to the thread of the server but while it
 * waits: then its connection is suspended, and it belongs to the list that it stands in.
 */
#ifndef LIVE_HTTP_PART_H
#define LIVE_HTTP_PART_H

#include <pthread.h>
#include <stdatomic.h>

#include "live/board.h"
#include "live/http.h"
#include "live/http_library.h"

enum {
    BODY_MOST = 8 << 20,    /* bytes of a delivery */
    BODIES_MOST = 64 << 20, /* of all that are held */
    CONNECTIONS_MOST = 250, /* at a time */
    IDLE_SECONDS = 15,      /* a client may be silent so long */
    EXCHANGE_SECONDS = 60,  /* …and take so long in all to send a body */
    TOKEN_LEAST = 16,       /* characters */
    PULSE_SECONDS = 60,     /* a watcher that says nothing for so long is stuck */
};

struct exchange {
    struct http *http;
    struct MHD_Connection *connection;
    struct exchange *next; /* in the list that it waits in */
    const struct http_route *route;
    instant begun;
    struct buffer body;
    bool is_too_large;
    struct buffer delivery; /* identity of a delivery; empty: it has none */
    uint64_t records;
    /* of a question for the board */
    uint64_t after; /* what the page has already */
    bool is_metrics;
    /* the answer */
    bool is_answered;
    unsigned status;
    const char *type, *header, *header_value; /* one more header */
    struct buffer answer;
};

struct exchange_list {
    struct exchange *first, **last;
};

void exchange_push(struct exchange_list *list, struct exchange *exchange);
struct exchange *exchange_pop(struct exchange_list *list); /* NULL: it is empty */

struct http {
    struct http_library library;
    struct http_request request;
    struct MHD_Daemon *daemon;
    struct text address, log_name;
    bool is_loopback;
    char cookie[65]; /* what a browser shows instead of the token */
    const char *set_cookie;
    const char *policy; /* Content-Security-Policy of the page */
    struct text page;
    int wake; /* a descriptor that tells the watcher of the inbox */
    struct arena *arena;
    atomic_size_t exchanges, body_bytes;
    atomic_size_t answers[6]; /* by the first digit of their status */
    struct asking *asking;
    pthread_mutex_t mutex; /* of all that follows */
    bool is_closing;
    struct exchange_list inbox;
    struct watch_pulse pulse; /* the last one, but for its texts: */
    char problem[200], name[200];
};

/* ---- answers: the connection goes on with the next call ---- */

/* {"error":"…"} */
void http_refuse(struct exchange *exchange, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* BODY is in exchange->answer. */
void http_answer(struct exchange *exchange, unsigned status, const char *type);

/* An answer to an exchange that waits is given, and it goes on. */
void http_resume(struct exchange *exchange);

/* A header of the request, or empty. */
struct text http_header(const struct exchange *exchange, const char *name);

/* ---- who may ask (http_access.c) ---- */

/* False: it was refused. */
bool http_may_ask(struct exchange *exchange);

bool http_is_post(const struct exchange *exchange);

/* Does the client know the token, or is none needed? */
bool http_is_known(const struct exchange *exchange);

/* A browser comes with the token and gets a cookie; false: it does not. */
bool http_login(struct exchange *exchange);

void http_make_cookie(struct http *http);

/* ---- what is posted (source_http.c) ---- */

/* The body is whole. It is answered, or waits in the inbox: false. */
bool http_deliver(struct exchange *exchange);

/* ---- questions to the board (http_ask.c), which is judged by a thread of its own ---- */

void http_begin_asking(struct http *http);
void http_end_asking(struct http *http);
/* They are answered, or wait: false. */
bool http_ask_board(struct exchange *exchange);
bool http_ask_metrics(struct exchange *exchange);

/* ---- the page (http_page.c) ---- */

void http_make_page(struct http *http);

#endif
