/* partial.c - writing a partial. What is read back in partial_read.c and partial_join.c has the
 * same order. */
#include "report/partial.h"

#include "analyse/drivers_wire.h"
#include "count/figures_wire.h"
#include "report/partial_part.h"
#include "report/report_html.h"
#include "count/tally_wire.h"

const char partial_first_line[] = "charter partial 2\n";

/* ---- what it is ---- */

static void put_for_people(const struct partial_about *about, struct buffer *out)
{
    for (uint32_t i = 0; i < about->heading_count; i++) {
        buffer_puts(out, i ? "," : "{");
        buffer_put_json(out, text_of(about->headings[i].name));
        buffer_puts(out, ":");
        buffer_put_json(out, about->headings[i].value);
    }
    buffer_puts(out, "}\n");
}

static void put_asked(const struct partial_about *about, struct buffer *out)
{
    wire_put_signed(out, about->as_of);
    wire_put_signed(out, about->from);
    wire_put_signed(out, about->to);
    wire_put_text(out, about->where);
    wire_put_whole(out, about->by_count);
    for (uint32_t i = 0; i < about->by_count; i++)
        wire_put_whole(out, about->by[i]);
    wire_put_whole(out, about->max_errors);
    wire_put_whole(out, about->has_drivers);
    wire_put_whole(out, about->has_verdicts);
    wire_put_whole(out, about->verdicts_format);
    wire_put_whole(out, about->has_notices);
    wire_put_whole(out, about->notices_format);
    wire_put_whole(out, about->has_page);
}

static void put_about(const struct partial_about *about, struct buffer *out)
{
    wire_put_whole(out, about->heading_count);
    for (uint32_t i = 0; i < about->heading_count; i++) {
        wire_put_text(out, text_of(about->headings[i].name));
        wire_put_text(out, about->headings[i].value);
    }
    put_asked(about, out);
    wire_put_whole(out, about->file_count);
    for (uint32_t i = 0; i < about->file_count; i++) {
        wire_put_text(out, about->files[i].path);
        wire_put_text(out, about->files[i].bytes);
    }
}

static void put_part(const struct log_whole *whole, struct buffer *out)
{
    static const struct log_whole none;
    whole = whole ? whole : &none;
    wire_put_text(out, whole->split);
    wire_put_whole(out, whole->number);
    wire_put_whole(out, whole->count);
}

/* ---- the log ---- */

static void put_origin(const struct row_origin *origin, struct buffer *out)
{
    wire_put_whole(out, origin->file);
    wire_put_whole(out, origin->line);
}

static void put_problems(const struct eventlog *log, struct buffer *out)
{
    wire_put_whole(out, log->reject_count);
    for (uint32_t i = 0; i < log->reject_count; i++) {
        wire_put_text(out, log->rejects[i].key);
        wire_put_text(out, log->rejects[i].reason);
        wire_put_whole(out, log->rejects[i].count);
        put_origin(&log->rejects[i].first, out);
    }
    for (int i = 0; i < REMARK_COUNT; i++) {
        wire_put_whole(out, log->remarks[i].count);
        if (log->remarks[i].count)
            put_origin(&log->remarks[i].first, out);
    }
}

static void put_abilities(const struct partial_request *request, struct buffer *out)
{
    const struct eventlog *log = request->log;
    int32_t service = request->model->schema.service;
    for (uint32_t i = 0; i < PARTIAL_KINDS; i++)
        buffer_putc(out, log->can_say_kind[i] ? '1' : '0');
    wire_put_whole(out, log->can_say_actor);
    wire_put_whole(out, log->can_say_status);
    wire_put_whole(out, log->has_ids);
    wire_put_whole(out, service != ATTRIBUTE_ABSENT && log->columns[service].width);
}

static void put_log(const struct partial_request *request, struct buffer *out)
{
    const struct eventlog *log = request->log;
    wire_put_whole(out, log->file_count);
    for (uint32_t i = 0; i < log->file_count; i++)
        wire_put_text(out, log->files[i]);
    wire_put_whole(out, log->records);
    wire_put_whole(out, log->rows);
    wire_put_whole(out, log->tickets);
    wire_put_whole(out, log->rejected);
    wire_put_signed(out, log->first_time);
    wire_put_signed(out, log->last_time);
    wire_put_text(out, text_of(log->digest));
    put_problems(log, out);
    wire_put_whole(out, log->whole ? 0 : log->tickets);
    for (uint32_t i = 0; !log->whole && i < log->tickets; i++)
        wire_put_text(out, log->ticket_ids[i]);
}

static void put_counted(const struct partial_request *request, const struct judge_count *count,
                        struct buffer *out)
{
    wire_put_whole(out, count->count);
    if (count->count)
        cited_put(out, request->log, count->first);
}

static void put_lint(const struct partial_request *request, struct buffer *out)
{
    for (int i = 0; i < JUDGED_REMARK_COUNT; i++)
        put_counted(request, &request->lint->remarks[i], out);
    for (uint32_t i = 0; i < request->model->schema.stored; i++)
        put_counted(request, &request->lint->unset[i], out);
}

/* ---- records ---- */

static void put_verdicts(const struct partial_request *request, struct buffer *out)
{
    const struct verdicts_kept *kept = request->verdicts;
    wire_put_whole(out, kept->count);
    for (size_t i = 0; i < kept->count; i++) {
        struct cited_place place = cited_place(request->log, kept->at[i].ticket);
        cited_put_place(out, &place);
        wire_put_whole(out, kept->at[i].len);
    }
    wire_put_text(out, buffer_text(&kept->bytes));
}

static void put_notices(const struct partial_request *request, struct buffer *out)
{
    const struct notices_kept *kept = request->notices;
    wire_put_whole(out, kept->count);
    for (size_t i = 0; i < kept->count; i++) {
        const struct notices_mark *mark = &kept->at[i];
        struct cited_place place = cited_place(request->log, mark->ticket);
        wire_put_signed(out, mark->at);
        cited_put_place(out, &place);
        wire_put_whole(out, mark->len);
        wire_put_whole(out, mark->escalation == INDEX_NONE ? 0 : (uint64_t)mark->escalation + 1);
        wire_put_whole(out, mark->target);
        wire_put_whole(out, mark->corrects);
    }
    wire_put_text(out, buffer_text(&kept->bytes));
}

static void put_pictures(const struct partial_request *request, struct buffer *out)
{
    struct report_input input = {
        .model = request->model, .log = request->log, .judge = request->judge};
    struct pictures_teller teller = {&input, report_html_told, request->log};
    pictures_put(request->pictures, &teller, out);
}

/* ---- the whole ---- */

static void put_results(const struct partial_request *request, struct buffer *out)
{
    put_lint(request, out);
    tally_put(request->tally, out);
    if (request->figures)
        figures_put(request->figures, out);
    if (request->drivers)
        drivers_put(request->drivers, out);
    if (request->verdicts)
        put_verdicts(request, out);
    if (request->notices)
        put_notices(request, out);
    if (request->pictures)
        put_pictures(request, out);
}

void partial_write_rest(const struct partial_request *request, struct buffer *out)
{
    put_abilities(request, out);
    put_log(request, out);
    put_results(request, out);
}

void partial_write(const struct partial_request *request, struct buffer *out)
{
    char hex[SHA256_HEX];
    struct sha256 sha;
    size_t from = out->len;
    buffer_puts(out, partial_first_line);
    put_for_people(request->about, out);
    put_about(request->about, out);
    put_part(request->log->whole, out);
    partial_write_rest(request, out);
    sha256_init(&sha);
    sha256_add(&sha, text_slice(buffer_text(out), from, out->len));
    sha256_write(&sha, hex);
    buffer_puts(out, hex);
}
