/* answers_roll.c - the verdicts of the loaded log, judged once and kept for further questions; and
 * with what is supposed, where only the targets that it touches are judged. */
#include "analyse/variant.h"
#include "check/alike.h"
#include "judge/roll.h"
#include "report/answers_part.h"

void answers_forget_verdicts(struct answers *answers)
{
    answers_stop_ahead(answers);
    roll_free(answers->supposed);
    roll_free(answers->base);
    answers->supposed = answers->base = NULL;
    answers->base_tally = NULL;
    answers->judge = NULL;
}

static bool is_base(const struct answers *answers)
{
    return !answers->suppose || answers->model == answers->suppose->base;
}

bool answering_may_notice(const struct model *model)
{
    for (uint32_t i = 0; i < model->version_count; i++) {
        const struct model *version = model->versions[i].model;
        if (version->escalation_count)
            return true;
        for (uint32_t k = 0; k < version->target_count; k++)
            if (version->targets[k].has_warning)
                return true;
    }
    return false;
}

static struct judge *judge_of(const struct answers *answers, const struct model *model)
{
    struct judge *judge = judge_new(answers->arena, model, answers->log, answers->as_of);
    judge_stop_when(judge, answers->stop);
    return judge;
}

static bool keep_base(struct answers *answers)
{
    const struct model *model = answers->suppose ? answers->suppose->base : answers->model;
    if (!answering_take_ahead(answers))
        return false;
    if (answers->base || !answers->keeps_verdicts)
        return answers->base != NULL;
    const struct judge *judge =
        model == answers->model && answers->judge ? answers->judge : judge_of(answers, model);
    if (answers->find_kept)
        answers->base = answers->find_kept(answers->kept_context, judge);
    answers->base_is_new = !answers->base;
    if (!answers->base)
        answers->base = roll_new(judge, answers->threads, answering_may_notice(model));
    return answers->base != NULL;
}

/* ---- what a supposition touches ---- */

/* The target of BASE that is judged as target I of MODEL is; INDEX_NONE: none is known to be. */
static uint32_t find_alike(const struct model *base, const struct model *model, uint32_t i)
{
    for (uint32_t k = 0; k < base->target_count; k++)
        if (text_equal(base->targets[k].name, model->targets[i].name))
            return alike_target(base, k, model, i) ? k : INDEX_NONE;
    return INDEX_NONE;
}

static const uint32_t *find_all_alike(const struct answers *answers, bool *any)
{
    const struct model *base = answers->suppose->base, *model = answers->model;
    uint32_t *of = ARENA_ARRAY(answers->arena, model->target_count + 1, uint32_t);
    bool is_ground = alike_ground(base, model);
    *any = false;
    for (uint32_t i = 0; i < model->target_count; i++) {
        of[i] = is_ground ? find_alike(base, model, i) : INDEX_NONE;
        *any = *any || of[i] != INDEX_NONE;
    }
    return of;
}

/* The model without the targets that are as in the base. */
static const struct model *touched_only(const struct answers *answers, const uint32_t *of)
{
    const struct model *model = answers->model;
    struct model *const *variant = variant_of(answers->arena, model);
    for (uint32_t version = 0; version < model->version_count; version++)
        for (uint32_t i = 0; i < model->target_count; i++)
            if (of[i] != INDEX_NONE)
                ((struct target *)variant[version]->targets)[i].is_absent = true;
    return variant[model->version_count];
}

static bool has_target(const struct model *model, const struct target *target)
{
    for (uint32_t i = 0; i < model->target_count; i++)
        if (text_equal(model->targets[i].name, target->name))
            return model->targets[i].is_absent == target->is_absent;
    return false;
}

/* Has MODEL all targets of BASE? */
static bool has_targets(const struct model *base, const struct model *model)
{
    for (uint32_t version = 0; version < base->version_count; version++)
        for (uint32_t i = 0; i < base->target_count; i++)
            if (!has_target(model->versions[version].model,
                            &base->versions[version].model->targets[i]))
                return false;
    return true;
}

/* What is judged anew of the targets that are touched: a few tickets; NULL: all of them. */
static const struct roll_patch *patch_of(const struct answers *answers, const struct judge *touched)
{
    const struct model *base = answers->suppose->base, *model = answers->model;
    if (!alike_ground(base, model) || !has_targets(base, model))
        return NULL;
    return roll_patch_new(answers->arena, answers->base, touched, answers->threads);
}

struct answering_plan answering_plan_supposed(struct answers *answers)
{
    bool any;
    const struct judge *judge = answers->judge ? answers->judge : judge_of(answers, answers->model);
    struct answering_plan plan = {.judge = judge, .of = find_all_alike(answers, &any)};
    plan.watches = answering_may_notice(answers->model);
    struct judge *touched = judge_of(answers, touched_only(answers, plan.of));
    plan.patch = plan.watches ? NULL : patch_of(answers, touched);
    if (plan.patch)
        judge_only(touched, plan.patch->tickets);
    plan.touched = any || plan.patch ? touched : NULL;
    return plan;
}

void answering_adopt_supposed(struct answers *answers, const struct answering_plan *plan,
                              struct roll *roll)
{
    answers->supposed = roll;
    answers->supposed_of = plan->of;
    answers->supposed_tickets = plan->patch ? plan->patch->tickets : NULL;
    if (roll && plan->touched)
        roll_put_on(roll, plan->judge, answers->base, plan->of);
    if (roll && plan->patch)
        roll_patch_up(roll, plan->patch);
}

static bool keep_supposed(struct answers *answers)
{
    if (!answers->supposed && !keep_base(answers))
        return false;
    if (answers->supposed)
        return true;
    struct answering_plan plan = answering_plan_supposed(answers);
    answering_adopt_supposed(
        answers, &plan,
        roll_new(plan.touched ? plan.touched : plan.judge, answers->threads, plan.watches));
    return answers->supposed != NULL;
}

/* ---- for the other files ---- */

void answering_hand_out(struct answering *answering, const struct judge *judge, uint32_t target,
                        const struct judge_consumer *consumer)
{
    struct answers *session = answering->session;
    bool *only = ARENA_ARRAY(answering->arena, session->model->target_count + 1, bool);
    bool base = is_base(session);
    if (!(base ? keep_base(session) : keep_supposed(session))) {
        judge_all(judge, session->threads, consumer);
        return;
    }
    only[target] = true;
    struct roll_request request = {.roll = base ? session->base : session->supposed,
                                   .only = only,
                                   .threads = session->threads,
                                   .stop = session->stop};
    roll_hand_out(&request, consumer);
}

void answering_rolls(struct answering *answering, struct against_request *request)
{
    struct answers *session = answering->session;
    if (is_base(session) || !keep_supposed(session))
        return;
    request->before_roll = session->base;
    request->after_roll = session->supposed;
    request->of = session->supposed_of;
    request->tickets = session->supposed_tickets;
    if (!session->base_tally)
        session->base_tally = against_count(session->arena, request);
    request->before_tally = session->base_tally;
}
