/* sha256_lanes.c - which text is in which lane. */
#include "base/sha256_lanes_part.h"

enum { NOTHING = -1 };

/* The next text that is not too long begins in LANE, if there is one. */
static void begin(struct sha256_lanes *lanes, unsigned lane)
{
    while (lanes->next < lanes->count && !sha256_fits_lane(lanes->texts[lanes->next]))
        lanes->next++;
    if (lanes->next == lanes->count) {
        lanes->left[lane] = NOTHING;
        lanes->busy &= ~(1u << lane);
        return;
    }
    const struct text *text = &lanes->texts[lanes->next];
    lanes->at[lane] = text->at;
    lanes->left[lane] = (int64_t)text->len;
    lanes->bits[lane] = (uint32_t)text->len * 8;
    lanes->number[lane] = lanes->next++;
    lanes->begins |= 1u << lane;
}

static void end(struct sha256_lanes *lanes, unsigned lane, uint32_t (*out)[8])
{
    for (int i = 0; i < 8; i++)
        out[lanes->number[lane]][i] = lanes->state[i][lane];
    begin(lanes, lane);
}

void sha256_lanes(unsigned count_of_lanes, const struct text *texts, size_t count,
                  uint32_t (*out)[8])
{
    struct sha256_lanes lanes = {
        .texts = texts, .count = count, .busy = (1u << count_of_lanes) - 1};
    for (unsigned i = 0; i < count_of_lanes; i++)
        begin(&lanes, i);
    while (lanes.busy) {
        if (count_of_lanes == 16)
            sha256_step_16(&lanes);
        else
            sha256_step_8(&lanes);
        for (unsigned over = lanes.ends & lanes.busy; over; over &= over - 1)
            end(&lanes, (unsigned)__builtin_ctz(over), out);
    }
}

bool sha256_lanes_known(unsigned lanes)
{
#if defined(__x86_64__) && defined(__GNUC__)
    return lanes == 16 ? __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
                       : __builtin_cpu_supports("avx2");
#else
    (void)lanes;
    return false;
#endif
}
