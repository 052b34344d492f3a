/* review_dates.c - reviews, improvements and reports whose date is past: what `check --as-of`
 * finds. */
#include "analyse/analysis.h"
#include "report/review_part.h"

static bool declares(const struct model *model, enum node_kind kind)
{
    for (uint32_t i = 0; i < model->declaration_count; i++)
        if (model->declarations[i].kind == kind)
            return true;
    return false;
}

static bool is_about_dates(enum diagnostic_code code)
{
    return code == DIAG_REVIEW_PAST || code == DIAG_IMPROVEMENT_PAST || code == DIAG_NOT_IN_FORCE;
}

static struct text as_sentence(struct arena *arena, struct text message)
{
    struct text sentence = text_format(arena, TEXT_FMT ".", TEXT_ARG(message));
    char *first = (char *)(uintptr_t)sentence.at;
    if (sentence.len && *first >= 'a' && *first <= 'z')
        *first = (char)(*first - 'a' + 'A');
    return sentence;
}

static void add(struct review *review, const struct diagnostic *diagnostic)
{
    struct review_finding *finding = review_add(review, TEXT(""), diagnostic->span);
    finding->says = as_sentence(review->arena, diagnostic->message);
    finding->advice = diagnostic->hint;
    review_words(review, finding, "code", diagnostic_code_name(review->arena, diagnostic->code));
}

void review_dates_overdue(struct review *review)
{
    struct sink sink;
    size_t before = review->findings.count;
    instant as_of = judge_as_of(review->judge);
    if (!declares(review->model, NODE_REVIEW))
        review_blank(
            review,
            TEXT("the charter says no dates of reviews (`review every quarter by … first on …`)"));
    if (as_of == INSTANT_NONE)
        return;
    sink_init(&sink, review->arena);
    struct analysis_request request = {.arena = review->arena,
                                       .model = review->request->model,
                                       .sink = &sink,
                                       .as_of = zone_to_local(review->model->zone, as_of).date};
    analysis_run(&request);
    for (size_t i = 0; i < sink.list.count; i++)
        if (is_about_dates(sink.list.at[i]->code))
            add(review, sink.list.at[i]);
    if (review->findings.count == before && declares(review->model, NODE_REVIEW))
        review_clear(review, TEXT("no date is past"));
}
