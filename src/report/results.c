/* results.c - an expectation beside what was judged. */
#include "report/results.h"

#include "report/shown.h"

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

static struct text label_of(const struct ledger_view *view, const struct verdict *verdict)
{
    const struct target *target = &view->model->targets[verdict->target];
    return verdict->clause < target->clause_count ? target->clauses[verdict->clause].label
                                                  : TEXT("");
}

static bool holds(const struct ledger_view *view, const struct expectation *expectation,
                  const struct verdict *verdict)
{
    switch (expectation->kind) {
    case EXPECT_DUE:
        return verdict->due != INSTANT_NONE && verdict->due == expectation->at;
    case EXPECT_VERDICT:
        return verdict->kind == expectation->verdict;
    case EXPECT_CLAUSE:
        return verdict->clause != INDEX_NONE &&
               text_equal(label_of(view, verdict), expectation->label);
    case EXPECT_TELLS:
        return false;
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
    const struct target *target = &view->model->targets[verdict->target];
    if (verdict->clause >= target->clause_count)
        return TEXT("no clause");
    struct text label = label_of(view, verdict);
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
    if (expectation->kind == EXPECT_TELLS)
        return TEXT("escalations are not judged");
    if (!verdict->has_figures)
        return text_format(arena, "nothing: it is %s", shown_verdict(verdict->kind));
    if (expectation->kind == EXPECT_DUE && verdict->due == INSTANT_NONE)
        return TEXT("no due instant: the clock is paused");
    if (expectation->kind == EXPECT_DUE)
        return shown_instant(arena, view->model->zone, verdict->due);
    return shown_length(arena, length_of(expectation, verdict));
}

struct result results_compare(struct arena *arena, const struct ledger_view *view,
                              const struct expectation *expectation, const struct ledger *ledgers,
                              uint32_t count)
{
    struct result result = {.expectation = expectation,
                            .expected = expected_text(arena, view, expectation),
                            .ledger = find_cycle(expectation, ledgers, count)};
    if (!result.ledger) {
        result.got = expectation->cycle ? text_format(arena, "no cycle %u", expectation->cycle)
                                        : TEXT("no cycle: its clock never starts");
        return result;
    }
    result.holds = holds(view, expectation, &result.ledger->verdict);
    result.got = got_text(arena, view, expectation, &result.ledger->verdict);
    return result;
}

bool results_passed(const struct results_test *test)
{
    for (uint32_t i = 0; i < test->result_count; i++)
        if (!test->results[i].holds)
            return false;
    return true;
}

static bool has_same_ledger_before(const struct results_test *test, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (!test->results[i].holds && test->results[i].ledger == test->results[index].ledger)
            return true;
    return false;
}

static void put_failure(struct buffer *out, const struct results_test *test, uint32_t index)
{
    struct arena *arena = arena_new();
    const struct result *result = &test->results[index];
    const struct sources *sources = test->view.model->sources;
    struct span span = result->expectation->span;
    buffer_format(out, "  " TEXT_FMT ": " TEXT_FMT "\n", TEXT_ARG(shown_span(arena, sources, span)),
                  TEXT_ARG(shown_source(arena, sources, span, 80)));
    buffer_format(out, "    expected " TEXT_FMT "\n    got      " TEXT_FMT "\n",
                  TEXT_ARG(result->expected), TEXT_ARG(result->got));
    if (result->ledger && !has_same_ledger_before(test, index)) {
        buffer_puts(out, "\n");
        ledger_write_table(out, &test->view, result->ledger, 4);
        buffer_puts(out, "\n");
    }
    arena_free(arena);
}

void results_write_text(struct buffer *out, const struct results_test *test)
{
    bool passed = results_passed(test);
    const char *code = !test->view.colour ? "" : passed ? "\033[32m" : "\033[31m";
    buffer_format(out, "%s%s%s " TEXT_FMT "\n", code, passed ? "ok    " : "FAILED",
                  test->view.colour ? "\033[0m" : "", TEXT_ARG(test->test->title));
    for (uint32_t i = 0; i < test->result_count; i++)
        if (!test->results[i].holds)
            put_failure(out, test, i);
}

void results_write_summary(struct buffer *out, uint64_t passed, uint64_t failed)
{
    buffer_format(out, "%llu passed, %llu failed\n", (unsigned long long)passed,
                  (unsigned long long)failed);
}
