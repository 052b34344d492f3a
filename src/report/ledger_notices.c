/* ledger_notices.c - whom escalations told in a cycle, and why steps did not. */
#include "report/ledger_parts.h"
#include "report/notice.h"
#include "report/shown.h"
#include "report/table.h"

enum { NOTICES_MOST = 60 }; /* for people */

static struct text words_of(struct arena *arena, const struct notice *notice)
{
    struct text words = notice_words(arena, notice);
    if (notice->repetition)
        words = text_format(arena, TEXT_FMT ", number %u", TEXT_ARG(words), notice->repetition);
    struct text flags = notice_flags(arena, notice->flags);
    return flags.len
               ? text_format(arena, TEXT_FMT " (" TEXT_FMT ")", TEXT_ARG(words), TEXT_ARG(flags))
               : words;
}

void ledger_write_notices(struct buffer *out, const struct ledger_view *view,
                          const struct ledger *ledger, unsigned indent)
{
    struct arena *arena = arena_new();
    struct table table;
    table_init(&table, arena);
    for (int column = 0; column < 4; column++)
        table_column(&table, TEXT(""), false);
    for (uint32_t i = 0; i < ledger->notice_count && i < NOTICES_MOST; i++) {
        const struct notice *notice = &ledger->notices[i];
        const struct escalation *escalation = notice_escalation(notice);
        table_put(&table, shown_instant(arena, view->model->zone, notice->at));
        table_put(&table, escalation ? escalation->name : TEXT(""));
        table_put(&table, words_of(arena, notice));
        table_put(&table, notice_told(arena, notice_step(notice)));
    }
    if (ledger->notice_count)
        table_write(out, &table, indent);
    if (ledger->notice_count > NOTICES_MOST) {
        buffer_fill(out, ' ', indent);
        buffer_format(out, "and %u more, which `--format json` shows\n",
                      ledger->notice_count - NOTICES_MOST);
    }
    arena_free(arena);
}

/* ---- JSON ---- */

static void put_text(struct buffer *out, const char *key, struct text text)
{
    buffer_puts(out, key);
    if (text.len)
        buffer_put_json(out, text);
    else
        buffer_puts(out, "null");
}

static void put_number(struct buffer *out, const char *key, uint32_t number)
{
    buffer_puts(out, key);
    if (number)
        buffer_format(out, "%u", number);
    else
        buffer_puts(out, "null");
}

static void put_tells(struct buffer *out, const struct escalation_step *step)
{
    buffer_puts(out, ",\"tells\":[");
    for (uint32_t i = 0; step && i < step->tell_count; i++) {
        const struct tell *tell = &step->tells[i];
        put_text(out, i ? ",{\"who\":" : "{\"who\":", tell->who);
        buffer_format(out, ",\"by\":[%s%s%s]}", tell->by_phone ? "\"phone\"" : "",
                      tell->by_phone && tell->by_email ? "," : "",
                      tell->by_email ? "\"email\"" : "");
    }
    buffer_puts(out, "]");
}

static void put_notice(struct buffer *out, const struct ledger_view *view,
                       const struct notice *notice, struct arena *arena)
{
    const struct escalation *escalation = notice_escalation(notice);
    const struct escalation_step *step = notice_step(notice);
    char key[NOTICE_KEY], at[CIVIL_ROOM];
    notice_key(view->log->ticket_ids[notice->ticket], notice, key);
    put_text(out, "{\"key\":", text_of(key));
    put_text(out, ",\"at\":", (struct text){at, civil_write_instant(at, notice->at)});
    put_text(out, ",\"escalation\":", escalation ? escalation->name : TEXT(""));
    put_text(out, ",\"step\":", notice_words(arena, notice));
    put_number(out, ",\"repetition\":", notice->repetition);
    put_tells(out, step);
    put_number(out, ",\"level\":", step ? step->level : 0);
    buffer_puts(out, ",\"flags\":");
    notice_flags_json(out, notice->flags);
    buffer_puts(out, "}");
}

void ledger_write_notices_json(struct buffer *out, const struct ledger_view *view,
                               const struct ledger *ledger)
{
    struct arena *arena = arena_new();
    buffer_puts(out, ",\"notices\":[");
    for (uint32_t i = 0; i < ledger->notice_count; i++) {
        buffer_puts(out, i ? "," : "");
        put_notice(out, view, &ledger->notices[i], arena);
    }
    buffer_puts(out, "]");
    arena_free(arena);
}
