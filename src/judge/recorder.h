/* recorder.h - listens to a run and keeps what its ledgers are made of (semantics 8). */
#ifndef JUDGE_RECORDER_H
#define JUDGE_RECORDER_H

#include "base/vector.h"
#include "judge/reasons.h"
#include "judge/run.h"

/* Which clause won at an instant, and why the others did not. */
struct recorded_choice {
    instant at;
    uint32_t winner; /* or INDEX_NONE */
    const struct ledger_loser *losers;
    uint32_t loser_count;
};

struct recorder {
    const struct judge *judge;
    struct arena *arena;
    struct reasons *reasons;                /* where nothing but rows is asked for; else NULL */
    VECTOR(struct ledger_event) events;     /* of the cycle that runs */
    VECTOR(struct recorded_choice) choices; /* likewise, but for those that changed nothing (5.3) */
    VECTOR(struct ledger *) ledgers;
};

void recorder_init(struct recorder *recorder, const struct judge *judge, struct arena *arena);

/* An event moved the clock; WHAT and DETAIL are joined by a colon unless DETAIL is empty. */
void recorder_event(struct recorder *recorder, const struct step *step, const char *what,
                    struct text detail);

/* WINNER won at STEP, or none. */
void recorder_choice(struct recorder *recorder, const struct run *run, const struct step *step,
                     uint32_t winner);

/* The last choice is of no effect: the clause is kept. */
void recorder_forget_choice(struct recorder *recorder);

/* The cycle is over, its verdict is the last sealed one; VIEW is the ticket at its end. */
void recorder_seal(struct recorder *recorder, struct run *run, const struct view *view);

/* "reply", "resolved", the name of a status or of a class. */
struct text happening_kind(const struct judge *judge, const struct happening *happening);

/* The same with the actor: "reply by agent". */
struct text happening_name(const struct judge *judge, const struct happening *happening,
                           struct arena *arena);

#endif
