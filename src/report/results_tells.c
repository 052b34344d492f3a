/* results_tells.c - what a test expects an escalation to tell, beside what it told. */
#include "report/notice.h"
#include "report/results.h"
#include "report/shown.h"

enum { TOLD_MOST = 12 };

bool results_is_of_notices(const struct expectation *expectation)
{
    return expectation->kind == EXPECT_TELLS || expectation->kind == EXPECT_TELLS_NO_ONE;
}

/* What is compared. */
struct telling {
    struct arena *arena;
    const struct ledger_view *view;
    const struct expectation *expectation;
    struct buffer told; /* for people */
    uint32_t count;
    const struct escalation_step *step; /* that told what is expected, or NULL */
};

static void put_told(struct telling *telling, const struct notice *notice,
                     const struct escalation_step *step)
{
    const struct model *model = telling->view->model;
    struct text at = shown_instant(telling->arena, model->zone, notice->at);
    struct text who = notice_tells_shown(telling->arena, step);
    struct text words = notice_words(telling->arena, notice);
    if (telling->count++ >= TOLD_MOST)
        return;
    buffer_format(&telling->told, "%s" TEXT_FMT " at " TEXT_FMT " (" TEXT_FMT ")",
                  telling->told.len ? "; " : "", TEXT_ARG(who), TEXT_ARG(at), TEXT_ARG(words));
}

static void take(struct telling *telling, const struct notice *notice)
{
    const struct expectation *expectation = telling->expectation;
    const struct escalation_step *step = notice_step(notice);
    if (notice->escalation != expectation->escalation || !step->tell_count ||
        notice->flags & NOTICE_CORRECTION)
        return;
    put_told(telling, notice, step);
    for (uint32_t i = 0; i < step->tell_count; i++)
        if (expectation->kind == EXPECT_TELLS && notice->at == expectation->at &&
            text_equal(step->tells[i].who, expectation->label))
            telling->step = step;
}

static struct text expected_text(const struct telling *telling)
{
    const struct expectation *expectation = telling->expectation;
    if (expectation->kind == EXPECT_TELLS_NO_ONE)
        return TEXT("nobody is told");
    struct text at = shown_instant(telling->arena, telling->view->model->zone, expectation->at);
    return text_format(telling->arena, TEXT_FMT " at " TEXT_FMT, TEXT_ARG(expectation->label),
                       TEXT_ARG(at));
}

static struct text got_text(struct telling *telling)
{
    if (!telling->count)
        return TEXT("nobody is told");
    if (telling->count > TOLD_MOST)
        buffer_format(&telling->told, "; and %u more", telling->count - TOLD_MOST);
    return text_copy(telling->arena, buffer_text(&telling->told));
}

struct result results_tells(struct arena *arena, const struct ledger_view *view,
                            const struct expectation *expectation, const struct ledger *ledgers,
                            uint32_t count)
{
    struct telling telling = {.arena = arena, .view = view, .expectation = expectation};
    struct result result = {.span = expectation->span, .is_list = true};
    result.expected = expected_text(&telling);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < ledgers[i].notice_count; k++)
            take(&telling, &ledgers[i].notices[k]);
    result.step = telling.step;
    result.holds = expectation->kind == EXPECT_TELLS ? telling.step != NULL : !telling.count;
    result.got = got_text(&telling);
    buffer_fini(&telling.told);
    return result;
}
