/* answers_roll.c - the verdicts of the loaded log, judged once and kept for further questions. */
#include "judge/roll.h"

#include "report/answers_part.h"

void answers_forget_verdicts(struct answers *answers)
{
    roll_free(answers->supposed);
    roll_free(answers->base);
    answers->supposed = answers->base = NULL;
    answers->judge = NULL;
}

static bool is_base(const struct answers *answers)
{
    return !answers->suppose || answers->model == answers->suppose->base;
}

/* Of JUDGE, in ROLL; NULL: they are not kept, or it was stopped. */
static const struct roll *keep(const struct answers *answers, const struct judge *judge,
                               struct roll **roll)
{
    if (answers->keeps_verdicts && !*roll)
        *roll = roll_new(judge, answers->threads);
    return *roll;
}

void answering_hand_out(struct answering *answering, const struct judge *judge, uint32_t target,
                        const struct judge_consumer *consumer)
{
    struct answers *session = answering->session;
    const struct roll *roll =
        keep(session, judge, is_base(session) ? &session->base : &session->supposed);
    if (!roll) {
        judge_all(judge, session->threads, consumer);
        return;
    }
    bool *only = ARENA_ARRAY(answering->arena, session->model->target_count + 1, bool);
    only[target] = true;
    struct roll_request request = {roll, only, session->threads, session->stop};
    roll_hand_out(&request, consumer);
}
