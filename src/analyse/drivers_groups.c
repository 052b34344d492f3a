/* drivers_groups.c - values that no attribute has, months for example: their codes are not known
 * beforehand, and few, so they stand in order as they come. */
#include <string.h>

#include "analyse/drivers_part.h"

void drivers_groups_init(const struct drivers *drivers, struct counts *counts)
{
    counts->groups = memory_resize(NULL, (drivers->grouping_count + 1) * sizeof *counts->groups);
    memset(counts->groups, 0, (drivers->grouping_count + 1) * sizeof *counts->groups);
}

void drivers_groups_fini(struct counts *counts, uint32_t grouping_count)
{
    for (uint32_t i = 0; i < grouping_count; i++)
        memory_release(counts->groups[i].at);
    memory_release(counts->groups);
}

/* The counts of CODE, which may be new. */
static struct tally_of_code *find(struct grouped *grouped, uint32_t code)
{
    size_t low = 0, high = grouped->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grouped->at[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < grouped->count && grouped->at[low].code == code)
        return &grouped->at[low].of;
    if (grouped->count == grouped->room) {
        grouped->room = grouped->room ? grouped->room * 2 : 16;
        grouped->at = memory_resize(grouped->at, grouped->room * sizeof *grouped->at);
    }
    memmove(grouped->at + low + 1, grouped->at + low,
            (grouped->count++ - low) * sizeof *grouped->at);
    grouped->at[low] = (struct grouped_code){.code = code};
    return &grouped->at[low].of;
}

void drivers_groups_take(const struct drivers *drivers, struct counts *counts,
                         const struct verdict *verdict)
{
    for (uint32_t i = 0; i < drivers->grouping_count; i++) {
        const struct drivers_grouping *grouping = &drivers->groupings[i];
        uint32_t code = grouping->code(grouping->number, verdict);
        struct tally_of_code *of = find(&counts->groups[i], code);
        of->decided++;
        of->breached += verdict->kind == VERDICT_BREACHED;
    }
}

void drivers_groups_add(const struct drivers *drivers, struct counts *to,
                        const struct counts *counts)
{
    for (uint32_t i = 0; i < drivers->grouping_count; i++)
        for (size_t k = 0; k < counts->groups[i].count; k++) {
            const struct grouped_code *more = &counts->groups[i].at[k];
            struct tally_of_code *of = find(&to->groups[i], more->code);
            of->decided += more->of.decided;
            of->breached += more->of.breached;
        }
}

void drivers_groups_list(struct drivers *drivers, const struct drivers_target *target,
                         struct arena *arena, drivers_values *list)
{
    for (uint32_t i = 0; i < drivers->grouping_count; i++)
        for (size_t k = 0; k < drivers->whole.groups[i].count; k++) {
            const struct drivers_grouping *grouping = &drivers->groupings[i];
            const struct grouped_code *code = &drivers->whole.groups[i].at[k];
            if (!code->of.breached || drivers_have_all(&code->of, target))
                continue;
            struct drivers_value value = {grouping->number,
                                          grouping->text(arena, grouping->number, code->code),
                                          code->of.breached, code->of.decided, 0};
            value.vanish = drivers_above_others(&code->of, &drivers->whole.targets[target->target]);
            VECTOR_PUSH(arena, list, value);
        }
}

void drivers_group_by(struct drivers *drivers, const struct drivers_grouping *groupings,
                      uint32_t count)
{
    drivers_groups_fini(&drivers->whole, drivers->grouping_count);
    drivers->groupings = groupings;
    drivers->grouping_count = count;
    drivers_groups_init(drivers, &drivers->whole);
}
