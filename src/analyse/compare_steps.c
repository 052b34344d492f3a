/* compare_steps.c - escalations: who is told when. More who are told, and earlier, is better. */
#include "analyse/compare_part.h"

struct stairs {
    struct compare *compare;
    const struct escalation *of[2];
    bool *met[2]; /* steps that have a counterpart */
};

static bool tells_all(const struct escalation_step *less, const struct escalation_step *more)
{
    for (uint32_t i = 0; i < less->tell_count; i++) {
        const struct tell *one = &less->tells[i];
        uint32_t k = 0;
        while (k < more->tell_count && !(text_equal(one->who, more->tells[k].who) &&
                                         one->by_phone == more->tells[k].by_phone &&
                                         one->by_email == more->tells[k].by_email))
            k++;
        if (k == more->tell_count)
            return false;
    }
    return less->level == more->level || less->level == 0;
}

static bool same_limit(const struct limit *a, const struct limit *b)
{
    return a->kind == b->kind && a->length == b->length && a->days == b->days;
}

static bool same_trigger(const struct stairs *stairs, const struct escalation_step *a,
                         const struct escalation_step *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case STEP_AT_USED:
        return decimal_compare(a->share, b->share) == 0;
    case STEP_AT_BREACH:
        return true;
    case STEP_ONCE:
        return compare_equal(stairs->compare, compare_condition(stairs->compare, 0, a->once),
                             compare_condition(stairs->compare, 1, b->once));
    default:
        return same_limit(&a->limit, &b->limit) && a->most == b->most;
    }
}

/* Above 0: B comes earlier; 0: they have no order. */
static int earlier(const struct escalation_step *a, const struct escalation_step *b)
{
    if (a->kind != b->kind || a->limit.kind != LIMIT_LENGTH || b->limit.kind != LIMIT_LENGTH)
        return 0;
    int lengths = (a->limit.length > b->limit.length) - (a->limit.length < b->limit.length);
    switch (a->kind) {
    case STEP_AT_USED:
        return decimal_compare(a->share, b->share);
    case STEP_AT_LEFT:
        return -lengths;
    case STEP_AT_OVER:
        return lengths;
    default:
        return 0;
    }
}

static struct compare_row step_row(const struct stairs *stairs, const struct escalation_step *a,
                                   const struct escalation_step *b)
{
    struct compare_row row = compare_row(stairs->compare, NODE_ESCALATION, stairs->of[0]->name);
    row.about = "step";
    if (a)
        row.line[0] = compare_line(row.declaration[0], a->span);
    if (b)
        row.line[1] = compare_line(row.declaration[1], b->span);
    return row;
}

/* Somebody whom MORE tells and LESS does not. */
static struct text told_more(const struct escalation_step *less, const struct escalation_step *more)
{
    for (uint32_t i = 0; i < more->tell_count; i++) {
        uint32_t k = 0;
        while (k < less->tell_count && !text_equal(less->tells[k].who, more->tells[i].who))
            k++;
        if (k == less->tell_count)
            return more->tells[i].who;
    }
    return TEXT("");
}

/* A ticket that comes to STEP, of SIDE. */
static struct compare_witness
comes_to(const struct stairs *stairs, const struct escalation_step *step, int side, struct text who)
{
    const struct compare *compare = stairs->compare;
    struct text words = span_text(compare->side[side].model->sources, step->words);
    const char *which = side ? "\002" : "\001";
    return who.len ? compare_said(compare,
                                  "a ticket that comes to `" TEXT_FMT "`: `" TEXT_FMT
                                  "` is told under %s only",
                                  TEXT_ARG(words), TEXT_ARG(who), which)
                   : compare_said(compare,
                                  "a ticket that comes to `" TEXT_FMT
                                  "` and no further: that is told of under %s only",
                                  TEXT_ARG(words), which);
}

/* Two steps with one trigger. */
static void compare_tells(struct stairs *stairs, const struct escalation_step *a,
                          const struct escalation_step *b)
{
    struct compare_row row = step_row(stairs, a, b);
    bool more = tells_all(a, b), less = tells_all(b, a);
    row.mark = more && less ? COMPARE_SAME
               : more       ? COMPARE_BETTER
               : less       ? COMPARE_WORSE
                            : COMPARE_UNCLEAR;
    row.reason = row.mark == COMPARE_UNCLEAR ? TEXT("it tells others, or in another way")
                 : more                      ? TEXT("it tells more")
                                             : TEXT("it tells less");
    if (row.mark == COMPARE_BETTER)
        row.better = comes_to(stairs, b, 1, told_more(a, b));
    else if (row.mark == COMPARE_WORSE)
        row.worse = comes_to(stairs, a, 0, told_more(b, a));
    compare_add(stairs->compare, row);
}

static void compare_steps_alike(struct stairs *stairs)
{
    for (uint32_t i = 0; i < stairs->of[0]->step_count; i++)
        for (uint32_t k = 0; k < stairs->of[1]->step_count && !stairs->met[0][i]; k++) {
            const struct escalation_step *a = &stairs->of[0]->steps[i];
            const struct escalation_step *b = &stairs->of[1]->steps[k];
            if (stairs->met[1][k] || !same_trigger(stairs, a, b))
                continue;
            stairs->met[0][i] = stairs->met[1][k] = true;
            compare_tells(stairs, a, b);
        }
}

/* Steps that do the same, one of them earlier. */
static void compare_steps_moved(struct stairs *stairs)
{
    for (uint32_t i = 0; i < stairs->of[0]->step_count; i++)
        for (uint32_t k = 0; k < stairs->of[1]->step_count && !stairs->met[0][i]; k++) {
            const struct escalation_step *a = &stairs->of[0]->steps[i];
            const struct escalation_step *b = &stairs->of[1]->steps[k];
            int order = earlier(a, b);
            if (stairs->met[1][k] || !order || !tells_all(a, b) || !tells_all(b, a))
                continue;
            stairs->met[0][i] = stairs->met[1][k] = true;
            struct compare_row row = step_row(stairs, a, b);
            row.mark = order > 0 ? COMPARE_BETTER : COMPARE_WORSE;
            row.reason =
                order > 0 ? TEXT("the same are told earlier") : TEXT("the same are told later");
            *(order > 0 ? &row.better : &row.worse) =
                comes_to(stairs, order > 0 ? b : a, order > 0, TEXT(""));
            compare_add(stairs->compare, row);
        }
}

static void add_rest(struct stairs *stairs, int side)
{
    for (uint32_t i = 0; i < stairs->of[side]->step_count; i++) {
        const struct escalation_step *step = &stairs->of[side]->steps[i];
        if (stairs->met[side][i])
            continue;
        struct compare_row row = step_row(stairs, side ? NULL : step, side ? step : NULL);
        row.mark = side ? COMPARE_BETTER : COMPARE_WORSE;
        row.reason = side ? TEXT("only \002 has this step") : TEXT("only \001 has this step");
        *(side ? &row.better : &row.worse) = comes_to(stairs, step, side, TEXT(""));
        compare_add(stairs->compare, row);
    }
}

static bool is_disputed(const struct stairs *stairs)
{
    for (int side = 0; side < 2; side++) {
        const struct escalation *of = stairs->of[side];
        if (compare_contradiction(stairs->compare,
                                  compare_condition(stairs->compare, side, of->when))
                .len)
            return true;
        for (uint32_t i = 0; i < of->step_count; i++)
            if (compare_contradiction(stairs->compare,
                                      compare_condition(stairs->compare, side, of->steps[i].once))
                    .len)
                return true;
    }
    return false;
}

/* What the steps count on: a row if it differs, and they have no order. */
static bool same_ground(struct stairs *stairs)
{
    struct compare *compare = stairs->compare;
    const struct escalation *a = stairs->of[0], *b = stairs->of[1];
    struct compare_row row = compare_row(compare, NODE_ESCALATION, a->name);
    row.mark = COMPARE_UNCLEAR;
    row.about = "tickets";
    if (is_disputed(stairs))
        row.reason = TEXT("it depends on an attribute that the two have in different ways");
    else if (compare->side[0].partners[a->target] != b->target)
        row.reason = TEXT("it is for another target");
    else if (!compare_equal(compare, compare_condition(compare, 0, a->when),
                            compare_condition(compare, 1, b->when)))
        row.reason = TEXT("it is for other tickets");
    else
        return true;
    compare_add(compare, row);
    return false;
}

static void compare_escalation(struct compare *compare, const struct escalation *a,
                               const struct escalation *b)
{
    struct stairs stairs = {.compare = compare, .of = {a, b}};
    struct compare_row row = compare_row(compare, NODE_ESCALATION, a->name);
    compare_titles(compare, &row);
    if (!same_ground(&stairs))
        return;
    for (int side = 0; side < 2; side++)
        stairs.met[side] =
            ARENA_ARRAY(compare->arena, (size_t)stairs.of[side]->step_count + 1, bool);
    compare_steps_alike(&stairs);
    compare_steps_moved(&stairs);
    add_rest(&stairs, 0);
    add_rest(&stairs, 1);
}

static const struct escalation *find_escalation(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->escalation_count; i++)
        if (!model->escalations[i].is_absent && text_equal(model->escalations[i].name, name))
            return &model->escalations[i];
    return NULL;
}

void compare_escalations(struct compare *compare)
{
    for (int side = 0; side < 2; side++) {
        const struct model *own = compare->side[side].model;
        for (uint32_t i = 0; i < own->escalation_count; i++) {
            const struct escalation *one = &own->escalations[i];
            if (one->is_absent)
                continue;
            const struct escalation *other = find_escalation(compare->side[!side].model, one->name);
            if (!other)
                compare_add_single(compare, compare_row(compare, NODE_ESCALATION, one->name),
                                   COMPARE_BETTER);
            else if (side == 0)
                compare_escalation(compare, one, other);
        }
    }
}
