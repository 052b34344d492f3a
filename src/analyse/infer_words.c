/* infer_words.c - the words of infer_words.def, and names taken apart into words. */
#include "analyse/infer_part.h"

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Letters of other scripts are bytes beyond ASCII, and stay as they are. */
static bool is_of_word(char c)
{
    return is_small(c) || is_capital(c) || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

struct text infer_words(struct arena *arena, struct text name)
{
    char *out = arena_alloc(arena, name.len * 2 + 1);
    struct text words = {out, 0};
    char before = ' ';
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool begins = is_capital(c) && is_small(before);
        if ((!is_of_word(c) || begins) && words.len && out[words.len - 1] != ' ')
            out[words.len++] = ' ';
        if (is_of_word(c))
            out[words.len++] = is_capital(c) ? (char)(c - 'A' + 'a') : c;
        before = c;
    }
    return text_trim(words);
}

/* Does WORDS have WANTED as whole words? */
static bool has_words(struct text words, struct text wanted)
{
    for (size_t i = 0; i + wanted.len <= words.len; i++) {
        bool begins = i == 0 || words.at[i - 1] == ' ';
        size_t end = i + wanted.len;
        if (begins && (end == words.len || words.at[end] == ' ') &&
            text_equal(text_slice(words, i, end), wanted))
            return true;
    }
    return false;
}

/* ---- columns ---- */

static const struct {
    enum infer_role role;
    const char *words;
    int points;
} columns[] = {
#define COLUMN(role, words, points) {INFER_##role, words, points},
#include "analyse/infer_words.def"
};

/* A name that is the words has twice their points; one that ends with them has more than one that
 * has them somewhere (`incident_state`, `state_changed_by`). */
int infer_points(struct text words, enum infer_role role)
{
    int most = 0;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        struct text wanted = text_of(columns[i].words);
        if (columns[i].role != role || !has_words(words, wanted))
            continue;
        int points = text_equal(words, wanted)  ? columns[i].points * 4
                     : text_ends(words, wanted) ? columns[i].points * 2
                                                : columns[i].points;
        most = points > most ? points : most;
    }
    return most;
}

/* ---- values ---- */

bool infer_class(struct text words, enum status_class *status_class)
{
    static const struct {
        enum status_class status_class;
        const char *words;
    } classes[] = {
#define CLASS(class, words) {CLASS_##class, words},
#include "analyse/infer_words.def"
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (has_words(words, text_of(classes[i].words))) {
            *status_class = classes[i].status_class;
            return true;
        }
    return false;
}

int infer_rank(struct text words)
{
    static const struct {
        int rank;
        const char *words;
    } ranks[] = {
#define RANK(rank, words) {rank, words},
#include "analyse/infer_words.def"
    };
    int found = -1;
    size_t len = 0;
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        struct text wanted = text_of(ranks[i].words);
        if (has_words(words, wanted) && wanted.len > len) { /* `very low` is not `low` */
            found = ranks[i].rank;
            len = wanted.len;
        }
    }
    return found;
}

bool infer_kind(struct text words, uint32_t *kind)
{
    static const struct {
        uint32_t kind;
        const char *words;
    } kinds[] = {
#define KIND(kind, actor, words) {KIND_##kind, words},
#include "analyse/infer_words.def"
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal(words, text_of(kinds[i].words))) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

bool infer_actor(struct text words, enum actor *actor)
{
    static const struct {
        enum actor actor;
        const char *words;
    } actors[] = {
#define ACTOR(actor, words) {ACTOR_##actor, words},
#include "analyse/infer_words.def"
    };
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
        if (text_equal(words, text_of(actors[i].words))) {
            *actor = actors[i].actor;
            return true;
        }
    return false;
}

/* ---- markers and formats ---- */

static const struct {
    const char *text;
    bool is_sure;
} markers[] = {
#define MARKER(text, is_sure) {text, is_sure},
#include "analyse/infer_words.def"
};

static const struct {
    const char *text, *tied;
} formats[] = {
#define FORMAT(text, tied) {text, tied},
#include "analyse/infer_words.def"
};

_Static_assert(sizeof markers / sizeof *markers <= INFER_MARKERS, "room for all markers");
_Static_assert(sizeof formats / sizeof *formats <= INFER_FORMATS, "room for all formats");

int infer_marker(struct text text)
{
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++)
        if (text_is(text, markers[i].text))
            return (int)i;
    return -1;
}

int infer_marker_count(void)
{
    return sizeof markers / sizeof *markers;
}

struct text infer_marker_text(int marker)
{
    return text_of(markers[marker].text);
}

bool infer_marker_is_sure(int marker)
{
    return markers[marker].is_sure;
}

uint32_t infer_format_count(void)
{
    return sizeof formats / sizeof *formats;
}

struct text infer_format(uint32_t format)
{
    return text_of(formats[format].text);
}

struct text infer_format_tied(uint32_t format)
{
    return text_of(formats[format].tied);
}
