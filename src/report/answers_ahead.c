/* answers_ahead.c - the log of a session is judged while nothing is asked yet. The thread reads the
 * model and the log, which nobody changes, and has all else for itself; the judge is made, and the
 * verdicts are taken over, by the thread of the session. */
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "report/answers_part.h"

enum { WAIT_NS = 20000000 };

struct answers_ahead {
    struct answers asked; /* as they were: who finds what is kept */
    struct judge *judge;
    struct roll *roll;
    bool watches, is_new, is_done;
    atomic_bool stop;
    pthread_t thread;
    pthread_mutex_t lock; /* of is_done */
    pthread_cond_t done;
};

static void *judge_log(void *argument)
{
    struct answers_ahead *ahead = argument;
    const struct answers *asked = &ahead->asked;
    if (asked->find_kept)
        ahead->roll = asked->find_kept(asked->kept_context, ahead->judge);
    ahead->is_new = !ahead->roll;
    if (!ahead->roll)
        ahead->roll = roll_new(ahead->judge, asked->threads, ahead->watches);
    pthread_mutex_lock(&ahead->lock);
    ahead->is_done = true;
    pthread_cond_signal(&ahead->done);
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* Signals are for who waits for a key. */
static bool begin(struct answers_ahead *ahead)
{
    sigset_t all, was;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &was);
    bool began = pthread_create(&ahead->thread, NULL, judge_log, ahead) == 0;
    pthread_sigmask(SIG_SETMASK, &was, NULL);
    return began;
}

void answers_judge_ahead(struct answers *answers)
{
    if (answers->base || answers->ahead || !answers->log || !answers->keeps_verdicts)
        return;
    const struct model *model = answers->suppose ? answers->suppose->base : answers->model;
    struct answers_ahead *ahead = ARENA_NEW(answers->arena, struct answers_ahead);
    ahead->asked = *answers;
    ahead->judge = judge_new(answers->arena, model, answers->log, answers->as_of);
    ahead->watches = answering_may_notice(model);
    judge_stop_when(ahead->judge, &ahead->stop);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->done, NULL);
    if (begin(ahead))
        answers->ahead = ahead; /* else it is judged when it is asked for */
}

static void end(struct answers *answers)
{
    struct answers_ahead *ahead = answers->ahead;
    pthread_join(ahead->thread, NULL);
    pthread_mutex_destroy(&ahead->lock);
    pthread_cond_destroy(&ahead->done);
    answers->ahead = NULL;
}

/* False: the question is given up; judging goes on. */
static bool wait_for(const struct answers *answers, struct answers_ahead *ahead)
{
    struct timespec until;
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->is_done && !(answers->stop && *answers->stop)) {
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += WAIT_NS;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&ahead->done, &ahead->lock, &until);
    }
    bool is_done = ahead->is_done;
    pthread_mutex_unlock(&ahead->lock);
    return is_done;
}

bool answering_take_ahead(struct answers *answers)
{
    struct answers_ahead *ahead = answers->ahead;
    if (!ahead)
        return true;
    if (!wait_for(answers, ahead))
        return false;
    end(answers);
    judge_stop_when(ahead->judge, answers->stop);
    answers->base = ahead->roll;
    answers->base_is_new = ahead->is_new;
    return true;
}

void answers_stop_ahead(struct answers *answers)
{
    struct answers_ahead *ahead = answers->ahead;
    if (!ahead)
        return;
    ahead->stop = true;
    end(answers);
    roll_free(ahead->roll);
}
