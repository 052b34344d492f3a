/* due.c - see due.h. */
#include "analyse/due.h"

#include "log/imagine.h"
#include "log/read.h"

static struct text problem_of(struct arena *arena, const struct due_question *question,
                              const struct due_answer *answer)
{
    const struct target *target = &question->model->targets[question->target];
    const struct clock_model *clock = &question->model->clocks[target->clock];
    day opened = zone_to_local(question->model->zone, question->opened).date;
    if (model_near(question->model, opened)->targets[question->target].is_absent)
        return text_format(arena, "the version in force then has no target `" TEXT_FMT "`",
                           TEXT_ARG(target->name));
    if (!answer->ledger)
        return text_format(arena,
                           "`" TEXT_FMT "` does not run for this ticket: its clock `" TEXT_FMT
                           "` does not start at the opening, or the target is not about it",
                           TEXT_ARG(target->name), TEXT_ARG(clock->name));
    const struct verdict *verdict = &answer->ledger->verdict;
    if (verdict->due != INSTANT_NONE)
        return (struct text){"", 0};
    if (verdict->flags & FLAG_PAUSED)
        return text_format(arena,
                           "`" TEXT_FMT "` starts paused: there is no due instant before it runs",
                           TEXT_ARG(target->name));
    return text_format(arena, "`" TEXT_FMT "` has no due instant for this ticket: " TEXT_FMT,
                       TEXT_ARG(target->name),
                       TEXT_ARG(verdict->reason.len ? verdict->reason : TEXT("no clause wins")));
}

struct due_answer due_ask(struct arena *arena, const struct due_question *question)
{
    struct test_event opening = {.at = question->opened,
                                 .opens = true,
                                 .kind = KIND_OPENED,
                                 .actor = ACTOR_CUSTOMER,
                                 .assignments = question->assignments,
                                 .assignment_count = question->assignment_count};
    struct due_answer answer = {0};
    answer.log = log_imagine(arena, &question->model->schema, TEXT("(imagined)"), &opening, 1);
    answer.judge = judge_new(arena, question->model, answer.log, question->opened);
    uint32_t count = 0;
    const struct ledger *ledgers = judge_ledgers(answer.judge, 0, question->target, arena, &count);
    if (count > 0)
        answer.ledger = &ledgers[0];
    answer.problem = problem_of(arena, question, &answer);
    return answer;
}

void due_done(struct due_answer *answer)
{
    log_free(answer->log);
    answer->log = NULL;
}
