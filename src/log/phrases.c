/* phrases.c - see phrases.h. */
#include "log/phrases.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAS_VECTORS 1
#endif

/* ---- which columns ---- */

/* What is known of a column. */
struct known {
    uint64_t values; /* 0: it is not one of codes */
    size_t longest;
};

static bool has_codes(const struct slot *slot)
{
    enum log_role role = slot->spec->role;
    return role == LOG_EVENT || role == LOG_ACTOR || role == LOG_PUBLIC || role == LOG_ATTRIBUTE;
}

static size_t longest_of(const struct intern *meanings)
{
    size_t longest = 0;
    for (size_t i = 0; i <= meanings->mask; i++)
        if (meanings->entries[i].at && meanings->entries[i].len > longest)
            longest = meanings->entries[i].len;
    return longest;
}

static struct known known_of(const struct binding *binding, uint32_t column)
{
    struct known known = {0};
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        const struct slot *slot = &binding->slots[i];
        if (slot->column != column)
            continue;
        if (!has_codes(slot))
            return (struct known){0};
        known = (struct known){slot->meanings.count, longest_of(&slot->meanings)};
    }
    return known;
}

/* How many columns from FIRST on make a phrase; 1: none do. */
static uint32_t columns_from(const struct known *known, uint32_t first, uint32_t columns)
{
    uint64_t values = 1;
    size_t longest = 0;
    uint32_t count = 0;
    for (; first + count < columns && known[first + count].values; count++) {
        const struct known *one = &known[first + count];
        values = one->values > PHRASE_MOST ? UINT32_MAX : values * one->values;
        longest += one->longest + (count > 0);
        if (values > PHRASE_MOST || longest > PHRASE_BYTES)
            break;
    }
    return count ? count : 1;
}

/* ---- making ---- */

static bool is_in(const struct phrase *phrase, const struct slot *slot)
{
    return slot->column >= phrase->first && slot->column <= phrase->last;
}

static void find_slots(struct phrase *phrase, const struct binding *binding, uint32_t columns)
{
    phrase->slots = ARENA_ARRAY(binding->arena, binding->slot_count, struct slot *);
    phrase->has_event = true;
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        struct slot *slot = &binding->slots[i];
        if (is_in(phrase, slot))
            phrase->slots[phrase->slot_count++] = slot;
        else if (has_codes(slot) && slot->spec->role != LOG_ATTRIBUTE && slot->column < columns)
            phrase->has_event = false;
    }
}

static void make_room(struct phrase *phrase, struct arena *arena)
{
    const size_t places = PHRASE_PLACES + LANES_MOST;
    phrase->keys = ARENA_ARRAY(arena, PHRASE_PLACES, struct phrase_key);
    phrase->odd = ARENA_ARRAY(arena, places, bool);
    phrase->kind = ARENA_ARRAY(arena, places, uint8_t);
    phrase->what = ARENA_ARRAY(arena, places, uint8_t);
    phrase->codes = ARENA_ARRAY(arena, phrase->slot_count, uint32_t *);
    for (uint32_t i = 0; i < phrase->slot_count; i++)
        phrase->codes[i] = ARENA_ARRAY(arena, places, uint32_t);
}

uint32_t phrases_choose(struct phrase **phrases, const struct binding *binding, uint32_t columns,
                        bool has_avx2)
{
    struct arena *arena = binding->arena;
    struct known *known = ARENA_ARRAY(arena, columns, struct known);
    uint32_t count = 0;
    *phrases = ARENA_ARRAY(arena, columns, struct phrase);
    for (uint32_t i = 0; i < columns; i++)
        known[i] = known_of(binding, i);
    for (uint32_t i = 0, many; i < columns; i += many) {
        many = columns_from(known, i, columns);
        if (many == 1)
            continue;
        struct phrase *phrase = &(*phrases)[count++];
        *phrase = (struct phrase){.first = i, .last = i + many - 1, .has_avx2 = has_avx2};
        find_slots(phrase, binding, columns);
        make_room(phrase, arena);
    }
    return count;
}

/* ---- use ---- */

bool phrase_fails(const struct phrase *phrase)
{
    return phrase->missed > PHRASE_PLACES && phrase->missed * 4 > phrase->rows;
}

static const unsigned char masks[2 * PHRASE_BYTES] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

/* Each 16 bits of a text are multiplied by their own. */
static const int16_t factors[PHRASE_BYTES / 2] = {0x2f65, 0x6c8b, 0x51d3, 0x37a9, 0x7b1d, 0x4e57,
                                                  0x2a8f, 0x63c5, 0x45e1, 0x7193, 0x3b2d, 0x5fa7,
                                                  0x2d4b, 0x68f9, 0x4c35, 0x76bf};

static inline uint32_t place_from(uint64_t sums)
{
    return (uint32_t)(sums * 0xe7037ed1a0b428dbu >> (64 - PHRASE_BITS));
}

/* LEN, at most PHRASE_BYTES, bytes. */
static struct phrase_key key_of(struct cell text)
{
    struct phrase_key key = {{0}};
    memcpy(key.bytes, text.at, text.len);
    return key;
}

/* The sums are those of AVX2's multiplication, in its order. */
static uint32_t home_place(const struct phrase_key *key)
{
    uint32_t sums[4] = {0};
    for (int i = 0; i < PHRASE_BYTES / 2; i++) {
        int16_t two;
        memcpy(&two, key->bytes + 2 * i, sizeof two);
        sums[i / 2 % 4] += (uint32_t)(two * factors[i]);
    }
    return place_from((sums[0] | (uint64_t)sums[1] << 32) + (sums[2] | (uint64_t)sums[3] << 32));
}

static bool equal(const struct phrase_key *a, const struct phrase_key *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* The place of KEY, or a free one. */
static uint32_t search(const struct phrase *phrase, const struct phrase_key *key)
{
    static const struct phrase_key none;
    uint32_t place = home_place(key);
    while (!equal(&phrase->keys[place], key) && !equal(&phrase->keys[place], &none))
        place = (place + 1) % PHRASE_PLACES;
    return place;
}

/* ---- what a text means ---- */

/* The first field in *REST, without its quotes; it is taken from there. */
static struct cell next_field(struct cell *rest, char delimiter)
{
    const char *from = rest->at, *end = from + rest->len, *to = from;
    bool is_quoted = from < end && *from == '"';
    if (is_quoted)
        to = (const char *)memchr(from + 1, '"', rest->len - 1) + 1;
    while (to < end && *to != delimiter)
        to++;
    *rest = to < end ? (struct cell){to + 1, (size_t)(end - to - 1)} : (struct cell){end, 0};
    return is_quoted ? (struct cell){from + 1, (size_t)(to - from - 2)}
                     : (struct cell){from, (size_t)(to - from)};
}

static void learn_event(struct phrase *phrase, uint32_t place, const struct binding *binding)
{
    uint32_t event = 0, actor = 0, is_public = 0;
    for (uint32_t i = 0; i < phrase->slot_count; i++) {
        enum log_role role = phrase->slots[i]->spec->role;
        uint32_t code = phrase->codes[i][place];
        event = role == LOG_EVENT ? code : event;
        actor = role == LOG_ACTOR ? code : actor;
        is_public = role == LOG_PUBLIC ? code : is_public;
    }
    phrase->kind[place] = rows_kind(event);
    phrase->what[place] = rows_what(event, actor, is_public);
    phrase->odd[place] |= event == MEANING_NO_EVENT ||
                          rows_lacks_role(binding, phrase->kind[place], phrase->what[place]);
}

/* What the fields of TEXT mean. */
static void learn(struct phrase *phrase, uint32_t place, struct cell text,
                  const struct phrase_lane *lane)
{
    phrase->odd[place] = false;
    for (uint32_t column = phrase->first; column <= phrase->last; column++) {
        struct cell field = next_field(&text, lane->delimiter);
        for (uint32_t i = 0; i < phrase->slot_count; i++) {
            if (phrase->slots[i]->column != column)
                continue;
            uint32_t code = bind_meaning(lane->binding, phrase->slots[i], field);
            phrase->codes[i][place] = code;
            phrase->odd[place] |= code == MEANING_BAD;
        }
    }
    if (phrase->has_event)
        learn_event(phrase, place, lane->binding);
    phrase->has_odd |= phrase->odd[place];
}

/* The place of a text that does not stand where its hash says; one for RECORD alone if it is too
 * long, or if there are too many. */
static __attribute__((noinline)) uint32_t place_of(struct phrase *phrase, uint32_t record,
                                                   struct cell text, const struct phrase_lane *lane)
{
    uint32_t place = PHRASE_PLACES + record;
    if (text.len <= PHRASE_BYTES) {
        struct phrase_key key = key_of(text);
        uint32_t found = search(phrase, &key);
        if (equal(&phrase->keys[found], &key))
            return found;
        if (phrase->count < PHRASE_MOST) {
            phrase->keys[found] = key;
            phrase->count++;
            place = found;
        }
    }
    phrase->missed++;
    learn(phrase, place, text, lane);
    return place;
}

static void take_plain(struct phrase *phrase, const struct phrase_lane *lane)
{
    struct lane fields = lane->lane;
    for (uint32_t i = 0; i < lane->count; i++)
        phrase->found[i] = place_of(
            phrase, i, fields.cells ? lane_next_cell(&fields) : lane_next_raw(&fields), lane);
}

#if HAS_VECTORS
#define RARE(condition) __builtin_expect((condition), false)
#define AVX2 __attribute__((target("avx2")))

AVX2 static inline uint32_t home_place_avx2(__m256i key)
{
    __m256i by_two = _mm256_loadu_si256((const void *)factors);
    __m256i sums = _mm256_madd_epi16(key, by_two);
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    __m128i both = _mm_add_epi64(four, _mm_srli_si128(four, 8));
    return place_from((uint64_t)_mm_cvtsi128_si64(both));
}

AVX2 static inline bool differs(__m256i key, const struct phrase_key *other)
{
    __m256i bits = _mm256_xor_si256(key, _mm256_loadu_si256((const void *)other));
    return !_mm256_testz_si256(bits, bits);
}

/* The place of TEXT, PHRASE_NONE if it has none yet. */
AVX2 static inline uint32_t known_place(const struct phrase_key *keys, struct cell text)
{
    const void *mask = masks + PHRASE_BYTES - text.len;
    __m256i bytes = _mm256_loadu_si256((const void *)text.at);
    __m256i key = _mm256_and_si256(bytes, _mm256_loadu_si256(mask));
    uint32_t place = home_place_avx2(key);
    while (RARE(differs(key, &keys[place]))) {
        if (!keys[place].bytes[0])
            return PHRASE_NONE;
        place = (place + 1) % PHRASE_PLACES;
    }
    return place;
}

AVX2 static inline __attribute__((always_inline)) void
take_avx2(struct phrase *phrase, const struct phrase_lane *given, bool has_cells)
{
    struct lane lane = given->lane;
    const struct phrase_key *keys = phrase->keys;
    for (uint32_t i = 0, count = given->count; i < count; i++) {
        struct cell text = has_cells ? lane_next_cell(&lane) : lane_next_raw(&lane);
        uint32_t place = PHRASE_NONE;
        if (!RARE(text.len > PHRASE_BYTES))
            place = known_place(keys, text);
        if (RARE(place == PHRASE_NONE))
            place = place_of(phrase, i, text, given);
        phrase->found[i] = place;
    }
}

AVX2 static void take_either_avx2(struct phrase *phrase, const struct phrase_lane *lane)
{
    if (lane->lane.cells)
        take_avx2(phrase, lane, true);
    else
        take_avx2(phrase, lane, false);
}

/* Of as many as are whole eights; gives how many. */
AVX2 static uint32_t put_avx2(const struct phrase *phrase, const uint32_t *codes, uint32_t *out,
                              uint32_t count)
{
    for (uint32_t i = 0; i + 8 <= count; i += 8) {
        __m256i places = _mm256_loadu_si256((const void *)&phrase->found[i]);
        __m256i some = _mm256_i32gather_epi32((const void *)codes, places, 4);
        _mm256_storeu_si256((void *)&out[i], some);
    }
    return count / 8 * 8;
}
#endif

void phrase_take(struct phrase *phrase, const struct phrase_lane *lane)
{
    phrase->rows += lane->count;
#if HAS_VECTORS
    if (phrase->has_avx2) {
        take_either_avx2(phrase, lane);
        return;
    }
#endif
    take_plain(phrase, lane);
}

void phrase_put(const struct phrase *phrase, const uint32_t *codes, uint32_t *out, uint32_t count)
{
    uint32_t i = 0;
#if HAS_VECTORS
    if (phrase->has_avx2)
        i = put_avx2(phrase, codes, out, count);
#endif
    for (; i < count; i++)
        out[i] = codes[phrase->found[i]];
}
