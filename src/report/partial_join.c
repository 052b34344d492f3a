/* partial_join.c - the parts of a log, added up. */
#include <stdlib.h>
#include <string.h>

#include "analyse/drivers_wire.h"
#include "base/map.h"
#include "log/digest.h"
#include "log/rejects.h"
#include "count/figures_wire.h"
#include "report/partial_part.h"
#include "count/tally_wire.h"

struct joining {
    struct partials *out;
    struct arena *arena;
    const struct partial *part; /* the one that is read */
    struct wire *wire;
    struct cited cited;
    struct digest digest;
    struct map *tickets; /* of parts that are no shards: the part that has it */
    VECTOR(struct log_reject) rejects;
    VECTOR(struct text) files;
    struct map *reasons; /* by key: number of a reason, + 1 */
    struct drivers_sum *drivers;
    uint32_t with_ids; /* parts whose events have identities */
    bool says_service;
    uint64_t tickets_count;
    struct partial_quarrel quarrel;
    struct partial one; /* where parts come one after the other */
    bool is_stream;
};

static void quarrel(struct joining *joining, struct text what, const char *hint)
{
    if (joining->quarrel.what.len)
        return;
    joining->quarrel.what = what;
    joining->quarrel.hint = text_of(hint);
}

/* ---- the log ---- */

static void read_abilities(struct joining *joining)
{
    struct wire *wire = joining->wire;
    struct eventlog *log = &joining->out->log;
    struct text kinds = {wire->at, PARTIAL_KINDS};
    if (wire->end - wire->at < PARTIAL_KINDS)
        wire->is_spoilt = true;
    if (wire->is_spoilt)
        return;
    wire->at += PARTIAL_KINDS;
    for (uint32_t i = 0; i < PARTIAL_KINDS; i++)
        log->can_say_kind[i] = log->can_say_kind[i] || kinds.at[i] == '1';
    log->can_say_actor = wire_upto(wire, 1) || log->can_say_actor;
    log->can_say_status = wire_upto(wire, 1) || log->can_say_status;
    joining->with_ids += wire_upto(wire, 1) != 0;
    joining->says_service = wire_upto(wire, 1) || joining->says_service;
}

/* The parts of a split have the same files; others have their own. */
static void read_files(struct joining *joining)
{
    bool is_shard = joining->part->part.split.len != 0;
    bool is_first = joining->files.count == 0;
    joining->cited.file_from = is_shard ? 0 : joining->files.count;
    for (uint32_t left = wire_count(joining->wire, 1); left; left--) {
        struct text file = wire_text(joining->wire);
        if (!is_shard || is_first)
            VECTOR_PUSH(joining->arena, &joining->files, text_copy(joining->arena, file));
    }
}

static struct row_origin read_origin(struct joining *joining)
{
    struct row_origin origin;
    uint64_t file = wire_upto(joining->wire, UINT32_MAX) + joining->cited.file_from;
    origin.file = (uint32_t)file;
    origin.line = wire_whole(joining->wire);
    if (file >= joining->files.count)
        joining->wire->is_spoilt = true;
    return origin;
}

static bool is_before(const struct row_origin *a, const struct row_origin *b)
{
    return a->file != b->file ? a->file < b->file : a->line < b->line;
}

static void read_reject(struct joining *joining)
{
    struct log_reject more;
    more.key = wire_text(joining->wire);
    more.reason = wire_text(joining->wire);
    more.count = wire_whole(joining->wire);
    more.first = read_origin(joining);
    uintptr_t found = (uintptr_t)map_find(joining->reasons, more.key);
    if (!found) {
        more.key = text_copy(joining->arena, more.key);
        more.reason = text_copy(joining->arena, more.reason);
        VECTOR_PUSH(joining->arena, &joining->rejects, more);
        map_put(joining->reasons, more.key, (void *)(uintptr_t)joining->rejects.count);
        return;
    }
    struct log_reject *had = &joining->rejects.at[found - 1];
    uint64_t count = had->count + more.count;
    if (is_before(&more.first, &had->first)) {
        had->reason = text_copy(joining->arena, more.reason);
        had->first = more.first;
    }
    had->count = count;
}

static void read_problems(struct joining *joining)
{
    struct eventlog *log = &joining->out->log;
    for (uint32_t left = wire_count(joining->wire, 5); left && !joining->wire->is_spoilt; left--)
        read_reject(joining);
    for (int i = 0; i < REMARK_COUNT; i++) {
        struct log_count *had = &log->remarks[i];
        struct log_count more = {.count = wire_whole(joining->wire)};
        if (!more.count)
            continue;
        more.first = read_origin(joining);
        if (!had->count || is_before(&more.first, &had->first))
            had->first = more.first;
        had->count += more.count;
    }
}

/* Parts that no split made must not have a ticket in common. */
static void read_tickets(struct joining *joining)
{
    for (uint32_t left = wire_count(joining->wire, 1); left && !joining->wire->is_spoilt; left--) {
        struct text id = wire_text(joining->wire);
        const struct partial *other = map_find(joining->tickets, id);
        if (other && other != joining->part)
            quarrel(joining,
                    text_format(joining->arena,
                                "ticket " TEXT_FMT " is in " TEXT_FMT " and in " TEXT_FMT,
                                TEXT_ARG(id), TEXT_ARG(other->path), TEXT_ARG(joining->part->path)),
                    "A ticket must be in one part as a whole; `charter shard` splits a log so.");
        map_put(joining->tickets, id, (void *)(uintptr_t)joining->part);
    }
}

static void widen(struct eventlog *log, instant first, instant last)
{
    if (first != INSTANT_NONE && (log->first_time == INSTANT_NONE || first < log->first_time))
        log->first_time = first;
    if (last != INSTANT_NONE && (log->last_time == INSTANT_NONE || last > log->last_time))
        log->last_time = last;
}

static void read_log(struct joining *joining)
{
    struct wire *wire = joining->wire;
    struct eventlog *log = &joining->out->log;
    read_files(joining);
    log->records += wire_whole(wire);
    uint64_t rows = log->rows + wire_upto(wire, UINT32_MAX);
    joining->tickets_count += wire_upto(wire, UINT32_MAX);
    log->rejected += wire_whole(wire);
    instant first = wire_signed(wire);
    widen(log, first, wire_signed(wire));
    if (!digest_join_hex(&joining->digest, wire_text(wire)))
        wire->is_spoilt = true;
    read_problems(joining);
    read_tickets(joining);
    if (rows > UINT32_MAX || joining->tickets_count > UINT32_MAX)
        quarrel(joining, TEXT("the parts have more rows than one report can count"),
                "Report on fewer parts.");
    log->rows = (uint32_t)rows;
}

/* ---- lint ---- */

static void read_counted(struct joining *joining, struct judge_count *had)
{
    uint64_t count = wire_whole(joining->wire);
    if (!count)
        return;
    uint32_t first = cited_read(&joining->cited, joining->wire);
    if (!had->count || cited_before(&joining->cited, first, had->first))
        had->first = first;
    had->count += count;
}

static void read_lint(struct joining *joining)
{
    struct judge_lint *lint = &joining->out->lint;
    for (int i = 0; i < JUDGED_REMARK_COUNT; i++)
        read_counted(joining, &lint->remarks[i]);
    for (uint32_t i = 0; i < joining->out->model->schema.stored; i++)
        read_counted(joining, &lint->unset[i]);
}

/* ---- records ---- */

static void read_verdicts(struct joining *joining)
{
    struct wire *wire = joining->wire;
    size_t from = joining->out->verdicts.count, at = 0;
    for (uint32_t left = wire_count(wire, 4); left && !wire->is_spoilt; left--) {
        struct partial_records records = {.place = cited_read_place(&joining->cited, wire)};
        records.bytes.len = wire_upto(wire, (uint64_t)(wire->end - wire->at));
        VECTOR_PUSH(joining->arena, &joining->out->verdicts, records);
    }
    struct text bytes = wire_text(wire);
    for (size_t i = from; i < joining->out->verdicts.count; i++) {
        struct text *records = &joining->out->verdicts.at[i].bytes;
        *records = text_slice(bytes, at, at + records->len);
        at += records->len;
    }
    wire->is_spoilt = wire->is_spoilt || at != bytes.len;
}

static void read_notice(struct joining *joining)
{
    struct wire *wire = joining->wire;
    const struct model *model = joining->out->model;
    struct partial_records records = {.at = wire_signed(wire)};
    records.place = cited_read_place(&joining->cited, wire);
    records.bytes.len = wire_upto(wire, (uint64_t)(wire->end - wire->at));
    uint64_t escalation = wire_upto(wire, model->escalation_count);
    records.escalation = escalation ? (uint32_t)escalation - 1 : INDEX_NONE;
    records.target = (uint32_t)wire_upto(wire, model->target_count);
    records.corrects = wire_upto(wire, 1) != 0;
    VECTOR_PUSH(joining->arena, &joining->out->notices, records);
}

static void read_notices(struct joining *joining)
{
    struct wire *wire = joining->wire;
    size_t from = joining->out->notices.count, at = 0;
    for (uint32_t left = wire_count(wire, 8); left && !wire->is_spoilt; left--)
        read_notice(joining);
    struct text bytes = wire_text(wire);
    if (joining->is_stream)
        bytes = text_copy(joining->arena, bytes);
    for (size_t i = from; i < joining->out->notices.count; i++) {
        struct text *records = &joining->out->notices.at[i].bytes;
        *records = text_slice(bytes, at, at + records->len);
        at += records->len;
    }
    wire->is_spoilt = wire->is_spoilt || at != bytes.len;
}

/* Stable: what stands at one place is of one part, in its order. */
static int compare_records(const struct partial_records *a, const struct partial_records *b)
{
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return cited_compare(&a->place, &b->place);
}

static void sort(struct partial_records *from, struct partial_records *to, size_t count)
{
    size_t half = count / 2;
    if (count < 2)
        return;
    sort(from, to, half);
    sort(from + half, to + half, count - half);
    for (size_t i = 0, a = 0, b = half; i < count; i++) {
        bool second = a == half || (b < count && compare_records(&from[b], &from[a]) < 0);
        to[i] = second ? from[b++] : from[a++];
    }
    memcpy(from, to, count * sizeof *from);
}

static void sort_records(struct partial_records *at, size_t count)
{
    struct partial_records *spare = memory_resize(NULL, (count + 1) * sizeof *spare);
    sort(at, spare, count);
    memory_release(spare);
}

/* ---- bad rows ---- */

struct ranked {
    struct log_reject reject;
    size_t rank; /* as they came */
};

static int by_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (is_before(&x->reject.first, &y->reject.first))
        return -1;
    if (is_before(&y->reject.first, &x->reject.first))
        return 1;
    return x->rank < y->rank ? -1 : 1;
}

/* Reasons that begin with the same record are of one part, in its order. */
static void sort_rejects(struct log_reject *at, size_t count)
{
    struct ranked *ranked = memory_resize(NULL, (count + 1) * sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){at[i], i};
    qsort(ranked, count, sizeof *ranked, by_first);
    for (size_t i = 0; i < count; i++)
        at[i] = ranked[i].reject;
    memory_release(ranked);
}

/* As reading the whole would have counted them: the first ones apart, the rest together. */
static void finish_rejects(struct joining *joining)
{
    struct eventlog *log = &joining->out->log;
    struct log_reject *at = joining->rejects.at;
    size_t count = joining->rejects.count;
    sort_rejects(at, count);
    for (size_t i = REJECTS_MOST + 1; i < count; i++)
        at[REJECTS_MOST].count += at[i].count;
    if (count > REJECTS_MOST) {
        at[REJECTS_MOST].reason = TEXT("other reasons");
        count = REJECTS_MOST + 1;
    }
    log->rejects = at;
    log->reject_count = (uint32_t)count;
    if (log->rejected > joining->part->about.max_errors)
        quarrel(joining,
                text_format(joining->arena,
                            "%llu rows are bad in all parts together, and %llu are put up with",
                            (unsigned long long)log->rejected,
                            (unsigned long long)joining->part->about.max_errors),
                "Mend the log, or judge the parts with a larger --max-errors.");
}

/* ---- the whole ---- */

static void begin(struct joining *joining, struct partials *out, const struct partial *first)
{
    struct arena *arena = out->arena;
    *joining = (struct joining){.out = out, .arena = arena, .part = first};
    cited_init(&joining->cited, arena);
    joining->tickets = map_new(arena);
    joining->reasons = map_new(arena);
    digest_init(&joining->digest);
    out->log = (struct eventlog){
        .schema = &out->model->schema, .first_time = INSTANT_NONE, .last_time = INSTANT_NONE};
    out->lint.unset = ARENA_ARRAY(arena, out->model->schema.stored + 1, struct judge_count);
    joining->drivers = drivers_sum_new(arena, out->model);
}

static void make_columns(struct joining *joining)
{
    static const struct value unset;
    struct eventlog *log = &joining->out->log;
    int32_t service = log->schema->service;
    struct event_column *columns =
        ARENA_ARRAY(joining->arena, log->schema->stored + 1, struct event_column);
    for (uint32_t i = 0; i < log->schema->stored; i++)
        columns[i] = (struct event_column){.values = &unset, .value_count = 1};
    if (joining->says_service && service != ATTRIBUTE_ABSENT)
        columns[service].width = 1;
    log->columns = columns;
    log->first = ARENA_ARRAY(joining->arena, 2, uint32_t);
}

/* A log without rows, which says what all parts together say of theirs. */
static void finish_log(struct joining *joining)
{
    struct eventlog *log = &joining->out->log;
    log->files = joining->files.at;
    log->file_count = (uint32_t)joining->files.count;
    digest_write(&joining->digest, log->digest);
    finish_rejects(joining);
    if (!joining->part->part.split.len && joining->with_ids > 1)
        quarrel(joining,
                TEXT("events of several parts have identities, and the same may be in two"),
                "Split the whole log by `charter shard`, which looks for that.");
}

static void make_judge(struct joining *joining)
{
    struct partials *out = joining->out;
    const struct partial_about *about = &joining->part->about;
    out->judge = judge_new(joining->arena, out->model, &out->log, about->as_of);
    struct tally_request tally = {.judge = out->judge,
                                  .model = out->model,
                                  .log = &out->log,
                                  .by = about->by,
                                  .by_count = about->by_count};
    struct figures_request figures = {.judge = out->judge,
                                      .model = out->model,
                                      .log = &out->log,
                                      .from = about->from,
                                      .to = about->to};
    out->tally = tally_new(&tally);
    out->figures = figures_has(out->model) ? figures_new(&figures) : NULL;
    out->gathered = about->has_page ? pictures_new(out->judge, out->model) : NULL;
}

static void read_results(struct joining *joining)
{
    const struct partial_about *about = &joining->part->about;
    struct partials *out = joining->out;
    read_lint(joining);
    tally_add(out->tally, joining->wire, &joining->cited);
    if (out->figures)
        figures_add(out->figures, joining->wire, &joining->cited);
    if (about->has_drivers)
        drivers_sum_add(joining->drivers, joining->wire);
    if (about->has_verdicts)
        read_verdicts(joining);
    if (about->has_notices)
        read_notices(joining);
    if (about->has_page)
        pictures_add(out->gathered, joining->wire, &joining->cited);
    if (!wire_is_done(joining->wire))
        quarrel(joining,
                text_format(joining->arena, TEXT_FMT " is no partial result of this program",
                            TEXT_ARG(joining->part->path)),
                "Write it anew.");
}

static void finish(struct joining *joining)
{
    struct partials *out = joining->out;
    out->log.tickets = (uint32_t)joining->tickets_count;
    out->log.ticket_ids = joining->cited.ids.at;
    tally_settle(out->tally, &joining->cited);
    sort_records(out->verdicts.at, out->verdicts.count);
    sort_records(out->notices.at, out->notices.count);
    if (joining->part->about.has_drivers)
        out->drivers = drivers_sum_finish(joining->drivers, joining->arena);
    if (out->gathered)
        out->pictures = pictures_finish(out->gathered, joining->arena);
}

struct partial_quarrel partials_join(struct partials *joined, struct partial *parts, uint32_t count)
{
    struct joining joining;
    uint64_t *file_from = ARENA_ARRAY(joined->arena, count + 1, uint64_t);
    begin(&joining, joined, parts);
    for (uint32_t i = 0; i < count; i++) {
        joining.part = &parts[i];
        joining.wire = &parts[i].rest;
        read_abilities(&joining);
        read_log(&joining);
        file_from[i] = joining.cited.file_from;
    }
    make_columns(&joining);
    finish_log(&joining);
    make_judge(&joining);
    for (uint32_t i = 0; i < count && !joining.quarrel.what.len; i++) {
        joining.part = &parts[i];
        joining.wire = &parts[i].rest;
        joining.cited.file_from = file_from[i];
        read_results(&joining);
    }
    if (!joining.quarrel.what.len)
        finish(&joining);
    return joining.quarrel;
}

/* ---- one after the other ---- */

void partials_begin(struct partials *joined, const struct partial_about *about,
                    const struct eventlog *log)
{
    struct joining *joining = ARENA_NEW(joined->arena, struct joining);
    struct partial first = {.path = TEXT("the log"), .about = *about, .part = *log->whole};
    int32_t service = log->schema->service;
    begin(joining, joined, &first);
    joining->one = first;
    joining->part = &joining->one;
    joining->is_stream = true;
    joining->says_service = service != ATTRIBUTE_ABSENT && log->columns[service].width;
    joined->log.first_time = log->first_time;
    joined->log.last_time = log->last_time;
    joined->log.rows = log->rows;
    memcpy(joined->log.can_say_kind, log->can_say_kind, sizeof log->can_say_kind);
    joined->log.can_say_actor = log->can_say_actor;
    joined->log.can_say_status = log->can_say_status;
    make_columns(joining);
    make_judge(joining);
    joined->log.rows = 0; /* they are counted when they come */
    joined->log.first_time = joined->log.last_time = INSTANT_NONE;
    joined->joining = joining;
}

void partials_add(struct partials *joined, struct text rest)
{
    struct joining *joining = joined->joining;
    joining->one.rest = wire_of(rest);
    joining->wire = &joining->one.rest;
    read_abilities(joining);
    read_log(joining);
    read_results(joining);
}

struct partial_quarrel partials_end(struct partials *joined)
{
    struct joining *joining = joined->joining;
    finish_log(joining);
    if (!joining->quarrel.what.len)
        finish(joining);
    return joining->quarrel;
}

const struct notices_count *partials_count_notices(const struct partials *joined)
{
    const struct model *model = joined->model;
    struct notices_count *counts = ARENA_NEW(joined->arena, struct notices_count);
    uint64_t *escalations = ARENA_ARRAY(joined->arena, model->escalation_count + 1, uint64_t);
    uint64_t *warnings = ARENA_ARRAY(joined->arena, model->target_count + 1, uint64_t);
    for (size_t i = 0; i < joined->notices.count; i++) {
        const struct partial_records *record = &joined->notices.at[i];
        counts->corrections += record->corrects;
        *(record->escalation == INDEX_NONE ? &warnings[record->target]
                                           : &escalations[record->escalation]) += !record->corrects;
    }
    counts->all = joined->notices.count;
    counts->escalations = escalations;
    counts->warnings = warnings;
    return counts;
}
