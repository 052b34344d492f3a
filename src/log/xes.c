/* xes.c - expat calls back for every element; what is asked for is found along a tree of keys. */
#include "log/xes.h"

#include <expat.h>
#include <string.h>

#include "base/buffer.h"
#include "log/intern.h"

/* A piece is handed over at once: a long value is not looked through again for every piece. */
enum { PIECE = 1 << 28, HEAD_MOST = 1 << 16, BEHIND = 1 << 12 };

#define NOT_ASKED UINT32_MAX

struct keys;

struct member {
    uint32_t field; /* or NOT_ASKED */
    struct keys *below;
};

struct keys {
    struct intern names; /* codes are numbers of members */
    VECTOR(struct member) members;
};

/* Where an element is in the log. */
enum scope { OUTSIDE, IN_LOG, IN_CASE, IN_EVENT, PASSED_OVER };

/* A value that was read: text of the scratch, which may still move. */
struct found {
    uint32_t field;
    size_t at, len;
};

/* What is known of the case, or of the event, at hand. */
struct holder {
    struct buffer scratch;
    VECTOR(struct found) found;
    struct xes_place begin;
    cell_fault fault;
};

struct xes {
    struct xes_request request;
    struct arena *arena;
    XML_Parser parser;
    struct keys *case_keys, *event_keys;
    uint32_t field_count;
    struct cell *fields;
    size_t room;
    struct holder the_case, event;
    enum scope scope;
    unsigned passed;                        /* elements that are open and passed over */
    unsigned depth;                         /* attributes that are open */
    const struct keys *at[XES_DEEPEST + 1]; /* what may be below each; NULL: nothing asked */
    bool has_events;                        /* the case */
    bool is_lone;                           /* the event stands in no case */
    size_t head_to;                         /* the byte where the head of the case ends */
    const char *fault;
    uint64_t fault_line;
    bool stopped;
    size_t skipped; /* bytes of the log that are not read, and their lines */
    uint64_t skipped_lines;
    size_t halt_at; /* a case that begins here or behind it is not read any more, */
    bool is_first;  /* nor is what stands in front of all cases */
    struct xes_place halted;
    struct text learnt[XES_LEARNT];
    uint32_t learnt_count;
};

/* ---- what is asked for ---- */

static struct keys *keys_new(struct arena *arena)
{
    struct keys *keys = ARENA_NEW(arena, struct keys);
    intern_init(&keys->names);
    return keys;
}

static void keys_fini(struct keys *keys)
{
    for (size_t i = 0; keys && i < keys->members.count; i++)
        keys_fini(keys->members.at[i].below);
    if (keys)
        intern_fini(&keys->names);
}

static struct intern_entry *entry_of(const struct keys *keys, struct text name)
{
    struct cell cell = {name.at, name.len};
    return intern_find(&keys->names, cell, name.at);
}

static struct member *member_of(struct xes *xes, struct keys *keys, struct text name)
{
    struct intern_entry *entry = entry_of(keys, name);
    if (entry)
        return &keys->members.at[entry->code];
    struct member member = {NOT_ASKED, NULL};
    intern_add(&keys->names, name, (uint32_t)keys->members.count);
    VECTOR_PUSH(xes->arena, &keys->members, member);
    return &keys->members.at[keys->members.count - 1];
}

uint32_t xes_ask(struct xes *xes, const struct path *path, bool of_case)
{
    struct keys *keys = of_case ? xes->case_keys : xes->event_keys;
    for (uint32_t i = 0; i + 1 < path->count; i++) {
        struct member *member = member_of(xes, keys, path->steps[i].key);
        if (!member->below)
            member->below = keys_new(xes->arena);
        keys = member->below;
    }
    struct member *last = member_of(xes, keys, path->steps[path->count - 1].key);
    if (last->field == NOT_ASKED)
        last->field = xes->field_count++;
    return last->field;
}

/* ---- faults ---- */

static struct xes_place here(const struct xes *xes)
{
    return (struct xes_place){(size_t)XML_GetCurrentByteIndex(xes->parser) + xes->skipped,
                              XML_GetCurrentLineNumber(xes->parser) - xes->skipped_lines};
}

static void stop(struct xes *xes, const char *fault)
{
    if (xes->stopped)
        return;
    xes->stopped = true;
    xes->fault = fault;
    xes->fault_line = here(xes).line;
    XML_StopParser(xes->parser, XML_FALSE);
}

/* ---- cases and events ---- */

static void begin(struct xes *xes, struct holder *holder)
{
    holder->scratch.len = 0;
    holder->found.count = 0;
    holder->fault = NULL;
    holder->begin = here(xes);
}

static struct cell *fill(struct cell *fields, const struct holder *holder)
{
    for (size_t i = 0; i < holder->found.count; i++) {
        const struct found *found = &holder->found.at[i];
        fields[found->field] = (struct cell){holder->scratch.at + found->at, found->len};
    }
    return fields;
}

static void give(struct xes *xes, const struct holder *holder, struct text bytes)
{
    const struct holder *around = &xes->the_case;
    struct text all = xes->request.bytes;
    memset(xes->fields, 0, xes->room * sizeof *xes->fields);
    fill(xes->fields, around);
    if (holder != around)
        fill(xes->fields, holder);
    struct xes_record record = {
        .fields = xes->fields,
        .head = text_slice(all, around->begin.at,
                           xes->head_to > around->begin.at ? xes->head_to : around->begin.at),
        .bytes = bytes,
        .line = holder->begin.line,
        .fault = around->fault ? around->fault : holder->fault};
    if (!xes->request.record(xes->request.context, &record))
        stop(xes, NULL);
}

/* The element that ends now, from where HOLDER begins. */
static void tell_item(struct xes *xes, const struct holder *holder)
{
    size_t to = here(xes).at + (size_t)XML_GetCurrentByteCount(xes->parser);
    if (xes->request.item && !xes->stopped)
        xes->request.item(xes->request.context,
                          text_slice(xes->request.bytes, holder->begin.at, to), holder->begin.line);
}

static void event_end(struct xes *xes)
{
    size_t to = here(xes).at;
    xes->scope = xes->is_lone ? IN_LOG : IN_CASE;
    xes->at[0] = xes->case_keys;
    if (!xes->request.cases || xes->is_lone)
        give(xes, &xes->event, text_slice(xes->request.bytes, xes->event.begin.at, to));
    if (xes->is_lone)
        tell_item(xes, &xes->event);
}

static void case_end(struct xes *xes)
{
    xes->scope = IN_LOG;
    if (!xes->has_events)
        xes->head_to = here(xes).at;
    if (xes->request.cases)
        give(xes, &xes->the_case, TEXT(""));
    else if (!xes->has_events)
        xes->request.empty_case(xes->request.context, xes->the_case.begin.line);
    tell_item(xes, &xes->the_case);
}

static void event_begin(struct xes *xes)
{
    begin(xes, &xes->event);
    if (!xes->has_events)
        xes->head_to = xes->event.begin.at;
    xes->has_events = true;
    xes->scope = IN_EVENT;
    xes->at[0] = xes->event_keys;
}

static void case_begin(struct xes *xes)
{
    begin(xes, &xes->the_case);
    xes->has_events = xes->is_lone = false;
    xes->scope = IN_CASE;
    xes->at[0] = xes->case_keys;
}

/* An event beside the cases: whose it is can't be known. */
static void lone_event_begin(struct xes *xes)
{
    case_begin(xes);
    event_begin(xes);
    xes->is_lone = true;
    xes->the_case.fault = "an event outside of all cases";
}

/* ---- attributes ---- */

static void learn(struct xes *xes, struct text key)
{
    bool of_case = xes->scope == IN_CASE, cases = xes->request.cases;
    const char *prefix = of_case && !cases ? "case:" : "";
    if (xes->learnt_count == XES_LEARNT || (cases && !of_case))
        return;
    struct text name = text_format(xes->arena, "%s" TEXT_FMT, prefix, TEXT_ARG(key));
    for (uint32_t i = 0; i < xes->learnt_count; i++)
        if (text_equal(xes->learnt[i], name))
            return;
    xes->learnt[xes->learnt_count++] = name;
}

static void put(struct xes *xes, uint32_t field, const char *value)
{
    struct holder *holder = xes->scope == IN_CASE ? &xes->the_case : &xes->event;
    struct found found = {field, holder->scratch.len, strlen(value)};
    for (size_t i = 0; i < holder->found.count; i++)
        if (holder->found.at[i].field == field)
            holder->fault = "a key that stands twice";
    buffer_put(&holder->scratch, text_of(value));
    buffer_reserve(&holder->scratch, CELL_SLACK);
    VECTOR_PUSH(xes->arena, &holder->found, found);
}

static const char *attribute_named(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static void attribute_begin(struct xes *xes, const char **attributes)
{
    const char *key = attribute_named(attributes, "key");
    const char *value = attribute_named(attributes, "value");
    const struct keys *keys = xes->at[xes->depth];
    if (xes->depth == XES_DEEPEST) {
        stop(xes, "attributes are nested too deeply");
        return;
    }
    struct intern_entry *entry = key && keys ? entry_of(keys, text_of(key)) : NULL;
    const struct member *member = entry ? &keys->members.at[entry->code] : NULL;
    if (!member && key && xes->depth == 0)
        learn(xes, text_of(key));
    if (member && member->field != NOT_ASKED && value)
        put(xes, member->field, value);
    xes->at[++xes->depth] = member ? member->below : NULL;
}

/* `values` of a list: what is in it counts as in the list. */
static void values_begin(struct xes *xes)
{
    if (xes->depth == XES_DEEPEST) {
        stop(xes, "attributes are nested too deeply");
        return;
    }
    xes->at[xes->depth + 1] = xes->at[xes->depth];
    xes->depth++;
}

/* ---- elements ---- */

/* Without the prefix of a name space. */
static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is_attribute(const char *name)
{
    static const char *const names[] = {"string",  "date", "int",  "float",
                                        "boolean", "id",   "list", "container"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void pass_over(struct xes *xes)
{
    xes->passed++;
}

static void halt(struct xes *xes, struct xes_place place)
{
    xes->halted = place;
    stop(xes, NULL);
}

static void begin_in_log(struct xes *xes, const char *name)
{
    bool is_case = strcmp(name, "trace") == 0, is_event = strcmp(name, "event") == 0;
    if (is_case && here(xes).at >= xes->halt_at)
        halt(xes, here(xes));
    else if (is_case)
        case_begin(xes);
    else if (is_event && xes->is_first)
        stop(xes, NULL);
    else if (is_event)
        lone_event_begin(xes);
    else
        pass_over(xes);
}

static void begin_in_case(struct xes *xes, const char *name, const char **attributes)
{
    bool is_event = xes->scope == IN_CASE && xes->depth == 0 && strcmp(name, "event") == 0;
    if (is_event)
        event_begin(xes);
    else if (is_attribute(name) && xes->scope == IN_CASE && xes->has_events)
        stop(xes, "an attribute of a case stands behind its events");
    else if (is_attribute(name))
        attribute_begin(xes, attributes);
    else if (xes->depth && strcmp(name, "values") == 0)
        values_begin(xes);
    else
        pass_over(xes);
}

static void XMLCALL element_begin(void *context, const char *name, const char **attributes)
{
    struct xes *xes = context;
    name = local(name);
    if (xes->stopped)
        return;
    if (xes->passed)
        xes->passed++;
    else if (xes->scope == IN_CASE || xes->scope == IN_EVENT)
        begin_in_case(xes, name, attributes);
    else if (xes->scope == IN_LOG)
        begin_in_log(xes, name);
    else if (strcmp(name, "log") == 0)
        xes->scope = IN_LOG;
    else
        stop(xes, "it is XML, but no XES: the first element is no `log`");
}

static void XMLCALL element_end(void *context, const char *name)
{
    struct xes *xes = context;
    (void)name;
    if (xes->stopped)
        return;
    if (xes->passed)
        xes->passed--;
    else if (xes->depth)
        xes->depth--;
    else if (xes->scope == IN_EVENT)
        event_end(xes);
    else if (xes->scope == IN_CASE)
        case_end(xes);
}

static void XMLCALL doctype(void *context, const char *name, const char *system_id,
                            const char *public_id, int has_subset)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    stop(context, "it has a document type, which could pull in other files or grow without end");
}

/* ---- reading ---- */

void xes_set_room(struct xes *xes, size_t room)
{
    xes->room = room;
    xes->fields = ARENA_ARRAY(xes->arena, room + 1, struct cell);
}

struct xes *xes_new(struct arena *arena, const struct xes_request *request)
{
    struct xes *xes = ARENA_NEW(arena, struct xes);
    *xes = (struct xes){.request = *request, .arena = arena};
    xes->case_keys = keys_new(arena);
    xes->event_keys = keys_new(arena);
    return xes;
}

void xes_free(struct xes *xes)
{
    keys_fini(xes->case_keys);
    keys_fini(xes->event_keys);
    buffer_fini(&xes->the_case.scratch);
    buffer_fini(&xes->event.scratch);
}

/* What expat itself finds wrong. */
static void note_malformed(struct xes *xes)
{
    enum XML_Error error = XML_GetErrorCode(xes->parser);
    if (error == XML_ERROR_NO_MEMORY)
        memory_failed(0);
    if (!xes->stopped) {
        xes->fault =
            error == XML_ERROR_NO_ELEMENTS ? "the XML ends in the middle" : XML_ErrorString(error);
        xes->fault_line = here(xes).line;
    }
    xes->stopped = true;
}

static void feed(struct xes *xes, struct text bytes, bool is_last)
{
    if (XML_Parse(xes->parser, bytes.at, (int)bytes.len, is_last) == XML_STATUS_ERROR)
        note_malformed(xes);
}

/* All of it, FIRST bytes at once and then LATER ones, and more and more. */
static void parse(struct xes *xes, struct text rest, size_t first, size_t later)
{
    for (size_t most = first; !xes->stopped; most = later, later *= 2) {
        size_t piece = most < PIECE ? most : PIECE;
        struct text some = text_slice(rest, 0, piece < rest.len ? piece : rest.len);
        rest = text_slice(rest, some.len, rest.len);
        feed(xes, some, rest.len == 0);
        if (!rest.len)
            return;
    }
}

static void *hook_alloc(size_t size)
{
    return memory_resize(NULL, size);
}

static void parser_open(struct xes *xes)
{
    XML_Memory_Handling_Suite memory = {hook_alloc, memory_resize, memory_release};
    xes->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!xes->parser)
        memory_failed(0);
    XML_SetUserData(xes->parser, xes);
    XML_SetElementHandler(xes->parser, element_begin, element_end);
    XML_SetStartDoctypeDeclHandler(xes->parser, doctype);
    xes->scope = OUTSIDE;
    xes->passed = xes->depth = 0;
    xes->stopped = xes->is_first = false;
    xes->fault = NULL;
    xes->skipped = xes->skipped_lines = 0;
    xes->halt_at = SIZE_MAX;
    xes->halted = (struct xes_place){0, 0};
}

static void parser_close(struct xes *xes)
{
    XML_ParserFree(xes->parser);
    xes->parser = NULL;
}

bool xes_read(struct xes *xes)
{
    parser_open(xes);
    parse(xes, xes->request.bytes, PIECE, PIECE);
    parser_close(xes);
    return !xes->stopped;
}

bool xes_find_first(struct xes *xes, struct xes_place *first)
{
    struct text bytes = xes->request.bytes;
    parser_open(xes);
    xes->halt_at = 0;
    xes->is_first = true;
    feed(xes, text_slice(bytes, 0, bytes.len < HEAD_MOST ? bytes.len : HEAD_MOST), false);
    parser_close(xes);
    *first = xes->halted;
    return xes->halted.line;
}

bool xes_read_part(struct xes *xes, struct xes_part *part)
{
    struct text bytes = xes->request.bytes;
    struct xes_place first = part->first;
    parser_open(xes);
    feed(xes, text_slice(bytes, 0, first.at), false);
    xes->skipped = part->from - first.at;
    xes->skipped_lines = first.line - 1;
    xes->halt_at = part->stop;
    parse(xes, text_slice(bytes, part->from, bytes.len), part->stop - part->from, BEHIND);
    part->to = xes->halted.line ? xes->halted : (struct xes_place){bytes.len, 1};
    parser_close(xes);
    return !xes->stopped || xes->halted.line;
}

const char *xes_fault(const struct xes *xes, uint64_t *line)
{
    *line = xes->fault_line;
    return xes->fault;
}

const struct text *xes_learnt(const struct xes *xes, uint32_t *count)
{
    *count = xes->learnt_count;
    return xes->learnt;
}
