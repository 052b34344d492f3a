/* prose.c - the sections one after the other; who says what. See prose.h. */
#include "report/prose_parts.h"

typedef struct text sayer(struct prose *, const struct node *);

static sayer *const sayers[NODE_KIND_COUNT] = {
#define PRINTED(kind, section, sayer) [NODE_##kind] = prose_say_##sayer,
#define SPOKEN(kind, sayer) [NODE_##kind] = prose_say_##sayer,
#define UNPRINTED(kind, reason)
#include "report/printed.def"
};

bool prose_can_say(enum node_kind kind)
{
    return sayers[kind] != NULL;
}

struct text prose_said(struct prose *p, const struct node *node)
{
    return node && sayers[node->kind] ? sayers[node->kind](p, node) : TEXT("");
}

struct text prose_all(struct prose *p, const struct node *first, enum said last)
{
    text_vector items = {0};
    for (; first; first = first->next) {
        struct text said = prose_said(p, first);
        if (said.len)
            VECTOR_PUSH(p->arena, &items, said);
    }
    return prose_join(p, &items, last);
}

struct text prose_join(struct prose *p, const text_vector *items, enum said last)
{
    struct text_list list = {items->at, items->count};
    return phrases_list(p->arena, p->words, last, &list);
}

/* Does TEXT end a sentence, a closing mark behind the sign included? */
static bool is_ended(const struct prose *p, struct text text)
{
    const char *signs = p->words->one[SAID_SENTENCE_ENDS];
    if (text_ends(text, TEXT("”")))
        text.len -= sizeof "”" - 1;
    for (const char *at = signs; *at;) {
        size_t len = 1;
        while (((unsigned char)at[len] & 0xc0) == 0x80)
            len++;
        if (text_ends(text, (struct text){at, len}))
            return true;
        at += len;
    }
    return false;
}

struct text prose_sentence(struct prose *p, struct text said)
{
    struct text text = phrases_capital(p->arena, said);
    return is_ended(p, text) ? text : SAY(p, SENTENCE, text);
}

/* ---------- sections ---------- */

struct section {
    int number;
    enum said title;
    void (*write)(struct prose *p);
};

static const struct section sections[] = {
#define SECTION(number, key, title) {number, SAID_SECTION_##title, prose_##key},
#include "report/sections.def"
};

static void write_section(struct prose *p, const struct section *section)
{
    struct document *document = p->document;
    size_t before = document->blocks.count;
    document_section(document, text_format(p->arena, "%d", section->number),
                     phrases_say(p->arena, p->words, section->title, NULL));
    section->write(p);
    if (document->blocks.count == before + 1)
        document_drop(document);
}

/* ---------- the head ---------- */

static void add_line(struct prose *p, struct text line)
{
    struct document_piece piece = {.text = line};
    if (line.len)
        VECTOR_PUSH(p->arena, &p->document->lines, piece);
}

static struct text in_force(struct prose *p)
{
    const struct model *whole = p->whole;
    if (whole->in_force_from == DAY_NONE)
        return TEXT("");
    struct text from = phrases_date(p->arena, p->words, whole->in_force_from);
    if (whole->in_force_until == DAY_NONE)
        return SAY(p, IN_FORCE_FROM, from);
    return SAY(p, IN_FORCE_FROM_UNTIL, from,
               phrases_date(p->arena, p->words, whole->in_force_until));
}

static void write_head(struct prose *p)
{
    const struct model *model = p->model;
    p->document->title = model->title.len ? model->title : prose_human(p, model->name);
    if (model->provider.len && model->customer.len)
        p->document->subtitle = SAY(p, BETWEEN, model->provider, model->customer);
    else if (model->provider.len || model->customer.len)
        p->document->subtitle = model->provider.len ? SAY(p, OF_PROVIDER, model->provider)
                                                    : SAY(p, FOR_CUSTOMER, model->customer);
    if (model->version.len)
        add_line(p, SAY(p, VERSION_LINE, model->version));
    add_line(p, in_force(p));
    if (p->as_of != DAY_NONE && p->as_of != p->whole->in_force_from)
        add_line(p, SAY(p, AS_OF_LINE, phrases_date(p->arena, p->words, p->as_of)));
}

/* ---------- the whole ---------- */

/* The year from DATE on; a 29 February is followed by a 28th. */
static day year_behind(day date)
{
    struct civil_date civil = civil_of_day(date);
    int last = civil_days_in_month(civil.year + 1, civil.month);
    return civil.year >= YEAR_LAST
               ? date
               : civil_day(civil.year + 1, civil.month, civil.mday > last ? last : civil.mday);
}

struct prose prose_begin(struct arena *arena, const struct prose_request *request,
                         const struct model *version, day as_of)
{
    struct prose p = {.arena = arena,
                      .model = version,
                      .whole = request->model,
                      .words = request->phrases,
                      .document = document_new(arena, request->phrases),
                      .cells = cells_new(arena, version),
                      .as_of = as_of};
    if (as_of != DAY_NONE) {
        p.first = as_of;
        p.behind = year_behind(as_of);
    }
    return p;
}

struct document *prose_document(struct arena *arena, const struct prose_request *request)
{
    day as_of = request->as_of != DAY_NONE ? request->as_of : request->model->in_force_from;
    const struct model *model =
        as_of == DAY_NONE ? request->model : model_on(request->model, as_of);
    if (!model)
        return NULL;
    struct prose p = prose_begin(arena, request, model, as_of);
    write_head(&p);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        write_section(&p, &sections[i]);
    return p.document;
}
