/* http_ask.c - questions to the board wait for its thread: that of the page until there is
 * something new to show, that of the metrics until what they count is fresh.
 *
 * The board is judged only if somebody asks and something has happened, and never so often that it
 * takes more than a part of one processor.
 */
#include <poll.h>
#include <string.h>

#include "live/http_part.h"
#include "live/moment.h"

enum {
    TICK = 100,         /* milliseconds between two looks, while somebody waits */
    WAIT_SECONDS = 20,  /* a page that has all is answered after that */
    STALE_SECONDS = 15, /* time alone changes how it stands */
    REST = 4            /* times as long as judging took, the board rests */
};

struct asking {
    struct http *http;
    pthread_t thread;
    bool has_thread;
    struct board *board;
    uint64_t number;       /* of the board as it stands; 0: none yet */
    uint64_t batches;      /* of the watcher, when it was judged */
    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t asked;
    bool is_over;
    struct exchange_list waiting;
};

static void give_board(struct asking *asking, struct exchange *exchange,
                       const struct watch_pulse *pulse)
{
    if (board_problem(asking->board))
        http_refuse(exchange, MHD_HTTP_SERVICE_UNAVAILABLE, "the state can't be read: %s",
                    board_problem(asking->board));
    else {
        board_write_json(asking->board, pulse, asking->number, &exchange->answer);
        http_answer(exchange, MHD_HTTP_OK, "application/json");
    }
    http_resume(exchange);
}

static void put_answers(struct http *http, struct buffer *out)
{
    buffer_puts(out,
                "# HELP charter_watch_http_answers_total Answers by the class of their status.\n"
                "# TYPE charter_watch_http_answers_total counter\n");
    for (size_t i = 2; i < sizeof http->answers / sizeof *http->answers; i++)
        buffer_format(out, "charter_watch_http_answers_total{class=\"%zuxx\"} %zu\n", i,
                      atomic_load(&http->answers[i]));
}

static void give_metrics(struct asking *asking, struct exchange *exchange,
                         const struct watch_pulse *pulse)
{
    board_write_metrics(asking->board, pulse, &exchange->answer);
    put_answers(asking->http, &exchange->answer);
    http_answer(exchange, MHD_HTTP_OK, "text/plain; version=0.0.4; charset=utf-8");
    http_resume(exchange);
}

/* The watcher's last word, with texts of its own in ROOM. */
struct heard {
    struct watch_pulse pulse;
    char source[200], problem[200];
};

static void hear(struct http *http, struct heard *heard)
{
    pthread_mutex_lock(&http->mutex);
    heard->pulse = http->pulse;
    memcpy(heard->source, http->name, sizeof heard->source);
    memcpy(heard->problem, http->problem, sizeof heard->problem);
    pthread_mutex_unlock(&http->mutex);
    heard->pulse.source.at = heard->source;
    heard->pulse.problem.at = heard->problem;
}

/* Is the board to be judged anew? */
static bool is_due(const struct asking *asking, const struct watch_pulse *pulse)
{
    instant now = moment_now(), at = board_judged_at(asking->board);
    if (!pulse->now)
        return false;
    if (at == INSTANT_NONE)
        return true;
    if (now - at < REST * board_cost(asking->board))
        return false;
    return pulse->batches != asking->batches || now - at > STALE_SECONDS * MICROS_SECOND;
}

static bool can_answer(const struct asking *asking, const struct exchange *exchange)
{
    if (board_problem(asking->board))
        return true;
    if (exchange->is_metrics || exchange->after != asking->number)
        return asking->number > 0;
    return moment_now() - exchange->begun > WAIT_SECONDS * MICROS_SECOND;
}

static void answer_all(struct asking *asking, struct exchange_list *all,
                       const struct watch_pulse *pulse)
{
    struct exchange_list left = {0};
    for (struct exchange *exchange; (exchange = exchange_pop(all));) {
        if (!can_answer(asking, exchange))
            exchange_push(&left, exchange);
        else if (exchange->is_metrics)
            give_metrics(asking, exchange, pulse);
        else
            give_board(asking, exchange, pulse);
    }
    pthread_mutex_lock(&asking->mutex);
    for (struct exchange *exchange; (exchange = exchange_pop(&left));)
        exchange_push(&asking->waiting, exchange);
    pthread_mutex_unlock(&asking->mutex);
}

/* What waits, once something does and a moment has passed; false: it is over. */
static bool take_waiting(struct asking *asking, struct exchange_list *all)
{
    pthread_mutex_lock(&asking->mutex);
    while (!asking->waiting.first && !asking->is_over)
        pthread_cond_wait(&asking->asked, &asking->mutex);
    bool goes_on = !asking->is_over;
    if (goes_on) {
        *all = asking->waiting;
        asking->waiting = (struct exchange_list){0};
    }
    pthread_mutex_unlock(&asking->mutex);
    return goes_on;
}

/* A page that has seen the boards of an earlier run takes none of this one for one of those. */
static void count_board(struct asking *asking)
{
    asking->number = asking->number ? asking->number + 1 : (uint64_t)(moment_now() / 1000);
}

static void *run(void *context)
{
    struct asking *asking = context;
    struct exchange_list all;
    while (take_waiting(asking, &all)) {
        struct heard heard;
        hear(asking->http, &heard);
        if (is_due(asking, &heard.pulse)) {
            asking->batches = heard.pulse.batches;
            if (board_judge(asking->board, &heard.pulse))
                count_board(asking);
        }
        answer_all(asking, &all, &heard.pulse);
        poll(NULL, 0, TICK);
    }
    return NULL;
}

void http_begin_asking(struct http *http)
{
    struct asking *asking = ARENA_NEW(http->arena, struct asking);
    *asking = (struct asking){.http = http, .board = board_new(http->request.state)};
    pthread_mutex_init(&asking->mutex, NULL);
    pthread_cond_init(&asking->asked, NULL);
    http->asking = asking;
    asking->has_thread = pthread_create(&asking->thread, NULL, run, asking) == 0;
}

void http_end_asking(struct http *http)
{
    struct asking *asking = http->asking;
    pthread_mutex_lock(&asking->mutex);
    asking->is_over = true;
    pthread_cond_signal(&asking->asked);
    pthread_mutex_unlock(&asking->mutex);
    if (asking->has_thread)
        pthread_join(asking->thread, NULL);
    for (struct exchange *exchange; (exchange = exchange_pop(&asking->waiting));) {
        http_refuse(exchange, MHD_HTTP_SERVICE_UNAVAILABLE, "the watcher has ended");
        http_resume(exchange);
    }
    board_free(asking->board);
    pthread_mutex_destroy(&asking->mutex);
    pthread_cond_destroy(&asking->asked);
}

/* ---- on the server's thread ---- */

static bool ask(struct exchange *exchange)
{
    struct asking *asking = exchange->http->asking;
    pthread_mutex_lock(&asking->mutex);
    bool is_over = asking->is_over || !asking->has_thread;
    if (is_over) {
        http_refuse(exchange, MHD_HTTP_SERVICE_UNAVAILABLE, "the watcher has ended");
    } else {
        exchange->http->library.MHD_suspend_connection(exchange->connection);
        exchange_push(&asking->waiting, exchange);
        pthread_cond_signal(&asking->asked);
    }
    pthread_mutex_unlock(&asking->mutex);
    return is_over;
}

/* `/board?after=NUMBER`: once it is another one than that. */
bool http_ask_board(struct exchange *exchange)
{
    const char *after = exchange->http->library.MHD_lookup_connection_value(
        exchange->connection, MHD_GET_ARGUMENT_KIND, "after");
    if (after && !text_to_whole(text_of(after), UINT64_MAX, &exchange->after))
        exchange->after = 0;
    return ask(exchange);
}

bool http_ask_metrics(struct exchange *exchange)
{
    exchange->is_metrics = true;
    return ask(exchange);
}
