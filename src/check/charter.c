/* charter.c - the `charter` block. */
#include "check/steps.h"
#include "syntax/tree.h"

enum { LANGUAGE_KNOWN = 1 };

static struct text text_line(struct scope *scope, enum node_kind kind)
{
    const struct node *line = steps_once(scope, scope->charter->kid[CHARTER_ITEMS], kind);
    return line ? line->kid[0]->text : TEXT("");
}

/* Of parents too: whoever reads them has to know their language. */
static void check_language(struct scope *scope)
{
    for (size_t i = 0; i < scope->files.count; i++) {
        const struct node *block =
            steps_find(scope->files.at[i].root->kid[FILE_ITEMS], NODE_CHARTER);
        if (!block)
            continue;
        const struct node *line = steps_once(scope, block->kid[CHARTER_ITEMS], NODE_LANGUAGE);
        if (line && node_whole(line->kid[LANGUAGE_NUMBER]) != LANGUAGE_KNOWN)
            diagnose(scope->sink, DIAG_LANGUAGE_VERSION, line->span,
                     "the charter is written in language " TEXT_FMT
                     ", this program knows language %d",
                     TEXT_ARG(line->kid[LANGUAGE_NUMBER]->text), LANGUAGE_KNOWN);
    }
}

static void check_in_force(struct scope *scope)
{
    struct model *model = scope->model;
    const struct node *line = steps_once(scope, scope->charter->kid[CHARTER_ITEMS], NODE_IN_FORCE);
    if (!line)
        return;
    const struct node *until = line->kid[IN_FORCE_UNTIL];
    model->in_force_from = line->kid[IN_FORCE_FROM]->value.date.day;
    if (until)
        model->in_force_until = until->value.date.day;
    if (until && model->in_force_until < model->in_force_from)
        diagnose(scope->sink, DIAG_BACKWARD_RANGE, line->span,
                 "the charter ends on " TEXT_FMT ", before it begins", TEXT_ARG(until->text));
}

static const struct text currencies[] = {
#define CURRENCY(code, places) {#code, 3},
#include "charter/currencies.def"
#undef CURRENCY
};

enum { CURRENCY_COUNT = sizeof currencies / sizeof *currencies };

static bool is_currency(struct text code)
{
    for (size_t i = 0; i < CURRENCY_COUNT; i++)
        if (text_equal(currencies[i], code))
            return true;
    return false;
}

static void check_currency(struct scope *scope)
{
    const struct node *line = steps_once(scope, scope->charter->kid[CHARTER_ITEMS], NODE_CURRENCY);
    if (!line)
        return;
    const struct node *code = line->kid[CURRENCY_CODE];
    scope->model->currency = code->text;
    if (is_currency(code->text))
        return;
    struct text nearest = diagnostic_nearest(code->text, currencies, CURRENCY_COUNT);
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_UNKNOWN_CURRENCY, code->span,
                 "`" TEXT_FMT "` is no currency of ISO 4217", TEXT_ARG(code->text));
    diagnostic_slip(scope->sink, diagnostic, code->span, code->text, nearest);
    if (nearest.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(nearest));
}

static void check_zone(struct scope *scope)
{
    const struct node *line = steps_once(scope, scope->charter->kid[CHARTER_ITEMS], NODE_TIMEZONE);
    const struct zone *zone = line ? steps_zone(scope, line->kid[TIMEZONE_ZONE]) : NULL;
    if (zone)
        scope->model->zone = zone;
}

void check_charter_block(struct scope *scope)
{
    struct model *model = scope->model;
    model->zone = zone_utc();
    model->in_force_from = model->in_force_until = DAY_NONE;
    if (!scope->charter)
        return;
    model->name = node_name(scope->charter)->text;
    model->title = steps_text(node_title(scope->charter));
    model->version = text_line(scope, NODE_VERSION);
    model->provider = text_line(scope, NODE_PROVIDER);
    model->customer = text_line(scope, NODE_CUSTOMER);
    text_line(scope, NODE_CONTRACT);
    steps_once(scope, scope->charter->kid[CHARTER_ITEMS], NODE_EXTENDS);
    check_language(scope);
    check_in_force(scope);
    check_currency(scope);
    check_zone(scope);
}
