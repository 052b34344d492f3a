/* outlet_webhook.c - a message of HTTP a record.
 *
 * What is tried again: no answer, an answer of the server's trouble (5xx), and those that ask for
 * patience (408, 425, 429). Any other answer says that the message will never be taken.
 */
#include <string.h>

#include "base/hmac.h"
#include "live/outlet.h"
#include "live/transfer.h"

enum { WAIT_MOST = 86400 /* seconds that a Retry-After can ask for */ };

struct webhook {
    struct outlet outlet; /* the first member */
    struct transfer *transfer;
    struct text secret;
};

/* What a server says may hold anything; the outbox lists it on a line. */
static struct text said(struct arena *arena, struct text body)
{
    struct text trimmed = text_trim(body);
    trimmed.len = text_find_bad_utf8(trimmed);
    char *copy = arena_alloc(arena, trimmed.len + 1);
    for (size_t i = 0; i < trimmed.len; i++)
        copy[i] = trimmed.at[i];
    for (size_t i = 0; i < trimmed.len; i++)
        if ((unsigned char)copy[i] < ' ' || copy[i] == 0x7f)
            copy[i] = ' ';
    return (struct text){copy, trimmed.len};
}

static struct text signature(struct arena *arena, struct text secret, struct text body)
{
    unsigned char digest[HMAC_BYTES];
    char digits[HMAC_HEX];
    struct hmac hmac;
    hmac_init(&hmac, secret);
    hmac_add(&hmac, body);
    hmac_end(&hmac, digest);
    hmac_write_hex(digest, digits);
    return text_format(arena, "X-Hub-Signature-256: sha256=%s", digits);
}

static enum sending begin(struct outlet *outlet, const struct delivery *delivery)
{
    struct webhook *webhook = (struct webhook *)(void *)outlet;
    struct text headers[3] = {TEXT("Content-Type: application/json")};
    size_t count = 1;
    headers[count++] =
        text_format(outlet->arena, "Idempotency-Key: " TEXT_FMT, TEXT_ARG(delivery->key));
    if (webhook->secret.len)
        headers[count++] = signature(outlet->arena, webhook->secret, delivery->body);
    if (transfer_begin(webhook->transfer, delivery->body, headers, count))
        return SENDING_ON;
    outlet->problem = TEXT("no thread can be had for it");
    return SENDING_FAILED;
}

static bool is_worth_a_try(long status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

static enum sending failed(struct outlet *outlet, const struct transfer_answer *answer)
{
    struct text body = said(outlet->arena, answer->body);
    struct text more = answer->leads_to.len ? text_format(outlet->arena, ", leads to " TEXT_FMT,
                                                          TEXT_ARG(answer->leads_to))
                                            : TEXT("");
    if (body.len && !more.len)
        more = text_format(outlet->arena, ": " TEXT_FMT, TEXT_ARG(body));
    outlet->problem =
        text_format(outlet->arena, "status %ld" TEXT_FMT, answer->status, TEXT_ARG(more));
    if (!is_worth_a_try(answer->status))
        return SENDING_REFUSED;
    micros most = WAIT_MOST * MICROS_SECOND;
    outlet->wait = answer->wait < most ? answer->wait : most;
    return SENDING_FAILED;
}

static enum sending look(struct outlet *outlet)
{
    struct webhook *webhook = (struct webhook *)(void *)outlet;
    struct transfer_answer answer;
    if (!transfer_look(webhook->transfer, &answer))
        return SENDING_ON;
    if (!answer.problem.len)
        return answer.status / 100 == 2 ? SENDING_DONE : failed(outlet, &answer);
    outlet->problem = said(outlet->arena, answer.problem);
    return SENDING_FAILED;
}

static int wait_on(const struct outlet *outlet)
{
    return transfer_wait_on(((const struct webhook *)(const void *)outlet)->transfer);
}

static void end(struct outlet *outlet)
{
    transfer_end(((struct webhook *)(void *)outlet)->transfer);
}

struct outlet *outlet_webhook(struct arena *arena, const struct webhook_setup *setup,
                              struct buffer *why)
{
    static const struct outlet_kind kind = {begin, look, wait_on, end};
    struct transfer_setup transfer = {.address = setup->address,
                                      .trusted = setup->trusted,
                                      .headers = setup->headers,
                                      .patience = setup->patience};
    struct webhook *made = ARENA_NEW(arena, struct webhook);
    made->transfer = transfer_new(arena, &transfer, why);
    if (!made->transfer)
        return NULL;
    made->secret = setup->secret;
    made->outlet.kind = &kind;
    made->outlet.name = text_of(setup->address);
    return &made->outlet;
}
