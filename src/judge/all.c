/* all.c - all tickets of a log, judged with one sequence of verdicts. */
#include <pthread.h>

#include "judge/blocks.h"
#include "judge/desk.h"
#include "judge/touched.h"
#include "judge/watch.h"

struct work {
    const struct judge *judge;
    const struct judge_consumer *consumer;
    struct judge_lint *lint; /* NULL: nobody asks */
    pthread_mutex_t lock;    /* of the lint */
};

struct tools {
    const struct work *work;
    struct desk desk;
    struct judge_lint *lint; /* of the tickets judged here */
};

static void *tools_open(void *context)
{
    const struct work *work = context;
    struct tools *tools = memory_resize(NULL, sizeof *tools);
    *tools = (struct tools){.work = work};
    desk_init(&tools->desk, work->judge, work->consumer->notice != NULL);
    desk_spare(&tools->desk, work->consumer->spares);
    if (!work->lint)
        return tools;
    tools->lint = judge_lint_new(work->judge, tools->desk.arena);
    tools->desk.history.counts = tools->lint->remarks;
    return tools;
}

static void tools_close(void *context, void *opened)
{
    struct tools *tools = opened;
    struct work *work = context;
    if (tools->lint) {
        pthread_mutex_lock(&work->lock);
        lint_join(work->judge, work->lint, tools->lint);
        pthread_mutex_unlock(&work->lock);
    }
    desk_fini(&tools->desk);
    memory_release(tools);
}

static void *block_begin(void *context)
{
    const struct work *work = context;
    return work->consumer->block_begin(work->consumer->context);
}

/* The verdicts of a target, each with its notices behind it. */
static __attribute__((noinline)) void hand_out_notices(const struct work *work,
                                                       const struct run *run, void *block)
{
    const struct watch *watch = run->watch;
    size_t next = 0;
    for (size_t k = 0; k < run->sealed_count; k++) {
        const struct verdict *verdict = &run->sealed[k].verdict;
        work->consumer->verdict(block, verdict);
        for (; next < watch->count && watch->notices[next].cycle == verdict->cycle; next++)
            work->consumer->notice(block, &watch->notices[next]);
    }
}

static inline void hand_out(const struct work *work, const struct run *run, void *block)
{
    const struct sealed *sealed = run->sealed;
    if (run->watch) {
        hand_out_notices(work, run, block);
        return;
    }
    for (size_t left = run->sealed_count; left; left--, sealed++)
        work->consumer->verdict(block, &sealed->verdict);
}

static void judge_ticket(void *opened, void *block, uint32_t ticket)
{
    struct tools *tools = opened;
    const struct judge *judge = tools->work->judge;
    if (judge->only && !touched_is(judge->only, ticket))
        return;
    desk_judge(&tools->desk, ticket);
    if (tools->lint)
        lint_unset(&tools->desk.history, tools->lint);
    const struct run *end = tools->desk.runs + judge->model->target_count;
    for (const struct run *run = tools->desk.runs; run < end; run++)
        if (run->is_about)
            hand_out(tools->work, run, block);
}

static void block_end(void *context, void *block)
{
    const struct work *work = context;
    work->consumer->block_end(work->consumer->context, block);
}

void judge_all(const struct judge *judge, unsigned threads, const struct judge_consumer *consumer)
{
    judge_all_lint(judge, threads, consumer, NULL);
}

void judge_all_lint(const struct judge *judge, unsigned threads,
                    const struct judge_consumer *consumer, struct judge_lint *lint)
{
    struct work work = {.judge = judge, .consumer = consumer, .lint = lint};
    struct blocks_job job = {.context = &work,
                             .tickets = judge->log->tickets,
                             .stop = judge->stop,
                             .tools_open = tools_open,
                             .tools_close = tools_close,
                             .block_begin = block_begin,
                             .ticket = judge_ticket,
                             .block_end = block_end};
    pthread_mutex_init(&work.lock, NULL);
    blocks_run(&job, threads);
    pthread_mutex_destroy(&work.lock);
}
