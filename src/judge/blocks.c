/* blocks.c - see blocks.h. */
#include "judge/blocks.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/arena.h"

enum { BLOCK_TICKETS = 4096, AHEAD_PER_THREAD = 4, THREADS_MOST = 256 };

struct work {
    const struct blocks_job *job;
    uint32_t blocks;
    uint32_t ahead; /* slots */
    pthread_mutex_t lock;
    pthread_cond_t moved;
    uint32_t next;     /* block to be worked on */
    uint32_t ended;    /* blocks handed over */
    bool is_ending;    /* a thread is handing one over */
    bool *is_finished; /* by slot */
    void **block;      /* by slot */
};

static void do_block(const struct work *work, void *tools, uint32_t number, void *block)
{
    uint32_t from = number * BLOCK_TICKETS;
    uint32_t left = work->job->tickets - from;
    uint32_t to = from + (left < BLOCK_TICKETS ? left : BLOCK_TICKETS);
    for (uint32_t ticket = from; ticket < to; ticket++)
        work->job->ticket(tools, block, ticket);
}

/* The next block to work on; false when there is none left. Called and left with the lock held. */
static bool take(struct work *work, uint32_t *number)
{
    while (work->next < work->blocks && work->next - work->ended >= work->ahead)
        pthread_cond_wait(&work->moved, &work->lock);
    if (work->next >= work->blocks)
        return false;
    *number = work->next++;
    return true;
}

/* Hands over all blocks whose turn it is. Called and left with the lock held. */
static void hand_over(struct work *work)
{
    if (work->is_ending)
        return;
    work->is_ending = true;
    while (work->ended < work->blocks && work->is_finished[work->ended % work->ahead]) {
        uint32_t slot = work->ended % work->ahead;
        pthread_mutex_unlock(&work->lock);
        work->job->block_end(work->job->context, work->block[slot]);
        pthread_mutex_lock(&work->lock);
        work->is_finished[slot] = false;
        work->ended++;
        pthread_cond_broadcast(&work->moved);
    }
    work->is_ending = false;
}

static void *run_thread(void *argument)
{
    struct work *work = argument;
    const struct blocks_job *job = work->job;
    void *tools = job->tools_open(job->context);
    uint32_t number;
    pthread_mutex_lock(&work->lock);
    while (take(work, &number)) {
        pthread_mutex_unlock(&work->lock);
        void *block = job->block_begin(job->context);
        do_block(work, tools, number, block);
        pthread_mutex_lock(&work->lock);
        work->block[number % work->ahead] = block;
        work->is_finished[number % work->ahead] = true;
        hand_over(work);
    }
    pthread_mutex_unlock(&work->lock);
    job->tools_close(job->context, tools);
    return NULL;
}

/* The calling thread works too, so that it goes on where no thread can be had. */
static void run_threads(struct work *work, unsigned threads)
{
    pthread_t others[THREADS_MOST];
    unsigned started = 0;
    while (started + 1 < threads && pthread_create(&others[started], NULL, run_thread, work) == 0)
        started++;
    run_thread(work);
    for (unsigned i = 0; i < started; i++)
        pthread_join(others[i], NULL);
}

void blocks_run(const struct blocks_job *job, unsigned threads)
{
    struct work work = {.job = job};
    work.blocks = job->tickets / BLOCK_TICKETS + (job->tickets % BLOCK_TICKETS != 0);
    threads = threads ? threads : 1;
    threads = threads > THREADS_MOST ? THREADS_MOST : threads;
    threads = threads > work.blocks ? work.blocks : threads;
    if (!threads)
        return;
    work.ahead = threads * AHEAD_PER_THREAD;
    struct arena *arena = arena_new();
    work.is_finished = ARENA_ARRAY(arena, work.ahead, bool);
    work.block = ARENA_ARRAY(arena, work.ahead, void *);
    pthread_mutex_init(&work.lock, NULL);
    pthread_cond_init(&work.moved, NULL);
    run_threads(&work, threads);
    pthread_cond_destroy(&work.moved);
    pthread_mutex_destroy(&work.lock);
    arena_free(arena);
}
