/* with: tap.c */
/* base_script.c - words of one alphabet, and of two. */
#include "base/script.h"
#include "tap.h"

static const struct {
    const char *word;
    const char *script, *expected; /* NULL: not mixed */
    size_t from;
} rows[] = {
    {"", NULL, NULL, 0},
    {"target-1_x", NULL, NULL, 0},
    {"größe", NULL, NULL, 0},
    {"бюро-1", NULL, NULL, 0},
    {"ωρες", NULL, NULL, 0},
    {"日本語", NULL, NULL, 0},
    {"日本-desk", NULL, NULL, 0},
    {"t\xd0\xb0rget", "Cyrillic", "Latin", 1}, /* the Cyrillic a */
    {"\xd0\xb0rea", "Cyrillic", "Latin", 0},
    {"are\xd0\xb0", "Cyrillic", "Latin", 3},
    {"\xce\xbf\xd0\xbe", "Cyrillic", "Greek", 2}, /* two letters like o */
    {"\xef\xbd\x81rea", "fullwidth", "Latin", 0},
    {"1-\xd5\xa1x", "Armenian", "Latin", 2},
};

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct script_mix mix = script_find_mix(text_of(rows[i].word));
        tap_ok(mix.is_mixed == (rows[i].script != NULL), "`%s`: mixed or not", rows[i].word);
        if (!rows[i].script || !mix.is_mixed)
            continue;
        tap_same(mix.script, rows[i].script, "`%s`: its alphabet", rows[i].word);
        tap_same(mix.expected, rows[i].expected, "`%s`: that of the others", rows[i].word);
        tap_equal((long long)mix.from, (long long)rows[i].from, "`%s`: its place", rows[i].word);
    }
    return tap_end();
}
