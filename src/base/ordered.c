/* ordered.c - see ordered.h. */
#include "base/ordered.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/arena.h"

enum { AHEAD_PER_THREAD = 4, THREADS_MOST = 256 };

struct work {
    const struct ordered_job *job;
    uint32_t ahead; /* slots */
    pthread_mutex_t lock;
    pthread_cond_t moved;
    uint32_t next;     /* piece to be worked on */
    uint32_t ended;    /* pieces handed over */
    bool is_ending;    /* a thread is handing one over */
    bool is_enough;    /* no more are wanted */
    bool *is_finished; /* by slot */
    void **piece;      /* by slot */
};

/* The next piece to work on; false when there is none left. Called and left with the lock held. */
static bool take(struct work *work, uint32_t *number)
{
    while (!work->is_enough && work->next < work->job->pieces &&
           work->next - work->ended >= work->ahead)
        pthread_cond_wait(&work->moved, &work->lock);
    if (work->is_enough || work->next >= work->job->pieces)
        return false;
    *number = work->next++;
    return true;
}

/* Hands over all pieces whose turn it is. Called and left with the lock held. */
static void hand_over(struct work *work)
{
    if (work->is_ending)
        return;
    work->is_ending = true;
    while (work->ended < work->next && work->is_finished[work->ended % work->ahead]) {
        uint32_t slot = work->ended % work->ahead;
        pthread_mutex_unlock(&work->lock);
        bool more = work->job->end(work->job->context, work->piece[slot]);
        pthread_mutex_lock(&work->lock);
        work->is_enough |= !more;
        work->is_finished[slot] = false;
        work->ended++;
        pthread_cond_broadcast(&work->moved);
    }
    work->is_ending = false;
}

static void *run_thread(void *argument)
{
    struct work *work = argument;
    const struct ordered_job *job = work->job;
    void *tools = job->tools_open(job->context);
    uint32_t number;
    pthread_mutex_lock(&work->lock);
    while (take(work, &number)) {
        pthread_mutex_unlock(&work->lock);
        void *piece = job->work(tools, number);
        pthread_mutex_lock(&work->lock);
        work->piece[number % work->ahead] = piece;
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

void ordered_run(const struct ordered_job *job, unsigned threads)
{
    struct work work = {.job = job};
    threads = threads ? threads : 1;
    threads = threads > THREADS_MOST ? THREADS_MOST : threads;
    threads = threads > job->pieces ? job->pieces : threads;
    if (!threads)
        return;
    work.ahead = threads * AHEAD_PER_THREAD;
    struct arena *arena = arena_new();
    work.is_finished = ARENA_ARRAY(arena, work.ahead, bool);
    work.piece = ARENA_ARRAY(arena, work.ahead, void *);
    pthread_mutex_init(&work.lock, NULL);
    pthread_cond_init(&work.moved, NULL);
    run_threads(&work, threads);
    pthread_cond_destroy(&work.moved);
    pthread_mutex_destroy(&work.lock);
    arena_free(arena);
}
