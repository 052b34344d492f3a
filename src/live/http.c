/* http.c - the server: connections, routes, answers. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "live/http_part.h"
#include "live/moment.h"

enum { BACKLOG = 64, CLOSING_STEPS = 100, STEP_MICROSECONDS = 10000, MEMORY = 32 << 10 };

void exchange_push(struct exchange_list *list, struct exchange *exchange)
{
    if (!list->first)
        list->last = &list->first;
    exchange->next = NULL;
    *list->last = exchange;
    list->last = &exchange->next;
}

struct exchange *exchange_pop(struct exchange_list *list)
{
    struct exchange *exchange = list->first;
    if (exchange)
        list->first = exchange->next;
    return exchange;
}

struct text http_header(const struct exchange *exchange, const char *name)
{
    return text_of(exchange->http->library.MHD_lookup_connection_value(exchange->connection,
                                                                       MHD_HEADER_KIND, name));
}

/* ---- answers ---- */

void http_answer(struct exchange *exchange, unsigned status, const char *type)
{
    exchange->status = status;
    exchange->type = type;
    exchange->is_answered = true;
}

void http_refuse(struct exchange *exchange, unsigned status, const char *format, ...)
{
    struct buffer text = {0};
    va_list args;
    va_start(args, format);
    buffer_vformat(&text, format, args);
    va_end(args);
    buffer_clear(&exchange->answer);
    buffer_puts(&exchange->answer, "{\"error\":");
    buffer_put_json(&exchange->answer, buffer_text(&text));
    buffer_puts(&exchange->answer, "}\n");
    buffer_fini(&text);
    http_answer(exchange, status, "application/json");
}

void http_resume(struct exchange *exchange)
{
    exchange->http->library.MHD_resume_connection(exchange->connection);
}

static void put_headers(const struct exchange *exchange, struct MHD_Response *response)
{
    static const char *const always[][2] = {{"Cache-Control", "no-store"},
                                            {"X-Content-Type-Options", "nosniff"},
                                            {"X-Frame-Options", "DENY"},
                                            {"Referrer-Policy", "no-referrer"},
                                            {"Cross-Origin-Resource-Policy", "same-origin"}};
    const struct http_library *library = &exchange->http->library;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        library->MHD_add_response_header(response, always[i][0], always[i][1]);
    bool is_page = strncmp(exchange->type, "text/html", 9) == 0;
    library->MHD_add_response_header(response, "Content-Security-Policy",
                                     is_page ? exchange->http->policy
                                             : "default-src 'none'; frame-ancestors 'none'");
    library->MHD_add_response_header(response, "Content-Type", exchange->type);
    if (exchange->header)
        library->MHD_add_response_header(response, exchange->header, exchange->header_value);
    if (exchange->status == MHD_HTTP_SERVICE_UNAVAILABLE)
        library->MHD_add_response_header(response, "Retry-After", "5");
    if (exchange->status == MHD_HTTP_UNAUTHORIZED)
        library->MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
}

static enum MHD_Result send_answer(struct exchange *exchange)
{
    const struct http_library *library = &exchange->http->library;
    struct text body = buffer_text(&exchange->answer);
    struct MHD_Response *response = library->MHD_create_response_from_buffer(
        body.len, (void *)(uintptr_t)body.at, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    put_headers(exchange, response);
    atomic_fetch_add(&exchange->http->answers[exchange->status / 100], 1);
    enum MHD_Result result =
        library->MHD_queue_response(exchange->connection, exchange->status, response);
    library->MHD_destroy_response(response);
    return result;
}

/* ---- routes ---- */

struct http_route {
    const char *method, *path;
    /* Answers, or lets it wait: false. Then it is no longer the caller's. */
    bool (*run)(struct exchange *exchange);
    bool is_open; /* to those who do not know the token: what they get is the route's affair */
};

static bool give_page(struct exchange *exchange)
{
    if (http_login(exchange))
        return true;
    buffer_put(&exchange->answer, exchange->http->page);
    http_answer(exchange, MHD_HTTP_OK, "text/html; charset=utf-8");
    return true;
}

/* What is wrong with the watcher; empty: nothing is. */
static struct text problem_of(struct http *http, char *room, size_t size)
{
    int length = 0;
    pthread_mutex_lock(&http->mutex);
    if (!http->pulse.now)
        length = snprintf(room, size, "it has not begun yet");
    else if (moment_now() - http->pulse.now > PULSE_SECONDS * MICROS_SECOND)
        length = snprintf(room, size, "the watcher has been busy for more than a minute");
    else if (http->pulse.problem.len)
        length = snprintf(room, size, TEXT_FMT ": " TEXT_FMT, TEXT_ARG(http->pulse.source),
                          TEXT_ARG(http->pulse.problem));
    pthread_mutex_unlock(&http->mutex);
    return (struct text){room, (size_t)length < size ? (size_t)length : size - 1};
}

static bool tell_health(struct exchange *exchange, struct text problem)
{
    buffer_puts(&exchange->answer, problem.len ? "{\"status\":\"failing\"" : "{\"status\":\"ok\"");
    if (problem.len && http_is_known(exchange)) {
        buffer_puts(&exchange->answer, ",\"reason\":");
        buffer_put_json(&exchange->answer, problem);
    }
    buffer_puts(&exchange->answer, "}\n");
    http_answer(exchange, problem.len ? MHD_HTTP_SERVICE_UNAVAILABLE : MHD_HTTP_OK,
                "application/json");
    return true;
}

static bool give_ready(struct exchange *exchange)
{
    char room[500];
    return tell_health(exchange, problem_of(exchange->http, room, sizeof room));
}

/* That it answers at all says that it lives, unless the watcher is stuck. */
static bool give_live(struct exchange *exchange)
{
    struct http *http = exchange->http;
    pthread_mutex_lock(&http->mutex);
    bool is_stuck =
        http->pulse.now && moment_now() - http->pulse.now > PULSE_SECONDS * MICROS_SECOND;
    pthread_mutex_unlock(&http->mutex);
    return tell_health(exchange, is_stuck ? TEXT("the watcher has been busy for more than a minute")
                                          : TEXT(""));
}

static const struct http_route routes[] = {
    {"POST", "/events", http_deliver, false}, {"GET", "/", give_page, true},
    {"GET", "/board", http_ask_board, false}, {"GET", "/metrics", http_ask_metrics, false},
    {"GET", "/health", give_ready, true},     {"GET", "/health/ready", give_ready, true},
    {"GET", "/health/live", give_live, true},
};

/* `/events/NAME` is `/events`, if NAME is that of the log block. */
static bool is_at(const struct exchange *exchange, const char *path, const char *url)
{
    struct text name = exchange->http->log_name, given = text_of(url);
    if (strcmp(path, url) == 0)
        return true;
    return strcmp(path, "/events") == 0 && text_starts(given, TEXT("/events/")) &&
           text_equal(text_slice(given, 8, given.len), name);
}

static void find_route(struct exchange *exchange, const char *method, const char *url)
{
    method = strcmp(method, "HEAD") == 0 ? "GET" : method;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!is_at(exchange, routes[i].path, url))
            continue;
        if (strcmp(routes[i].method, method) == 0) {
            exchange->route = &routes[i];
            return;
        }
        exchange->header = "Allow";
        exchange->header_value = routes[i].method;
        http_refuse(exchange, MHD_HTTP_METHOD_NOT_ALLOWED, "this place takes %s", routes[i].method);
        return;
    }
    http_refuse(exchange, MHD_HTTP_NOT_FOUND, "there is nothing at %s", url);
}

bool http_is_post(const struct exchange *exchange)
{
    return exchange->route && strcmp(exchange->route->method, "POST") == 0;
}

/* ---- exchanges ---- */

/* A body that says how long it is need not be read to be refused. */
static void check_length(struct exchange *exchange)
{
    uint64_t length = 0;
    struct text said = http_header(exchange, "Content-Length");
    if (!said.len || (text_to_whole(said, UINT64_MAX, &length) && length <= BODY_MOST))
        return;
    exchange->is_too_large = true;
    http_refuse(exchange, MHD_HTTP_CONTENT_TOO_LARGE, "more than %d bytes are not taken at once",
                BODY_MOST);
}

static struct exchange *begin(struct http *http, struct MHD_Connection *connection)
{
    struct exchange *exchange = memory_resize(NULL, sizeof *exchange);
    *exchange = (struct exchange){.http = http, .connection = connection, .begun = moment_now()};
    atomic_fetch_add(&http->exchanges, 1);
    return exchange;
}

/* Runs on the server's thread once an exchange is over, however it ended. */
static void end(void *cls, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code)
{
    struct http *http = cls;
    struct exchange *exchange = *state;
    (void)connection;
    (void)code;
    if (!exchange)
        return;
    atomic_fetch_sub(&http->body_bytes, exchange->body.len);
    buffer_fini(&exchange->body);
    buffer_fini(&exchange->answer);
    buffer_fini(&exchange->delivery);
    memory_release(exchange);
    *state = NULL;
    atomic_fetch_sub(&http->exchanges, 1);
}

/* What comes of a body that is refused anyway is thrown away. */
static enum MHD_Result take_piece(struct exchange *exchange, struct text piece)
{
    struct http *http = exchange->http;
    if (moment_now() - exchange->begun > EXCHANGE_SECONDS * MICROS_SECOND)
        return MHD_NO;
    if (exchange->is_answered)
        return MHD_YES;
    if (exchange->body.len + piece.len > BODY_MOST) {
        http_refuse(exchange, MHD_HTTP_CONTENT_TOO_LARGE,
                    "more than %d bytes are not taken at once", BODY_MOST);
        return MHD_YES;
    }
    if (atomic_fetch_add(&http->body_bytes, piece.len) + piece.len > BODIES_MOST) {
        atomic_fetch_sub(&http->body_bytes, piece.len);
        http_refuse(exchange, MHD_HTTP_SERVICE_UNAVAILABLE, "too much is waiting; try again");
        return MHD_YES;
    }
    buffer_put(&exchange->body, piece);
    return MHD_YES;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *size, void **state)
{
    struct exchange *exchange = *state;
    (void)version;
    if (!exchange) {
        *state = exchange = begin(cls, connection);
        find_route(exchange, method, url);
        if (!exchange->is_answered && !exchange->route->is_open)
            http_may_ask(exchange);
        check_length(exchange);
        return exchange->is_too_large ? send_answer(exchange) : MHD_YES;
    }
    if (*size) {
        struct text piece = {upload, *size};
        *size = 0;
        return take_piece(exchange, piece);
    }
    bool is_answered = exchange->is_answered || exchange->route->run(exchange);
    return is_answered ? send_answer(exchange) : MHD_YES;
}

/* ---- the socket ---- */

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static bool is_loopback(const union address *address)
{
    if (address->any.sa_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&address->six.sin6_addr);
    return ntohl(address->four.sin_addr.s_addr) >> 24 == 127;
}

/* `[ADDRESS:]PORT`; an address of six is written in brackets. */
static bool read_address(const char *written, union address *address, socklen_t *length)
{
    const char *colon = strrchr(written, ':'), *port = colon ? colon + 1 : written;
    char host[64] = "127.0.0.1";
    size_t len = colon ? (size_t)(colon - written) : 0;
    uint64_t number;
    if (len >= sizeof host || !text_to_whole(text_of(port), UINT16_MAX, &number))
        return false;
    if (colon)
        snprintf(host, sizeof host, "%.*s", (int)len, written);
    if (strcmp(host, "localhost") == 0)
        strcpy(host, "127.0.0.1");
    memset(address, 0, sizeof *address);
    if (len > 2 && host[0] == '[' && host[len - 1] == ']') {
        host[len - 1] = 0;
        address->six.sin6_family = AF_INET6;
        address->six.sin6_port = htons((uint16_t)number);
        *length = sizeof address->six;
        return inet_pton(AF_INET6, host + 1, &address->six.sin6_addr) == 1;
    }
    address->four.sin_family = AF_INET;
    address->four.sin_port = htons((uint16_t)number);
    *length = sizeof address->four;
    return inet_pton(AF_INET, host, &address->four.sin_addr) == 1;
}

static struct text show_address(struct arena *arena, const union address *address)
{
    char host[INET6_ADDRSTRLEN];
    if (address->any.sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &address->six.sin6_addr, host, sizeof host);
        return text_format(arena, "http://[%s]:%u/", host, ntohs(address->six.sin6_port));
    }
    inet_ntop(AF_INET, &address->four.sin_addr, host, sizeof host);
    return text_format(arena, "http://%s:%u/", host, ntohs(address->four.sin_port));
}

/* A socket that listens, or -1. */
static int listen_on(struct http *http, const union address *address, socklen_t length)
{
    union address bound;
    int on = 1,
        socket_ = socket(address->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket_ < 0)
        return -1;
    setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    socklen_t room = sizeof bound;
    if (bind(socket_, &address->any, length) != 0 || listen(socket_, BACKLOG) != 0 ||
        getsockname(socket_, &bound.any, &room) != 0) {
        int reason = errno;
        close(socket_);
        errno = reason;
        return -1;
    }
    http->address = show_address(http->arena, &bound);
    return socket_;
}

/* ---- the whole ---- */

static bool start(struct http *http, int socket_)
{
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | MHD_ALLOW_SUSPEND_RESUME;
    http->daemon = http->library.MHD_start_daemon(
        flags, 0, NULL, NULL, handle, http, MHD_OPTION_LISTEN_SOCKET, socket_,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
        MHD_OPTION_NOTIFY_COMPLETED, end, http, MHD_OPTION_END);
    return http->daemon != NULL;
}

static bool can_listen(const struct http *http, const char *listen, struct text *problem)
{
    if (http->is_loopback || http->request.token.len)
        return true;
    *problem = text_format(http->arena,
                           "%s can be reached by others: say what they must know, --token-file "
                           "FILE, or listen on 127.0.0.1",
                           listen);
    return false;
}

static bool open_all(struct http *http, struct text *problem)
{
    const char *listen = http->request.listen;
    struct buffer why = {0};
    union address address;
    socklen_t length;
    if (!http_library_load(&http->library, &why)) {
        *problem = text_copy(http->arena, buffer_text(&why));
        buffer_fini(&why);
        return false;
    }
    if (!read_address(listen, &address, &length)) {
        *problem = text_format(http->arena,
                               "--listen is a port, or an address and a port like 127.0.0.1:8080 "
                               "or [::1]:8080, not `%s`",
                               listen);
        return false;
    }
    http->is_loopback = is_loopback(&address);
    if (!can_listen(http, listen, problem))
        return false;
    int socket_ = listen_on(http, &address, length);
    *problem = text_format(http->arena, "cannot listen on %s: %s", listen, strerror(errno));
    if (socket_ >= 0 && start(http, socket_))
        return true;
    if (socket_ >= 0)
        close(socket_);
    return false;
}

struct http *http_open(struct arena *arena, const struct http_request *request,
                       struct text *problem)
{
    struct http *http = ARENA_NEW(arena, struct http);
    *http = (struct http){.request = *request, .log_name = request->by->spec->name, .arena = arena};
    pthread_mutex_init(&http->mutex, NULL);
    http->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    http_make_cookie(http);
    http_make_page(http);
    http_begin_asking(http);
    if (open_all(http, problem))
        return http;
    http_close(http);
    return NULL;
}

struct text http_address(const struct http *http)
{
    return http->address;
}

static struct text keep_text(char *room, size_t size, struct text text)
{
    size_t len = text.len < size ? text.len : size;
    if (len)
        memcpy(room, text.at, len);
    return (struct text){room, len};
}

void http_pulse(void *context, const struct watch_pulse *pulse)
{
    struct http *http = context;
    pthread_mutex_lock(&http->mutex);
    http->pulse = *pulse;
    http->pulse.source = keep_text(http->name, sizeof http->name, pulse->source);
    http->pulse.problem = keep_text(http->problem, sizeof http->problem, pulse->problem);
    pthread_mutex_unlock(&http->mutex);
}

/* All that wait are answered; then what is being sent has a second to go. */
static void drain(struct http *http)
{
    struct exchange_list left;
    pthread_mutex_lock(&http->mutex);
    http->is_closing = true;
    left = http->inbox;
    http->inbox = (struct exchange_list){0};
    pthread_mutex_unlock(&http->mutex);
    for (struct exchange *exchange; (exchange = exchange_pop(&left));) {
        http_refuse(exchange, MHD_HTTP_SERVICE_UNAVAILABLE, "the watcher has ended; try again");
        http_resume(exchange);
    }
    http_end_asking(http);
    for (int i = 0; i < CLOSING_STEPS && atomic_load(&http->exchanges); i++)
        usleep(STEP_MICROSECONDS);
}

void http_close(struct http *http)
{
    if (!http)
        return;
    int socket_ = http->daemon ? http->library.MHD_quiesce_daemon(http->daemon) : -1;
    drain(http);
    if (http->daemon)
        http->library.MHD_stop_daemon(http->daemon);
    if (socket_ >= 0)
        close(socket_);
    close(http->wake);
    pthread_mutex_destroy(&http->mutex);
}
