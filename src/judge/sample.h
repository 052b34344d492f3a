/* sample.h - what the figures of whole periods are made of, ticket by ticket: the outages of
 * services, and what measures count (semantics 6.5).
 *
 * What a percentile is of are verdicts (judge.h); all else are samples. Knows nothing of periods
 * and promises. Each version of the charter (model.versions) gives samples of its own for all
 * tickets, since which version counts is said by the period (5.4).
 *
 * A ticket is down while the condition holds after its last row and it is neither done nor merged;
 * or from one event to the other, done or merged, whatever comes first. It is of the service that
 * it has at the as-of instant, and so is the value, and what holds, of a ticket; those of an event
 * are those after its row.
 */
#ifndef JUDGE_SAMPLE_H
#define JUDGE_SAMPLE_H

#include "judge/judge.h"

enum sample_kind { SAMPLE_OUTAGE, SAMPLE_MEASURE };

struct sample {
    enum sample_kind kind;
    uint32_t version;     /* of model.versions */
    uint32_t slot;        /* of model.availabilities, or model.measures */
    uint32_t service;     /* of an outage: a choice, or INDEX_NONE: the ticket has none */
    instant from, to;     /* of an outage [from, to), to at most the as-of instant; else the same */
    bool holds;           /* of a share: the ticket is such; of an average: there is a value */
    struct decimal value; /* of an average */
};

struct sampler;

/* JUDGE lives at least as long. */
struct sampler *sampler_new(struct arena *arena, const struct judge *judge);

/* The judge of a version: its calendars, compiled for the log. */
const struct judge *sampler_judge(const struct sampler *sampler, uint32_t version);

/* Why the log can't decide an availability or a measure of a version (as 3.8); empty: it can. */
struct text sampler_undecidable(const struct sampler *sampler, enum sample_kind kind,
                                uint32_t version, uint32_t slot);

/* As struct judge_consumer of judge.h. */
struct sample_consumer {
    void *context;
    void *(*block_begin)(void *context);
    void (*sample)(void *block, const struct sample *sample);
    void (*block_end)(void *context, void *block);
};

/* All tickets in order of first appearance; the same sequence whatever THREADS is. */
void sample_all(const struct sampler *sampler, unsigned threads,
                const struct sample_consumer *consumer);

#endif
