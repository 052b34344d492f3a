/* source_http.c - what is posted, as a source.
 *
 * A delivery waits in the inbox until the watcher reads; it is tried first, so that one with a
 * record that can't be read is refused as a whole and none of it is taken. The others are a batch,
 * and are answered once it is durable. A delivery of which the sender says its identity is known by
 * that and its bytes; the identity is kept with the batch.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "base/sha256.h"
#include "live/http_part.h"
#include "live/http_records.h"
#include "live/moment.h"
#include "log/read.h"

enum { DELIVERIES_A_BATCH = 500, BYTES_A_BATCH = 1 << 20 };

struct posted {
    struct source source; /* the first member */
    struct http *http;
    struct store *store;
    struct arena *arena;        /* of a batch */
    struct buffer bytes;        /* of the batch */
    struct exchange_list taken; /* waits for the batch to be durable */
    struct map *identities;     /* of the batch */
};

/* ---- on the server's thread ---- */

/* Senders give each delivery an identity, which stays when they send it again. */
static void find_identity(struct exchange *exchange)
{
    static const char *const names[] = {"X-GitHub-Delivery",
                                        "X-Zendesk-Webhook-Invocation-Id",
                                        "X-Atlassian-Webhook-Identifier",
                                        "X-Zammad-Delivery",
                                        "Webhook-Id",
                                        "Idempotency-Key"};
    char digest[SHA256_HEX];
    struct sha256 sha;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text value = http_header(exchange, names[i]);
        if (!value.len)
            continue;
        sha256_init(&sha);
        sha256_add(&sha, value);
        sha256_add(&sha, TEXT("\n"));
        sha256_add(&sha, buffer_text(&exchange->body));
        sha256_write(&sha, digest);
        buffer_format(&exchange->delivery, "%s %s", names[i], digest);
        return;
    }
}

static bool is_signed(struct exchange *exchange)
{
    const struct signing *signing = &exchange->http->request.signing;
    const char *stamp = signing_timestamp_header(signing);
    struct signed_delivery delivery = {.signature = http_header(exchange, signing_header(signing)),
                                       .timestamp = stamp ? http_header(exchange, stamp) : TEXT(""),
                                       .body = buffer_text(&exchange->body),
                                       .now = moment_now()};
    const char *problem = signing_problem(signing, &delivery);
    if (problem)
        http_refuse(exchange, MHD_HTTP_UNAUTHORIZED, "%s (%s)", problem, signing_header(signing));
    return !problem;
}

static bool is_plain(struct exchange *exchange)
{
    struct text coding = http_header(exchange, "Content-Encoding");
    struct text type = http_header(exchange, "Content-Type");
    if (text_starts(type, TEXT("application/x-www-form-urlencoded")))
        http_refuse(exchange, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
                    "it is a form; have it sent as application/json");
    else if (coding.len && !text_is(coding, "identity"))
        http_refuse(exchange, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
                    "it is packed; have it sent as it is");
    else if (!text_trim(buffer_text(&exchange->body)).len)
        http_refuse(exchange, MHD_HTTP_BAD_REQUEST, "it is empty");
    return !exchange->is_answered;
}

/* Sent once a webhook is made, to see whether somebody is there. */
static bool is_ping(struct exchange *exchange)
{
    if (!text_is(http_header(exchange, "X-GitHub-Event"), "ping"))
        return false;
    buffer_puts(&exchange->answer, "{\"records\":0}\n");
    http_answer(exchange, MHD_HTTP_OK, "application/json");
    return true;
}

/* In the inbox; false: nobody will look into it any more. */
static bool put_in(struct http *http, struct exchange *exchange)
{
    uint64_t one = 1;
    pthread_mutex_lock(&http->mutex);
    bool is_open = !http->is_closing;
    if (is_open) {
        http->library.MHD_suspend_connection(exchange->connection);
        exchange_push(&http->inbox, exchange);
    }
    pthread_mutex_unlock(&http->mutex);
    bool is_rung = is_open && write(http->wake, &one, sizeof one) == sizeof one;
    (void)is_rung; /* else it is full, or broken: the watcher looks by itself soon */
    return is_open;
}

bool http_deliver(struct exchange *exchange)
{
    struct http *http = exchange->http;
    if (!http->request.takes_events)
        http_refuse(exchange, MHD_HTTP_FORBIDDEN, "events come to this watcher by --from");
    else if (is_signed(exchange) && is_plain(exchange) && !is_ping(exchange)) {
        find_identity(exchange);
        if (put_in(http, exchange))
            return false;
        http_refuse(exchange, MHD_HTTP_SERVICE_UNAVAILABLE, "the watcher has ended; try again");
    }
    return true;
}

/* ---- on the watcher's thread ---- */

static void refuse(struct exchange *exchange, struct text reason)
{
    http_refuse(exchange, MHD_HTTP_BAD_REQUEST, TEXT_FMT, TEXT_ARG(reason));
    http_resume(exchange);
}

static void accept_(struct exchange *exchange, bool is_again)
{
    buffer_format(&exchange->answer, "{\"records\":%" PRIu64 "%s}\n",
                  is_again ? 0 : exchange->records, is_again ? ",\"repeated\":true" : "");
    http_answer(exchange, MHD_HTTP_OK, "application/json");
    http_resume(exchange);
}

/* JSON as lines, all else as it is. */
static bool make_lines(struct exchange *exchange, struct text *problem)
{
    struct buffer lines = {0};
    enum log_format said = exchange->http->request.by->spec->format;
    struct text body = buffer_text(&exchange->body);
    if (!http_records_is_json(body, said))
        return true;
    const char *wrong = http_records_lines(body, &lines);
    atomic_fetch_add(&exchange->http->body_bytes, lines.len);
    atomic_fetch_sub(&exchange->http->body_bytes, exchange->body.len);
    buffer_fini(&exchange->body);
    exchange->body = lines;
    if (!wrong && !lines.len)
        wrong = "it is empty";
    *problem = text_of(wrong);
    return !wrong;
}

static struct text rejected(const struct eventlog *log, struct arena *arena)
{
    const struct log_reject *reject = &log->rejects[0];
    return text_format(arena, "line %" PRIu64 ": " TEXT_FMT, reject->first.line,
                       TEXT_ARG(reject->reason));
}

/* Can all of its records be read? */
static bool is_readable(struct posted *posted, struct exchange *exchange, struct text *problem)
{
    const struct reading_by *by = posted->http->request.by;
    struct arena *arena = arena_new();
    struct log_flow flow = {.known = ARENA_ARRAY(arena, by->known_count + 1, bool)};
    struct log_input input = {.path = posted->source.name, .bytes = buffer_text(&exchange->body)};
    struct log_request request = {.schema = &by->model->schema,
                                  .spec = by->spec,
                                  .inputs = &input,
                                  .input_count = 1,
                                  .max_errors = UINT64_MAX,
                                  .reads_plainly = true,
                                  .flow = &flow};
    struct eventlog *log = NULL;
    struct sink sink;
    sink_init(&sink, arena);
    bool is_read = log_read(arena, &request, &sink, &log) == LOG_OK;
    *problem = is_read && log->rejected ? rejected(log, posted->arena) : TEXT("");
    if (!is_read)
        *problem = text_copy(posted->arena,
                             sink.list.count ? sink.list.at[0]->message : TEXT("it can't be read"));
    exchange->records = is_read ? log->records : 0;
    log_free(log);
    arena_free(arena);
    return !problem->len;
}

static bool is_again(struct posted *posted, struct text identity)
{
    return identity.len && store_has_id(posted->store, identity);
}

/* Its records end the bytes of the batch. CSV has a header, and is a batch of its own. */
static void take(struct posted *posted, struct exchange *exchange)
{
    struct text identity = buffer_text(&exchange->delivery);
    if (identity.len)
        map_put(posted->identities, text_copy(posted->arena, identity), exchange);
    buffer_put(&posted->bytes, buffer_text(&exchange->body));
    exchange_push(&posted->taken, exchange);
}

/* The next delivery that fits into the batch. */
static struct exchange *next(struct posted *posted)
{
    struct http *http = posted->http;
    pthread_mutex_lock(&http->mutex);
    struct exchange *exchange = http->inbox.first;
    enum log_format said = http->request.by->spec->format;
    struct text identity = exchange ? buffer_text(&exchange->delivery) : TEXT("");
    bool begins = !posted->taken.first;
    bool is_twice = identity.len && map_find(posted->identities, identity);
    if (exchange && !begins &&
        (is_twice || !http_records_is_json(buffer_text(&exchange->body), said)))
        exchange = NULL;
    if (exchange)
        exchange_pop(&http->inbox);
    pthread_mutex_unlock(&http->mutex);
    return exchange;
}

/* False: the batch is whole. */
static bool try(struct posted *posted, struct exchange *exchange)
{
    struct text problem = TEXT("");
    bool is_json =
        http_records_is_json(buffer_text(&exchange->body), posted->http->request.by->spec->format);
    if (is_again(posted, buffer_text(&exchange->delivery)))
        accept_(exchange, true);
    else if (make_lines(exchange, &problem) && is_readable(posted, exchange, &problem))
        take(posted, exchange);
    else
        refuse(exchange, problem);
    return (is_json || !posted->taken.first) && posted->bytes.len < BYTES_A_BATCH;
}

static void settle(struct source *source, bool is_durable)
{
    struct posted *posted = (struct posted *)(void *)source;
    for (struct exchange *exchange; (exchange = exchange_pop(&posted->taken));) {
        if (is_durable) {
            accept_(exchange, false);
            continue;
        }
        http_refuse(exchange, MHD_HTTP_SERVICE_UNAVAILABLE, "it can't be stored; try again");
        http_resume(exchange);
    }
}

static void read_posted(struct source *source, struct source_batch *batch)
{
    struct posted *posted = (struct posted *)(void *)source;
    struct exchange *exchange;
    struct cut cut;
    uint64_t rung;
    bool more = read(posted->http->wake, &rung, sizeof rung) != 0;
    arena_reset(posted->arena);
    posted->identities = map_new(posted->arena);
    buffer_clear(&posted->bytes);
    for (size_t i = 0; more && i < DELIVERIES_A_BATCH && (exchange = next(posted)); i++)
        more = try(posted, exchange);
    pthread_mutex_lock(&posted->http->mutex);
    batch->is_confirmed = !posted->http->inbox.first;
    pthread_mutex_unlock(&posted->http->mutex);
    cutter_begin(&source->cutter);
    if (!posted->bytes.len)
        return;
    bool is_cut = cutter_cut(&source->cutter, buffer_text(&posted->bytes), true, &cut) == CUT_OK;
    if (is_cut)
        batch->bytes =
            text_slice(buffer_text(&posted->bytes), cut.skipped, cut.skipped + cut.whole);
    while (!is_cut && (exchange = exchange_pop(&posted->taken)))
        refuse(exchange, text_format(posted->arena, "it is %s", cut.problem));
    if (!text_trim(batch->bytes).len)
        settle(source, true); /* a header alone */
}

static struct text position(const struct source *source, struct arena *arena)
{
    (void)source;
    (void)arena;
    return TEXT("");
}

static int wait_on(const struct source *source)
{
    return ((const struct posted *)(const void *)source)->http->wake;
}

static void keep(struct source *source, struct store *store)
{
    struct posted *posted = (struct posted *)(void *)source;
    for (struct exchange *one = posted->taken.first; one; one = one->next)
        if (one->delivery.len)
            store_add_id(store, buffer_text(&one->delivery));
}

static void close_posted(struct source *source)
{
    struct posted *posted = (struct posted *)(void *)source;
    settle(source, false);
    buffer_fini(&posted->bytes);
    cutter_fini(&source->cutter);
    arena_free(posted->arena);
}

struct source *http_source(struct http *http, struct store *store)
{
    static const struct source_kind kind = {.read = read_posted,
                                            .position = position,
                                            .wait_on = wait_on,
                                            .close = close_posted,
                                            .keep = keep,
                                            .settle = settle};
    struct posted *posted = ARENA_NEW(http->arena, struct posted);
    *posted = (struct posted){.http = http, .store = store, .arena = arena_new()};
    posted->source.kind = &kind;
    posted->source.name = TEXT("http");
    cutter_init(&posted->source.cutter, http->request.by->spec->format, posted->source.name);
    return &posted->source;
}
