/* review_figures.c - promises of availability and measures: how often they are broken, and what
 * else could be promised.
 *
 * Room is looked for where the figure has an end that it can't pass: a share, and the time of a
 * percentile. Of an average or a count nobody knows what could still be better. */
#include "report/review_part.h"

enum { PERIODS_LEAST = 3 };

/* Both kinds of lines. */
struct line_view {
    const struct figure_line *line;
    bool is_measure;
    struct text name, title;
    struct span span;
};

struct line_sum {
    uint64_t decided, broken;
    const struct figure_period *worst; /* of those that are over */
};

static bool is_percentile(const struct line_view *view)
{
    return view->is_measure &&
           view->line->model->measures[view->line->slot].kind == MEASURE_PERCENTILE;
}

static bool is_share(const struct line_view *view)
{
    return !view->is_measure || view->line->model->measures[view->line->slot].kind == MEASURE_SHARE;
}

static bool is_worse(const struct line_view *view, const struct figure_period *period,
                     const struct figure_period *worst)
{
    if (is_percentile(view))
        return period->length > worst->length;
    unsigned __int128 left = (unsigned __int128)period->part * worst->whole;
    unsigned __int128 right = (unsigned __int128)worst->part * period->whole;
    return view->line->promise->at_most ? left > right : left < right;
}

static struct line_sum sum_up(const struct line_view *view)
{
    struct line_sum sum = {0};
    for (uint32_t i = 0; i < view->line->period_count; i++) {
        const struct figure_period *period = &view->line->periods[i];
        if (period->held == TALLY_NOT_TESTED || period->period.is_unfinished)
            continue;
        sum.decided++;
        sum.broken += period->held == TALLY_BROKEN;
        if ((is_share(view) || is_percentile(view)) &&
            (!sum.worst || is_worse(view, period, sum.worst)))
            sum.worst = period;
    }
    return sum;
}

static struct line_view view_of(const struct review *review, uint32_t number)
{
    const struct figures_result *figures = review->figures;
    struct line_view view = {.is_measure = number >= figures->availability_count};
    if (view.is_measure) {
        view.line = &figures->measures[number - figures->availability_count];
        const struct measure *measure = &view.line->model->measures[view.line->slot];
        view.name = measure->name;
        view.title = shown_title(measure->title, measure->name);
    } else {
        view.line = &figures->availabilities[number];
        const struct availability *of = &view.line->model->availabilities[view.line->slot];
        view.name = of->name;
        view.title = shown_title(of->title, of->name);
    }
    view.span = view.line->promise->span;
    return view;
}

static uint32_t count_lines(const struct review *review)
{
    return review->figures->availability_count + review->figures->measure_count;
}

static struct text promise_words(const struct review *review, const struct line_view *view)
{
    return shown_source(review->arena, review->model->sources, view->span, 80);
}

/* `95.25%` at most the share, or for a most at least the share; of a percentile its length. */
static struct text bound_of(struct review *review, const struct line_view *view,
                            const struct figure_period *worst)
{
    char room[CIVIL_ROOM];
    if (is_percentile(view)) {
        int64_t minutes = worst->length / MICROS_MINUTE + (worst->length % MICROS_MINUTE != 0);
        size_t len = civil_write_length(room, minutes * MICROS_MINUTE);
        return text_copy(review->arena, (struct text){room, len});
    }
    unsigned __int128 scaled = (unsigned __int128)worst->part * 10000;
    uint64_t share = (uint64_t)(scaled / worst->whole);
    share += view->line->promise->at_most && scaled % worst->whole != 0;
    return text_format(review->arena, "%llu.%02llu%%", (unsigned long long)(share / 100),
                       (unsigned long long)(share % 100));
}

/* ---- what can't be kept ---- */

static void add_unkept(struct review *review, const struct line_view *view,
                       const struct line_sum *sum)
{
    struct arena *arena = review->arena;
    struct review_finding *finding = review_add(review, view->name, view->span);
    finding->says =
        text_format(arena,
                    TEXT_FMT " promises `" TEXT_FMT "` and broke it in %llu of " TEXT_FMT
                             " that are over%s" TEXT_FMT ".",
                    TEXT_ARG(view->title), TEXT_ARG(promise_words(review, view)),
                    (unsigned long long)sum->broken,
                    TEXT_ARG(shown_counted(arena, sum->decided, "period", "periods")),
                    sum->worst ? "; the worst gave " : "",
                    TEXT_ARG(sum->worst ? bound_of(review, view, sum->worst) : TEXT("")));
    review_count(review, finding, "periods", sum->decided);
    review_count(review, finding, "broken", sum->broken);
    if (sum->worst)
        review_words(review, finding, "worst", bound_of(review, view, sum->worst));
    finding->weight = sum->broken;
}

void review_figures_unkept(struct review *review)
{
    size_t before = review->findings.count;
    uint64_t tested = 0;
    for (uint32_t i = 0; i < count_lines(review); i++) {
        struct line_view view = view_of(review, i);
        struct line_sum sum = sum_up(&view);
        tested += sum.decided > 0;
        if (sum.broken && sum.broken * 100 >= sum.decided * review_value(review, UNKEPT))
            add_unkept(review, &view, &sum);
    }
    if (!tested)
        review_blank(review, count_lines(review)
                                 ? TEXT("no availability or measure has a period that is over")
                                 : TEXT("the charter promises no availability and no measure"));
    else if (review->findings.count == before)
        review_clear(review, TEXT("no availability or measure is broken so often"));
}

/* ---- room ---- */

/* Is the distance to what can't be better at most ROOM per cent of the promised one? */
static bool has_room(const struct review *review, const struct line_view *view,
                     const struct figure_period *worst)
{
    const struct figure_promise *promise = view->line->promise;
    uint64_t room = review_value(review, ROOM);
    if (is_percentile(view))
        return worst->length <= review_percent(promise->length, room);
    wide unit = exact_power(promise->amount.scale);
    wide lost = promise->at_most ? (wide)worst->part : (wide)(worst->whole - worst->part);
    wide promised = promise->at_most ? promise->amount.digits : 100 * unit - promise->amount.digits;
    return promised > 0 && lost * 10000 * unit <= promised * (wide)room * (wide)worst->whole;
}

static bool is_about_least(const struct line_view *view)
{
    return is_percentile(view) ? view->line->promise->at_most : is_share(view);
}

static void look_for_room(struct review *review, const struct line_view *view)
{
    struct arena *arena = review->arena;
    struct line_sum sum = sum_up(view);
    if (!sum.worst || sum.broken || sum.decided < PERIODS_LEAST || !is_about_least(view) ||
        !has_room(review, view, sum.worst))
        return;
    struct review_finding *finding = review_add(review, view->name, view->span);
    struct text bound = bound_of(review, view, sum.worst);
    finding->says =
        text_format(arena,
                    TEXT_FMT " promises `" TEXT_FMT
                             "` and kept it in all %llu periods that are over: %s " TEXT_FMT
                             " would have been kept too.",
                    TEXT_ARG(view->title), TEXT_ARG(promise_words(review, view)),
                    (unsigned long long)sum.decided,
                    view->line->promise->at_most ? "at most" : "at least", TEXT_ARG(bound));
    finding->advice = TEXT("What was enough once is no promise: leave some air.");
    review_count(review, finding, "periods", sum.decided);
    review_words(review, finding, "worst", bound);
    finding->weight = sum.decided;
}

void review_figures_room(struct review *review)
{
    size_t before = review->findings.count;
    uint64_t looked = 0;
    for (uint32_t i = 0; i < count_lines(review); i++) {
        struct line_view view = view_of(review, i);
        struct line_sum sum = sum_up(&view);
        looked += sum.worst && sum.decided >= PERIODS_LEAST && is_about_least(&view);
        look_for_room(review, &view);
    }
    if (!looked)
        review_blank(review, text_format(review->arena,
                                         "no share and no percentile has %d periods that are over",
                                         PERIODS_LEAST));
    else if (review->findings.count == before)
        review_clear(review, TEXT("no availability or measure has much room"));
}
