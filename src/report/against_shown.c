/* against_shown.c - what two charters make of a log, for people and as JSON. */
#include "report/against.h"
#include "report/shown.h"
#include "report/table.h"

enum { FLIPS_MOST = 20 };

static const struct tally_target *tallied(const struct against_side *side, struct text name)
{
    for (uint32_t i = 0; i < side->tally->target_count; i++) {
        const struct tally_target *target = &side->tally->targets[i];
        const struct target *model = &side->model->targets[target->target];
        if (!model->is_hidden && text_equal(model->name, name))
            return target;
    }
    return NULL;
}

/* The names of all targets: those of the first charter, then what only the second has. */
static struct text *names_of(struct arena *arena, const struct against_result *result,
                             size_t *count)
{
    const struct model *models[] = {result->before.model, result->after.model};
    struct text *names = ARENA_ARRAY(
        arena, (size_t)models[0]->target_count + models[1]->target_count + 1, struct text);
    *count = 0;
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < models[k]->target_count; i++) {
            struct text name = models[k]->targets[i].name;
            size_t at = 0;
            while (at < *count && !text_equal(names[at], name))
                at++;
            if (at == *count && !models[k]->targets[i].is_hidden)
                names[(*count)++] = name;
        }
    return names;
}

/* ---- text ---- */

static struct text share_of(struct arena *arena, const struct tally_target *target)
{
    if (!target)
        return TEXT("–");
    return shown_share(arena, target->counts.met, target->counts.met + target->counts.breached,
                       target->promise ? &target->promise->percent : NULL);
}

static struct text held_of(const struct tally_target *target)
{
    if (!target || target->held == TALLY_NOT_TESTED)
        return TEXT("–");
    return target->held == TALLY_HELD ? TEXT("held") : TEXT("broken");
}

static void put_targets(struct buffer *out, struct arena *arena,
                        const struct against_result *result)
{
    struct table table;
    size_t count;
    const struct text *names = names_of(arena, result, &count);
    table_init(&table, arena);
    table_column(&table, TEXT("target"), false);
    table_column(&table, TEXT("compliance"), true);
    table_column(&table, TEXT("then"), true);
    table_column(&table, TEXT("breached"), true);
    table_column(&table, TEXT("then"), true);
    table_column(&table, TEXT("promise"), false);
    table_column(&table, TEXT("then"), false);
    for (size_t i = 0; i < count; i++) {
        const struct tally_target *before = tallied(&result->before, names[i]);
        const struct tally_target *after = tallied(&result->after, names[i]);
        table_put(&table, names[i]);
        table_put(&table, share_of(arena, before));
        table_put(&table, share_of(arena, after));
        table_put(&table, before ? shown_count(arena, before->counts.breached) : TEXT("–"));
        table_put(&table, after ? shown_count(arena, after->counts.breached) : TEXT("–"));
        table_put(&table, held_of(before));
        table_put(&table, held_of(after));
    }
    table_write(out, &table, 2);
}

static wide credit_of(const struct against_side *side, struct text name)
{
    for (uint32_t i = 0; side->figures && i < side->figures->credit_count; i++) {
        const struct figure_credit *credit = &side->figures->credits[i];
        if (text_equal(credit->model->credits[credit->slot].name, name))
            return credit->minor;
    }
    return 0;
}

static struct text amount(struct arena *arena, const struct credit *credit, wide minor)
{
    struct decimal value = {(int64_t)minor, (uint8_t)credit->places};
    return text_format(arena, "%s " TEXT_FMT, credit->currency,
                       TEXT_ARG(decimal_format(arena, value)));
}

static void put_credits(struct buffer *out, struct arena *arena,
                        const struct against_result *result)
{
    for (uint32_t i = 0; result->after.figures && i < result->after.figures->credit_count; i++) {
        const struct figure_credit *after = &result->after.figures->credits[i];
        const struct credit *credit = &after->model->credits[after->slot];
        buffer_format(out, "Credit " TEXT_FMT ": " TEXT_FMT ", then " TEXT_FMT "\n",
                      TEXT_ARG(shown_title(credit->title, credit->name)),
                      TEXT_ARG(amount(arena, credit, credit_of(&result->before, credit->name))),
                      TEXT_ARG(amount(arena, credit, after->minor)));
    }
}

static const char *kind_words(bool there, enum verdict_kind kind)
{
    return there ? shown_verdict(kind) : "no cycle";
}

static void put_flips(struct buffer *out, const struct eventlog *log,
                      const struct against_result *result)
{
    for (size_t i = 0; i < result->flip_count && i < FLIPS_MOST; i++) {
        const struct against_flip *flip = &result->flips[i];
        buffer_format(out, "  " TEXT_FMT " " TEXT_FMT, TEXT_ARG(log->ticket_ids[flip->ticket]),
                      TEXT_ARG(flip->target));
        if (flip->cycle > 1)
            buffer_format(out, " cycle %u", flip->cycle);
        buffer_format(out, ": %s, then %s\n", kind_words(flip->was, flip->before),
                      kind_words(flip->is, flip->after));
    }
    if (result->flip_count > FLIPS_MOST)
        buffer_format(out, "  and %zu more\n", result->flip_count - FLIPS_MOST);
}

static void put_groups(struct buffer *out, struct arena *arena, const struct against_result *result)
{
    struct text attribute = TEXT("");
    for (size_t i = 0; i < result->group_count; i++) {
        const struct against_group *group = &result->groups[i];
        bool first = !text_equal(group->attribute, attribute);
        if (first)
            buffer_format(out, "%s  by " TEXT_FMT ": ", i ? "\n" : "", TEXT_ARG(group->attribute));
        buffer_format(out, "%s" TEXT_FMT " " TEXT_FMT, first ? "" : ", ", TEXT_ARG(group->value),
                      TEXT_ARG(shown_count(arena, group->count)));
        attribute = group->attribute;
    }
    if (result->group_count)
        buffer_putc(out, '\n');
}

void against_write_text(struct buffer *out, const struct eventlog *log,
                        const struct against_result *result)
{
    struct arena *arena = arena_new();
    if (result->flip_count)
        buffer_format(out, TEXT_FMT " of the log.\n",
                      TEXT_ARG(text_format(arena, "It changes " TEXT_FMT,
                                           TEXT_ARG(shown_counted(arena, result->flip_count,
                                                                  "verdict", "verdicts")))));
    else
        buffer_puts(out, "It changes no verdict of the log.\n");
    put_targets(out, arena, result);
    put_credits(out, arena, result);
    if (result->before.notices || result->after.notices)
        buffer_format(out, "Notices: " TEXT_FMT ", then " TEXT_FMT "\n",
                      TEXT_ARG(shown_count(arena, result->before.notices)),
                      TEXT_ARG(shown_count(arena, result->after.notices)));
    if (result->flip_count) {
        buffer_puts(out, "Verdicts that change:\n");
        put_groups(out, arena, result);
        put_flips(out, log, result);
    }
    arena_free(arena);
}

/* ---- JSON ---- */

static void json_side(struct buffer *out, struct arena *arena, const struct tally_target *target)
{
    uint64_t all = target ? target->counts.met + target->counts.breached : 0;
    if (!target) {
        buffer_puts(out, "null");
        return;
    }
    struct text share = all ? decimal_share(arena, target->counts.met, all, 4) : TEXT("null");
    buffer_format(
        out,
        "{\"met\":%llu,\"breached\":%llu,\"pending\":%llu,\"compliance\":" TEXT_FMT ",\"held\":%s}",
        (unsigned long long)target->counts.met, (unsigned long long)target->counts.breached,
        (unsigned long long)target->counts.pending, TEXT_ARG(share),
        target->held == TALLY_HELD     ? "true"
        : target->held == TALLY_BROKEN ? "false"
                                       : "null");
}

static void json_targets(struct buffer *out, struct arena *arena,
                         const struct against_result *result)
{
    size_t count;
    const struct text *names = names_of(arena, result, &count);
    for (size_t i = 0; i < count; i++) {
        buffer_puts(out, i ? ",{\"target\":" : "{\"target\":");
        buffer_put_json(out, names[i]);
        buffer_puts(out, ",\"before\":");
        json_side(out, arena, tallied(&result->before, names[i]));
        buffer_puts(out, ",\"after\":");
        json_side(out, arena, tallied(&result->after, names[i]));
        buffer_putc(out, '}');
    }
}

static void json_credits(struct buffer *out, const struct against_result *result)
{
    for (uint32_t i = 0; result->after.figures && i < result->after.figures->credit_count; i++) {
        const struct figure_credit *after = &result->after.figures->credits[i];
        const struct credit *credit = &after->model->credits[after->slot];
        buffer_puts(out, i ? ",{\"name\":" : "{\"name\":");
        buffer_put_json(out, credit->name);
        buffer_format(out, ",\"currency\":\"%s\",\"before_minor\":%lld,\"after_minor\":%lld}",
                      credit->currency, (long long)credit_of(&result->before, credit->name),
                      (long long)after->minor);
    }
}

static void json_kind(struct buffer *out, const char *key, bool there, enum verdict_kind kind)
{
    if (there)
        buffer_format(out, ",\"%s\":\"%s\"", key, shown_verdict(kind));
    else
        buffer_format(out, ",\"%s\":null", key);
}

static void json_flips(struct buffer *out, const struct eventlog *log,
                       const struct against_result *result)
{
    for (size_t i = 0; i < result->flip_count; i++) {
        const struct against_flip *flip = &result->flips[i];
        buffer_puts(out, i ? ",{\"ticket\":" : "{\"ticket\":");
        buffer_put_json(out, log->ticket_ids[flip->ticket]);
        buffer_puts(out, ",\"target\":");
        buffer_put_json(out, flip->target);
        buffer_format(out, ",\"cycle\":%u", flip->cycle);
        json_kind(out, "before", flip->was, flip->before);
        json_kind(out, "after", flip->is, flip->after);
        buffer_putc(out, '}');
    }
}

void against_write_json(struct buffer *out, const struct eventlog *log,
                        const struct against_result *result)
{
    struct arena *arena = arena_new();
    buffer_puts(out, "{\"targets\":[");
    json_targets(out, arena, result);
    buffer_puts(out, "],\"credits\":[");
    json_credits(out, result);
    buffer_format(out, "],\"notices\":{\"before\":%llu,\"after\":%llu},\"flips\":[",
                  (unsigned long long)result->before.notices,
                  (unsigned long long)result->after.notices);
    json_flips(out, log, result);
    buffer_puts(out, "],\"by\":[");
    for (size_t i = 0; i < result->group_count; i++) {
        buffer_puts(out, i ? ",{\"attribute\":" : "{\"attribute\":");
        buffer_put_json(out, result->groups[i].attribute);
        buffer_puts(out, ",\"value\":");
        buffer_put_json(out, result->groups[i].value);
        buffer_format(out, ",\"flips\":%llu}", (unsigned long long)result->groups[i].count);
    }
    buffer_puts(out, "]}");
    arena_free(arena);
}
