/* reload.c - see reload.h. */
#include "live/reload.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/shown.h"

enum { TICKETS_A_STEP = 5000 };

/* The next tickets behind AFTER; false: there is none. */
static bool next_tickets(struct store *store, int64_t *after, struct arena *arena,
                         store_numbers *tickets)
{
    struct store_due want = {.after = *after, .before = INSTANT_NONE, .most = TICKETS_A_STEP};
    store_due(store, &want, arena, tickets);
    if (tickets->count)
        *after = tickets->at[tickets->count - 1];
    return tickets->count && !db_problem(store->db);
}

bool reload_learn(const struct reading_by *is, struct store *store)
{
    struct arena *arena = arena_new();
    store_numbers tickets = {0};
    int64_t after = 0;
    memset(is->known, 0, is->known_count * sizeof *is->known);
    while (next_tickets(store, &after, arena, &tickets)) {
        slice_records records = {0};
        struct slice_headers headers = {0};
        slice_history(store, &tickets, arena, &records);
        slice_add_headers(store, &records, arena, &headers);
        slice_learn(is, &records, &headers);
        arena_reset(arena);
        tickets = (store_numbers){0};
    }
    arena_free(arena);
    return !db_problem(store->db);
}

/* ---- verdicts ---- */

static int compare(const void *left, const void *right)
{
    const struct verdict_record *a = left, *b = right;
    if (a->ticket != b->ticket)
        return a->ticket < b->ticket ? -1 : 1;
    int order = text_compare(a->name, b->name);
    return order ? order : (a->cycle > b->cycle) - (a->cycle < b->cycle);
}

/* Those of TICKETS by one text; targets go by their names, which both texts have. */
static verdict_list judge(const struct reload *reload, const struct reading_by *by,
                          const store_numbers *tickets, struct arena *arena)
{
    struct look look = {.by = by, .store = reload->store, .as_of = reload->as_of, .arena = arena};
    verdict_list verdicts = look_glance(&look, tickets, 0, arena);
    if (verdicts.count > 1)
        qsort(verdicts.at, verdicts.count, sizeof *verdicts.at, compare);
    return verdicts;
}

bool reload_is_other(const struct verdict_record *was, const struct verdict_record *is)
{
    if (was->kind == VERDICT_PENDING)
        return false;
    return !is || is->kind != was->kind || is->breached_at != was->breached_at ||
           is->stop != was->stop;
}

static bool is_open(const struct verdict_record *verdict)
{
    return verdict && verdict->kind == VERDICT_PENDING;
}

static void take(struct reload *reload, struct reload_change change)
{
    reload->counts[change.kind]++;
    if (reload->take)
        reload->take(reload->context, &change);
}

/* One of WAS and IS may be NULL. */
static void compare_pair(struct reload *reload, const struct verdict_record *was,
                         const struct verdict_record *is, struct arena *arena)
{
    const struct verdict_record *one = was ? was : is;
    struct reload_change change = {
        .ticket = one->ticket,
        .of = text_format(arena, TEXT_FMT " %u", TEXT_ARG(one->name), one->cycle),
        .was = is_open(was) ? was->due : INSTANT_NONE,
        .is = is_open(is) ? is->due : INSTANT_NONE,
        .before = was,
        .after = is};
    if (was && reload_is_other(was, is)) {
        change.kind = RELOAD_VERDICT;
        take(reload, change);
    } else if (change.was != change.is) {
        change.kind = RELOAD_DEADLINE;
        take(reload, change);
    }
}

static void compare_verdicts(struct reload *reload, const store_numbers *tickets,
                             struct arena *arena)
{
    verdict_list was = judge(reload, reload->was, tickets, arena);
    verdict_list is = judge(reload, reload->is, tickets, arena);
    size_t i = 0, k = 0;
    while (i < was.count || k < is.count) {
        int order = i == was.count ? 1 : k == is.count ? -1 : compare(&was.at[i], &is.at[k]);
        compare_pair(reload, order <= 0 ? &was.at[i] : NULL, order >= 0 ? &is.at[k] : NULL, arena);
        i += order <= 0;
        k += order >= 0;
    }
}

/* ---- notices ---- */

/* The value of the member NAME of RECORD, as it is written there, without its quotes. */
static struct text member(struct text record, const char *name)
{
    const char *at = memmem(record.at, record.len, name, strlen(name));
    if (!at)
        return TEXT("");
    size_t from = (size_t)(at - record.at) + strlen(name), to = from;
    bool is_text = from < record.len && record.at[from] == '"';
    for (to = from += is_text; to < record.len; to++) {
        if (is_text ? record.at[to] == '"' : record.at[to] == ',')
            break;
        to += is_text && record.at[to] == '\\';
    }
    return text_slice(record, from, to < record.len ? to : record.len);
}

static void compare_notices(struct reload *reload, const store_numbers *tickets,
                            struct arena *arena)
{
    struct look look = {.by = reload->is,
                        .store = reload->store,
                        .as_of = reload->as_of,
                        .until = reload->as_of,
                        .is_dry = true,
                        .arena = arena};
    if (!look_at(&look, tickets))
        return;
    look_sort(&look);
    for (size_t i = 0; i < look.findings.count; i++) {
        const struct finding *finding = &look.findings.at[i];
        bool is_new = !finding->withdraws;
        struct text target = member(finding->record, ",\"target\":");
        struct text cycle = member(finding->record, ",\"cycle\":");
        struct text step = member(finding->record, ",\"step\":");
        take(reload, (struct reload_change){
                         .kind = is_new ? RELOAD_TOLD : RELOAD_WITHDRAWN,
                         .ticket = finding->ticket,
                         .of = text_format(arena, TEXT_FMT " " TEXT_FMT ", " TEXT_FMT,
                                           TEXT_ARG(target), TEXT_ARG(cycle), TEXT_ARG(step)),
                         .was = is_new ? INSTANT_NONE : finding->at,
                         .is = is_new ? finding->at : INSTANT_NONE});
    }
}

bool reload_compare(struct reload *reload)
{
    struct arena *arena = arena_new();
    store_numbers tickets = {0};
    int64_t after = 0;
    memset(reload->counts, 0, sizeof reload->counts);
    while (reload->as_of != INSTANT_NONE && next_tickets(reload->store, &after, arena, &tickets)) {
        compare_verdicts(reload, &tickets, arena);
        compare_notices(reload, &tickets, arena);
        arena_reset(arena);
        tickets = (store_numbers){0};
    }
    arena_free(arena);
    return !db_problem(reload->store->db);
}

/* ---- for people ---- */

static void put_number(struct buffer *out, uint64_t number, const char *one, const char *many)
{
    buffer_format(out, "%" PRIu64 " %s", number, number == 1 ? one : many);
}

void reload_write_counts(const struct reload *reload, struct buffer *out)
{
    const uint64_t *counts = reload->counts;
    put_number(out, counts[RELOAD_DEADLINE], "deadline moves, ", "deadlines move, ");
    put_number(out, counts[RELOAD_VERDICT], "verdict is another, ", "verdicts are others, ");
    put_number(out, counts[RELOAD_WITHDRAWN], "notice is withdrawn, ", "notices are withdrawn, ");
    put_number(out, counts[RELOAD_TOLD], "notice is added", "notices are added");
}

static void put_instant(struct buffer *out, instant at)
{
    char text[CIVIL_ROOM] = "-";
    if (at != INSTANT_NONE && civil_exists(at))
        civil_write_instant(text, at);
    buffer_format(out, "\t%s", text);
}

static void put_verdict(struct buffer *out, const struct verdict_record *verdict)
{
    char at[CIVIL_ROOM];
    buffer_format(out, "\t%s", verdict ? shown_verdict(verdict->kind) : "-");
    if (!verdict || verdict->breached_at == INSTANT_NONE || !civil_exists(verdict->breached_at))
        return;
    civil_write_instant(at, verdict->breached_at);
    buffer_format(out, " %s", at);
}

void reload_write_change(const struct reload *reload, const struct reload_change *change,
                         struct buffer *out)
{
    static const char *const kinds[] = {"deadline", "verdict", "withdrawn", "added"};
    struct arena *scratch = arena_new();
    struct text id = store_ticket_id(reload->store, change->ticket, scratch);
    buffer_format(out, "%s\t" TEXT_FMT "\t" TEXT_FMT, kinds[change->kind], TEXT_ARG(id),
                  TEXT_ARG(change->of));
    if (change->kind == RELOAD_VERDICT) {
        put_verdict(out, change->before);
        put_verdict(out, change->after);
    } else {
        put_instant(out, change->was);
        put_instant(out, change->is);
    }
    arena_free(scratch);
}

/* ---- the state ---- */

void reload_keep(const struct reading_by *by, struct store *store)
{
    store_set_fact(store, "charter", text_of(by->model->digest));
    store_forget_charter(store);
    for (size_t i = 0; i < by->files.count; i++)
        store_add_charter(store, by->files.at[i].path, by->files.at[i].bytes);
}
