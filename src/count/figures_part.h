/* figures_part.h - what is counted for figures, by local date: of a block of tickets, or of all of
 * them. Shared by the files of figures only.
 */
#ifndef COUNT_FIGURES_PART_H
#define COUNT_FIGURES_PART_H

#include "base/map.h"
#include "judge/sample.h"
#include "count/figures.h"
#include "count/used.h"

enum cell_kind { CELL_OUTAGES, CELL_SAMPLES, CELL_CYCLES };

struct cell_key {
    uint32_t kind;
    uint32_t version; /* 0 for cycles, which are the same in all versions */
    uint32_t slot;
    int32_t at; /* local date; of outages: the service, -1 for none */
};

struct cell {
    struct cell_key key;
    stretches outages; /* of CELL_OUTAGES */
    uint64_t holds, fails;
    wide sum;
    struct used lengths; /* of CELL_CYCLES */
    uint64_t pending, excluded, error;
};

struct figures_part {
    struct arena *arena;
    struct map *map;
    VECTOR(struct cell *) cells; /* as they were first met */
};

void figures_part_init(struct figures_part *part);
void figures_part_fini(struct figures_part *part);

/* Found or made. */
struct cell *figures_part_cell(struct figures_part *part, struct cell_key key);

/* Adds all of MORE, in its order. */
void figures_part_merge(struct figures_part *part, const struct figures_part *more);

/* Puts the cells in the order of their keys, and tidies outages. */
void figures_part_sort(struct figures_part *part);

/* The cells of KEY up to its date LAST: a stretch of the sorted cells. */
struct cell *const *figures_part_range(const struct figures_part *part, struct cell_key key,
                                       int32_t last, size_t *count);

struct figures {
    struct figures_request request;
    struct arena *arena;
    struct sampler *sampler;
    struct tally *credits; /* NULL: there are none */
    const struct tally_line *credit_lines;
    const uint32_t *measure_of; /* by target: the measure that a hidden one was made for */
    struct figures_part whole;
    instant from; /* the first instant of the log */
};

/* The parts of figures_finish. */
void figures_finish_lines(const struct figures *figures, struct figures_result *result,
                          struct arena *arena);
void figures_finish_credits(const struct figures *figures, struct figures_result *result,
                            struct arena *arena);

/* Lines of the tally that credits need: one a version and credit, in that order. */
const struct tally_line *figures_credit_lines(const struct model *model, struct arena *arena,
                                              uint32_t *count);

/* The figure of one period: of an availability, for one service; of a measure. */
struct figure_availability {
    const struct figures *figures;
    const struct calendar *const *maintenance; /* by version, or NULL */
    uint32_t slot, service;
};

void figures_availability(const struct figure_availability *of, struct figure_period *out,
                          struct arena *scratch);
void figures_measure(const struct figures *figures, uint32_t slot, struct figure_period *out);

/* Maintenance of SERVICE by VERSION, compiled for the periods FIRST to LAST; NULL if there is none.
 */
const struct calendar *figures_maintenance(const struct model *version, uint32_t service,
                                           const struct period_list *periods, struct arena *arena);

#endif
