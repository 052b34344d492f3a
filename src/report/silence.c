/* silence.c - see silence.h. */
#include "report/silence.h"

#include "report/notice.h"
#include "report/shown.h"
#include "report/table.h"

enum { CONDITION_MOST = 200, TOLD_MOST = 6 };

/* One escalation beside one cycle. */
struct telling {
    struct buffer *out;
    const struct ledger_view *view;
    const struct ledger *ledger;
    const struct escalation *escalation;
    uint32_t number; /* of the escalation */
    uint32_t step;   /* that is asked about, or INDEX_NONE */
    struct arena *arena;
};

static bool is_asked(const struct telling *telling, uint32_t step)
{
    return telling->step == INDEX_NONE || telling->step == step;
}

static const struct escalation *escalation_of(const struct ledger *ledger, uint32_t escalation)
{
    return &ledger->verdict.model->escalations[escalation];
}

bool silence_is_of(const struct ledger *ledger, uint32_t escalation)
{
    const struct escalation *own = escalation_of(ledger, escalation);
    return !own->is_absent && own->target == ledger->verdict.target;
}

/* ---- why not ---- */

static struct text length(const struct telling *telling, micros of)
{
    return shown_length(telling->arena, of);
}

static struct text at(const struct telling *telling, instant when)
{
    return shown_instant(telling->arena, telling->view->model->zone, when);
}

/* `with 2 h used, and it comes at 3 h 30 min`; of what never comes only the first half. */
static struct text distance(const struct telling *telling, const struct silence *silence)
{
    struct text used = length(telling, silence->used);
    if (silence->needed == INT64_MAX)
        return text_format(telling->arena, "with " TEXT_FMT " used", TEXT_ARG(used));
    return text_format(telling->arena, "with " TEXT_FMT " used, and it comes at " TEXT_FMT,
                       TEXT_ARG(used), TEXT_ARG(length(telling, silence->needed)));
}

static struct text stopped(const struct telling *telling, const struct silence *silence)
{
    struct text when = at(telling, telling->ledger->verdict.stop);
    if (silence->used == silence->needed)
        return text_format(telling->arena,
                           "the clock stopped " TEXT_FMT ", on the very instant of the step",
                           TEXT_ARG(when));
    return text_format(telling->arena, "the clock stopped " TEXT_FMT ", " TEXT_FMT, TEXT_ARG(when),
                       TEXT_ARG(distance(telling, silence)));
}

static struct text not_yet(const struct telling *telling, const struct silence *silence)
{
    if (silence->at == INSTANT_NONE)
        return TEXT("the clock never comes to it in its hours");
    return text_format(telling->arena, "not yet: it comes " TEXT_FMT " if nothing changes",
                       TEXT_ARG(at(telling, silence->at)));
}

static struct text does_not_apply(const struct telling *telling, const struct silence *silence)
{
    if (!silence->failed)
        return TEXT("the target is not about the ticket");
    struct text failed = shown_source(telling->arena, telling->view->model->sources,
                                      silence->failed->span, CONDITION_MOST);
    return text_format(telling->arena, "the escalation does not apply, it fails at: " TEXT_FMT,
                       TEXT_ARG(failed));
}

static struct text words_of(const struct telling *telling, const struct silence *silence)
{
    switch (silence->why) {
    case SILENCE_NOT_YET:
        return not_yet(telling, silence);
    case SILENCE_PAUSED:
        return text_format(telling->arena, "the clock is paused, " TEXT_FMT,
                           TEXT_ARG(distance(telling, silence)));
    case SILENCE_STOPPED:
        return stopped(telling, silence);
    case SILENCE_WHEN:
        return does_not_apply(telling, silence);
    case SILENCE_NOT_IN_FORCE:
        return TEXT("no version of the charter was in force when the ticket was opened");
    case SILENCE_UNCOVERED:
        return TEXT("no clause of the target applies");
    case SILENCE_TOO_MUCH:
        return text_format(telling->arena, "there never is so much left: the limit is " TEXT_FMT,
                           TEXT_ARG(length(telling, telling->ledger->verdict.limit)));
    case SILENCE_NEVER_HELD:
        return TEXT("it held after no event while the clock ran or was paused");
    case SILENCE_EXCLUDED:
        return TEXT("the ticket was excluded");
    case SILENCE_LATE:
        return TEXT("the clock was past it before that was known");
    case SILENCE_UNSURE:
        return TEXT("the calendar is not known as far as that takes");
    }
    return TEXT("");
}

static const char *why_name(enum silence_why why)
{
    static const char *const names[] = {
        [SILENCE_NOT_YET] = "not-yet",
        [SILENCE_PAUSED] = "paused",
        [SILENCE_STOPPED] = "stopped",
        [SILENCE_WHEN] = "does-not-apply",
        [SILENCE_NOT_IN_FORCE] = "not-in-force",
        [SILENCE_UNCOVERED] = "uncovered",
        [SILENCE_TOO_MUCH] = "more-than-limit",
        [SILENCE_NEVER_HELD] = "never-held",
        [SILENCE_EXCLUDED] = "excluded",
        [SILENCE_LATE] = "known-late",
        [SILENCE_UNSURE] = "unsure",
    };
    return names[why];
}

static const struct silence *silence_of(const struct telling *telling, uint32_t step)
{
    const struct ledger *ledger = telling->ledger;
    for (uint32_t i = 0; i < ledger->silence_count; i++)
        if (ledger->silences[i].escalation == telling->number && ledger->silences[i].step == step)
            return &ledger->silences[i];
    return NULL;
}

/* The notices of STEP, one after the other; NULL behind the last. */
static const struct notice *next_notice(const struct telling *telling, uint32_t step,
                                        uint32_t *next)
{
    const struct ledger *ledger = telling->ledger;
    while (*next < ledger->notice_count) {
        const struct notice *notice = &ledger->notices[(*next)++];
        if (notice->escalation == telling->number && notice->step == step)
            return notice;
    }
    return NULL;
}

/* ---- text ---- */

static struct text told_text(const struct telling *telling, uint32_t step)
{
    struct buffer out = {0};
    uint32_t next = 0, count = 0;
    const struct notice *notice;
    while ((notice = next_notice(telling, step, &next))) {
        struct text flags = notice_flags(telling->arena, notice->flags);
        if (count++ < TOLD_MOST)
            buffer_format(&out, "%s" TEXT_FMT "%s" TEXT_FMT "%s", count > 1 ? ", " : "told ",
                          TEXT_ARG(at(telling, notice->at)), flags.len ? " (" : "", TEXT_ARG(flags),
                          flags.len ? ")" : "");
    }
    if (count > TOLD_MOST)
        buffer_format(&out, " and %u more times", count - TOLD_MOST);
    struct text text = text_copy(telling->arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

static void put_step(const struct telling *telling, struct table *table, uint32_t step)
{
    const struct silence *silence = silence_of(telling, step);
    struct text told = told_text(telling, step);
    table_put(table, notice_step_words(telling->arena, telling->view->model,
                                       &telling->escalation->steps[step]));
    table_put(table, told.len || !silence ? told : words_of(telling, silence));
}

void silence_write_text(struct buffer *out, const struct ledger_view *view,
                        const struct ledger *ledger, struct silence_of of)
{
    struct arena *arena = arena_new();
    struct telling telling = {out,           view,    ledger, escalation_of(ledger, of.escalation),
                              of.escalation, of.step, arena};
    struct table table;
    buffer_format(out, "%sTicket " TEXT_FMT ", " TEXT_FMT " for " TEXT_FMT ", cycle %u%s\n",
                  view->colour ? "\033[1m" : "",
                  TEXT_ARG(view->log->ticket_ids[ledger->verdict.ticket]),
                  TEXT_ARG(telling.escalation->name),
                  TEXT_ARG(view->model->targets[ledger->verdict.target].name),
                  ledger->verdict.cycle, view->colour ? "\033[0m" : "");
    buffer_put(out, ledger_sentence(arena, view, &ledger->verdict));
    buffer_puts(out, "\n\n");
    table_init(&table, arena);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    for (uint32_t i = 0; i < telling.escalation->step_count; i++)
        if (is_asked(&telling, i))
            put_step(&telling, &table, i);
    table_write(out, &table, 2);
    arena_free(arena);
}

/* ---- JSON ---- */

static void put_text(const struct telling *telling, const char *key, struct text text)
{
    buffer_puts(telling->out, key);
    buffer_put_json(telling->out, text);
}

static void put_instant(const struct telling *telling, const char *key, instant when)
{
    char text[CIVIL_ROOM];
    if (when == INSTANT_NONE)
        buffer_format(telling->out, "%snull", key);
    else
        put_text(telling, key, (struct text){text, civil_write_instant(text, when)});
}

static void put_length(const struct telling *telling, const char *key, bool known, micros of)
{
    char text[CIVIL_ROOM];
    buffer_puts(telling->out, key);
    if (known)
        buffer_put(telling->out, (struct text){text, civil_write_seconds(text, of)});
    else
        buffer_puts(telling->out, "null");
}

static void put_told(const struct telling *telling, uint32_t step)
{
    struct text ticket = telling->view->log->ticket_ids[telling->ledger->verdict.ticket];
    const struct notice *notice;
    const char *comma = "";
    uint32_t next = 0;
    buffer_puts(telling->out, ",\"told\":[");
    while ((notice = next_notice(telling, step, &next))) {
        char key[NOTICE_KEY];
        notice_key(ticket, notice, key);
        buffer_puts(telling->out, comma);
        put_instant(telling, "{\"at\":", notice->at);
        put_text(telling, ",\"key\":", text_of(key));
        buffer_puts(telling->out, ",\"flags\":");
        notice_flags_json(telling->out, notice->flags);
        buffer_puts(telling->out, "}");
        comma = ",";
    }
    buffer_puts(telling->out, "]");
}

static void put_silence(const struct telling *telling, uint32_t step)
{
    const struct silence *silence = silence_of(telling, step);
    uint32_t next = 0;
    buffer_puts(telling->out, ",\"silence\":");
    if (!silence || next_notice(telling, step, &next)) {
        buffer_puts(telling->out, "null}");
        return;
    }
    bool is_at = silence->why == SILENCE_NOT_YET || silence->why == SILENCE_PAUSED ||
                 silence->why == SILENCE_STOPPED;
    put_text(telling, "{\"why\":", text_of(why_name(silence->why)));
    put_text(telling, ",\"text\":", words_of(telling, silence));
    put_instant(telling, ",\"at\":", silence->at);
    put_length(telling, ",\"used_s\":", is_at, silence->used);
    put_length(telling, ",\"needed_s\":", is_at && silence->needed != INT64_MAX, silence->needed);
    buffer_puts(telling->out, "}}");
}

static void put_cycle(const struct telling *telling)
{
    const struct verdict *verdict = &telling->ledger->verdict;
    const struct model *model = telling->view->model;
    put_text(telling, "{\"ticket\":", telling->view->log->ticket_ids[verdict->ticket]);
    put_text(telling, ",\"escalation\":", telling->escalation->name);
    put_text(telling, ",\"target\":", model->targets[verdict->target].name);
    buffer_format(telling->out, ",\"cycle\":%u", verdict->cycle);
    put_text(telling, ",\"verdict\":", text_of(shown_verdict(verdict->kind)));
    buffer_puts(telling->out, ",\"steps\":[");
    const char *comma = "";
    for (uint32_t i = 0; i < telling->escalation->step_count; i++) {
        const struct escalation_step *step = &telling->escalation->steps[i];
        if (!is_asked(telling, i))
            continue;
        buffer_puts(telling->out, comma);
        comma = ",";
        put_text(telling, "{\"step\":", notice_step_words(telling->arena, model, step));
        put_text(telling, ",\"place\":", shown_span(telling->arena, model->sources, step->span));
        put_told(telling, i);
        put_silence(telling, i);
    }
    buffer_puts(telling->out, "]}");
}

void silence_write_json(struct buffer *out, const struct ledger_view *view,
                        const struct ledger *ledgers, uint32_t count, struct silence_of of)
{
    struct arena *arena = arena_new();
    const char *comma = "";
    buffer_putc(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        struct telling telling = {
            out,           view,    &ledgers[i], escalation_of(&ledgers[i], of.escalation),
            of.escalation, of.step, arena};
        if (!silence_is_of(&ledgers[i], of.escalation))
            continue;
        buffer_puts(out, comma);
        put_cycle(&telling);
        comma = ",";
    }
    buffer_puts(out, "]\n");
    arena_free(arena);
}
