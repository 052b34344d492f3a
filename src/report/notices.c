/* notices.c - blocks come in the order of tickets, so that sorting by instant alone, and stably,
 * gives the order of the records. */
#include "report/notices.h"

#include <stdlib.h>
#include <string.h>

#include "report/notice.h"
#include "report/shown.h"

static const char *const fields[] = {"key",   "at",     "ticket", "escalation", "target",
                                     "cycle", "clause", "step",   "repetition", "tells",
                                     "by",    "level",  "flags"};

enum { FIELD_COUNT = sizeof fields / sizeof *fields, PIECE = 1 << 16 };

/* On the heap: they grow beyond an arena's use. */
struct list {
    struct notice *at;
    size_t count, cap;
};

struct notices {
    struct notices_request request;
    struct arena *arena;
    struct list list;
    struct buffer out;
    struct notices_count counts;
};

/* ---- taking them ---- */

static void *begin(void *context)
{
    (void)context;
    struct list *list = memory_resize(NULL, sizeof *list);
    *list = (struct list){0};
    return list;
}

static void pass_over(void *block, const struct verdict *verdict)
{
    (void)block;
    (void)verdict;
}

static void reserve(struct list *list, size_t more)
{
    if (list->cap - list->count >= more)
        return;
    list->cap = (list->cap + more) * 2;
    list->at = memory_resize(list->at, list->cap * sizeof *list->at);
}

static void take(void *block, const struct notice *notice)
{
    struct list *list = block;
    reserve(list, 1);
    list->at[list->count++] = *notice;
}

static void end(void *context, void *block)
{
    struct notices *notices = context;
    struct list *list = block;
    reserve(&notices->list, list->count);
    if (list->count)
        memcpy(notices->list.at + notices->list.count, list->at, list->count * sizeof *list->at);
    notices->list.count += list->count;
    memory_release(list->at);
    memory_release(list);
}

struct notices *notices_new(struct arena *arena, const struct notices_request *request)
{
    struct notices *notices = ARENA_NEW(arena, struct notices);
    *notices = (struct notices){.request = *request, .arena = arena};
    return notices;
}

void notices_free(struct notices *notices)
{
    memory_release(notices->list.at);
    buffer_fini(&notices->out);
}

struct judge_consumer notices_consumer(struct notices *notices)
{
    return (struct judge_consumer){notices, begin, pass_over, end, take, 0};
}

/* ---- their order ---- */

/* From two runs that are in order, A before B, one. */
static void merge(const struct notice *a, size_t a_count, const struct notice *b, size_t b_count,
                  struct notice *out)
{
    size_t i = 0, j = 0;
    while (i < a_count && j < b_count)
        *out++ = b[j].at < a[i].at ? b[j++] : a[i++];
    memcpy(out, a + i, (a_count - i) * sizeof *a);
    memcpy(out + a_count - i, b + j, (b_count - j) * sizeof *b);
}

static void sort(struct list *list)
{
    struct notice *from = list->at, *to = memory_resize(NULL, (list->count + 1) * sizeof *to);
    for (size_t width = 1; width < list->count; width *= 2) {
        for (size_t i = 0; i < list->count; i += 2 * width) {
            size_t left = list->count - i, a = left < width ? left : width;
            size_t b = left - a < width ? left - a : width;
            merge(from + i, a, from + i + a, b, to + i);
        }
        struct notice *swap = from;
        from = to;
        to = swap;
    }
    list->at = from;
    memory_release(to);
}

/* ---- writing ---- */

struct writer {
    struct notices *notices;
    struct buffer *out;
    const struct notice *notice;
    struct arena *arena; /* of a piece */
};

static bool is_json(const struct notices *notices)
{
    return notices->request.format == NOTICES_NDJSON;
}

static void put_text(const struct writer *writer, struct text text)
{
    if (is_json(writer->notices))
        buffer_put_json(writer->out, text);
    else
        buffer_put_csv(writer->out, text);
}

/* A text that does not apply is empty, or null. */
static void put_optional(const struct writer *writer, struct text text)
{
    if (text.len || !is_json(writer->notices))
        put_text(writer, text);
    else
        buffer_puts(writer->out, "null");
}

static void put_number(const struct writer *writer, uint32_t number)
{
    if (number)
        buffer_format(writer->out, "%u", number);
    else if (is_json(writer->notices))
        buffer_puts(writer->out, "null");
}

static void put_key(const struct writer *writer)
{
    char key[NOTICE_KEY];
    const struct notices_request *request = &writer->notices->request;
    notice_key(request->log->ticket_ids[writer->notice->ticket], writer->notice, key);
    put_text(writer, text_of(key));
}

static void put_at(const struct writer *writer)
{
    char at[CIVIL_ROOM];
    put_text(writer, (struct text){at, civil_write_instant(at, writer->notice->at)});
}

static struct text clause_of(const struct writer *writer)
{
    const struct model *model = writer->notice->model;
    const struct target *target = &model->targets[writer->notice->target];
    if (writer->notice->clause >= target->clause_count)
        return TEXT("");
    return shown_span(writer->arena, model->sources, target->clauses[writer->notice->clause].span);
}

static void put_where(const struct writer *writer, int field)
{
    const struct notices_request *request = &writer->notices->request;
    const struct notice *notice = writer->notice;
    const struct escalation *escalation = notice_escalation(notice);
    switch (field) {
    case 0:
        put_key(writer);
        return;
    case 1:
        put_at(writer);
        return;
    case 2:
        put_text(writer, request->log->ticket_ids[notice->ticket]);
        return;
    case 3:
        put_optional(writer, escalation ? escalation->name : TEXT(""));
        return;
    case 4:
        put_text(writer, request->model->targets[notice->target].name);
        return;
    case 5:
        put_number(writer, notice->cycle);
        return;
    default:
        put_optional(writer, clause_of(writer));
    }
}

static void put_what(const struct writer *writer, int field)
{
    const struct escalation_step *step = notice_step(writer->notice);
    switch (field) {
    case 7:
        put_text(writer, notice_words(writer->arena, writer->notice));
        return;
    case 8:
        put_number(writer, writer->notice->repetition);
        return;
    case 9:
        put_optional(writer, notice_tells(writer->arena, step));
        return;
    case 10:
        put_optional(writer, notice_by(writer->arena, step));
        return;
    case 11:
        put_number(writer, step ? step->level : 0);
        return;
    default:
        put_text(writer, notice_flags(writer->arena, writer->notice->flags));
    }
}

static void put_record(const struct writer *writer)
{
    bool json = is_json(writer->notices);
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (json)
            buffer_format(writer->out, "%c\"%s\":", field ? ',' : '{', fields[field]);
        else
            buffer_puts(writer->out, field ? "," : "");
        if (field < 7)
            put_where(writer, field);
        else
            put_what(writer, field);
    }
    buffer_puts(writer->out, json ? "}\n" : "\n");
}

void notices_write_one(const struct notices_request *request, struct buffer *out,
                       const struct notice *notice)
{
    struct notices notices = {.request = *request};
    struct writer writer = {&notices, out, notice, arena_new()};
    put_record(&writer);
    arena_free(writer.arena);
}

void notices_put_header(enum notices_format format, struct buffer *out)
{
    for (int i = 0; i < FIELD_COUNT && format == NOTICES_CSV; i++)
        buffer_format(out, "%s%s", i ? "," : "", fields[i]);
    buffer_puts(out, format == NOTICES_CSV ? "\n" : "");
}

void notices_kept_fini(struct notices_kept *kept)
{
    memory_release(kept->at);
    buffer_fini(&kept->bytes);
}

static void keep(const struct writer *writer, struct text bytes)
{
    const struct notice *notice = writer->notice;
    struct notices_kept *kept = writer->notices->request.kept;
    bool is_own = notice->escalation >= writer->notices->request.model->escalation_count;
    kept->at[kept->count++] =
        (struct notices_mark){.at = notice->at,
                              .ticket = notice->ticket,
                              .escalation = is_own ? INDEX_NONE : notice->escalation,
                              .target = notice->target,
                              .corrects = (notice->flags & NOTICE_CORRECTION) != 0,
                              .len = bytes.len};
    buffer_put(&kept->bytes, bytes);
}

static void write_piece(struct notices *notices)
{
    notices->request.write(notices->request.context, buffer_text(&notices->out));
    buffer_clear(&notices->out);
}

static void write_all(struct notices *notices)
{
    struct writer writer = {notices, &notices->out, NULL, arena_new()};
    notices_put_header(notices->request.format, &notices->out);
    if (notices->request.kept)
        notices->request.kept->at =
            memory_resize(NULL, (notices->list.count + 1) * sizeof *notices->request.kept->at);
    for (size_t i = 0; i < notices->list.count; i++) {
        size_t before = notices->out.len;
        writer.notice = &notices->list.at[i];
        put_record(&writer);
        if (notices->request.kept)
            keep(&writer, text_slice(buffer_text(&notices->out), before, notices->out.len));
        if (notices->out.len < PIECE)
            continue;
        write_piece(notices);
        arena_reset(writer.arena);
    }
    write_piece(notices);
    arena_free(writer.arena);
}

/* ---- counting ---- */

static void count_all(struct notices *notices)
{
    const struct model *model = notices->request.model;
    uint64_t *escalations = ARENA_ARRAY(notices->arena, model->escalation_count + 1, uint64_t);
    uint64_t *warnings = ARENA_ARRAY(notices->arena, model->target_count + 1, uint64_t);
    for (size_t i = 0; i < notices->list.count; i++) {
        const struct notice *notice = &notices->list.at[i];
        bool corrects = notice->flags & NOTICE_CORRECTION;
        notices->counts.corrections += corrects;
        if (notice->escalation < model->escalation_count)
            escalations[notice->escalation] += !corrects;
        else
            warnings[notice->target] += !corrects;
    }
    notices->counts.all = notices->list.count;
    notices->counts.escalations = escalations;
    notices->counts.warnings = warnings;
}

const struct notices_count *notices_finish(struct notices *notices)
{
    if (notices->request.write) {
        sort(&notices->list);
        write_all(notices);
    }
    count_all(notices);
    return &notices->counts;
}
