/* with: tap.c log_make.c */
/* log_xes.c - XES: what is asked for, what is passed over, and texts that mean harm. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "log/xes.h"
#include "log_make.h"
#include "tap.h"

static struct arena *arena;

struct shown {
    struct buffer out;
    uint32_t fields;
};

static bool show(void *context, const struct xes_record *record)
{
    struct shown *shown = context;
    if (record->fault)
        buffer_format(&shown->out, "%s", record->fault);
    for (uint32_t i = 0; !record->fault && i < shown->fields; i++) {
        struct cell cell = record->fields[i];
        buffer_format(&shown->out, "%s" TEXT_FMT, i ? "|" : "",
                      TEXT_ARG(cell.at ? cell_text(cell) : TEXT("-")));
    }
    buffer_putc(&shown->out, ';');
    return shown->out.len < 1 << 20;
}

static void show_empty(void *context, uint64_t line)
{
    struct shown *shown = context;
    buffer_format(&shown->out, "empty %llu;", (unsigned long long)line);
}

/* Asks for PATHS, `case:` in front of those of the case, and gives what comes: a part an event. */
static const char *read_all(const char *const *paths, struct text text, bool cases)
{
    struct shown shown = {.fields = 0};
    uint64_t line;
    char *bytes = malloc(text.len + 1); /* reading behind them is found */
    memcpy(bytes, text.at, text.len);
    struct xes_request request = {.bytes = {bytes, text.len},
                                  .cases = cases,
                                  .context = &shown,
                                  .record = show,
                                  .empty_case = show_empty};
    struct xes *xes = xes_new(arena, &request);
    for (; *paths; paths++, shown.fields++) {
        struct path *path = ARENA_NEW(arena, struct path);
        const char *why;
        bool of_case = strncmp(*paths, "case:", 5) == 0;
        if (path_parse(arena, text_of(*paths + (of_case ? 5 : 0)), path, &why))
            xes_ask(xes, path, of_case);
    }
    xes_set_room(xes, shown.fields);
    if (!xes_read(xes)) {
        const char *fault = xes_fault(xes, &line);
        buffer_format(&shown.out, "%llu: %s", (unsigned long long)line, fault ? fault : "stopped");
    }
    xes_free(xes);
    free(bytes);
    const char *result = text_cstr(arena, buffer_text(&shown.out));
    buffer_fini(&shown.out);
    return result;
}

#define PATHS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define S(key, value) "<string key=\"" key "\" value=\"" value "\"/>"

static void is(const char *const *paths, const char *text, const char *wanted, const char *name)
{
    tap_same(read_all(paths, text_of(text), false), wanted, "%s", name);
}

static void attributes(void)
{
    const char *const *two = PATHS("case:n", "a");
    is(two, "<log><trace>" S("n", "1") "<event>" S("a", "x") "</event><event/></trace></log>",
       "1|x;1|-;", "attributes of a case and its events");
    is(two, "<log><trace>" S("n", "1") "<event/></trace><trace><event/></trace></log>", "1|-;-|-;",
       "a case has its own");
    is(two,
       "<x:log xmlns:x='u'><x:trace><x:event><x:int key='a' "
       "value='7'/></x:event></x:trace></x:log>",
       "-|7;", "with the prefix of a name space");
    is(two, "<log><trace><event>" S("a", "&lt;&#233;&#x20ac;&quot;") "</event></trace></log>",
       "-|<\xc3\xa9\xe2\x82\xac\";", "entities that XML has itself");
    is(two, "<log><trace><event><string key='a'/><date value='1'/></event></trace></log>", "-|-;",
       "without a value, without a key");
    is(two, "<log><trace><event>" S("a", "") "</event></trace></log>", "-|;", "an empty value");
    is(two, "<log><trace><event>" S("a", "1") S("a", "2") "</event></trace></log>",
       "a key that stands twice;", "a key that stands twice");
    is(two, "<log><trace>" S("n", "1") S("n", "2") "<event/><event/></trace></log>",
       "a key that stands twice;a key that stands twice;", "... in the case");
    is(PATHS("a", "a.b", "a.b.c"),
       "<log><trace><event><int key='a' value='1'><int key='b' value='2'><int key='c' value='3'/>"
       "</int><int key='d' value='4'/></int></event></trace></log>",
       "1|2|3;", "attributes of attributes");
    is(PATHS("l.x"),
       "<log><trace><event><list key='l'><values>" S("x",
                                                     "1") "</values></list></event></trace></log>",
       "1;", "in a list");
    is(PATHS("case:n"), "<log><trace>" S("n", "1") "</trace>\n<trace><event/></trace></log>",
       "empty 1;-;", "a case without events");
    tap_same(read_all(PATHS("case:n"),
                      TEXT("<log><trace><string key='n' value='1'/><event/></trace><trace/></log>"),
                      true),
             "1;-;", "cases as records");
}

static void passed_over(void)
{
    is(PATHS("a"),
       "<?xml version='1.0'?><!-- x --><log a='b'><extension/><global scope='event'>" S(
           "a", "0") "</global><classifier/>" S("a",
                                                "1") "<trace><event>" S("a",
                                                                        "2") "<odd><string key='a' "
                                                                             "value='3'/></odd></"
                                                                             "event></trace></log>",
       "2;", "globals, classifiers, attributes of the log, elements that are no XES");
    is(PATHS("a"),
       "<log><event>" S("a", "1") "</event><trace><event>" S("a", "2") "</event></trace></log>",
       "an event outside of all cases;2;", "an event outside of all cases");
}

static void faults(void)
{
    const char *const *one = PATHS("a");
    is(one, "<log><trace><event/>" S("a", "1") "</trace></log>",
       "-;1: an attribute of a case stands behind its events", "an attribute behind the events");
    is(one, "<html/>", "1: it is XML, but no XES: the first element is no `log`", "no XES");
    is(one, "<log>\n<trace>", "2: the XML ends in the middle", "cut short");
    is(one, "<log>\n</trace>", "2: mismatched tag", "an end of something else");
    is(one, "<log/>x", "1: junk after document element", "text behind it");
    is(one, "<log><trace><event>" S("a", "\xff") "</event></trace></log>",
       "1: not well-formed (invalid token)", "what is no UTF-8");
    is(one, "<?xml version='1.0' encoding='klingon'?><log/>", "1: unknown encoding",
       "an encoding that nobody has");
    is(one, "<log>&x;</log>", "1: undefined entity", "an entity that nothing declares");
}

/* Each would cost memory or read other files, if it were followed. */
static void harm(void)
{
    static const char type[] = "1: it has a document type, which could pull in other files or grow "
                               "without end";
    is(PATHS("a"),
       "<!DOCTYPE log [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><log><trace><event>" S(
           "a", "&b;") "</event></trace></log>",
       type, "entities that grow");
    is(PATHS("a"), "<!DOCTYPE log [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><log>&a;</log>", type,
       "an entity in another file");
    is(PATHS("a"), "<!DOCTYPE log SYSTEM 'file:///etc/passwd'><log/>", type,
       "a document type in another file");
    is(PATHS("a"), "<!DOCTYPE log [<!ENTITY % p SYSTEM 'x'>%p;]><log/>", type,
       "a parameter entity");
    struct buffer deep = {0};
    buffer_puts(&deep, "<log><trace><event>");
    for (int i = 0; i < 100000; i++)
        buffer_puts(&deep, "<list key='a'>");
    tap_same(read_all(PATHS("a"), buffer_text(&deep), false), "1: attributes are nested too deeply",
             "nested 100,000 deep");
    buffer_clear(&deep);
    buffer_puts(&deep, "<log>");
    for (int i = 0; i < 100000; i++)
        buffer_puts(&deep, "<odd>");
    tap_same(read_all(PATHS("a"), buffer_text(&deep), false), "1: the XML ends in the middle",
             "what is passed over, nested 100,000 deep");
    buffer_clear(&deep);
    buffer_puts(&deep, "<log><trace><event><string key='b' value='");
    buffer_fill(&deep, 'x', 20000000);
    buffer_puts(&deep, "'/></event></trace></log>");
    tap_same(read_all(PATHS("a"), buffer_text(&deep), false), "-;", "a value of 20 MB");
    buffer_fini(&deep);
}

static void mutations(void)
{
    static const char whole[] = "<?xml version='1.0'?><log><global scope='event'/><trace>" S(
        "n", "1") "<event>"
                  "<list key='a'><values>" S(
                      "b", "&amp;") "</values></list></event><event/></trace></log>";
    uint64_t state = 3;
    size_t came = 0;
    for (int i = 0; i < 5000; i++) {
        char bytes[sizeof whole];
        size_t len = make_random(&state) % sizeof whole;
        memcpy(bytes, whole, len);
        for (int k = 0; len && k < 2; k++)
            bytes[make_random(&state) % len] = "<>/&;'= !x["[make_random(&state) % 11];
        came += strlen(read_all(PATHS("case:n", "a.b"), (struct text){bytes, len}, i % 2)) > 0;
    }
    tap_ok(came > 0, "5000 texts that are cut and changed");
}

int main(void)
{
    arena = arena_new();
    attributes();
    passed_over();
    faults();
    harm();
    mutations();
    arena_free(arena);
    return tap_end();
}
