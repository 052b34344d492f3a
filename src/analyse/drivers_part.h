/* drivers_part.h - what drivers are counted with: shared by the files of drivers only.
 */
#ifndef ANALYSE_DRIVERS_PART_H
#define ANALYSE_DRIVERS_PART_H

#include "analyse/drivers.h"
#include "base/vector.h"

enum { DRIVERS_VALUES_MOST = 5000 };

struct breach {
    uint32_t ticket, target, cycle;
};

struct tally_of_code {
    uint64_t breached, decided;
};

/* The codes of one grouping that occurred, in order. */
struct grouped {
    struct grouped_code {
        uint32_t code;
        struct tally_of_code of;
    } * at;
    size_t count, room;
};

/* The counts of a block, or of all. */
struct counts {
    struct grouped *groups;      /* by grouping */
    struct tally_of_code *codes; /* by target, then attribute's offset and code */
    struct tally_of_code *targets;
    struct breach *breaches;
    size_t breach_count, breach_room;
};

struct drivers {
    struct arena *arena;
    const struct judge *judge;
    const struct model *model;
    const struct eventlog *log;
    uint32_t *offset; /* by stored attribute; INDEX_NONE: not looked at */
    uint32_t width;   /* codes of a target */
    uint32_t only;    /* this target, or INDEX_NONE */
    VECTOR(uint32_t) left_out;
    const struct drivers_grouping *groupings;
    uint32_t grouping_count;
    struct counts whole;
};

typedef VECTOR(struct drivers_value) drivers_values;

/* For the counts of a block: room for all groupings, one verdict more, those of another block
 * added, and all of it released. */
void drivers_groups_init(const struct drivers *drivers, struct counts *counts);
void drivers_groups_take(const struct drivers *drivers, struct counts *counts,
                         const struct verdict *verdict);
void drivers_groups_add(const struct drivers *drivers, struct counts *to,
                        const struct counts *counts);
void drivers_groups_fini(struct counts *counts, uint32_t grouping_count);

/* Adds the values that have breaches to LIST, as those of attributes. */
void drivers_groups_list(struct drivers *drivers, const struct drivers_target *target,
                         struct arena *arena, drivers_values *list);

/* Is the attribute one whose values are looked at? */
bool drivers_has_kinds(const struct schema *schema, uint32_t number);

struct text drivers_text_of_code(const struct drivers *drivers, uint32_t attribute, uint32_t code);

/* The parts of the breaches of TARGET, in their order; looks at each breached ticket again. */
void drivers_fill_parts(struct drivers *drivers, struct arena *arena,
                        struct drivers_target *target);

/* Breaches above what the rate of all others would give, rounded down. */
uint64_t drivers_above_others(const struct tally_of_code *of, const struct tally_of_code *all);

/* What all have makes no difference, and what all but a handful have can't be told to. */
bool drivers_have_all(const struct tally_of_code *of, const struct drivers_target *target);

/* For qsort: the order in which they are shown. */
int drivers_compare_parts(const void *a, const void *b);
int drivers_compare_values(const void *a, const void *b);

#endif
