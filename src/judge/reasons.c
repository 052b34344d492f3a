/* reasons.c - see reasons.h. Hours are looked at for more than is asked about, and for twice as
 * much the next time. */
#include "judge/reasons.h"

#include "base/vector.h"

struct known {
    const struct calendar_spec *spec;
    struct calendar_stretch range;
    struct closed_reason *at;
    size_t count;
};

struct reasons {
    struct arena *arena;
    VECTOR(struct known) known;
};

static const micros MARGIN = 60 * MICROS_DAY;

struct reasons *reasons_new(struct arena *arena)
{
    struct reasons *reasons = ARENA_NEW(arena, struct reasons);
    reasons->arena = arena;
    return reasons;
}

static struct known *known_of(struct reasons *reasons, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < reasons->known.count; i++)
        if (reasons->known.at[i].spec == spec)
            return &reasons->known.at[i];
    VECTOR_PUSH(reasons->arena, &reasons->known, ((struct known){.spec = spec}));
    return &reasons->known.at[reasons->known.count - 1];
}

static struct calendar_stretch wider(struct calendar_stretch known, struct calendar_stretch asked)
{
    micros more = known.to - known.from + MARGIN;
    if (known.from == known.to)
        return (struct calendar_stretch){asked.from - MARGIN, asked.to + MARGIN};
    if (asked.from < known.from)
        known.from = asked.from - more;
    if (asked.to > known.to)
        known.to = asked.to + more;
    return known;
}

static void look(struct reasons *reasons, struct known *known)
{
    struct arena *scratch = arena_new();
    struct calendar_reasons found =
        calendar_reasons_between(known->spec, known->range.from, known->range.to, scratch);
    known->count = found.count;
    known->at = ARENA_ARRAY(reasons->arena, found.count + 1, struct closed_reason);
    for (size_t i = 0; i < found.count; i++) {
        const struct calendar_reason *reason = &found.at[i];
        bool is_open = calendar_why_is_open(reason->why);
        struct text text = is_open ? TEXT("") : calendar_reason_text(scratch, reason);
        known->at[i] = (struct closed_reason){reason->from, reason->to,
                                              text_copy(reasons->arena, text), is_open};
    }
    arena_free(scratch);
}

const struct closed_reason *reasons_find(struct reasons *reasons, const struct calendar_spec *spec,
                                         struct calendar_stretch range, size_t *count)
{
    struct known *known = known_of(reasons, spec);
    if (range.from < known->range.from || range.to > known->range.to ||
        known->range.from == known->range.to) {
        known->range = wider(known->range, range);
        look(reasons, known);
    }
    size_t low = 0, high = known->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (known->at[middle].to <= range.from)
            low = middle + 1;
        else
            high = middle;
    }
    for (*count = 0; low + *count < known->count && known->at[low + *count].from < range.to;)
        ++*count;
    return known->at + low;
}
