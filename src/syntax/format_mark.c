/* format_mark.c - what the tree says of each token: where lines and columns begin.
 *
 * What makes up a block is said by tables; a kind that none of them names stays on the line of what
 * holds it. */
#include <string.h>

#include "syntax/format_layout.h"
#include "syntax/tree.h"

/* ---------- the tables ---------- */

/* Slots whose nodes start a line each, one level deeper than the head of the block. */
static const struct body_row {
    enum node_kind kind;
    int slot;
} bodies[] = {
    {NODE_FILE, FILE_ITEMS},
    {NODE_CHARTER, CHARTER_ITEMS},
    {NODE_TICKET, TICKET_ATTRIBUTES},
    {NODE_STATUS, STATUS_LINES},
    {NODE_EVENT, EVENT_ATTRIBUTES},
    {NODE_HOLIDAYS, HOLIDAYS_ITEMS},
    {NODE_HOURS, HOURS_ITEMS},
    {NODE_PERIOD, PERIOD_ITEMS},
    {NODE_CHANNEL, CHANNEL_ITEMS},
    {NODE_SERVICE, SERVICE_ITEMS},
    {NODE_TEAM, TEAM_ITEMS},
    {NODE_CONTACT, CONTACT_ITEMS},
    {NODE_SYSTEM, SYSTEM_ITEMS},
    {NODE_CLOCK, CLOCK_ITEMS},
    {NODE_TARGET, TARGET_ITEMS},
    {NODE_AVAILABILITY, AVAILABILITY_ITEMS},
    {NODE_MAINTENANCE, MAINTENANCE_ITEMS},
    {NODE_MEASURE, MEASURE_ITEMS},
    {NODE_ESCALATION, ESCALATION_ITEMS},
    {NODE_CREDIT, CREDIT_ITEMS},
    {NODE_RESPONSIBILITIES, RESPONSIBILITIES_TEXTS},
    {NODE_COMPLAINTS, COMPLAINTS_STAGES},
    {NODE_RISK, RISK_ITEMS},
    {NODE_SECTION, SECTION_ITEMS},
    {NODE_AMENDMENT, AMENDMENT_CHANGES},
    {NODE_LOG, LOG_ITEMS},
    {NODE_LOG_FROM, LOG_FROM_MAP},
    {NODE_LOG_FOR, LOG_FOR_MAP},
    {NODE_TEST, TEST_ITEMS},
    {NODE_PROPERTY, PROPERTY_ITEMS},
};

/* Lines of a block that are no node: each begins with WORD and leads up to the slot. */
static const struct lead_row {
    enum node_kind kind;
    int slot;
    const char *word;
    enum format_table table;
} leads[] = {
    {NODE_OBJECTIVE, OBJECTIVE_VALUED, "valued", FORMAT_NO_TABLE},
    {NODE_AMENDMENT, AMENDMENT_BECAUSE, "because", FORMAT_NO_TABLE},
    {NODE_COMPLAINTS, COMPLAINTS_ANY, "received", FORMAT_NO_TABLE},
    {NODE_COMPLAINTS, COMPLAINTS_CHANNELS, "received", FORMAT_NO_TABLE},
    {NODE_COMPLAINTS, COMPLAINTS_THEN, "then", FORMAT_NO_TABLE},
    {NODE_LOG_FROM, LOG_FROM_OTHERWISE, "otherwise", FORMAT_MAPPINGS},
    {NODE_LOG_FOR, LOG_FOR_OTHERWISE, "otherwise", FORMAT_MAPPINGS},
};

/* Where the columns of a line begin: at the slot, or at the WORD that leads up to it. The first row
 * that can fill a column does, and a slot takes one column at most. */
static const struct cell_row {
    enum node_kind kind;
    enum format_table table;
    uint8_t column;
    int slot;
    const char *word;
} cells[] = {
    {NODE_LANGUAGE, FORMAT_PLAIN, 1, LANGUAGE_NUMBER, NULL},
    {NODE_VERSION, FORMAT_PLAIN, 1, VERSION_TEXT, NULL},
    {NODE_PROVIDER, FORMAT_PLAIN, 1, PROVIDER_TEXT, NULL},
    {NODE_CUSTOMER, FORMAT_PLAIN, 1, CUSTOMER_TEXT, NULL},
    {NODE_EXTENDS, FORMAT_PLAIN, 1, EXTENDS_NAME, NULL},
    {NODE_IN_FORCE, FORMAT_PLAIN, 1, IN_FORCE_FROM, "from"},
    {NODE_TIMEZONE, FORMAT_PLAIN, 1, TIMEZONE_ZONE, NULL},
    {NODE_CURRENCY, FORMAT_PLAIN, 1, CURRENCY_CODE, NULL},
    {NODE_MISSION, FORMAT_PLAIN, 1, MISSION_TEXT, NULL},
    {NODE_PURPOSE, FORMAT_PLAIN, 1, PURPOSE_TEXT, NULL},
    {NODE_CONTRACT, FORMAT_PLAIN, 1, CONTRACT_TEXT, NULL},
    {NODE_REACH, FORMAT_PLAIN, 1, REACH_TEXT, NULL},
    {NODE_ADDRESS, FORMAT_PLAIN, 1, ADDRESS_TEXT, NULL},
    {NODE_DESCRIPTION, FORMAT_PLAIN, 1, DESCRIPTION_TEXT, NULL},
    {NODE_SKILLS, FORMAT_PLAIN, 1, SKILLS_TEXT, NULL},
    {NODE_CERTIFIED, FORMAT_PLAIN, 1, CERTIFIED_TEXT, NULL},
    {NODE_PHONE, FORMAT_PLAIN, 1, PHONE_TEXT, NULL},
    {NODE_EMAIL, FORMAT_PLAIN, 1, EMAIL_TEXT, NULL},
    {NODE_RESILIENCE, FORMAT_PLAIN, 1, RESILIENCE_TEXT, NULL},
    {NODE_SELF_SERVICE, FORMAT_PLAIN, 1, SELF_SERVICE_TEXT, NULL},
    {NODE_OPEN_IN, FORMAT_PLAIN, 1, OPEN_IN_CALENDAR, NULL},
    {NODE_OWNER, FORMAT_PLAIN, 1, OWNER_NAME, NULL},
    {NODE_LEVEL, FORMAT_PLAIN, 1, LEVEL_NUMBER, NULL},
    {NODE_RESTARTS_AFTER, FORMAT_PLAIN, 1, RESTARTS_AFTER_NAMES, NULL},
    {NODE_RUNS_ON, FORMAT_PLAIN, 1, RUNS_ON_NAMES, NULL},
    {NODE_MEASURES, FORMAT_PLAIN, 1, MEASURES_CLOCK, NULL},
    {NODE_FOR, FORMAT_PLAIN, 1, FOR_CONDITION, NULL},
    {NODE_COUNTED_IN, FORMAT_PLAIN, 1, COUNTED_IN_CALENDAR, NULL},
    {NODE_COUNTED_BY, FORMAT_PLAIN, 1, COUNTED_BY_BUCKET, NULL},
    {NODE_ATTRIBUTE, FORMAT_ATTRIBUTES, 1, ATTRIBUTE_OPTIONAL, NULL},
    {NODE_ATTRIBUTE, FORMAT_ATTRIBUTES, 1, ATTRIBUTE_TYPE, NULL},
    {NODE_STATUS_LINE, FORMAT_STATUSES, 1, STATUS_LINE_CLASS, "is"},
    {NODE_HOLIDAY, FORMAT_HOLIDAYS, 1, HOLIDAY_TITLE, NULL},
    {NODE_HOLIDAY, FORMAT_HOLIDAYS, 2, HOLIDAY_FROM, "from"},
    {NODE_HOLIDAY, FORMAT_HOLIDAYS, 2, HOLIDAY_SUBSTITUTE, NULL},
    {NODE_HOLIDAY, FORMAT_HOLIDAYS, 2, HOLIDAY_ONLY, "only"},
    {NODE_HOLIDAY, FORMAT_HOLIDAYS, 3, HOLIDAY_ONLY, "only"},
    {NODE_WITHIN, FORMAT_CLAUSES, 1, WITHIN_CALENDAR, "in"},
    {NODE_WITHIN, FORMAT_CLAUSES, 2, WITHIN_WHEN, "when"},
    {NODE_WITHIN, FORMAT_CLAUSES, 2, WITHIN_OTHERWISE, NULL},
    {NODE_STEP, FORMAT_STEPS, 1, STEP_ACTIONS, NULL},
    {NODE_STAGE, FORMAT_STAGES, 1, STAGE_LIMIT, "within"},
    {NODE_STAGE, FORMAT_STAGES, 2, STAGE_CALENDAR, "in"},
    {NODE_LOG_FROM, FORMAT_FIELDS, 1, LOG_FROM_COLUMNS, "from"},
    {NODE_LOG_FROM, FORMAT_FIELDS, 2, LOG_FROM_COLUMNS, NULL},
    {NODE_LOG_FROM, FORMAT_FIELDS, 3, LOG_FROM_WRITTEN, "written"},
    {NODE_LOG_AT, FORMAT_FIELDS, 1, LOG_AT_COLUMNS, "at"},
    {NODE_LOG_AT, FORMAT_FIELDS, 2, LOG_AT_COLUMNS, NULL},
    {NODE_LOG_AT, FORMAT_FIELDS, 3, LOG_AT_WRITTEN, "written"},
    {NODE_MAP_LINE, FORMAT_MAPPINGS, 1, MAP_LINE_VALUE, "is"},
    {NODE_EXPECT_DUE, FORMAT_EXPECTATIONS, 1, EXPECT_DUE_AT, NULL},
    {NODE_EXPECT_LENGTH, FORMAT_EXPECTATIONS, 1, EXPECT_LENGTH_LENGTH, NULL},
};

static const struct {
    enum node_kind before, kind; /* KIND shares the line of a neighbour BEFORE */
} joined[] = {
    {NODE_CPUS, NODE_MEMORY},
    {NODE_CPUS, NODE_STORAGE},
    {NODE_MEMORY, NODE_STORAGE},
    {NODE_LIKELIHOOD, NODE_IMPACT},
};

/* ---------- tokens of a node ---------- */

/* The first token at or behind OFFSET. */
static size_t token_from(const struct format_layout *layout, uint32_t offset)
{
    size_t low = 0, high = layout->tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (layout->tokens.at[middle].span.from < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t first_token(const struct format_layout *layout, const struct node *node)
{
    return token_from(layout, node->span.from);
}

static size_t last_token(const struct format_layout *layout, const struct node *node)
{
    return token_from(layout, node->span.to) - 1;
}

/* The token with WORD nearest to the start of KID, in NODE; without a word, the start itself. */
static size_t lead_of(const struct format_layout *layout, const struct node *node,
                      const struct node *kid, const char *word)
{
    size_t start = first_token(layout, kid), least = first_token(layout, node);
    for (size_t i = start; word && i >= least; i--) {
        if (text_is(format_token(layout, i), word))
            return i;
        if (!i)
            break;
    }
    return start;
}

static void start_line(struct format_layout *layout, size_t token, uint32_t depth)
{
    layout->marks[token].starts = true;
    layout->marks[token].depth = depth;
}

/* ---------- columns ---------- */

/* Steps stand in a table if it is a point on the way that sets them off. */
static bool is_tabular(const struct node *item)
{
    if (item->kind != NODE_STEP)
        return true;
    enum node_kind trigger = item->kid[STEP_TRIGGER]->kind;
    return trigger != NODE_EVERY_AFTER_BREACH && trigger != NODE_ONCE;
}

static void mark_cells(struct format_layout *layout, const struct node *item)
{
    struct format_mark *start = &layout->marks[first_token(layout, item)];
    bool filled[FORMAT_COLUMNS + 1] = {false};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const struct cell_row *row = &cells[i];
        if (row->kind != item->kind || !is_tabular(item))
            continue;
        start->table = (uint8_t)row->table;
        const struct node *kid = item->kid[row->slot];
        if (!kid || filled[row->column])
            continue;
        struct format_mark *mark = &layout->marks[lead_of(layout, item, kid, row->word)];
        if (mark->column)
            continue;
        mark->column = row->column;
        filled[row->column] = true;
    }
}

/* ---------- items that share a line ---------- */

static bool may_join(const struct node *before, const struct node *item)
{
    for (size_t i = 0; before && i < sizeof joined / sizeof *joined; i++)
        if (joined[i].before == before->kind && joined[i].kind == item->kind)
            return true;
    return false;
}

static bool behind_comment(const struct format_layout *layout, size_t token)
{
    return token && format_is_comment(layout, token - 1);
}

/* True if the lines of MAP, which is that of ITEM, fit on one: no comments, no block texts, not too
 * wide. */
static bool map_is_short(const struct format_layout *layout, const struct node *item,
                         const struct node *map, uint32_t depth)
{
    size_t first = first_token(layout, map);
    size_t end = last_token(layout, item);
    size_t width = depth * FORMAT_INDENT;
    bool comment = false;
    for (size_t i = first; i < end && width <= FORMAT_JOIN_MOST; i++) {
        bool line = layout->marks[i].starts;
        width += (i == first ? 0
                  : line     ? FORMAT_JOIN
                             : format_gap(layout, i)) +
                 text_width(format_token(layout, i));
        comment =
            comment || format_is_comment(layout, i) || format_has_line_end(format_token(layout, i));
    }
    return !comment && width <= FORMAT_JOIN_MOST;
}

static void join_map(struct format_layout *layout, const struct node *item, uint32_t depth)
{
    bool is_from = item->kind == NODE_LOG_FROM;
    const struct node *map = item->kid[is_from ? LOG_FROM_MAP : LOG_FOR_MAP];
    if (!map || item->kid[is_from ? LOG_FROM_OTHERWISE : LOG_FOR_OTHERWISE] ||
        !map_is_short(layout, item, map, depth))
        return;
    for (const struct node *line = map->next; line; line = line->next)
        layout->marks[first_token(layout, line)].joins = true;
}

/* ---------- the walk ---------- */

static int body_slot(enum node_kind kind)
{
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (bodies[i].kind == kind)
            return bodies[i].slot;
    return -1;
}

/* What starts a line by a word, and the `end`. DEPTH is that of the head. */
static void mark_words(struct format_layout *layout, const struct node *node, uint32_t depth)
{
    size_t last = last_token(layout, node);
    if (text_is(format_token(layout, last), "end")) {
        start_line(layout, last, depth);
        layout->marks[last].closes = true;
    }
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (leads[i].kind != node->kind || !node->kid[leads[i].slot])
            continue;
        const struct node *kid = node->kid[leads[i].slot];
        size_t token = lead_of(layout, node, kid, leads[i].word);
        start_line(layout, token, depth + 1);
        layout->marks[token].table = (uint8_t)leads[i].table;
        if (leads[i].table)
            layout->marks[lead_of(layout, node, kid, "is")].column = 1;
    }
}

static void mark_item(struct format_layout *layout, const struct node *item,
                      const struct node *before, uint32_t depth)
{
    size_t token = first_token(layout, item);
    start_line(layout, token, depth);
    layout->marks[token].kind = item->kind;
    layout->marks[token].joins = may_join(before, item) && !behind_comment(layout, token);
    mark_cells(layout, item);
}

/* NODE stands on a line of DEPTH; what is in its body stands one deeper, but not in the file. */
static void mark_node(struct format_layout *layout, const struct node *node, uint32_t depth)
{
    if (node->kind == NODE_TEXT || !node_slot_count(node->kind))
        return;
    int body = body_slot(node->kind);
    uint32_t inner = node->kind == NODE_FILE ? depth : depth + 1;
    for (size_t slot = 0; slot < node_slot_count(node->kind); slot++) {
        const struct node *before = NULL;
        for (const struct node *kid = node->kid[slot]; kid; before = kid, kid = kid->next) {
            if ((int)slot == body)
                mark_item(layout, kid, before, inner);
            mark_node(layout, kid, (int)slot == body ? inner : depth);
        }
    }
    if (node->kind != NODE_FILE)
        mark_words(layout, node, depth);
    if (node->kind == NODE_LOG_FROM || node->kind == NODE_LOG_FOR)
        join_map(layout, node, inner);
}

void format_mark_tree(struct format_layout *layout, const struct node *root)
{
    mark_node(layout, root, 0);
    for (const struct node *top = root->kid[FILE_ITEMS]; top; top = top->next)
        layout->marks[first_token(layout, top)].top = true;
}
