/* with: tap.c log_make.c */
/* log_csv.c - the splitter of CSV against a state machine that goes byte by byte. */
#include "log/csv.h"

#include <stdlib.h>
#include <string.h>

#include "log_make.h"
#include "tap.h"

/* ---- the plain twin: writes records as `[field|field]`, `!` in front of a broken one ---- */

struct twin {
    struct buffer out, record;
    bool broken, any; /* ANY: the record has a byte */
    uint64_t line, start;
};

static void twin_end(struct twin *twin)
{
    if (twin->any) {
        buffer_format(&twin->out, "%llu%s[", (unsigned long long)twin->start,
                      twin->broken ? "!" : "");
        buffer_put(&twin->out, twin->broken ? TEXT("") : buffer_text(&twin->record));
        buffer_puts(&twin->out, "]");
    }
    twin->record.len = 0;
    twin->broken = twin->any = false;
}

/* Gives false if a quote is never closed. */
static bool twin_run(struct twin *twin, struct text text)
{
    enum { START, PLAIN, QUOTED, BEHIND } state = START;
    twin->line = twin->start = 1;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool line_end = c == '\n' || c == '\r';
        bool pair = c == '\r' && i + 1 < text.len && text.at[i + 1] == '\n';
        if (state == QUOTED) {
            if (c == '"' && i + 1 < text.len && text.at[i + 1] == '"')
                buffer_putc(&twin->record, text.at[++i]);
            else if (c == '"')
                state = BEHIND;
            else
                buffer_putc(&twin->record, c);
            twin->broken |= c == '\0';
            twin->line += line_end && !pair;
            continue;
        }
        if (line_end) {
            twin_end(twin);
            i += pair;
            twin->start = ++twin->line;
            state = START;
            continue;
        }
        twin->any = true;
        if (c == ',') {
            buffer_putc(&twin->record, '|');
            state = START;
            continue;
        }
        if (state == START && c == '"') {
            state = QUOTED;
            continue;
        }
        twin->broken |= state == BEHIND || c == '"' || c == '\0';
        buffer_putc(&twin->record, c);
        state = state == BEHIND ? BEHIND : PLAIN;
    }
    twin_end(twin);
    return state != QUOTED;
}

/* ---- the splitter, written the same way ---- */

static bool split(struct buffer *out, struct text text, char delimiter)
{
    struct csv csv;
    struct cell fields[128];
    struct csv_record record = {.fields = fields, .room = 128};
    enum csv_status status;
    csv_init(&csv, text, delimiter);
    while ((status = csv_next(&csv, &record)) == CSV_RECORD) {
        buffer_format(out, "%llu%s[", (unsigned long long)record.line, record.fault ? "!" : "");
        for (size_t i = 0; !record.fault && i < record.count && i < 128; i++) {
            buffer_puts(out, i ? "|" : "");
            buffer_put(out, cell_text(fields[i]));
        }
        buffer_puts(out, "]");
    }
    csv_fini(&csv);
    return status == CSV_END;
}

/* Texts of bytes that mean something, mixed with runs of plain ones. */
static size_t invent(char *out, size_t room, uint64_t *state)
{
    static const char bytes[] = {',', '"', '"', '\r', '\n', 'a', ',', '"', '\0', '\n'};
    size_t len = 0, wanted = make_random(state) % room;
    while (len < wanted) {
        uint64_t draw = make_random(state);
        if (draw % 4 == 0)
            for (uint64_t run = draw / 4 % 70; run > 0 && len < wanted; run--)
                out[len++] = 'x';
        else if (draw % 4 == 1 && len + 4 < wanted) {
            memcpy(out + len, ",\"b\"", 4);
            len += 4;
        } else
            out[len++] = bytes[draw / 4 % sizeof bytes];
    }
    return len;
}

static void random_texts(uint64_t seed, int count)
{
    int wrong = 0, unclosed = 0, broken = 0;
    uint64_t state = seed;
    for (int i = 0; i < count; i++) {
        char text[300];
        size_t len = invent(text, sizeof text, &state);
        char *exact = memory_resize(NULL, len); /* so that reading behind the end is found */
        memcpy(exact, text, len);
        struct twin twin = {0};
        struct buffer out = {0};
        bool wanted = twin_run(&twin, (struct text){exact, len});
        bool found = split(&out, (struct text){exact, len}, ',');
        bool same =
            wanted == found && (!found || text_equal(buffer_text(&twin.out), buffer_text(&out)));
        if (!same && wrong++ == 0)
            tap_note("seed %llu number %d: <%.*s> wanted <%.*s> found <%.*s>",
                     (unsigned long long)seed, i, (int)len, exact, (int)twin.out.len, twin.out.at,
                     (int)out.len, out.at);
        unclosed += !found;
        broken += memchr(buffer_text(&out).at, '!', out.len) != NULL;
        buffer_fini(&twin.out);
        buffer_fini(&twin.record);
        buffer_fini(&out);
        memory_release(exact);
    }
    tap_equal(wrong, 0, "%d random texts are split as by the plain state machine", count);
    tap_ok(unclosed > count / 20 && broken > count / 20 && unclosed < count * 9 / 10,
           "the random texts have open quotes and broken records, and others");
}

static void same(const char *text, const char *wanted, const char *name)
{
    struct buffer out = {0};
    bool closed = split(&out, text_of(text), ',');
    buffer_putc(&out, '\0');
    tap_same(out.at, wanted, "%s", name);
    tap_ok(closed, "%s: closed", name);
    buffer_fini(&out);
}

int main(void)
{
    const char *seed = getenv("CHARTER_TEST_SEED");
    const char *quick = getenv("CHARTER_TEST_QUICK");
    same("a,b\nc,d\n", "1[a|b]2[c|d]", "line ends LF");
    same("a,b\r\nc,d\r\n", "1[a|b]2[c|d]", "line ends CR LF");
    same("a,b\rc,d", "1[a|b]2[c|d]", "line ends CR, and none at the end");
    same("\xef\xbb\xbf\"a\",b\n", "1[a|b]", "a mark of byte order before a quote");
    same("\n\na,\n\n,b\n", "3[a|]5[|b]", "lines without a byte are skipped, empty fields are not");
    same("\"a\nb\",\"c\"\"d\",\"\"\ne\n", "1[a\nb|c\"d|]3[e]", "line breaks and doubled quotes");
    same("\"a\"x,b\nc,d\n", "1![]2[c|d]", "text behind a quote spoils its record only");
    same("a\"b,c\nd,e\n", "1![]2[d|e]", "so does a quote in the middle");
    random_texts(seed ? strtoull(seed, NULL, 10) : 1, quick ? 20000 : 200000);
    return tap_end();
}
