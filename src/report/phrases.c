/* phrases.c - phrases filled in. See phrases.h; figures and dates are in phrases_values.c. */
#include "report/phrases.h"

#include <string.h>

#include "base/buffer.h"

/* One table a language: its rows by key, whatever their order in its file. */
static const struct phrases english = {
    .code = "en",
    .one =
        {
#define SAY(key, phrase) [SAID_##key] = phrase,
#define COUNTED(key, one, many) [SAID_##key] = one,
#include "report/words_en.def"
#undef SAY
#undef COUNTED
        },
    .many =
        {
#define SAY(key, phrase)
#define COUNTED(key, one, many) [SAID_##key] = many,
#include "report/words_en.def"
#undef SAY
#undef COUNTED
        },
};

static const struct phrases *const languages[] = {&english};

const struct phrases *phrases_find(const char *code)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strcmp(languages[i]->code, code) == 0)
            return languages[i];
    return NULL;
}

const char *phrases_key(enum said said)
{
    static const char *const keys[] = {
#define SAY(key, phrase) #key,
#define COUNTED(key, one, many) #key,
#include "report/words_en.def"
#undef SAY
#undef COUNTED
    };
    return keys[said];
}

/* ---------- phrases ---------- */

/* The place that begins at AT, `{3}`: its digit; else '\0'. */
static char place_at(const char *at)
{
    return at[0] == '{' && at[1] && at[2] == '}' ? at[1] : '\0';
}

static struct text fill(struct arena *arena, const char *phrase, const struct text *args)
{
    struct buffer out = {0};
    for (const char *at = phrase; *at;) {
        char place = place_at(at);
        if (place >= '1' && place <= '9')
            buffer_put(&out, args[place - '0']);
        else if (place == 'n')
            buffer_put(&out, args[0]);
        else
            buffer_putc(&out, *at);
        at += place ? 3 : 1;
    }
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

struct text phrases_say(struct arena *arena, const struct phrases *phrases, enum said said,
                        const struct text *args)
{
    return fill(arena, phrases->one[said], args);
}

/* Has COUNT the form for one? The language lists the numbers that have. */
static bool is_one(const struct phrases *phrases, uint64_t count)
{
    const char *list = phrases->one[SAID_NUMBERS_LIKE_ONE];
    return count < 10 && strchr(list, (int)('0' + count)) != NULL;
}

struct text phrases_count(struct arena *arena, const struct phrases *phrases, enum said said,
                          uint64_t count)
{
    bool one = is_one(phrases, count) || !phrases->many[said];
    struct text args[] = {phrases_whole(arena, phrases, count)};
    return fill(arena, one ? phrases->one[said] : phrases->many[said], args);
}

struct text phrases_list(struct arena *arena, const struct phrases *phrases, enum said last,
                         const struct text_list *items)
{
    struct buffer out = {0};
    enum said joint = last == SAID_LIST_SEMICOLON ? last : SAID_LIST_COMMA;
    for (size_t i = 0; i < items->count; i++) {
        if (i)
            buffer_puts(&out, phrases->one[i + 1 == items->count ? last : joint]);
        buffer_put(&out, items->at[i]);
    }
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

/* ---------- capitals ---------- */

/* The large form of a letter of two bytes of UTF-8, or itself. */
static unsigned capital_of(unsigned letter)
{
    if ((letter >= 0xe0 && letter <= 0xfe && letter != 0xf7) ||
        (letter >= 0x3b1 && letter <= 0x3c9 && letter != 0x3c2) ||
        (letter >= 0x430 && letter <= 0x44f))
        return letter - 0x20;
    if ((letter >= 0x100 && letter <= 0x137 && letter % 2) ||
        (letter >= 0x14a && letter <= 0x177 && letter % 2))
        return letter - 1;
    return letter >= 0x450 && letter <= 0x45f ? letter - 0x50 : letter;
}

struct text phrases_capital(struct arena *arena, struct text text)
{
    if (!text.len)
        return text;
    char *out = arena_alloc(arena, text.len);
    memcpy(out, text.at, text.len);
    unsigned char first = (unsigned char)out[0];
    if (first >= 'a' && first <= 'z') {
        out[0] = (char)(first - 'a' + 'A');
    } else if ((first & 0xe0) == 0xc0 && text.len > 1) {
        unsigned letter = capital_of((first & 0x1fu) << 6 | ((unsigned char)out[1] & 0x3fu));
        out[0] = (char)(0xc0 | letter >> 6);
        out[1] = (char)(0x80 | (letter & 0x3f));
    }
    return (struct text){out, text.len};
}
