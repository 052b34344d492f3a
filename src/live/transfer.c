/* transfer.c - see transfer.h. One thread for each transfer, asleep but for a message. */
#define CURL_DISABLE_TYPECHECK
#include "live/transfer.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/library.h"

enum { ANSWER_MOST = 200 };

#define FUNCTIONS(X)                                                                               \
    X(curl_global_init)                                                                            \
    X(curl_easy_init)                                                                              \
    X(curl_easy_setopt)                                                                            \
    X(curl_easy_getinfo)                                                                           \
    X(curl_easy_perform)                                                                           \
    X(curl_easy_strerror)                                                                          \
    X(curl_easy_cleanup)                                                                           \
    X(curl_slist_append)                                                                           \
    X(curl_slist_free_all)                                                                         \
    X(curl_url)                                                                                    \
    X(curl_url_set)                                                                                \
    X(curl_url_get)                                                                                \
    X(curl_url_strerror)                                                                           \
    X(curl_url_cleanup)                                                                            \
    X(curl_free)

struct curl {
#define MEMBER(name) __typeof__(name) *name;
    FUNCTIONS(MEMBER)
#undef MEMBER
};

enum state { ASLEEP, ASKED, ANSWERED, OVER };

struct transfer {
    struct curl curl;
    struct transfer_setup setup;
    bool is_started; /* what follows is there */
    CURL *handle;
    pthread_t thread;
    int answered; /* an eventfd */
    atomic_bool gives_up;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    enum state state; /* under LOCK; the rest belongs to the thread while it is ASKED */
    struct curl_slist *headers;
    struct buffer body, answer;
    char problem[CURL_ERROR_SIZE];
    CURLcode code;
    long status;
    curl_off_t wait;
    const char *leads_to; /* the handle's */
};

/* ---- what the library calls ---- */

/* Keeps the beginning of the answer. */
static size_t take_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t room = ANSWER_MOST - transfer->answer.len, len = size * count;
    buffer_put(&transfer->answer, (struct text){bytes, len < room ? len : room});
    return len;
}

/* Commands that are started are not to have it. */
static int take_socket(void *context, curl_socket_t socket, curlsocktype purpose)
{
    (void)context;
    (void)purpose;
    return fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}

static int ask_whether_to_go_on(void *context, curl_off_t a, curl_off_t b, curl_off_t c,
                                curl_off_t d)
{
    struct transfer *transfer = context;
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(&transfer->gives_up);
}

/* ---- the thread ---- */

static void perform(struct transfer *transfer)
{
    const struct curl *curl = &transfer->curl;
    char *leads_to = NULL;
    transfer->problem[0] = '\0';
    transfer->status = 0;
    transfer->wait = 0;
    buffer_clear(&transfer->answer);
    curl->curl_easy_setopt(transfer->handle, CURLOPT_POSTFIELDS, transfer->body.at);
    curl->curl_easy_setopt(transfer->handle, CURLOPT_POSTFIELDSIZE_LARGE,
                           (curl_off_t)transfer->body.len);
    curl->curl_easy_setopt(transfer->handle, CURLOPT_HTTPHEADER, transfer->headers);
    transfer->code = curl->curl_easy_perform(transfer->handle);
    curl->curl_easy_getinfo(transfer->handle, CURLINFO_RESPONSE_CODE, &transfer->status);
    curl->curl_easy_getinfo(transfer->handle, CURLINFO_RETRY_AFTER, &transfer->wait);
    curl->curl_easy_getinfo(transfer->handle, CURLINFO_REDIRECT_URL, &leads_to);
    transfer->leads_to = leads_to;
}

static void *run(void *context)
{
    struct transfer *transfer = context;
    pthread_mutex_lock(&transfer->lock);
    for (;;) {
        while (transfer->state != ASKED && transfer->state != OVER)
            pthread_cond_wait(&transfer->moved, &transfer->lock);
        if (transfer->state == OVER)
            break;
        pthread_mutex_unlock(&transfer->lock);
        perform(transfer);
        pthread_mutex_lock(&transfer->lock);
        if (transfer->state == ASKED)
            transfer->state = ANSWERED;
        eventfd_write(transfer->answered, 1);
    }
    pthread_mutex_unlock(&transfer->lock);
    return NULL;
}

static void move_to(struct transfer *transfer, enum state state)
{
    pthread_mutex_lock(&transfer->lock);
    transfer->state = state;
    pthread_cond_signal(&transfer->moved);
    pthread_mutex_unlock(&transfer->lock);
}

/* Signals are the main thread's. */
static bool start_thread(struct transfer *transfer)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&transfer->thread, NULL, run, transfer) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

/* ---- the setup ---- */

static bool load(struct curl *curl, struct buffer *why)
{
#define NAME(name) #name,
    static const char *const names[] = {FUNCTIONS(NAME)};
#undef NAME
    static const struct library library = {.soname = "libcurl.so.4",
                                           .package = "libcurl4",
                                           .names = names,
                                           .count = sizeof names / sizeof *names};
    if (!library_load(&library, curl, why))
        return false;
    if (curl->curl_global_init(CURL_GLOBAL_ALL) == CURLE_OK)
        return true;
    buffer_puts(why, "libcurl can't begin");
    return false;
}

/* Who lists processes sees the command line, and who lists the outbox sees the address. */
static bool holds_password(const struct curl *curl, CURLU *url)
{
    char *user = NULL;
    bool holds = curl->curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_OK;
    curl->curl_free(user);
    return holds;
}

static bool is_address(const struct curl *curl, const char *address, struct buffer *why)
{
    CURLU *url = curl->curl_url();
    CURLUcode code =
        url ? curl->curl_url_set(url, CURLUPART_URL, address, 0) : CURLUE_OUT_OF_MEMORY;
    if (code != CURLUE_OK)
        buffer_format(why, "`%s` is no address: %s", address, curl->curl_url_strerror(code));
    bool holds = code == CURLUE_OK && holds_password(curl, url);
    if (holds)
        buffer_puts(why, "an address with a name or a password in it is seen by too many; put them "
                         "into a file for --to-headers");
    curl->curl_url_cleanup(url);
    return code == CURLUE_OK && !holds;
}

static void set_up(struct transfer *transfer)
{
    const struct curl *curl = &transfer->curl;
    CURL *handle = transfer->handle;
    long milliseconds = (long)(transfer->setup.patience / 1000);
    curl->curl_easy_setopt(handle, CURLOPT_URL, transfer->setup.address);
    curl->curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl->curl_easy_setopt(handle, CURLOPT_USERAGENT, "charter/" CHARTER_VERSION);
    curl->curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl->curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds > 0 ? milliseconds : 1L);
    curl->curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl->curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl->curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    if (transfer->setup.trusted) {
        curl->curl_easy_setopt(handle, CURLOPT_CAINFO, transfer->setup.trusted);
        curl->curl_easy_setopt(handle, CURLOPT_CAPATH, NULL);
    }
    curl->curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer->problem);
    curl->curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_answer);
    curl->curl_easy_setopt(handle, CURLOPT_WRITEDATA, transfer);
    curl->curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, take_socket);
    curl->curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl->curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, ask_whether_to_go_on);
    curl->curl_easy_setopt(handle, CURLOPT_XFERINFODATA, transfer);
}

struct transfer *transfer_new(struct arena *arena, const struct transfer_setup *setup,
                              struct buffer *why)
{
    struct transfer *transfer = ARENA_NEW(arena, struct transfer);
    transfer->setup = *setup;
    bool can = load(&transfer->curl, why) && is_address(&transfer->curl, setup->address, why);
    return can ? transfer : NULL;
}

static bool give_up(struct transfer *transfer)
{
    transfer->curl.curl_easy_cleanup(transfer->handle);
    if (transfer->answered >= 0)
        close(transfer->answered);
    return false;
}

/* For the first message. */
static bool start(struct transfer *transfer)
{
    if (transfer->is_started)
        return true;
    transfer->answered = -1;
    transfer->handle = transfer->curl.curl_easy_init();
    if (!transfer->handle)
        return give_up(transfer);
    set_up(transfer);
    pthread_mutex_init(&transfer->lock, NULL);
    pthread_cond_init(&transfer->moved, NULL);
    transfer->answered = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (transfer->answered < 0 || !start_thread(transfer))
        return give_up(transfer);
    return transfer->is_started = true;
}

void transfer_end(struct transfer *transfer)
{
    if (!transfer->is_started)
        return;
    atomic_store(&transfer->gives_up, true);
    move_to(transfer, OVER);
    pthread_join(transfer->thread, NULL);
    transfer->curl.curl_easy_cleanup(transfer->handle);
    transfer->curl.curl_slist_free_all(transfer->headers);
    pthread_cond_destroy(&transfer->moved);
    pthread_mutex_destroy(&transfer->lock);
    close(transfer->answered);
    buffer_fini(&transfer->body);
    buffer_fini(&transfer->answer);
}

/* ---- a message ---- */

static void add_header(struct transfer *transfer, const char *header)
{
    struct curl_slist *longer = transfer->curl.curl_slist_append(transfer->headers, header);
    if (!longer)
        memory_failed(0);
    transfer->headers = longer;
}

bool transfer_begin(struct transfer *transfer, struct text body, const struct text *headers,
                    size_t count)
{
    struct buffer line = {0};
    if (!start(transfer))
        return false;
    transfer->curl.curl_slist_free_all(transfer->headers);
    transfer->headers = NULL;
    for (size_t i = 0; i < count; i++) {
        buffer_clear(&line);
        buffer_put(&line, headers[i]);
        buffer_putc(&line, '\0');
        add_header(transfer, line.at);
    }
    for (size_t i = 0; transfer->setup.headers && transfer->setup.headers[i]; i++)
        add_header(transfer, transfer->setup.headers[i]);
    add_header(transfer, "Expect:");
    buffer_fini(&line);
    buffer_clear(&transfer->body);
    buffer_put(&transfer->body, body);
    move_to(transfer, ASKED);
    return true;
}

bool transfer_look(struct transfer *transfer, struct transfer_answer *answer)
{
    eventfd_t count;
    pthread_mutex_lock(&transfer->lock);
    bool is_answered = transfer->state == ANSWERED;
    if (is_answered)
        transfer->state = ASLEEP;
    pthread_mutex_unlock(&transfer->lock);
    if (!is_answered)
        return false;
    (void)!eventfd_read(transfer->answered, &count);
    *answer = (struct transfer_answer){.status = transfer->status,
                                       .problem = TEXT(""),
                                       .leads_to = text_of(transfer->leads_to),
                                       .wait = (micros)transfer->wait * MICROS_SECOND,
                                       .body = buffer_text(&transfer->answer)};
    if (transfer->code != CURLE_OK)
        answer->problem =
            text_of(transfer->problem[0] ? transfer->problem
                                         : transfer->curl.curl_easy_strerror(transfer->code));
    return true;
}

int transfer_wait_on(const struct transfer *transfer)
{
    return transfer->answered;
}
