/* review_signs.c - what may be a sign that figures were looked after rather than tickets.
 *
 * A pause or a lower rank when little time was left is no sign by itself: where limits are short,
 * many fall there by chance. So it has to happen more often than if such turns came evenly over the
 * whole limit. None of it says what was meant. */
#include "report/review_part.h"

enum { THOUSAND = 1000 };

/* ---- gathering ---- */

static bool by_customer(const struct review *review, uint32_t row)
{
    return row != INDEX_NONE && (review->log->what[row] & WHAT_ACTOR) == ACTOR_CUSTOMER;
}

/* How often, in thousandths, a turn that comes anywhere in LIMIT has at most LEFT left. */
static uint64_t chance_of(micros limit, micros left)
{
    if (limit <= left)
        return THOUSAND;
    return (uint64_t)((wide)left * THOUSAND / limit);
}

static void take_near(const struct review *review, struct review_sign *sign,
                      const struct turn *turn, const struct verdict *verdict)
{
    micros near = (micros)review_value(review, BEFORE_DUE) * MICROS_MINUTE;
    micros left = turn->limit - turn->used;
    sign->of++;
    sign->chance += chance_of(turn->limit, near);
    if (left > near)
        return;
    uint64_t before = sign->count;
    review_sign_add(sign, verdict->ticket);
    sign->helped += sign->count > before && verdict->kind == VERDICT_MET &&
                    turn->due != INSTANT_NONE && verdict->stop > turn->due;
    sign->back += sign->count > before && turn->is_back;
}

static void take_turn(void *context, const struct turn *turn, const struct verdict *verdict)
{
    struct review *review = context;
    struct review_signs *signs = &review->signs[verdict->target];
    if (turn->kind == TURN_START || by_customer(review, turn->row) || turn->limit <= 0 ||
        turn->limit == LIMIT_ENDLESS)
        return;
    if (turn->kind == TURN_PAUSE) {
        if (!turn->was_breached && turn->used <= turn->limit)
            take_near(review, &signs->paused, turn, verdict);
        return;
    }
    if (!turn->is_lower)
        return;
    if (!turn->was_breached && turn->used <= turn->limit) {
        take_near(review, &signs->lowered, turn, verdict);
    } else if (turn->was_breached) {
        uint64_t before = signs->withdrawn.count;
        signs->withdrawn.of++;
        if (verdict->kind == VERDICT_MET || verdict->kind == VERDICT_PENDING)
            review_sign_add(&signs->withdrawn, verdict->ticket);
        signs->withdrawn.back += signs->withdrawn.count > before && turn->is_back;
    }
}

/* What a reply holds, where the charter gives it an attribute. */
static uint32_t reply_attribute(const struct review *review)
{
    const struct schema *schema = &review->model->schema;
    for (uint32_t i = 0; i < schema->stored; i++) {
        const struct attribute *attribute = &schema->attributes[i];
        if (attribute->origin == ORIGIN_EVENT && attribute->event_kind == KIND_REPLY &&
            !attribute->is_absent &&
            (attribute->type == ATTRIBUTE_TEXT || attribute->type == ATTRIBUTE_WHOLE))
            return i;
    }
    return INDEX_NONE;
}

/* A text without a letter or digit, or a number that is 0; a number that is not set says nothing.
 */
static bool is_empty(const struct review *review, uint32_t attribute, uint32_t row)
{
    uint32_t code = eventlog_code(review->log, attribute, row);
    bool is_text = review->model->schema.attributes[attribute].type == ATTRIBUTE_TEXT;
    if (!code)
        return is_text;
    const struct value *value = &review->log->columns[attribute].values[code];
    if (!is_text)
        return value->number.digits <= 0;
    for (size_t i = 0; i < value->text.len; i++) {
        unsigned char c = (unsigned char)value->text.at[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            return false;
    }
    return true;
}

static void take_ticket(void *context, const struct turns_ticket *ticket)
{
    struct review *review = context;
    uint32_t attribute = reply_attribute(review);
    if (ticket->in_force)
        review_hours_take(review, ticket);
    if (ticket->reply == INDEX_NONE || attribute == INDEX_NONE)
        return;
    review->empty.of++;
    if (is_empty(review, attribute, ticket->reply))
        review_sign_add(&review->empty, ticket->ticket);
}

void review_gather_turns(struct review *review)
{
    struct turns_consumer consumer = {review, take_ticket, take_turn};
    review->signs =
        ARENA_ARRAY(review->arena, review->model->target_count + 1, struct review_signs);
    turns_all(review->judge, &consumer);
}

/* ---- what is said ---- */

static bool is_beyond_chance(const struct review *review, const struct review_sign *sign)
{
    return sign->count && sign->count >= review_value(review, SIGNS) &&
           sign->count * THOUSAND * 100 >= sign->chance * review_value(review, CHANCE);
}

/* What the two signs near the due instant have in common. */
struct near {
    const char *turns; /* "pauses" */
    const char *verb;  /* "began" */
    struct span place;
    bool lowers;
};

static void say_back(struct review *review, struct review_finding *finding,
                     const struct review_sign *sign)
{
    review_count(review, finding, "back", sign->back);
    if (sign->back)
        review_detail(
            review, finding,
            text_format(review->arena,
                        "%llu of them went back to a limit that they had had before, which "
                        "may mend a mistake",
                        (unsigned long long)sign->back));
}

static void add_near(struct review *review, uint32_t target, const struct review_sign *sign,
                     const struct near *near)
{
    struct arena *arena = review->arena;
    const struct target *model = &review->model->targets[target];
    struct review_finding *finding = review_add(review, model->name, near->place);
    uint64_t minutes = review_value(review, BEFORE_DUE);
    finding->target = target;
    finding->says = text_format(
        arena,
        TEXT_FMT ": in " TEXT_FMT " %s with at most %llu minutes left, of %llu %s while time was "
                 "left; evenly spread it would have been %llu.%llu.",
        TEXT_ARG(review_target_title(review, target)),
        TEXT_ARG(shown_counted(arena, sign->count, "ticket", "tickets")), near->verb,
        (unsigned long long)minutes, (unsigned long long)sign->of, near->turns,
        (unsigned long long)(sign->chance / THOUSAND),
        (unsigned long long)(sign->chance % THOUSAND / 100));
    if (sign->helped)
        review_detail(review, finding,
                      text_format(arena,
                                  "%llu of them met, though stopped after what had been due before",
                                  (unsigned long long)sign->helped));
    finding->advice = TEXT("A sign is no proof: look at the tickets.");
    review_tickets(finding, sign->tickets, sign->ticket_count);
    review_count(review, finding, "tickets", sign->count);
    review_count(review, finding, "turns", sign->of);
    struct review_number chance = {"by_chance",
                                   text_format(arena, "%llu.%03llu",
                                               (unsigned long long)(sign->chance / THOUSAND),
                                               (unsigned long long)(sign->chance % THOUSAND))};
    VECTOR_PUSH(arena, &finding->numbers, chance);
    review_count(review, finding, "met_after_former_due", sign->helped);
    if (near->lowers)
        say_back(review, finding, sign);
    finding->weight = sign->count;
}

void review_signs_paused(struct review *review)
{
    uint64_t pauses = 0, can = 0;
    size_t before = review->findings.count;
    for (uint32_t i = 0; i < review->model->target_count; i++) {
        const struct target *target = &review->model->targets[i];
        const struct clock_model *clock = &review->model->clocks[target->clock];
        if (!review_looks_at(review, i) || !clock->pauses)
            continue;
        can++;
        pauses += review->signs[i].paused.of;
        struct near near = {"pauses", "a pause began", clock->pauses->span, false};
        if (clock->from_library)
            near.place = target->declared;
        if (is_beyond_chance(review, &review->signs[i].paused))
            add_near(review, i, &review->signs[i].paused, &near);
    }
    if (!can)
        review_blank(review, TEXT("no clock pauses"));
    else if (review->findings.count == before)
        review_clear(
            review, text_format(review->arena, "of " TEXT_FMT " not more than by chance",
                                TEXT_ARG(shown_counted(review->arena, pauses, "pause", "pauses"))));
}

/* Does a clause of TARGET ask for a ladder? */
static bool names_ladder(const struct schema *schema, const struct condition *condition)
{
    if (!condition)
        return false;
    for (uint32_t i = 0; i < condition->part_count; i++)
        if (names_ladder(schema, condition->parts[i]))
            return true;
    bool has = condition->op == CONDITION_IS || condition->op == CONDITION_ORDER ||
               condition->op == CONDITION_KNOWN;
    return has && schema->attributes[condition->attribute].type == ATTRIBUTE_LADDER;
}

static bool can_lower(const struct review *review, uint32_t target)
{
    const struct target *model = &review->model->targets[target];
    bool can = false;
    for (uint32_t i = 0; i < model->clause_count && !can; i++)
        can = names_ladder(&review->model->schema, model->clauses[i].when);
    return can && review_looks_at(review, target);
}

static void say_if_none(struct review *review, size_t before, uint64_t can, uint64_t turns)
{
    if (!can)
        review_blank(review, TEXT("no limit depends on a ladder such as the priority"));
    else if (!turns)
        review_clear(review, TEXT("there was none"));
    else if (review->findings.count == before)
        review_clear(review, text_format(review->arena, "of " TEXT_FMT " too few to be a sign",
                                         TEXT_ARG(shown_counted(review->arena, turns, "such change",
                                                                "such changes"))));
}

void review_signs_lowered_before(struct review *review)
{
    uint64_t turns = 0, can = 0;
    size_t before = review->findings.count;
    for (uint32_t i = 0; i < review->model->target_count; i++) {
        if (!can_lower(review, i))
            continue;
        can++;
        turns += review->signs[i].lowered.of;
        struct near near = {"lowered", "the rank was lowered", review->model->targets[i].declared,
                            true};
        if (is_beyond_chance(review, &review->signs[i].lowered))
            add_near(review, i, &review->signs[i].lowered, &near);
    }
    say_if_none(review, before, can, turns);
}

static struct span place_of_change(const struct target *target)
{
    return target->change_count ? target->changes[0].span : target->declared;
}

void review_signs_lowered_after(struct review *review)
{
    struct arena *arena = review->arena;
    uint64_t turns = 0, can = 0;
    size_t before = review->findings.count;
    for (uint32_t i = 0; i < review->model->target_count; i++) {
        const struct review_sign *sign = &review->signs[i].withdrawn;
        if (!can_lower(review, i))
            continue;
        can++;
        turns += sign->of;
        if (!sign->count || sign->count < review_value(review, SIGNS))
            continue;
        const struct target *target = &review->model->targets[i];
        struct review_finding *finding = review_add(review, target->name, place_of_change(target));
        finding->target = i;
        finding->says =
            text_format(arena,
                        TEXT_FMT ": in " TEXT_FMT " a breach that had happened was taken back by a "
                                 "lower rank, of %llu that were lowered after it.",
                        TEXT_ARG(review_target_title(review, i)),
                        TEXT_ARG(shown_counted(arena, sign->count, "ticket", "tickets")),
                        (unsigned long long)sign->of);
        finding->advice = TEXT("`on change of … carries` keeps a breach that has happened; look at "
                               "the tickets first.");
        review_tickets(finding, sign->tickets, sign->ticket_count);
        review_count(review, finding, "tickets", sign->count);
        review_count(review, finding, "lowered_after_breach", sign->of);
        say_back(review, finding, sign);
        finding->weight = sign->count;
    }
    say_if_none(review, before, can, turns);
}

void review_signs_empty(struct review *review)
{
    struct arena *arena = review->arena;
    const struct review_sign *sign = &review->empty;
    uint32_t attribute = reply_attribute(review);
    if (attribute == INDEX_NONE || !review->log->columns[attribute].width) {
        review_blank(review,
                     attribute == INDEX_NONE
                         ? TEXT("nothing says what a reply holds (`event reply has body text end`)")
                         : TEXT("the log says of no reply what it holds"));
        return;
    }
    if (!sign->count || sign->count < review_value(review, SIGNS)) {
        review_clear(review, text_format(arena, "of " TEXT_FMT " too few to be a sign",
                                         TEXT_ARG(shown_counted(arena, sign->of, "first reply",
                                                                "first replies"))));
        return;
    }
    struct review_finding *finding =
        review_add(review, review->model->schema.attributes[attribute].name,
                   review->model->schema.attributes[attribute].declared);
    finding->says = text_format(
        arena, "In " TEXT_FMT " the first reply had nothing in it, of %llu that were answered.",
        TEXT_ARG(shown_counted(arena, sign->count, "ticket", "tickets")),
        (unsigned long long)sign->of);
    finding->advice = TEXT("It stops the clock and helps nobody: look at the tickets.");
    review_tickets(finding, sign->tickets, sign->ticket_count);
    review_count(review, finding, "tickets", sign->count);
    review_count(review, finding, "answered", sign->of);
    finding->weight = sign->count;
}
