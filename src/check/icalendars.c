/* icalendars.c - see icalendars.h. */
#include "check/icalendars.h"

#include "syntax/tree.h"

struct icalendar_used {
    struct span span; /* the text that names it */
    uint32_t source;
    struct icalendar_days days;
};

struct icalendars {
    VECTOR(struct icalendar_used) list;
    VECTOR(uint32_t) sources; /* each once */
};

struct loading {
    struct scope *scope;
    const struct check_input *input;
    struct text path; /* of the file at hand */
};

/* A file that another list has read already, or SOURCE_NONE. */
static uint32_t find_source(const struct scope *scope, struct text path)
{
    const struct icalendars *all = scope->icalendars;
    for (size_t i = 0; i < all->sources.count; i++)
        if (text_equal(source_path(scope->sources, all->sources.at[i]), path))
            return all->sources.at[i];
    return SOURCE_NONE;
}

static uint32_t load(const struct loading *loading, const struct node *from)
{
    const struct check_input *input = loading->input;
    struct scope *scope = loading->scope;
    struct text path, bytes;
    if (!input->load || !from->text.len ||
        !input->load(input->context, loading->path, from->text, &path, &bytes)) {
        diagnose(scope->sink, DIAG_ICALENDAR_UNREADABLE, from->span,
                 "there is no iCalendar file \"" TEXT_FMT "\" that can be read",
                 TEXT_ARG(from->text));
        return SOURCE_NONE;
    }
    uint32_t source = find_source(scope, path);
    if (source != SOURCE_NONE)
        return source;
    source = sources_add(input->sources, path, bytes);
    VECTOR_PUSH(scope->arena, &scope->icalendars->sources, source);
    return source;
}

static const struct icalendar_used *find_read(const struct scope *scope, uint32_t source)
{
    for (size_t i = 0; i < scope->icalendars->list.count; i++)
        if (scope->icalendars->list.at[i].source == source)
            return &scope->icalendars->list.at[i];
    return NULL;
}

/* Reads FILE, which FROM names, for the first time. */
static struct icalendar_days read_days(const struct icalendar_file *file, const struct node *from)
{
    struct icalendar_days days;
    struct buffer why = {0};
    if (!icalendar_read(file, &days, &why))
        diagnose(file->sink, DIAG_ICALENDAR_UNREADABLE, from->span,
                 "the iCalendar file \"" TEXT_FMT "\" can't be read, since %.*s",
                 TEXT_ARG(from->text), (int)why.len, why.at);
    buffer_fini(&why);
    return days;
}

static void use(const struct loading *loading, const struct node *from)
{
    struct scope *scope = loading->scope;
    struct icalendar_used used = {.span = from->span, .source = load(loading, from)};
    if (used.source == SOURCE_NONE)
        return;
    const struct icalendar_used *read = find_read(scope, used.source);
    struct icalendar_file file = {scope->arena, scope->sources, used.source, scope->sink};
    used.days = read ? read->days : read_days(&file, from);
    VECTOR_PUSH(scope->arena, &scope->icalendars->list, used);
}

static bool enter(void *context, const struct node *node)
{
    if (node->kind == NODE_HOLIDAYS && node->kid[HOLIDAYS_FROM])
        use(context, node->kid[HOLIDAYS_FROM]);
    return true;
}

void icalendars_load(struct scope *scope, const struct check_input *input, const struct node *root,
                     struct text path)
{
    struct loading loading = {scope, input, path};
    struct node_visitor visitor = {.enter = enter, .context = &loading};
    if (!scope->icalendars)
        scope->icalendars = ARENA_NEW(scope->arena, struct icalendars);
    node_walk(root, &visitor);
}

struct icalendar_days icalendars_find(const struct scope *scope, const struct node *from)
{
    const struct icalendars *all = scope->icalendars;
    for (size_t i = 0; from && all && i < all->list.count; i++)
        if (all->list.at[i].span.source == from->span.source &&
            all->list.at[i].span.from == from->span.from)
            return all->list.at[i].days;
    return (struct icalendar_days){0};
}

bool icalendars_bytes(const struct scope *scope, size_t i, struct text *bytes)
{
    const struct icalendars *all = scope->icalendars;
    if (!all || i >= all->sources.count)
        return false;
    *bytes = source_bytes(scope->sources, all->sources.at[i]);
    return true;
}
