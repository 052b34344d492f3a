/* tell.c - findings become records, and records wait in the outbox. */
#include <string.h>

#include "base/map.h"
#include "base/sha256.h"
#include "live/moment.h"
#include "live/reload.h"
#include "live/watcher_part.h"

enum { DIGITS = 32, LATE_LEAST = 1 /* second */, TICKETS_A_STEP = 5000 };

/* How a notice leaves. */
struct leaving {
    enum outbox_state state;
    instant now; /* by the real clock; INSTANT_NONE: the clock is simulated */
};

static void post(struct watcher *watcher, int64_t record, enum outbox_state state)
{
    const struct outbox *outbox = watcher->setup->outbox;
    for (size_t i = 0; i < outbox->count; i++)
        store_post(watcher->setup->store, record, outbox->outlets[i]->name, state);
}

/* KEY, or with a number behind it if that was told before. */
static struct text free_key(struct watcher *watcher, struct text key)
{
    struct text free = key;
    for (unsigned i = 2; store_has_key(watcher->setup->store, free); i++)
        free = text_format(watcher->arena, TEXT_FMT "-%u", TEXT_ARG(key), i);
    return free;
}

/* RECORD begins with `{"key":"…"`; what stands behind that, without the brace at the end and what
 * was added when it was told. */
static struct text inside(struct text record, size_t key_length)
{
    size_t from = strlen("{\"key\":\"\"") + key_length;
    const char *mark = ",\"record\":\"";
    struct text rest = text_slice(record, from, record.len - 1);
    const char *told = memmem(rest.at, rest.len, mark, strlen(mark));
    return told ? (struct text){rest.at, (size_t)(told - rest.at)} : rest;
}

static void tell(struct watcher *watcher, struct telling *telling, enum outbox_state state)
{
    telling->charter = text_of(watcher->setup->by.model->digest);
    post(watcher, store_tell(watcher->setup->store, telling), state);
}

/* ---- notices ---- */

static struct text delivery_fields(struct watcher *watcher, const struct finding *finding,
                                   const struct leaving *leaving)
{
    struct text fields = TEXT("");
    micros late = leaving->now == INSTANT_NONE ? 0 : (leaving->now - finding->at) / MICROS_SECOND;
    if (late >= LATE_LEAST)
        fields = text_format(watcher->arena, ",\"late_s\":%lld", (long long)late);
    if (watcher->is_unsure)
        fields = text_format(watcher->arena, TEXT_FMT ",\"unconfirmed\":true", TEXT_ARG(fields));
    return fields;
}

static void tell_new(struct watcher *watcher, const struct finding *finding,
                     const struct leaving *leaving)
{
    struct text key = free_key(watcher, finding->key);
    struct text rest = inside(finding->record, finding->key.len);
    struct text fields = delivery_fields(watcher, finding, leaving);
    struct telling telling = {.key = key,
                              .notice = finding->key,
                              .kind = "notice",
                              .ticket = finding->ticket,
                              .at = finding->at,
                              .stands = true};
    telling.body = text_format(
        watcher->arena, "{\"key\":\"" TEXT_FMT "\"" TEXT_FMT ",\"record\":\"notice\"" TEXT_FMT "}",
        TEXT_ARG(key), TEXT_ARG(rest), TEXT_ARG(fields));
    tell(watcher, &telling, leaving->state);
}

static struct text key_of(struct text body)
{
    size_t from = strlen("{\"key\":\"");
    const char *end = memchr(body.at + from, '"', body.len - from);
    return text_slice(body, from, (size_t)(end - body.at));
}

static void tell_withdrawn(struct watcher *watcher, const struct finding *finding)
{
    struct text told = key_of(finding->record), rest = inside(finding->record, told.len);
    struct text key = text_format(watcher->arena, TEXT_FMT "-withdrawn", TEXT_ARG(told));
    struct telling telling = {.key = key,
                              .notice = finding->key,
                              .kind = "correction",
                              .ticket = finding->ticket,
                              .at = finding->at};
    telling.body = text_format(watcher->arena,
                               "{\"key\":\"" TEXT_FMT "\"" TEXT_FMT ",\"record\":\"correction\"}",
                               TEXT_ARG(key), TEXT_ARG(rest));
    store_withdraw(watcher->setup->store, finding->withdraws);
    tell(watcher, &telling, OUTBOX_WAITING);
}

/* ---- many at once ---- */

static enum outbox_state state_of(const struct watcher *watcher, const struct finding *finding,
                                  const struct leaving *leaving)
{
    const struct watch_setup *setup = watcher->setup;
    if (leaving->now == INSTANT_NONE || finding->at >= watcher->started)
        return OUTBOX_WAITING;
    if (setup->skip >= 0 && leaving->now - finding->at > setup->skip)
        return OUTBOX_SKIPPED;
    return setup->catch_up == CATCH_UP_SUMMARISE ? OUTBOX_SUMMARISED : OUTBOX_WAITING;
}

static uint64_t count_new(const struct watcher *watcher, const struct look *look,
                          const struct leaving *leaving)
{
    uint64_t count = 0;
    for (size_t i = 0; i < look->findings.count; i++)
        count += !look->findings.at[i].withdraws &&
                 state_of(watcher, &look->findings.at[i], leaving) == OUTBOX_WAITING;
    return count;
}

/* What a summary stands for. */
struct summary {
    struct sha256 sha;
    uint64_t count, tickets;
    instant first, last;
    int64_t ticket;
};

static void add_to(struct summary *summary, const struct finding *finding)
{
    sha256_add(&summary->sha, finding->key);
    summary->first = summary->count++ ? summary->first : finding->at;
    summary->last = finding->at;
    summary->tickets += finding->ticket != summary->ticket;
    summary->ticket = finding->ticket;
}

static void tell_summary(struct watcher *watcher, struct summary *summary)
{
    char digest[SHA256_HEX], first[CIVIL_ROOM], last[CIVIL_ROOM];
    if (!summary->count)
        return;
    sha256_write(&summary->sha, digest);
    digest[DIGITS] = '\0';
    civil_write_instant(first, summary->first);
    civil_write_instant(last, summary->last);
    struct text key = text_format(watcher->arena, "%s-summary", digest);
    struct telling telling = {.key = free_key(watcher, key), .notice = key, .kind = "summary"};
    telling.at = summary->last;
    telling.body =
        text_format(watcher->arena,
                    "{\"key\":\"" TEXT_FMT "\",\"count\":%llu,\"first\":\"%s\",\"last\":\"%s\","
                    "\"record\":\"summary\"}",
                    TEXT_ARG(telling.key), (unsigned long long)summary->count, first, last);
    tell(watcher, &telling, OUTBOX_WAITING);
}

void tell_findings(struct watcher *watcher, const struct look *look)
{
    const struct watch_setup *setup = watcher->setup;
    struct leaving leaving = {.now = setup->is_simulated ? INSTANT_NONE : moment_now()};
    bool is_storm = leaving.now != INSTANT_NONE && setup->storm &&
                    count_new(watcher, look, &leaving) > setup->storm;
    struct summary summary = {.ticket = 0};
    sha256_init(&summary.sha);
    for (size_t i = 0; i < look->findings.count; i++) {
        const struct finding *finding = &look->findings.at[i];
        if (finding->withdraws) {
            tell_withdrawn(watcher, finding);
            continue;
        }
        leaving.state = state_of(watcher, finding, &leaving);
        if (leaving.state == OUTBOX_WAITING && is_storm)
            leaving.state = OUTBOX_SUMMARISED;
        if (leaving.state == OUTBOX_SUMMARISED)
            add_to(&summary, finding);
        tell_new(watcher, finding, &leaving);
    }
    tell_summary(watcher, &summary);
}

/* ---- late events ---- */

static struct text name_of(struct watcher *watcher, const struct verdict_record *record)
{
    return text_format(watcher->arena, "%lld " TEXT_FMT " %u", (long long)record->ticket,
                       TEXT_ARG(record->name), record->cycle);
}

/* WAS was the verdict at the confirmed instant; IS (NULL: none) is what the same instant has now.
 */
static void tell_correction(struct watcher *watcher, const struct verdict_record *was,
                            const struct verdict_record *is)
{
    struct text old = was->record, now = is ? is->record : TEXT("null");
    char digest[SHA256_HEX];
    struct sha256 sha;
    sha256_init(&sha);
    sha256_add(&sha, name_of(watcher, was));
    sha256_add(&sha, old);
    sha256_add(&sha, now);
    sha256_write(&sha, digest);
    digest[DIGITS] = '\0';
    struct text key = text_format(watcher->arena, "%s-verdict", digest);
    struct telling telling = {.key = free_key(watcher, key),
                              .notice = key,
                              .kind = "correction",
                              .ticket = was->ticket,
                              .at = watcher->bound};
    telling.body = text_format(watcher->arena,
                               "{\"key\":\"" TEXT_FMT "\",\"was\":" TEXT_FMT ",\"is\":" TEXT_FMT
                               ",\"record\":\"correction\"}",
                               TEXT_ARG(telling.key), TEXT_ARG(old), TEXT_ARG(now));
    tell(watcher, &telling, OUTBOX_WAITING);
}

static struct map *by_name(struct watcher *watcher, const verdict_list *verdicts)
{
    struct map *map = map_new(watcher->arena);
    for (size_t i = 0; i < verdicts->count; i++)
        map_put(map, name_of(watcher, &verdicts->at[i]), &verdicts->at[i]);
    return map;
}

void tell_late(struct watcher *watcher)
{
    struct look look = watcher_look(watcher, watcher->bound);
    verdict_list before = {0}, after = {0};
    store_numbers tickets = {0};
    if (!watcher->late.count ||
        !look_contradicted(&look, &watcher->late, watcher->first_event, &tickets) ||
        !tickets.count || !look_verdicts(&look, &tickets, watcher->first_event, &before) ||
        !look_verdicts(&look, &tickets, 0, &after))
        return;
    struct map *are = by_name(watcher, &after);
    for (size_t i = 0; i < before.count; i++) {
        const struct verdict_record *is = map_find(are, name_of(watcher, &before.at[i]));
        if (look_contradicts(&before.at[i], is))
            tell_correction(watcher, &before.at[i], is);
    }
}

/* ---- another text ---- */

static void tell_others(struct watcher *watcher, struct look *was, struct look *is,
                        const store_numbers *tickets)
{
    verdict_list before = {0}, after = {0};
    if (!look_verdicts(was, tickets, 0, &before) || !look_verdicts(is, tickets, 0, &after))
        return;
    struct map *are = by_name(watcher, &after);
    for (size_t i = 0; i < before.count; i++) {
        const struct verdict_record *now = map_find(are, name_of(watcher, &before.at[i]));
        if (reload_is_other(&before.at[i], now))
            tell_correction(watcher, &before.at[i], now);
    }
}

void tell_reload(struct watcher *watcher, const struct reading_by *was, const struct reading_by *is,
                 const store_numbers *tickets)
{
    struct look before = {.by = was,
                          .store = watcher->setup->store,
                          .as_of = watcher->bound,
                          .arena = watcher->arena};
    struct look after = before;
    after.by = is;
    for (size_t from = 0; from < tickets->count; from += TICKETS_A_STEP) {
        size_t left = tickets->count - from;
        store_numbers some = {tickets->at + from, left < TICKETS_A_STEP ? left : TICKETS_A_STEP, 0};
        tell_others(watcher, &before, &after, &some);
    }
}
