/* prose_targets.c - each target: what it promises in words, its clauses as a table, examples. */
#include "base/sha256.h"
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- lines ---------- */

/* What a lock adds to a line. */
static struct text locked(struct prose *p, const struct node *node, struct text said)
{
    switch (node_lock(node)) {
    case WORD_LOCKED:
        return SAY(p, LOCKED, said);
    case WORD_NO_LOOSER:
        return SAY(p, NO_LOOSER, said);
    default:
        return said;
    }
}

SAYER(measures)
{
    struct text clock = prose_called(p, NODE_CLOCK, node->kid[MEASURES_CLOCK]->text);
    return locked(p, node, SAY(p, MEASURES, clock));
}

SAYER(serves)
{
    struct text name = prose_called(p, NODE_OBJECTIVE, node->kid[SERVES_OBJECTIVE]->text);
    return locked(p, node, SAY(p, SERVES, name));
}

SAYER(for)
{
    return locked(p, node, SAY(p, FOR_TICKETS, prose_said(p, node->kid[FOR_CONDITION])));
}

SAYER(counted_in)
{
    struct text name = node->kid[COUNTED_IN_CALENDAR]->text;
    return locked(p, node,
                  text_is(name, "always") ? SAY(p, COUNTED_ALWAYS)
                                          : SAY(p, COUNTED_IN, prose_calendar(p, name)));
}

SAYER(counted_by)
{
    switch (node_word(node->kid[COUNTED_BY_BUCKET])) {
    case WORD_OPENING:
        return locked(p, node, SAY(p, COUNTED_BY_OPENING));
    case WORD_DUE:
        return locked(p, node, SAY(p, COUNTED_BY_DUE));
    case WORD_COMPLETION:
        return locked(p, node, SAY(p, COUNTED_BY_COMPLETION));
    default:
        return locked(p, node, SAY(p, COUNTED_BY_DECISION));
    }
}

SAYER(warns)
{
    return locked(p, node, SAY(p, WARNS, prose_said(p, node->kid[WARNS_AT])));
}

SAYER(on_change)
{
    struct text name = prose_attribute(p, node->kid[ON_CHANGE_ATTRIBUTE]->text);
    switch (node_word(node->kid[ON_CHANGE_MODE])) {
    case WORD_STARTS_AGAIN:
        return locked(p, node, SAY(p, CHANGE_STARTS_AGAIN, name));
    case WORD_KEEPS:
        return locked(p, node, SAY(p, CHANGE_KEEPS, name));
    case WORD_JUDGES_FROM_THE_START:
        return locked(p, node, SAY(p, CHANGE_JUDGES, name));
    default:
        return locked(p, node, SAY(p, CHANGE_CARRIES, name));
    }
}

static struct text with_reason(struct prose *p, struct text said, const struct node *because)
{
    return because ? SAY(p, WITH_REASON, said, prose_text(p, because)) : said;
}

SAYER(excludes_when)
{
    struct text said = SAY(p, EXCLUDES_WHEN, prose_said(p, node->kid[EXCLUDES_WHEN_CONDITION]));
    return locked(p, node, with_reason(p, said, node->kid[EXCLUDES_WHEN_BECAUSE]));
}

SAYER(pause_capped)
{
    return locked(p, node, SAY(p, PAUSE_CAPPED, prose_said(p, node->kid[PAUSE_CAPPED_LIMIT])));
}

SAYER(met_for)
{
    struct text share = prose_said(p, node->kid[MET_FOR_SHARE]);
    struct text each = prose_said(p, node->kid[MET_FOR_EACH]);
    bool cycles = node_word(node->kid[MET_FOR_OF]) == WORD_CYCLES;
    return locked(p, node,
                  cycles ? SAY(p, MET_FOR_CYCLES, share, each)
                         : SAY(p, MET_FOR_TICKETS, share, each));
}

SAYER(runs_to_opening)
{
    return locked(p, node, SAY(p, RUNS_TO_OPENING));
}

/* ---------- clauses ---------- */

static struct text clause_when(struct prose *p, const struct node *within)
{
    if (within->kid[WITHIN_WHEN])
        return SAY(p, WHEN, prose_said(p, within->kid[WITHIN_WHEN]));
    return within->kid[WITHIN_OTHERWISE] ? SAY(p, OTHERWISE) : SAY(p, EVERY_TICKET);
}

static struct text clause_in(struct prose *p, const struct node *within,
                             const struct node *calendar)
{
    struct text limit = prose_within_limit(p, within->kid[WITHIN_LIMIT], calendar);
    struct text said = SAY(p, WITHIN_WHEN, limit, clause_when(p, within));
    return locked(p, within, with_reason(p, said, within->kid[WITHIN_BECAUSE]));
}

SAYER(within)
{
    return clause_in(p, node, node->kid[WITHIN_CALENDAR]);
}

struct text prose_clause_said(struct prose *p, const struct node *target, const struct node *within)
{
    const struct node *counted = prose_item(target->kid[TARGET_ITEMS], NODE_COUNTED_IN);
    const struct node *own = within->kid[WITHIN_CALENDAR];
    return clause_in(p, within, own || !counted ? own : counted->kid[COUNTED_IN_CALENDAR]);
}

const struct target *prose_target(const struct prose *p, const struct node *node)
{
    for (uint32_t i = 0; i < p->model->target_count; i++)
        if (text_equal(p->model->targets[i].name, node->kid[TARGET_NAME]->text))
            return &p->model->targets[i];
    return NULL;
}

uint32_t prose_clause(const struct target *target, const struct node *within)
{
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (target->clauses[i].span.source == within->span.source &&
            target->clauses[i].span.from == within->span.from)
            return i;
    return INDEX_NONE;
}

const struct node *prose_within(const struct node *target, const struct clause *clause)
{
    for (const struct node *item = target->kid[TARGET_ITEMS]; item; item = item->next)
        if (item->kind == NODE_WITHIN && item->span.source == clause->span.source &&
            item->span.from == clause->span.from)
            return item;
    return NULL;
}

/* ---------- numbers ---------- */

static struct text short_name(struct prose *p, const struct node *within)
{
    if (within->kid[WITHIN_CALLED])
        return within->kid[WITHIN_CALLED]->text;
    if (within->kid[WITHIN_WHEN])
        return prose_condition_name(p, within->kid[WITHIN_WHEN]);
    return within->kid[WITHIN_OTHERWISE] ? TEXT("otherwise") : TEXT("all");
}

/* Does another clause of the target have the same short name? */
static bool is_shared(struct prose *p, const struct node *target, const struct node *within,
                      struct text name)
{
    for (const struct node *item = target->kid[TARGET_ITEMS]; item; item = item->next)
        if (item->kind == NODE_WITHIN && item != within && text_equal(short_name(p, item), name))
            return true;
    return false;
}

/* Then some digits of the digest of its condition follow. */
static struct text with_digest(struct prose *p, const struct node *within, struct text name)
{
    struct sha256 sha;
    char hex[SHA256_HEX];
    const struct node *when = within->kid[WITHIN_WHEN];
    sha256_init(&sha);
    sha256_add(&sha,
               when ? prose_source(p, when) : prose_limit_source(p, within->kid[WITHIN_LIMIT]));
    sha256_write(&sha, hex);
    return text_format(p->arena, TEXT_FMT "-%.6s", TEXT_ARG(name), hex);
}

struct text prose_clause_number(struct prose *p, const struct node *target,
                                const struct node *within)
{
    struct text name = short_name(p, within);
    if (is_shared(p, target, within, name))
        name = with_digest(p, within, name);
    return prose_number(p, SECTION_TARGETS,
                        text_format(p->arena, TEXT_FMT "." TEXT_FMT,
                                    TEXT_ARG(target->kid[TARGET_NAME]->text), TEXT_ARG(name)));
}

/* ---------- the table of clauses ---------- */

struct clauses {
    const struct node *node;
    const struct target *target;
};

static const struct node *calendar_of(const struct clauses *of, const struct node *within)
{
    if (within->kid[WITHIN_CALENDAR])
        return within->kid[WITHIN_CALENDAR];
    const struct node *counted = prose_item(of->node->kid[TARGET_ITEMS], NODE_COUNTED_IN);
    return counted ? counted->kid[COUNTED_IN_CALENDAR] : NULL;
}

/* The numbers of the clauses that this one goes before, with a blank between. */
static struct text beaten(struct prose *p, const struct clauses *of, uint32_t clause)
{
    struct text out = TEXT("");
    const struct target *target = of->target;
    for (uint32_t i = 0; i < target->clause_count; i++) {
        const struct node *other = prose_within(of->node, &target->clauses[i]);
        if (!other || !target->beats[(size_t)clause * target->clause_count + i])
            continue;
        out = text_format(p->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(out), out.len ? " " : "",
                          TEXT_ARG(prose_clause_number(p, of->node, other)));
    }
    return out;
}

static void clause_data(struct prose *p, const struct clauses *of, const struct node *within)
{
    uint32_t clause = prose_clause(of->target, within);
    const struct node *calendar = calendar_of(of, within), *when = within->kid[WITHIN_WHEN];
    document_datum(p->document, "limit", prose_limit_source(p, within->kid[WITHIN_LIMIT]));
    document_datum(p->document, "in", calendar ? calendar->text : TEXT("always"));
    if (when)
        document_datum(p->document, "when", prose_source(p, when));
    if (clause != INDEX_NONE)
        document_datum(p->document, "before", beaten(p, of, clause));
}

/* What overrides others by name, not by being more specific, says so. */
static struct text overriding(struct prose *p, const struct clauses *of, const struct node *within)
{
    text_vector numbers = {0};
    for (const struct node *label = within->kid[WITHIN_OVERRIDES]; label; label = label->next)
        for (const struct node *item = of->node->kid[TARGET_ITEMS]; item; item = item->next)
            if (item->kind == NODE_WITHIN && item->kid[WITHIN_CALLED] &&
                text_equal(item->kid[WITHIN_CALLED]->text, label->text))
                VECTOR_PUSH(p->arena, &numbers, prose_clause_number(p, of->node, item));
    return numbers.count ? SAY(p, GOES_BEFORE, prose_join(p, &numbers, SAID_LIST_AND)) : TEXT("");
}

static struct text clause_hours(struct prose *p, const struct node *within,
                                const struct node *calendar)
{
    const struct node *limit = within->kid[WITHIN_LIMIT];
    if (!calendar)
        return SAY(p, ALWAYS);
    if (limit->kind == NODE_DAY_COUNT && !limit->value.days.working)
        return phrases_capital(p->arena, prose_limit_hours(p, limit, calendar->text));
    return prose_calendar(p, calendar->text);
}

static void clause_row(struct prose *p, const struct clauses *of, const struct node *within)
{
    struct text number = prose_clause_number(p, of->node, within);
    const struct node *calendar = calendar_of(of, within);
    struct text before = overriding(p, of, within);
    document_row(p->document);
    document_row_id(p->document, number);
    clause_data(p, of, within);
    document_link(p->document, number, text_format(p->arena, "#" TEXT_FMT, TEXT_ARG(number)));
    document_cell(p->document);
    document_say(p->document, phrases_capital(p->arena, clause_when(p, within)));
    if (before.len)
        document_say(p->document, text_format(p->arena, ". " TEXT_FMT, TEXT_ARG(before)));
    if (within->kid[WITHIN_BECAUSE])
        document_say(p->document,
                     text_format(p->arena, ". " TEXT_FMT,
                                 TEXT_ARG(prose_text(p, within->kid[WITHIN_BECAUSE]))));
    document_cell(p->document);
    document_say(p->document, locked(p, within, prose_limit(p, within->kid[WITHIN_LIMIT])));
    document_cell(p->document);
    document_say(p->document, clause_hours(p, within, calendar));
}

/* When its clock starts, and when it would start paused: for programs. */
static void clock_data(struct prose *p, const struct node *target)
{
    const struct node *measures = prose_item(target->kid[TARGET_ITEMS], NODE_MEASURES);
    const struct node *clock =
        measures ? prose_find(p, NODE_CLOCK, measures->kid[MEASURES_CLOCK]->text) : NULL;
    const struct node *items = clock ? clock->kid[CLOCK_ITEMS] : NULL;
    const struct node *starts = prose_item(items, NODE_STARTS);
    const struct node *pauses = prose_item(items, NODE_PAUSES);
    struct text events = TEXT("");
    for (const struct node *event = starts ? starts->kid[STARTS_EVENTS] : NULL; event;
         event = event->next) {
        const struct node *by = event->kid[HAPPENING_BY];
        events = text_format(p->arena, TEXT_FMT "%s" TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(events),
                             events.len ? ", " : "", TEXT_ARG(event->kid[HAPPENING_NAME]->text),
                             by ? " by " : "", TEXT_ARG(by ? by->text : TEXT("")));
    }
    document_datum(p->document, "starts", events);
    if (starts && starts->kid[STARTS_WHEN])
        document_datum(p->document, "starts-when", prose_source(p, starts->kid[STARTS_WHEN]));
    if (pauses)
        document_datum(p->document, "pauses", prose_source(p, pauses->kid[PAUSES_WHILE]));
}

static void write_clauses(struct prose *p, const struct clauses *of)
{
    const struct node *about = prose_item(of->node->kid[TARGET_ITEMS], NODE_FOR);
    document_table(p->document, SAY(p, TABLE_LIMITS, prose_title(p, of->node)));
    document_column(p->document, SAY(p, HEAD_NUMBER), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_TICKETS), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_LIMIT), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_COUNTED), COLUMN_WORDS);
    document_datum(p->document, "target", of->node->kid[TARGET_NAME]->text);
    if (about)
        document_datum(p->document, "about", prose_source(p, about->kid[FOR_CONDITION]));
    if (prose_item(of->node->kid[TARGET_ITEMS], NODE_RUNS_TO_OPENING))
        document_datum(p->document, "to-opening", TEXT("yes"));
    clock_data(p, of->node);
    for (const struct node *item = of->node->kid[TARGET_ITEMS]; item; item = item->next)
        if (item->kind == NODE_WITHIN)
            clause_row(p, of, item);
}

/* ---------- the rest of a target ---------- */

static void write_lines(struct prose *p, const struct node *items)
{
    document_list(p->document);
    for (; items; items = items->next) {
        if (items->kind == NODE_WITHIN)
            continue;
        document_row(p->document);
        document_say(p->document, prose_sentence(p, prose_said(p, items)));
    }
}

static void write_examples(struct prose *p, const struct clauses *of)
{
    bool begun = false;
    for (uint32_t i = 0; i < of->target->clause_count; i++) {
        const struct node *within = prose_within(of->node, &of->target->clauses[i]);
        struct prose_example example = prose_example(p, of->target, i);
        if (!within || !example.said.len)
            continue;
        if (!begun) {
            document_paragraph(p->document);
            document_say(p->document, SAY(p, FOR_EXAMPLE));
            document_list(p->document);
        }
        begun = true;
        document_row(p->document);
        document_datum(p->document, "opened", example.opened);
        document_datum(p->document, "due", example.due);
        document_say(p->document, example.said);
        prose_cite(p, prose_clause_number(p, of->node, within));
    }
}

SAYER(target)
{
    return prose_title(p, node);
}

void prose_targets(struct prose *p)
{
    const struct node *node;
    if (!prose_has(p, NODE_TARGET))
        return;
    document_paragraph(p->document);
    document_say(p->document, SAY(p, TARGETS_INTRO));
    prose_matrix(p);
    for (uint32_t at = 0; (node = prose_next(p, NODE_TARGET, &at));) {
        struct clauses of = {node, prose_target(p, node)};
        if (!of.target || of.target->is_absent || of.target->is_hidden)
            continue;
        prose_part(p, SECTION_TARGETS, node);
        write_lines(p, node->kid[TARGET_ITEMS]);
        write_clauses(p, &of);
        write_examples(p, &of);
    }
}
