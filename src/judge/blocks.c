/* blocks.c - see blocks.h. */
#include "judge/blocks.h"

#include "base/arena.h"
#include "base/ordered.h"

struct tools {
    const struct blocks_job *job;
    void *own;
};

static void *tools_open(void *context)
{
    const struct blocks_job *job = context;
    struct tools *tools = memory_resize(NULL, sizeof *tools);
    *tools = (struct tools){job, job->tools_open(job->context)};
    return tools;
}

static void tools_close(void *context, void *opened)
{
    const struct blocks_job *job = context;
    struct tools *tools = opened;
    job->tools_close(job->context, tools->own);
    memory_release(tools);
}

static bool is_stopped(const struct blocks_job *job)
{
    return job->stop && *job->stop;
}

static void *work(void *opened, uint32_t number)
{
    const struct tools *tools = opened;
    const struct blocks_job *job = tools->job;
    uint32_t from = number * BLOCK_TICKETS, left = job->tickets - from;
    uint32_t to = from + (left < BLOCK_TICKETS ? left : BLOCK_TICKETS);
    void *block = job->block_begin(job->context);
    for (uint32_t ticket = from; ticket < to && !is_stopped(job); ticket++)
        job->ticket(tools->own, block, ticket);
    return block;
}

static bool end(void *context, void *block)
{
    const struct blocks_job *job = context;
    job->block_end(job->context, block);
    return true;
}

void blocks_run(const struct blocks_job *job, unsigned threads)
{
    struct ordered_job ordered = {.context = (void *)(uintptr_t)job,
                                  .tools_open = tools_open,
                                  .tools_close = tools_close,
                                  .work = work,
                                  .end = end};
    ordered.pieces = job->tickets / BLOCK_TICKETS + (job->tickets % BLOCK_TICKETS != 0);
    ordered_run(&ordered, threads);
}
