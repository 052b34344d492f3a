/* same.c - what things are known by, as tables. */
#include "check/same.h"

#include "check/steps.h"
#include "syntax/tree.h"

enum { SLOTS_MOST = 3, NO_SLOT = -1 };

/* What tells two of a kind apart, but for a name. */
static const struct key_row {
    enum node_kind kind;
    int slots[SLOTS_MOST];
} keys[] = {
    {NODE_USE, {USE_PATH, NO_SLOT}},
    {NODE_RESPONSIBILITIES, {RESPONSIBILITIES_PARTY, NO_SLOT}},
    {NODE_RISK, {RISK_TITLE, NO_SLOT}},
    {NODE_REVIEW, {REVIEW_EVERY, REVIEW_BY, NO_SLOT}},
    {NODE_SECTION, {SECTION_TITLE, NO_SLOT}},
    {NODE_DOCUMENT, {DOCUMENT_TITLE, NO_SLOT}},
    {NODE_IMPROVEMENT, {IMPROVEMENT_TITLE, NO_SLOT}},
    {NODE_REPORT, {REPORT_EACH, REPORT_TO, NO_SLOT}},
    {NODE_TEST, {TEST_TITLE, NO_SLOT}},
    {NODE_PROPERTY, {PROPERTY_TITLE, NO_SLOT}},
    {NODE_ATTRIBUTE, {ATTRIBUTE_NAME, NO_SLOT}},
    {NODE_HOLIDAY, {HOLIDAY_DAY, NO_SLOT}},
    {NODE_OPEN_WEEKLY, {OPEN_WEEKLY_DAYS, NO_SLOT}},
    {NODE_OPEN_ON, {OPEN_ON_DATES, NO_SLOT}},
    {NODE_CLOSED_ON, {CLOSED_ON_DATES, NO_SLOT}},
    {NODE_CLOSED_HOLIDAYS, {CLOSED_HOLIDAYS_HOLIDAYS, NO_SLOT}},
    {NODE_CLOSED_WEEKLY, {CLOSED_WEEKLY_DAYS, NO_SLOT}},
    {NODE_INCLUDES, {INCLUDES_CALENDAR, NO_SLOT}},
    {NODE_EXCLUDES, {EXCLUDES_CALENDAR, NO_SLOT}},
    {NODE_DATES, {DATES_FROM, DATES_TO, NO_SLOT}},
    {NODE_PERIOD_DAYS, {PERIOD_DAYS_NTH, PERIOD_DAYS_DAYS, PERIOD_DAYS_EACH}},
    {NODE_NTH_WEEKDAY, {NTH_WEEKDAY_NTH, NTH_WEEKDAY_WEEKDAY, NTH_WEEKDAY_MONTH}},
    {NODE_SERVES, {SERVES_OBJECTIVE, NO_SLOT}},
    {NODE_ON_CHANGE, {ON_CHANGE_ATTRIBUTE, NO_SLOT}},
    {NODE_EXCLUDES_WHEN, {EXCLUDES_WHEN_CONDITION, NO_SLOT}},
    {NODE_MET_FOR, {MET_FOR_EACH, MET_FOR_OF, NO_SLOT}},
    {NODE_PROMISE, {PROMISE_EACH, PROMISE_BOUND, NO_SLOT}},
    {NODE_WINDOW_MONTHLY, {WINDOW_MONTHLY_DAY, NO_SLOT}},
    {NODE_WINDOW_WEEKLY, {WINDOW_WEEKLY_DAYS, NO_SLOT}},
    {NODE_WINDOW_ON, {WINDOW_ON_DATE, NO_SLOT}},
    {NODE_WINDOW_FROM, {WINDOW_FROM_FROM, NO_SLOT}},
    {NODE_STEP, {STEP_TRIGGER, NO_SLOT}},
    {NODE_BAND, {BAND_BELOW, NO_SLOT}},
};

/* Kinds that say one thing in several ways: a line of one replaces a line of the other. */
static const struct {
    enum node_kind kind, sort;
} sorts[] = {
    {NODE_COUNT, NODE_SHARE},
    {NODE_AVERAGE, NODE_SHARE},
    {NODE_PERCENTILE, NODE_SHARE},
    {NODE_DOWN_FROM, NODE_DOWN_WHILE},
};

static const enum node_kind repeated[] = {
    NODE_REACH,     NODE_ADDRESS,      NODE_DESCRIPTION, NODE_SKILLS,
    NODE_CERTIFIED, NODE_PHONE,        NODE_EMAIL,       NODE_RESILIENCE,
    NODE_RUNS_ON,   NODE_SELF_SERVICE, NODE_HANDS_OVER,  NODE_RESTARTS_AFTER,
};

static const struct key_row *key_of(enum node_kind kind)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].kind == kind)
            return &keys[i];
    return NULL;
}

/* `Monday to Friday` and `Monday, Tuesday to Friday` are the same days. */
static bool same_kids(const struct node *a, const struct node *b)
{
    if (a && b && a->kind == NODE_DAY_RANGE)
        return steps_days(a) == steps_days(b);
    return node_same_list(a, b);
}

static bool same_key(const struct node *a, const struct node *b)
{
    const struct key_row *row = a->kind == b->kind ? key_of(a->kind) : NULL;
    for (size_t i = 0; row && i < SLOTS_MOST && row->slots[i] != NO_SLOT; i++)
        if (!same_kids(a->kid[row->slots[i]], b->kid[row->slots[i]]))
            return false;
    return true;
}

bool same_declaration(const struct node *a, const struct node *b)
{
    const struct node *name = node_name(a);
    if (a->kind != b->kind)
        return false;
    return name ? text_equal(name->text, node_name(b)->text) : same_key(a, b);
}

static enum node_kind sort_of(enum node_kind kind)
{
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (sorts[i].kind == kind)
            return sorts[i].sort;
    return kind;
}

bool same_sort(const struct node *a, const struct node *b)
{
    return sort_of(a->kind) == sort_of(b->kind);
}

bool same_line(const struct node *a, const struct node *b)
{
    return same_sort(a, b) && same_key(a, b);
}

bool same_may_repeat(enum node_kind kind)
{
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
        if (repeated[i] == kind)
            return true;
    return false;
}
