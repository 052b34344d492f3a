/* results.c - an expectation beside what was judged. */
#include "report/results.h"

#include "report/shown.h"

enum { APART_DAYS_MOST = 31 };

static const struct ledger *find_cycle(const struct expectation *expectation,
                                       const struct ledger *ledgers, uint32_t count)
{
    const struct ledger *found = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const struct verdict *verdict = &ledgers[i].verdict;
        if (verdict->target == expectation->target &&
            (!expectation->cycle || verdict->cycle == expectation->cycle))
            found = &ledgers[i];
    }
    return found;
}

/* The length that an expectation is about. */
static micros length_of(const struct expectation *expectation, const struct verdict *verdict)
{
    switch (expectation->kind) {
    case EXPECT_USED:
        return verdict->used;
    case EXPECT_OVER:
        return verdict->breached_at == INSTANT_NONE ? 0 : verdict->over;
    case EXPECT_LEFT:
        return verdict->limit - verdict->used;
    case EXPECT_PAUSED:
        return verdict->paused;
    default:
        return 0;
    }
}

static bool is_length(enum expectation_kind kind)
{
    return kind == EXPECT_USED || kind == EXPECT_OVER || kind == EXPECT_LEFT ||
           kind == EXPECT_PAUSED;
}

static struct text label_of(const struct verdict *verdict)
{
    const struct target *target = &verdict->model->targets[verdict->target];
    return verdict->clause < target->clause_count ? target->clauses[verdict->clause].label
                                                  : TEXT("");
}

static bool holds(const struct expectation *expectation, const struct verdict *verdict)
{
    switch (expectation->kind) {
    case EXPECT_DUE:
        return verdict->due != INSTANT_NONE && verdict->due == expectation->at;
    case EXPECT_VERDICT:
        return verdict->kind == expectation->verdict;
    case EXPECT_CLAUSE:
        return verdict->clause != INDEX_NONE && text_equal(label_of(verdict), expectation->label);
    default:
        return verdict->has_figures && length_of(expectation, verdict) == expectation->length;
    }
}

static struct text expected_text(struct arena *arena, const struct ledger_view *view,
                                 const struct expectation *expectation)
{
    if (is_length(expectation->kind))
        return shown_length(arena, expectation->length);
    if (expectation->kind == EXPECT_DUE)
        return shown_instant(arena, view->model->zone, expectation->at);
    if (expectation->kind == EXPECT_VERDICT)
        return text_of(shown_verdict(expectation->verdict));
    return expectation->label;
}

static struct text got_clause(struct arena *arena, const struct ledger_view *view,
                              const struct verdict *verdict)
{
    const struct target *target = &verdict->model->targets[verdict->target];
    if (verdict->clause >= target->clause_count)
        return TEXT("no clause");
    struct text label = label_of(verdict);
    struct text place =
        shown_span(arena, view->model->sources, target->clauses[verdict->clause].span);
    return text_format(arena, TEXT_FMT " (" TEXT_FMT ")",
                       TEXT_ARG(label.len ? label : TEXT("a clause without a label")),
                       TEXT_ARG(place));
}

static struct text got_text(struct arena *arena, const struct ledger_view *view,
                            const struct expectation *expectation, const struct verdict *verdict)
{
    if (expectation->kind == EXPECT_VERDICT)
        return text_of(shown_verdict(verdict->kind));
    if (expectation->kind == EXPECT_CLAUSE)
        return got_clause(arena, view, verdict);
    if (!verdict->has_figures)
        return text_format(arena, "nothing: it is %s", shown_verdict(verdict->kind));
    if (expectation->kind == EXPECT_DUE && verdict->due == INSTANT_NONE)
        return TEXT("no due instant: the clock is paused");
    if (expectation->kind == EXPECT_DUE)
        return shown_instant(arena, view->model->zone, verdict->due);
    return shown_length(arena, length_of(expectation, verdict));
}

/* ---- how far apart ---- */

/* What the clock had counted at AT; behind the last row it is taken to run on. */
static micros counted_at(const struct ledger_view *view, const struct ledger *ledger, instant at)
{
    micros counted = 0;
    instant end = ledger->verdict.start;
    for (uint32_t i = 0; i < ledger->row_count; i++) {
        const struct ledger_row *row = &ledger->rows[i];
        if (row->from >= at && row->to > row->from)
            return counted;
        counted += row->to <= at ? row->counted : row->counted ? at - row->from : 0;
        end = row->to;
    }
    if (end < at && ledger->verdict.calendar != INDEX_NONE)
        counted += calendar_elapsed(judge_calendar(view->judge, ledger->verdict.calendar), end, at);
    return counted;
}

static struct text apart(struct arena *arena, micros got, micros expected, const char *words[2])
{
    micros by = got > expected ? got - expected : expected - got;
    return text_format(arena, TEXT_FMT " %s", TEXT_ARG(shown_length(arena, by)),
                       words[got < expected]);
}

static struct text difference_of(struct arena *arena, const struct ledger_view *view,
                                 const struct result *result, const struct expectation *expectation)
{
    static const char *due_words[] = {"later", "earlier"}, *length_words[] = {"more", "less"};
    const struct verdict *verdict = &result->ledger->verdict;
    if (result->holds || !verdict->has_figures)
        return TEXT("");
    if (is_length(expectation->kind))
        return apart(arena, length_of(expectation, verdict), expectation->length, length_words);
    if (expectation->kind != EXPECT_DUE || verdict->due == INSTANT_NONE)
        return TEXT("");
    struct text by = apart(arena, verdict->due, expectation->at, due_words);
    return text_format(
        arena, TEXT_FMT ": at the expected instant " TEXT_FMT " of " TEXT_FMT " were counted",
        TEXT_ARG(by),
        TEXT_ARG(shown_length(arena, counted_at(view, result->ledger, expectation->at))),
        TEXT_ARG(shown_length(arena, verdict->limit)));
}

/* ---- where the ledgers part ---- */

/* When the clock had counted SO_MUCH, or INSTANT_NONE. */
static instant reached_at(const struct ledger *ledger, micros so_much)
{
    for (uint32_t i = 0; i < ledger->row_count; i++)
        if (ledger->rows[i].state == LEDGER_RUNNING && ledger->rows[i].total >= so_much)
            return ledger->rows[i].to - (ledger->rows[i].total - so_much);
    return INSTANT_NONE;
}

/* Where the ledger would end as expected. */
static instant expected_end(const struct expectation *expectation, const struct ledger *ledger)
{
    const struct verdict *verdict = &ledger->verdict;
    switch (expectation->kind) {
    case EXPECT_DUE:
        return expectation->at;
    case EXPECT_VERDICT:
        return verdict->due;
    case EXPECT_USED:
        return reached_at(ledger, expectation->length);
    case EXPECT_OVER:
        return reached_at(ledger, verdict->limit + expectation->length);
    case EXPECT_LEFT:
        return reached_at(ledger, verdict->limit - expectation->length);
    default:
        return INSTANT_NONE;
    }
}

/* So far behind the ledger that the rows in between would say nothing? */
static bool is_far(const struct ledger *ledger, instant at)
{
    instant end =
        ledger->row_count ? ledger->rows[ledger->row_count - 1].to : ledger->verdict.start;
    return at - end > APART_DAYS_MOST * MICROS_DAY;
}

/* Is it only a question of when the clock stops? */
static bool is_of_time(const struct expectation *expectation, const struct verdict *verdict)
{
    if (expectation->kind != EXPECT_VERDICT)
        return true;
    return (expectation->verdict == VERDICT_MET && verdict->kind == VERDICT_BREACHED) ||
           (expectation->verdict == VERDICT_BREACHED && verdict->kind == VERDICT_MET);
}

static struct ledger_apart apart_of(const struct expectation *expectation,
                                    const struct ledger *ledger)
{
    instant expected = expected_end(expectation, ledger), found = ledger->verdict.due;
    if (expectation->kind != EXPECT_DUE && ledger->row_count)
        found = ledger->rows[ledger->row_count - 1].to;
    if (expected == INSTANT_NONE || found == INSTANT_NONE || expected == found ||
        !is_of_time(expectation, &ledger->verdict) || is_far(ledger, expected) ||
        is_far(ledger, found))
        return (struct ledger_apart){0};
    return expected < found ? (struct ledger_apart){expected, found, '+'}
                            : (struct ledger_apart){found, expected, '-'};
}

struct result results_compare(struct arena *arena, const struct ledger_view *view,
                              const struct expectation *expectation, const struct ledger *ledgers,
                              uint32_t count)
{
    struct result result = {.span = expectation->span,
                            .expected = expected_text(arena, view, expectation),
                            .ledger = find_cycle(expectation, ledgers, count)};
    if (!result.ledger) {
        result.got = expectation->cycle ? text_format(arena, "no cycle %u", expectation->cycle)
                                        : TEXT("no cycle: its clock never starts");
        return result;
    }
    result.holds = holds(expectation, &result.ledger->verdict);
    result.got = got_text(arena, view, expectation, &result.ledger->verdict);
    result.difference = difference_of(arena, view, &result, expectation);
    if (!result.holds && result.ledger->verdict.has_figures)
        result.apart = apart_of(expectation, result.ledger);
    return result;
}

static struct text got_of_property(struct arena *arena, const struct ledger_view *view,
                                   const struct property_answer *answer)
{
    const struct zone *zone = view->model->zone;
    const struct target *target = answer->version ? &answer->version->targets[answer->line->target]
                                                  : &view->model->targets[answer->line->target];
    if (answer->clause == INDEX_NONE)
        return text_format(arena, TEXT_FMT ": " TEXT_FMT, TEXT_ARG(answer->ticket),
                           TEXT_ARG(answer->problem));
    struct span span = target->clauses[answer->clause].span;
    return text_format(arena,
                       TEXT_FMT " is due " TEXT_FMT ", later than " TEXT_FMT " (" TEXT_FMT ")",
                       TEXT_ARG(answer->ticket), TEXT_ARG(shown_instant(arena, zone, answer->due)),
                       TEXT_ARG(shown_instant(arena, zone, answer->bound)),
                       TEXT_ARG(shown_span(arena, view->model->sources, span)));
}

/* What the line asks for: its text behind `expect TARGET`. */
static struct text asked_of_property(struct arena *arena, const struct ledger_view *view,
                                     const struct property_line *line)
{
    if (line->kind != PROPERTY_WITHIN)
        return text_format(arena, "%s%s", line->kind == PROPERTY_IS_NOT ? "not " : "",
                           shown_verdict(line->verdict));
    return text_format(arena, "within " TEXT_FMT " in " TEXT_FMT,
                       TEXT_ARG(shown_limit(arena, &line->limit)),
                       TEXT_ARG(view->model->calendars[line->calendar].name));
}

struct result results_property(struct arena *arena, const struct ledger_view *view,
                               const struct property_answer *answer, bool vacuous)
{
    struct result result = {.span = answer->line->span, .holds = answer->holds && !vacuous};
    result.expected = asked_of_property(arena, view, answer->line);
    if (vacuous)
        result.got = TEXT("nothing: no ticket is one that the property is about");
    else if (!answer->holds)
        result.got = got_of_property(arena, view, answer);
    return result;
}

bool results_passed(const struct results_test *test)
{
    for (uint32_t i = 0; i < test->result_count; i++)
        if (!test->results[i].holds)
            return false;
    return true;
}

static bool is_same_apart(const struct ledger_apart *a, const struct ledger_apart *b)
{
    return a->mark == b->mark && a->from == b->from && a->to == b->to;
}

/* Nothing is shown twice: a ledger again only where it parts elsewhere. */
static bool is_shown_before(const struct results_test *test, uint32_t index)
{
    const struct result *result = &test->results[index];
    for (uint32_t i = 0; i < index; i++) {
        const struct result *before = &test->results[i];
        if (!before->holds && before->ledger == result->ledger &&
            (!result->apart.mark || is_same_apart(&before->apart, &result->apart)))
            return true;
    }
    return false;
}

/* What was found: of a list, a line each. */
static void put_got(struct buffer *out, const struct result *result)
{
    struct text rest = result->got;
    buffer_puts(out, "    got      ");
    for (size_t i = 0; result->is_list && i + 1 < rest.len; i++)
        if (rest.at[i] == ';' && rest.at[i + 1] == ' ') {
            buffer_put(out, text_slice(rest, 0, i));
            buffer_puts(out, "\n             ");
            rest = text_slice(rest, i + 2, rest.len);
            i = 0;
        }
    buffer_put(out, rest);
    buffer_putc(out, '\n');
}

void results_write_failure(struct buffer *out, const struct results_test *test, uint32_t index)
{
    struct arena *arena = arena_new();
    const struct result *result = &test->results[index];
    const struct sources *sources = test->view.model->sources;
    struct span span = result->span;
    buffer_format(out, "  " TEXT_FMT ": " TEXT_FMT "\n", TEXT_ARG(shown_span(arena, sources, span)),
                  TEXT_ARG(shown_source(arena, sources, span, 80)));
    buffer_format(out, "    expected " TEXT_FMT "\n", TEXT_ARG(result->expected));
    put_got(out, result);
    if (result->difference.len)
        buffer_format(out, "    differs  " TEXT_FMT "\n", TEXT_ARG(result->difference));
    if (result->ledger && !is_shown_before(test, index)) {
        buffer_puts(out, "\n");
        ledger_write_table(out, &test->view, result->ledger, &result->apart, 4);
        buffer_puts(out, "\n");
    }
    arena_free(arena);
}

void results_write_text(struct buffer *out, const struct results_test *test)
{
    bool passed = results_passed(test);
    const char *code = !test->view.colour ? "" : passed ? "\033[32m" : "\033[31m";
    buffer_format(out, "%s%s%s %s" TEXT_FMT "\n", code, passed ? "ok    " : "FAILED",
                  test->view.colour ? "\033[0m" : "", test->is_property ? "property: " : "",
                  TEXT_ARG(test->title));
    for (uint32_t i = 0; i < test->result_count; i++)
        if (!test->results[i].holds)
            results_write_failure(out, test, i);
}

void results_write_summary(struct buffer *out, uint64_t passed, uint64_t failed)
{
    buffer_format(out, "%llu passed, %llu failed\n", (unsigned long long)passed,
                  (unsigned long long)failed);
}
