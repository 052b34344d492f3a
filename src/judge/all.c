/* all.c - all tickets of a log, in blocks, by several threads, with one sequence of verdicts.
 *
 * Threads take blocks in order. A block that is finished waits until those before it have been
 * handed over; how far threads may run ahead is bounded, so that memory is.
 */
#include <pthread.h>

#include "judge/desk.h"

enum { BLOCK_TICKETS = 4096, AHEAD_PER_THREAD = 4, THREADS_MOST = 256 };

struct work {
    const struct judge *judge;
    const struct judge_consumer *consumer;
    uint32_t blocks;
    uint32_t ahead; /* slots */
    pthread_mutex_t lock;
    pthread_cond_t moved;
    uint32_t next;     /* block to be judged */
    uint32_t ended;    /* blocks handed over */
    bool is_ending;    /* a thread is handing one over */
    bool *is_finished; /* by slot */
    void **block;      /* by slot */
};

static void judge_block(struct work *work, struct desk *desk, uint32_t number, void *block)
{
    const struct judge *judge = work->judge;
    uint32_t from = number * BLOCK_TICKETS;
    uint32_t left = judge->log->tickets - from;
    uint32_t to = from + (left < BLOCK_TICKETS ? left : BLOCK_TICKETS);
    for (uint32_t ticket = from; ticket < to; ticket++) {
        desk_judge(desk, ticket);
        for (uint32_t i = 0; i < judge->model->target_count; i++) {
            const struct run *run = &desk->runs[i];
            for (size_t k = 0; run->is_about && k < run->sealed_count; k++)
                work->consumer->verdict(block, &run->sealed[k].verdict);
        }
    }
}

/* The next block to judge; false when there is none left. Called and left with the lock held. */
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
        work->consumer->block_end(work->consumer->context, work->block[slot]);
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
    struct desk desk;
    uint32_t number;
    desk_init(&desk, work->judge);
    pthread_mutex_lock(&work->lock);
    while (take(work, &number)) {
        pthread_mutex_unlock(&work->lock);
        void *block = work->consumer->block_begin(work->consumer->context);
        judge_block(work, &desk, number, block);
        pthread_mutex_lock(&work->lock);
        work->block[number % work->ahead] = block;
        work->is_finished[number % work->ahead] = true;
        hand_over(work);
    }
    pthread_mutex_unlock(&work->lock);
    desk_fini(&desk);
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

void judge_all(const struct judge *judge, unsigned threads, const struct judge_consumer *consumer)
{
    uint32_t tickets = judge->log->tickets;
    struct work work = {.judge = judge, .consumer = consumer};
    work.blocks = tickets / BLOCK_TICKETS + (tickets % BLOCK_TICKETS != 0);
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
