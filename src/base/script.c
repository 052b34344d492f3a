/* script.c - blocks of Unicode, as far as they hold letters that look like Latin ones. */
#include "base/script.h"

static const struct {
    uint32_t from, to;
    const char *script;
} blocks[] = {
    {'A', 'Z', "Latin"},           {'a', 'z', "Latin"},           {0xaa, 0xaa, "Latin"},
    {0xba, 0xba, "Latin"},         {0xc0, 0x24f, "Latin"},        {0x1e00, 0x1eff, "Latin"},
    {0x370, 0x3ff, "Greek"},       {0x1f00, 0x1fff, "Greek"},     {0x400, 0x52f, "Cyrillic"},
    {0x1c80, 0x1c8f, "Cyrillic"},  {0x2de0, 0x2dff, "Cyrillic"},  {0xa640, 0xa69f, "Cyrillic"},
    {0x530, 0x58f, "Armenian"},    {0x13a0, 0x13ff, "Cherokee"},  {0xab70, 0xabbf, "Cherokee"},
    {0xff21, 0xff3a, "fullwidth"}, {0xff41, 0xff5a, "fullwidth"},
};

static const char *script_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (blocks[i].from <= code && code <= blocks[i].to)
            return blocks[i].script;
    return NULL;
}

/* The code point at *I, which moves behind it. */
static uint32_t next_code(struct text text, size_t *i)
{
    unsigned char lead = (unsigned char)text.at[(*i)++];
    if (lead < 0x80)
        return lead;
    uint32_t code = lead >= 0xf0 ? lead & 0x07u : lead >= 0xe0 ? lead & 0x0fu : lead & 0x1fu;
    while (*i < text.len && ((unsigned char)text.at[*i] & 0xc0) == 0x80)
        code = code << 6 | ((unsigned char)text.at[(*i)++] & 0x3fu);
    return code;
}

static struct script_mix letter_at(struct text word, size_t *i)
{
    struct script_mix letter = {.from = *i};
    letter.code = next_code(word, i);
    letter.to = *i;
    letter.script = script_of(letter.code);
    return letter;
}

static bool is_latin(const char *script)
{
    return script == script_of('a');
}

static bool has_latin(struct text word)
{
    for (size_t i = 0; i < word.len;)
        if (is_latin(letter_at(word, &i).script))
            return true;
    return false;
}

/* All bytes are ASCII, and so of one script. */
static bool is_plain(struct text word)
{
    unsigned char all = 0;
    for (size_t i = 0; i < word.len; i++)
        all |= (unsigned char)word.at[i];
    return all < 0x80;
}

struct script_mix script_find_mix(struct text word)
{
    if (is_plain(word))
        return (struct script_mix){0};
    const char *expected = has_latin(word) ? script_of('a') : NULL;
    for (size_t i = 0; i < word.len;) {
        struct script_mix letter = letter_at(word, &i);
        if (!letter.script)
            continue;
        letter.expected = expected ? expected : letter.script;
        letter.is_mixed = letter.script != letter.expected;
        if (letter.is_mixed)
            return letter;
        expected = letter.expected;
    }
    return (struct script_mix){0};
}
