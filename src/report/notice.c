/* notice.c - see notice.h. */
#include "report/notice.h"

#include <string.h>

#include "report/shown.h"

enum { CONDITION_MOST = 400, DIGITS = 32 };

const struct escalation *notice_escalation(const struct notice *notice)
{
    const struct model *model = notice->model;
    return notice->escalation < model->escalation_count ? &model->escalations[notice->escalation]
                                                        : NULL;
}

const struct escalation_step *notice_step(const struct notice *notice)
{
    const struct escalation *escalation = notice_escalation(notice);
    return escalation ? &escalation->steps[notice->step] : NULL;
}

/* ---- words ---- */

static struct text every_words(struct arena *arena, const struct escalation_step *step)
{
    struct text limit = shown_limit(arena, &step->limit);
    if (!step->most)
        return text_format(arena, "every " TEXT_FMT " after breach", TEXT_ARG(limit));
    return text_format(arena, "every " TEXT_FMT " after breach at most %u times", TEXT_ARG(limit),
                       step->most);
}

struct text notice_step_words(struct arena *arena, const struct model *model,
                              const struct escalation_step *step)
{
    switch (step->kind) {
    case STEP_AT_USED:
        return text_format(arena, "at " TEXT_FMT "%% used",
                           TEXT_ARG(decimal_format(arena, step->share)));
    case STEP_AT_LEFT:
        return text_format(arena, "at " TEXT_FMT " left",
                           TEXT_ARG(shown_limit(arena, &step->limit)));
    case STEP_AT_BREACH:
        return TEXT("at breach");
    case STEP_AT_OVER:
        return text_format(arena, "at " TEXT_FMT " over",
                           TEXT_ARG(shown_limit(arena, &step->limit)));
    case STEP_EVERY:
        return every_words(arena, step);
    case STEP_ONCE:
        break;
    }
    return text_format(
        arena, "once " TEXT_FMT,
        TEXT_ARG(shown_source(arena, model->sources, step->once->span, CONDITION_MOST)));
}

struct text notice_words(struct arena *arena, const struct notice *notice)
{
    const struct model *model = notice->model;
    const struct escalation_step *step = notice_step(notice);
    if (step)
        return notice_step_words(arena, model, step);
    struct text share = decimal_format(arena, model->targets[notice->target].warns_at);
    return text_format(arena, "warns at " TEXT_FMT "%%", TEXT_ARG(share));
}

/* ---- who is told ---- */

static struct text joined(struct arena *arena, struct buffer *out)
{
    struct text text = text_copy(arena, buffer_text(out));
    buffer_fini(out);
    return text;
}

struct text notice_tells(struct arena *arena, const struct escalation_step *step)
{
    struct buffer out = {0};
    for (uint32_t i = 0; step && i < step->tell_count; i++) {
        buffer_puts(&out, i ? ";" : "");
        buffer_put(&out, step->tells[i].who);
    }
    return joined(arena, &out);
}

static bool names_ways(const struct escalation_step *step)
{
    for (uint32_t i = 0; i < step->tell_count; i++)
        if (step->tells[i].by_phone || step->tells[i].by_email)
            return true;
    return false;
}

static void put_ways(struct buffer *out, const struct tell *tell, const char *between)
{
    buffer_puts(out, tell->by_phone ? "phone" : "");
    buffer_puts(out, tell->by_phone && tell->by_email ? between : "");
    buffer_puts(out, tell->by_email ? "email" : "");
}

struct text notice_by(struct arena *arena, const struct escalation_step *step)
{
    struct buffer out = {0};
    for (uint32_t i = 0; step && names_ways(step) && i < step->tell_count; i++) {
        buffer_puts(&out, i ? ";" : "");
        put_ways(&out, &step->tells[i], "+");
    }
    return joined(arena, &out);
}

struct text notice_tells_shown(struct arena *arena, const struct escalation_step *step)
{
    struct buffer out = {0};
    for (uint32_t i = 0; step && i < step->tell_count; i++) {
        const struct tell *tell = &step->tells[i];
        buffer_puts(&out, i ? ", " : "");
        buffer_put(&out, tell->who);
        buffer_puts(&out, tell->by_phone || tell->by_email ? " by " : "");
        put_ways(&out, tell, " and ");
    }
    return joined(arena, &out);
}

struct text notice_told(struct arena *arena, const struct escalation_step *step)
{
    struct text who = notice_tells_shown(arena, step);
    if (!step || !step->level)
        return who;
    return text_format(arena, TEXT_FMT "%sraised to level %u", TEXT_ARG(who), who.len ? ", " : "",
                       step->level);
}

/* `every 2 hours after breach (1 of 5)` */
static struct text repetition_words(struct arena *arena, const struct notice *notice)
{
    const struct escalation_step *step = notice_step(notice);
    struct text every = shown_limit(arena, &step->limit);
    if (!step->most)
        return text_format(arena, "every " TEXT_FMT " after breach (%u)", TEXT_ARG(every),
                           notice->repetition);
    return text_format(arena, "every " TEXT_FMT " after breach (%u of %u)", TEXT_ARG(every),
                       notice->repetition, step->most);
}

struct text notice_sentence(struct arena *arena, const struct notice *notice)
{
    const struct escalation *escalation = notice_escalation(notice);
    const struct target *target = &notice->model->targets[notice->target];
    struct text words = notice_words(arena, notice);
    if (!escalation)
        return text_format(arena, TEXT_FMT " " TEXT_FMT,
                           TEXT_ARG(shown_title(target->title, target->name)), TEXT_ARG(words));
    if (notice->repetition)
        words = repetition_words(arena, notice);
    struct text told = notice_told(arena, notice_step(notice));
    return text_format(arena, TEXT_FMT ", " TEXT_FMT "%s" TEXT_FMT,
                       TEXT_ARG(shown_title(escalation->title, escalation->name)), TEXT_ARG(words),
                       told.len ? ": " : "", TEXT_ARG(told));
}

static const char *const flag_names[] = {"passed by change", "correction"};

enum { FLAG_COUNT = sizeof flag_names / sizeof *flag_names };

struct text notice_flags(struct arena *arena, uint32_t flags)
{
    struct text out = TEXT("");
    for (unsigned i = 0; i < FLAG_COUNT; i++)
        if (flags & 1U << i)
            out = text_format(arena, TEXT_FMT "%s%s", TEXT_ARG(out), out.len ? ";" : "",
                              flag_names[i]);
    return out;
}

void notice_flags_json(struct buffer *out, uint32_t flags)
{
    const char *comma = "";
    buffer_putc(out, '[');
    for (unsigned i = 0; i < FLAG_COUNT; i++) {
        if (!(flags & 1U << i))
            continue;
        buffer_format(out, "%s\"%s\"", comma, flag_names[i]);
        comma = ",";
    }
    buffer_putc(out, ']');
}

/* ---- the key ---- */

static void add_number(struct sha256 *sha, uint32_t number)
{
    unsigned char bytes[4];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(number >> (24 - 8 * i));
    sha256_add(sha, (struct text){(const char *)bytes, sizeof bytes});
}

static void add_text(struct sha256 *sha, struct text text)
{
    add_number(sha, (uint32_t)text.len);
    sha256_add(sha, text);
}

void notice_key(struct text ticket, const struct notice *notice, char out[NOTICE_KEY])
{
    const struct model *model = notice->model;
    const struct escalation *escalation = notice_escalation(notice);
    char hex[SHA256_HEX];
    struct sha256 sha;
    sha256_init(&sha);
    add_text(&sha, text_of(model->digest));
    add_text(&sha, ticket);
    add_text(&sha, model->targets[notice->target].name);
    add_number(&sha, notice->cycle);
    add_number(&sha, notice->clause);
    add_text(&sha, escalation ? escalation->name : TEXT(""));
    add_number(&sha, notice->step);
    add_number(&sha, notice->repetition);
    add_number(&sha, notice->revision);
    sha256_write(&sha, hex);
    memcpy(out, hex, DIGITS);
    strcpy(out + DIGITS, notice->flags & NOTICE_CORRECTION ? "-correction" : "");
}
