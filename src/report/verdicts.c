/* verdicts.c - one record a verdict. Texts that come again and again (clauses, names of targets and
 * calendars) are made once, in the form of the file; instants and lengths are put together digit by
 * digit, since there are millions of them. */
#include "report/verdicts.h"

#include <string.h>

#include "count/buckets.h"
#include "report/shown.h"

static const char *const fields[] = {"ticket",      "target",  "cycle",  "clause", "verdict",
                                     "reason",      "start",   "due",    "stop",   "used_s",
                                     "paused_s",    "limit_s", "over_s", "late_s", "calendar",
                                     "breached_at", "period",  "flags"};

enum { FIELD_COUNT = sizeof fields / sizeof *fields };

struct verdicts {
    struct verdicts_request request;
    struct text *targets;            /* names, as they stand in the file */
    struct text *calendars;          /* likewise */
    struct text ***clauses;          /* by version, target and clause */
    struct text before[FIELD_COUNT]; /* what stands before each field: `,` or `,"due":` */
};

/* What one thread writes with. */
struct pen {
    struct verdicts *verdicts;
    struct buffer out;
    struct buckets *buckets; /* by version and target */
    uint32_t targets;
    struct verdicts_kept marks; /* those of the block, where they are kept */
    day dated;                  /* the date whose text is in `date` */
    char date[16];
};

static bool is_json(const struct verdicts *verdicts)
{
    return verdicts->request.format == VERDICTS_NDJSON;
}

static void put_text(const struct verdicts *verdicts, struct buffer *out, struct text text)
{
    if (is_json(verdicts))
        buffer_put_json(out, text);
    else
        buffer_put_csv(out, text);
}

/* TEXT as it stands in the file. */
static struct text ready(const struct verdicts *verdicts, struct arena *arena, struct text text)
{
    struct buffer out = {0};
    put_text(verdicts, &out, text);
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return copy;
}

static uint32_t versions_of(const struct model *model)
{
    return model->version_count ? model->version_count : 1;
}

static const struct model *version_of(const struct model *model, uint32_t version)
{
    return model->version_count ? model->versions[version].model : model;
}

static struct text **make_clauses(struct verdicts *verdicts, struct arena *arena,
                                  const struct model *model)
{
    struct text **clauses = ARENA_ARRAY(arena, model->target_count, struct text *);
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct target *target = &model->targets[i];
        clauses[i] = ARENA_ARRAY(arena, target->clause_count, struct text);
        for (uint32_t j = 0; j < target->clause_count; j++)
            clauses[i][j] =
                ready(verdicts, arena, shown_span(arena, model->sources, target->clauses[j].span));
    }
    return clauses;
}

static void make_names(struct verdicts *verdicts, struct arena *arena)
{
    const struct model *model = verdicts->request.model;
    verdicts->targets = ARENA_ARRAY(arena, model->target_count, struct text);
    verdicts->calendars = ARENA_ARRAY(arena, model->calendar_count, struct text);
    verdicts->clauses = ARENA_ARRAY(arena, versions_of(model), struct text **);
    for (uint32_t i = 0; i < model->calendar_count; i++)
        verdicts->calendars[i] = ready(verdicts, arena, model->calendars[i].name);
    for (uint32_t i = 0; i < model->target_count; i++)
        verdicts->targets[i] = ready(verdicts, arena, model->targets[i].name);
    for (uint32_t i = 0; i < versions_of(model); i++)
        verdicts->clauses[i] = make_clauses(verdicts, arena, version_of(model, i));
}

static void make_separators(struct verdicts *verdicts, struct arena *arena)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        const char *comma = i ? "," : is_json(verdicts) ? "{" : "";
        verdicts->before[i] =
            is_json(verdicts) ? text_format(arena, "%s\"%s\":", comma, fields[i]) : text_of(comma);
    }
}

static void write_header(const struct verdicts *verdicts)
{
    struct buffer out = {0};
    for (int i = 0; i < FIELD_COUNT; i++) {
        buffer_puts(&out, i ? "," : "");
        buffer_puts(&out, fields[i]);
    }
    buffer_putc(&out, '\n');
    verdicts->request.write(verdicts->request.context, buffer_text(&out));
    buffer_fini(&out);
}

struct verdicts *verdicts_new(struct arena *arena, const struct verdicts_request *request)
{
    struct verdicts *verdicts = ARENA_NEW(arena, struct verdicts);
    verdicts->request = *request;
    make_names(verdicts, arena);
    make_separators(verdicts, arena);
    if (!is_json(verdicts))
        write_header(verdicts);
    return verdicts;
}

void verdicts_kept_fini(struct verdicts_kept *kept)
{
    memory_release(kept->at);
    buffer_fini(&kept->bytes);
}

static void pen_init(struct pen *pen, struct verdicts *verdicts)
{
    const struct model *model = verdicts->request.model;
    *pen = (struct pen){.verdicts = verdicts, .dated = DAY_NONE, .targets = model->target_count};
    size_t targets = pen->targets, count = versions_of(model) * targets;
    pen->buckets = memory_resize(NULL, (count + 1) * sizeof *pen->buckets);
    for (uint32_t i = 0; i < versions_of(model); i++)
        for (uint32_t k = 0; k < targets; k++)
            pen->buckets[i * targets + k] = buckets_of(model, &version_of(model, i)->targets[k]);
}

static void pen_fini(struct pen *pen)
{
    memory_release(pen->buckets);
    buffer_fini(&pen->out);
    verdicts_kept_fini(&pen->marks);
}

static void put_nothing(struct pen *pen)
{
    if (is_json(pen->verdicts))
        buffer_put(&pen->out, TEXT("null"));
}

static char *two_digits(char *out, int64_t value)
{
    out[0] = (char)('0' + value / 10);
    out[1] = (char)('0' + value % 10);
    return out + 2;
}

/* An instant with whole seconds: the text of its date is kept for the next one. */
static void put_whole_seconds(struct pen *pen, instant at)
{
    int64_t second = at / MICROS_SECOND, rest = second % 86400;
    day date = (day)(second / 86400 - (rest < 0));
    rest += rest < 0 ? 86400 : 0;
    if (date != pen->dated) {
        civil_write_date(pen->date, date);
        pen->dated = date;
    }
    char *out = buffer_reserve(&pen->out, 20), *to = out + 10;
    memcpy(out, pen->date, 10);
    *to++ = 'T';
    to = two_digits(to, rest / 3600);
    *to++ = ':';
    to = two_digits(to, rest / 60 % 60);
    *to++ = ':';
    to = two_digits(to, rest % 60);
    *to = 'Z';
    pen->out.len += 20;
}

static void put_instant(struct pen *pen, instant at)
{
    char slow[CIVIL_ROOM];
    const char *quote = is_json(pen->verdicts) ? "\"" : "";
    if (at == INSTANT_NONE) {
        put_nothing(pen);
        return;
    }
    buffer_puts(&pen->out, quote);
    if (at % MICROS_SECOND == 0 && civil_exists(at))
        put_whole_seconds(pen, at);
    else
        buffer_put(&pen->out, (struct text){slow, civil_write_instant(slow, at)});
    buffer_puts(&pen->out, quote);
}

static void put_whole(struct buffer *out, uint64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    buffer_put(out, (struct text){digits + at, sizeof digits - at});
}

static void put_length(struct pen *pen, micros length)
{
    char slow[CIVIL_ROOM];
    if (length >= 0 && length % MICROS_SECOND == 0)
        put_whole(&pen->out, (uint64_t)(length / MICROS_SECOND));
    else
        buffer_put(&pen->out, (struct text){slow, civil_write_seconds(slow, length)});
}

/* A text that is empty where it does not apply. */
static void put_optional(struct pen *pen, struct text text)
{
    if (text.len)
        put_text(pen->verdicts, &pen->out, text);
    else
        put_nothing(pen);
}

static void put_ready(struct pen *pen, struct text text)
{
    if (text.len)
        buffer_put(&pen->out, text);
    else
        put_nothing(pen);
}

static void put_flags(struct pen *pen, uint32_t flags)
{
    struct arena *arena;
    if (!flags) {
        buffer_puts(&pen->out, is_json(pen->verdicts) ? "\"\"" : "");
        return;
    }
    arena = arena_new();
    put_text(pen->verdicts, &pen->out, shown_flags(arena, flags));
    arena_free(arena);
}

static bool was_late(const struct verdict *verdict)
{
    return verdict->has_figures && verdict->breached_at != INSTANT_NONE;
}

static void put_figure(struct pen *pen, bool applies, micros length)
{
    if (applies)
        put_length(pen, length);
    else
        put_nothing(pen);
}

static void put_period(struct pen *pen, const struct verdict *verdict)
{
    if (verdict->counted_at == INSTANT_NONE)
        put_nothing(pen);
    else
        put_text(pen->verdicts, &pen->out,
                 buckets_find(&pen->buckets[verdict->version * pen->targets + verdict->target],
                              verdict->counted_at));
}

static void put_names(struct pen *pen, const struct verdict *v, int field)
{
    const struct verdicts *verdicts = pen->verdicts;
    struct text clause = TEXT("");
    switch (field) {
    case 0:
        put_text(verdicts, &pen->out, verdicts->request.log->ticket_ids[v->ticket]);
        return;
    case 1:
        buffer_put(&pen->out, verdicts->targets[v->target]);
        return;
    case 2:
        put_whole(&pen->out, v->cycle);
        return;
    case 3:
        if (v->clause != INDEX_NONE)
            clause = verdicts->clauses[v->version][v->target][v->clause];
        put_ready(pen, clause);
        return;
    case 4:
        put_text(verdicts, &pen->out, text_of(shown_verdict(v->kind)));
        return;
    default:
        put_optional(pen, v->reason);
    }
}

static void put_figures(struct pen *pen, const struct verdict *v, int field)
{
    switch (field) {
    case 6:
        put_instant(pen, v->start);
        return;
    case 7:
        put_instant(pen, v->due);
        return;
    case 8:
        put_instant(pen, v->stop);
        return;
    case 9:
        put_figure(pen, v->has_figures, v->used);
        return;
    case 10:
        put_figure(pen, v->has_figures, v->paused);
        return;
    case 11:
        put_figure(pen, v->has_figures, v->limit);
        return;
    case 12:
        put_figure(pen, was_late(v), v->over);
        return;
    default:
        put_figure(pen, was_late(v) && v->due != INSTANT_NONE, v->late);
    }
}

static void put_rest(struct pen *pen, const struct verdict *v, int field)
{
    switch (field) {
    case 14:
        put_ready(pen,
                  v->calendar == INDEX_NONE ? TEXT("") : pen->verdicts->calendars[v->calendar]);
        return;
    case 15:
        put_instant(pen, v->breached_at);
        return;
    case 16:
        put_period(pen, v);
        return;
    default:
        put_flags(pen, v->flags);
    }
}

static void put_record(struct pen *pen, const struct verdict *verdict)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        buffer_put(&pen->out, pen->verdicts->before[field]);
        if (field < 6)
            put_names(pen, verdict, field);
        else if (field < 14)
            put_figures(pen, verdict, field);
        else
            put_rest(pen, verdict, field);
    }
    buffer_puts(&pen->out, is_json(pen->verdicts) ? "}\n" : "\n");
}

static void *begin(void *context)
{
    struct pen *pen = memory_resize(NULL, sizeof *pen);
    pen_init(pen, context);
    return pen;
}

static void mark(struct verdicts_kept *kept, uint32_t ticket, size_t len)
{
    if (kept->count && kept->at[kept->count - 1].ticket == ticket) {
        kept->at[kept->count - 1].len += len;
        return;
    }
    if (kept->count == kept->cap) {
        kept->cap = kept->cap ? kept->cap * 2 : 64;
        kept->at = memory_resize(kept->at, kept->cap * sizeof *kept->at);
    }
    kept->at[kept->count++] = (struct verdicts_mark){ticket, len};
}

static void take(void *block, const struct verdict *verdict)
{
    struct pen *pen = block;
    size_t before = pen->out.len;
    put_record(pen, verdict);
    if (pen->verdicts->request.kept)
        mark(&pen->marks, verdict->ticket, pen->out.len - before);
}

static void keep(struct verdicts_kept *kept, const struct pen *pen)
{
    for (size_t i = 0; i < pen->marks.count; i++)
        mark(kept, pen->marks.at[i].ticket, pen->marks.at[i].len);
    buffer_put(&kept->bytes, buffer_text(&pen->out));
}

static void end(void *context, void *block)
{
    struct verdicts *verdicts = context;
    struct pen *pen = block;
    verdicts->request.write(verdicts->request.context, buffer_text(&pen->out));
    if (verdicts->request.kept)
        keep(verdicts->request.kept, pen);
    pen_fini(pen);
    memory_release(pen);
}

struct judge_consumer verdicts_consumer(struct verdicts *verdicts)
{
    return (struct judge_consumer){verdicts, begin, take, end, NULL, 0};
}

void verdicts_write_one(struct verdicts *verdicts, struct buffer *out,
                        const struct verdict *verdict)
{
    struct pen pen;
    pen_init(&pen, verdicts);
    put_record(&pen, verdict);
    buffer_put(out, buffer_text(&pen.out));
    pen_fini(&pen);
}
