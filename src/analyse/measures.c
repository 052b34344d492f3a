/* measures.c - measures of clocks that never run, hours that say nothing, objectives that nothing
 * measures, and credits that pay no more for a deeper miss. */
#include "analyse/analysis.h"
#include "base/exact.h"
#include "check/findings.h"
#include "syntax/tree.h"

/* ---- measures ---- */

/* What is wrong with the clock itself has been reported with it. */
void measures_never_run(struct analysis *analysis, uint32_t index)
{
    const struct model *model = analysis->model;
    const struct measure *measure = &model->measures[index];
    if (measure->kind != MEASURE_PERCENTILE)
        return;
    const struct clock_model *clock = &model->clocks[model->targets[measure->target].clock];
    bool starts = cells_find(analysis->cells, findings_at_start(analysis->arena, model, clock),
                             NULL) != CELLS_NO;
    bool runs = !clock->pauses || clock->resumes.count > 0 ||
                cells_implies(analysis->cells, NULL, clock->pauses) != CELLS_YES;
    if (starts && runs)
        return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_MEASURE_NEVER_RUNS, measure->declared,
                 starts ? "measure `" TEXT_FMT "` is of a clock that is always paused"
                        : "measure `" TEXT_FMT "` is of a clock that no ticket can start",
                 TEXT_ARG(measure->name));
    diagnostic_label(analysis->sink, d, clock->declared, "the clock");
}

void measures_without_clock(struct analysis *analysis, uint32_t index)
{
    const struct measure *measure = &analysis->model->measures[index];
    if (measure->kind == MEASURE_PERCENTILE || measure->hours.source == SOURCE_NONE)
        return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_HOURS_WITHOUT_CLOCK, measure->hours,
                 "measure `" TEXT_FMT "` counts no time, so hours say nothing in it",
                 TEXT_ARG(measure->name));
    diagnostic_hint(analysis->sink, d, "Leave the line out.");
}

/* ---- objectives ---- */

static bool serves(const struct node *node, struct text objective)
{
    const struct node *item = node->kind == NODE_TARGET         ? node->kid[TARGET_ITEMS]
                              : node->kind == NODE_AVAILABILITY ? node->kid[AVAILABILITY_ITEMS]
                              : node->kind == NODE_MEASURE      ? node->kid[MEASURE_ITEMS]
                                                                : NULL;
    for (; item; item = item->next)
        if (item->kind == NODE_SERVES && text_equal(item->kid[SERVES_OBJECTIVE]->text, objective))
            return true;
    return false;
}

static void check_objective(struct analysis *analysis, const struct model_declaration *objective)
{
    const struct model *model = analysis->model;
    for (uint32_t i = 0; i < model->declaration_count; i++)
        if (model->declarations[i].node && serves(model->declarations[i].node, objective->name))
            return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_OBJECTIVE_UNMEASURED, node_name(objective->node)->span,
                 "nothing measures the objective `" TEXT_FMT "`", TEXT_ARG(objective->name));
    diagnostic_hint(analysis->sink, d,
                    "Say `serves " TEXT_FMT "` in a target, a measure or an availability.",
                    TEXT_ARG(objective->name));
}

/* Those of a library wait for whoever uses it. */
void measures_no_objective(struct analysis *analysis, uint32_t index)
{
    const struct model *model = analysis->model;
    (void)index;
    for (uint32_t i = 0; i < model->declaration_count && model->name.len; i++)
        if (model->declarations[i].kind == NODE_OBJECTIVE && !model->declarations[i].from_library)
            check_objective(analysis, &model->declarations[i]);
}

/* ---- credits ---- */

static wide worth(const struct model *model, const struct credit_band *band)
{
    const struct credit_amount *credit = &band->credit;
    if (!credit->is_share)
        return exact_amount(credit->amount);
    return exact_share(model->fees[credit->fee].amount, credit->amount);
}

/* The band with the highest threshold below that of BAND, or NULL. */
static const struct credit_band *next_deeper(const struct credit *credit,
                                             const struct credit_band *band)
{
    const struct credit_band *next = NULL;
    for (uint32_t i = 0; i < credit->band_count; i++) {
        const struct credit_band *other = &credit->bands[i];
        if (decimal_compare(other->below, band->below) < 0 &&
            (!next || decimal_compare(other->below, next->below) > 0))
            next = other;
    }
    return next;
}

/* Each band beside the next deeper one, so that one slip is one finding. */
void bands_out_of_order(struct analysis *analysis, uint32_t index)
{
    const struct credit *credit = &analysis->model->credits[index];
    for (uint32_t i = 0; i < credit->band_count; i++) {
        const struct credit_band *shallow = &credit->bands[i];
        const struct credit_band *deep = next_deeper(credit, shallow);
        if (!deep || worth(analysis->model, deep) > worth(analysis->model, shallow))
            continue;
        struct diagnostic *d =
            diagnose(analysis->sink, DIAG_BANDS_OUT_OF_ORDER, deep->span,
                     "below " TEXT_FMT "%% no more is credited than below " TEXT_FMT "%%",
                     TEXT_ARG(decimal_format(analysis->arena, deep->below)),
                     TEXT_ARG(decimal_format(analysis->arena, shallow->below)));
        diagnostic_label(analysis->sink, d, shallow->span, "the band above it");
        diagnostic_note(analysis->sink, d,
                        "Of the bands that the compliance falls below, only the deepest is "
                        "credited.");
        diagnostic_hint(analysis->sink, d, "Credit more in the deeper band, or swap the two.");
    }
}
