/* prose_catalogue.c - services, channels, teams, contacts, systems, continuity: what the catalogue
 * lists. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- lines ---------- */

/* `Telephone: +44 …`, for where a line stands alone. */
static struct text as_line(struct prose *p, const struct node *node, struct text said)
{
    return SAY(p, TERM_AND_TEXT, prose_term(p, node->kind), said);
}

static struct text value_of(struct prose *p, const struct node *node)
{
    switch (node->kind) {
    case NODE_OPEN_IN:
        return prose_calendar(p, node->kid[OPEN_IN_CALENDAR]->text);
    case NODE_OWNER:
        return prose_who(p, node->kid[OWNER_NAME]);
    case NODE_RESTARTS_AFTER:
        return prose_names(p, NODE_SYSTEM, node->kid[RESTARTS_AFTER_NAMES]);
    case NODE_RUNS_ON:
        return prose_names(p, NODE_SYSTEM, node->kid[RUNS_ON_NAMES]);
    case NODE_RECOVERS:
        return prose_within_limit(p, node->kid[RECOVERS_LIMIT], node->kid[RECOVERS_CALENDAR]);
    case NODE_LOSES:
        return SAY(p, AT_MOST, prose_said(p, node->kid[LOSES_LIMIT]));
    default: /* a text, a number, a size */
        return node->kid[0]->kind == NODE_TEXT ? prose_text(p, node->kid[0])
                                               : prose_said(p, node->kid[0]);
    }
}

SAYER(place_line)
{
    return as_line(p, node, value_of(p, node));
}

SAYER(hands_over)
{
    struct text to = prose_called(p, NODE_CHANNEL, node->kid[HANDS_OVER_TO]->text);
    struct text limit =
        prose_within_limit(p, node->kid[HANDS_OVER_LIMIT], node->kid[HANDS_OVER_CALENDAR]);
    const struct node *when = node->kid[HANDS_OVER_WHEN];
    return when ? SAY(p, HANDS_OVER_WHEN, to, limit, prose_said(p, when))
                : SAY(p, HANDS_OVER, to, limit);
}

static enum said term_said(enum node_kind kind)
{
    switch (kind) {
#define TERM(kind)                                                                                 \
    case NODE_##kind:                                                                              \
        return SAID_TERM_##kind;
        TERM(PROVIDER)
        TERM(CUSTOMER)
        TERM(CONTRACT)
        TERM(VERSION)
        TERM(EXTENDS)
        TERM(IN_FORCE)
        TERM(TIMEZONE)
        TERM(CURRENCY)
        TERM(REACH)
        TERM(ADDRESS)
        TERM(DESCRIPTION)
        TERM(PURPOSE)
        TERM(SKILLS)
        TERM(CERTIFIED)
        TERM(PHONE)
        TERM(EMAIL)
        TERM(RESILIENCE)
        TERM(SELF_SERVICE)
        TERM(OPEN_IN)
        TERM(OWNER)
        TERM(LEVEL)
        TERM(CPUS)
        TERM(MEMORY)
        TERM(STORAGE)
        TERM(RESTARTS_AFTER)
        TERM(RUNS_ON)
        TERM(RECOVERS)
        TERM(LOSES)
        TERM(HANDS_OVER)
#undef TERM
    default:
        return SAID_TERM_CHARTER;
    }
}

struct text prose_term(struct prose *p, enum node_kind kind)
{
    return phrases_say(p->arena, p->words, term_said(kind), NULL);
}

/* ---------- addresses ---------- */

static bool looks_like_mail(struct text text)
{
    size_t marks = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == ' ' || text.at[i] == '/')
            return false;
        marks += text.at[i] == '@' && i > 0 && i + 1 < text.len;
    }
    return marks == 1;
}

static bool looks_like_phone(struct text text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = text.at[i] >= '0' && text.at[i] <= '9';
        digits += digit;
        if (!digit && text.at[i] != ' ' && text.at[i] != '-' && !(text.at[i] == '+' && i == 0))
            return false;
    }
    return digits >= 6 && text.at[0] == '+';
}

static struct text phone_address(struct prose *p, struct text text)
{
    char *out = arena_alloc(p->arena, text.len + 4);
    size_t len = 4;
    out[0] = 't', out[1] = 'e', out[2] = 'l', out[3] = ':';
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != ' ')
            out[len++] = text.at[i];
    return (struct text){out, len};
}

struct text prose_address(struct prose *p, struct text text)
{
    if (text_starts(text, TEXT("https://")) || text_starts(text, TEXT("http://")))
        return text;
    if (looks_like_mail(text))
        return text_format(p->arena, "mailto:" TEXT_FMT, TEXT_ARG(text));
    return looks_like_phone(text) ? phone_address(p, text) : TEXT("");
}

/* ---------- facts ---------- */

static bool may_be_address(enum node_kind kind)
{
    return kind == NODE_REACH || kind == NODE_PHONE || kind == NODE_EMAIL;
}

void prose_value(struct prose *p, const struct node *item)
{
    struct text said = item->kind == NODE_HANDS_OVER
                           ? phrases_capital(p->arena, prose_said(p, item))
                           : value_of(p, item);
    struct text href = may_be_address(item->kind) ? prose_address(p, said) : TEXT("");
    if (href.len)
        document_link(p->document, said, href);
    else
        document_say(p->document, said);
}

static bool same_span(struct span a, struct span b)
{
    return a.source == b.source && a.from == b.from && a.to == b.to;
}

/* The target that the line is a clause of, and its number in it; NULL: none. */
static const struct target *target_of(const struct prose *p, const struct node *line,
                                      uint32_t *clause)
{
    for (uint32_t i = 0; i < p->model->target_count; i++) {
        const struct target *target = &p->model->targets[i];
        for (*clause = 0; !target->is_absent && *clause < target->clause_count; ++*clause)
            if (same_span(target->clauses[*clause].span, line->span))
                return target;
    }
    return NULL;
}

/* Of a hand-over, which is a target of its own: for programs, as the rows of limits have it. */
static void handover_data(struct prose *p, const struct node *line)
{
    uint32_t clause;
    const struct target *target = target_of(p, line, &clause);
    const struct node *calendar = line->kid[HANDS_OVER_CALENDAR];
    struct text before = TEXT("");
    if (!target)
        return;
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (target->beats[clause * target->clause_count + i])
            before = text_format(p->arena, TEXT_FMT "%s%u", TEXT_ARG(before), before.len ? " " : "",
                                 i + 1);
    document_datum(p->document, "hands-over", target->name);
    document_datum(p->document, "id", text_format(p->arena, "%u", clause + 1));
    document_datum(p->document, "limit", prose_limit_source(p, line->kid[HANDS_OVER_LIMIT]));
    document_datum(p->document, "in", calendar ? calendar->text : TEXT("always"));
    if (line->kid[HANDS_OVER_WHEN])
        document_datum(p->document, "when", prose_source(p, line->kid[HANDS_OVER_WHEN]));
    document_datum(p->document, "before", before);
}

void prose_facts(struct prose *p, const struct node *items, bool keep(enum node_kind kind))
{
    bool begun = false;
    for (const struct node *item = items; item; item = item->next) {
        if (!keep(item->kind))
            continue;
        if (!begun)
            document_facts(p->document);
        begun = true;
        document_fact(p->document, prose_term(p, item->kind));
        if (item->kind == NODE_HANDS_OVER)
            handover_data(p, item);
        prose_value(p, item);
    }
}

static bool is_not_description(enum node_kind kind)
{
    return kind != NODE_DESCRIPTION;
}

static void describe(struct prose *p, const struct node *items)
{
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_DESCRIPTION)
            prose_paragraphs(p, item->kid[0]);
}

/* ---------- services and continuity ---------- */

SAYER(declared)
{
    return prose_title(p, node);
}

static bool is_continuity(enum node_kind kind)
{
    return kind == NODE_RECOVERS || kind == NODE_LOSES || kind == NODE_RESILIENCE;
}

static bool is_of_service(enum node_kind kind)
{
    return is_not_description(kind) && !is_continuity(kind);
}

void prose_services(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_SERVICE, &at));) {
        prose_part(p, SECTION_SERVICES, node);
        describe(p, node->kid[SERVICE_ITEMS]);
        prose_facts(p, node->kid[SERVICE_ITEMS], is_of_service);
    }
}

static bool has_continuity(const struct node *items)
{
    for (; items; items = items->next)
        if (is_continuity(items->kind))
            return true;
    return false;
}

void prose_continuity(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_SERVICE, &at));)
        if (has_continuity(node->kid[SERVICE_ITEMS])) {
            prose_part(p, SECTION_CONTINUITY, node);
            prose_facts(p, node->kid[SERVICE_ITEMS], is_continuity);
        }
}

/* ---------- channels ---------- */

void prose_channels(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_CHANNEL, &at));) {
        prose_part(p, SECTION_CHANNELS, node);
        describe(p, node->kid[CHANNEL_ITEMS]);
        prose_facts(p, node->kid[CHANNEL_ITEMS], is_not_description);
        prose_channel_exceptions(p, node->kid[CHANNEL_NAME]->text);
    }
}

/* ---------- people ---------- */

SAYER(contact)
{
    struct text title = prose_title(p, node);
    return node->kid[CONTACT_OF_CUSTOMER] ? SAY(p, OF_CUSTOMER, title) : title;
}

static void write_contact(struct prose *p, const struct node *node)
{
    document_part(p->document, prose_number(p, SECTION_PEOPLE, node->kid[CONTACT_NAME]->text),
                  prose_said(p, node));
    describe(p, node->kid[CONTACT_ITEMS]);
    prose_facts(p, node->kid[CONTACT_ITEMS], is_not_description);
}

void prose_people(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_CONTACT, &at));)
        write_contact(p, node);
    for (uint32_t at = 0; (node = prose_next(p, NODE_TEAM, &at));) {
        prose_part(p, SECTION_PEOPLE, node);
        describe(p, node->kid[TEAM_ITEMS]);
        prose_facts(p, node->kid[TEAM_ITEMS], is_not_description);
    }
}

/* ---------- systems ---------- */

static bool waits_for(const struct node *system, struct text name)
{
    for (const struct node *item = system->kid[SYSTEM_ITEMS]; item; item = item->next)
        for (const struct node *other =
                 item->kind == NODE_RESTARTS_AFTER ? item->kid[RESTARTS_AFTER_NAMES] : NULL;
             other; other = other->next)
            if (text_equal(other->text, name))
                return true;
    return false;
}

typedef VECTOR(const struct node *) node_vector;

static bool is_ready(const struct node *system, const node_vector *waiting)
{
    for (size_t i = 0; i < waiting->count; i++)
        if (waiting->at[i] != system && waits_for(system, waiting->at[i]->kid[SYSTEM_NAME]->text))
            return false;
    return true;
}

/* Takes out of WAITING all that wait for none of the others: a step of the restart. Loops were
 * refused when the charter was checked. */
static node_vector next_step(struct prose *p, node_vector *waiting)
{
    node_vector step = {0}, rest = {0};
    for (size_t i = 0; i < waiting->count; i++)
        if (is_ready(waiting->at[i], waiting))
            VECTOR_PUSH(p->arena, &step, waiting->at[i]);
        else
            VECTOR_PUSH(p->arena, &rest, waiting->at[i]);
    *waiting = rest;
    return step;
}

static void write_order(struct prose *p, node_vector waiting)
{
    document_table(p->document, SAY(p, TABLE_RESTART));
    document_column(p->document, SAY(p, HEAD_STEP), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_SYSTEMS), COLUMN_WORDS);
    for (uint64_t number = 1; waiting.count; number++) {
        node_vector step = next_step(p, &waiting);
        text_vector titles = {0};
        if (!step.count)
            break;
        for (size_t i = 0; i < step.count; i++)
            VECTOR_PUSH(p->arena, &titles, prose_title(p, step.at[i]));
        document_row(p->document);
        document_say(p->document, phrases_whole(p->arena, p->words, number));
        document_cell(p->document);
        document_say(p->document, prose_join(p, &titles, SAID_LIST_AND));
    }
}

static bool runs_on(const struct node *service, struct text system)
{
    for (const struct node *item = service->kid[SERVICE_ITEMS]; item; item = item->next)
        for (const struct node *name = item->kind == NODE_RUNS_ON ? item->kid[RUNS_ON_NAMES] : NULL;
             name; name = name->next)
            if (text_equal(name->text, system))
                return true;
    return false;
}

static struct text services_on(struct prose *p, struct text system)
{
    text_vector titles = {0};
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_SERVICE, &at));) {
        if (runs_on(node, system))
            VECTOR_PUSH(p->arena, &titles, prose_title(p, node));
    }
    return prose_join(p, &titles, SAID_LIST_AND);
}

void prose_systems(struct prose *p)
{
    const struct node *node;
    node_vector all = {0};
    bool has_order = false;
    for (uint32_t at = 0; (node = prose_next(p, NODE_SYSTEM, &at));) {
        struct text services = services_on(p, node->kid[SYSTEM_NAME]->text);
        VECTOR_PUSH(p->arena, &all, node);
        has_order |= prose_item(node->kid[SYSTEM_ITEMS], NODE_RESTARTS_AFTER) != NULL;
        prose_part(p, SECTION_SYSTEMS, node);
        describe(p, node->kid[SYSTEM_ITEMS]);
        prose_facts(p, node->kid[SYSTEM_ITEMS], is_not_description);
        if (services.len) {
            document_facts_on(p->document);
            document_fact(p->document, SAY(p, TERM_CARRIES));
            document_say(p->document, services);
        }
    }
    if (!has_order)
        return;
    document_part(p->document, prose_number(p, SECTION_SYSTEMS, TEXT("0")), SAY(p, RESTART_ORDER));
    document_paragraph(p->document);
    document_say(p->document, SAY(p, RESTART_INTRO));
    write_order(p, all);
}
