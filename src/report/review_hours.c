/* review_hours.c - tickets that come while no one is there.
 *
 * Someone is there if the hours of the ticket's channel, of its service, or of the limit that is
 * due first are open. */
#include "check/scope.h"
#include "check/steps.h"
#include "report/review_part.h"
#include "syntax/tree.h"

enum { BUSIEST = 3, NIGHTS = 7 * 24 };

/* The calendar that `open in` of the NODE_KIND called NAME says in MODEL; INDEX_NONE: none. */
static uint32_t open_in(const struct model *model, enum node_kind kind, struct text name)
{
    for (uint32_t i = 0; i < model->declaration_count; i++) {
        const struct model_declaration *declaration = &model->declarations[i];
        if (declaration->kind != kind || !text_equal(declaration->name, name) || !declaration->node)
            continue;
        const struct node *items =
            declaration->node->kid[kind == NODE_CHANNEL ? CHANNEL_ITEMS : SERVICE_ITEMS];
        const struct node *line = steps_find(items, NODE_OPEN_IN);
        struct text hours = line ? line->kid[OPEN_IN_CALENDAR]->text : TEXT("");
        for (uint32_t k = 0; hours.len && k < model->calendar_count; k++)
            if (text_equal(model->calendars[k].name, hours))
                return k;
    }
    return INDEX_NONE;
}

static uint32_t hours_of(const struct review *review, const struct turns_ticket *ticket,
                         int32_t attribute, enum node_kind kind)
{
    const struct model *model = review->request->model->versions[ticket->version].model;
    if (attribute == ATTRIBUTE_ABSENT || !ticket->codes[attribute])
        return INDEX_NONE;
    const struct event_column *column = &review->log->columns[attribute];
    uint32_t choice = column->values[ticket->codes[attribute]].choice;
    return open_in(model, kind, model->schema.attributes[attribute].choices[choice].name);
}

static struct review_hours *entry_of(struct review *review, const struct model *model,
                                     uint32_t calendar)
{
    for (size_t i = 0; i < review->hours.count; i++)
        if (text_equal(review->hours.at[i].model->calendars[review->hours.at[i].calendar].name,
                       model->calendars[calendar].name)) {
            review->hours.at[i].model = model;
            review->hours.at[i].calendar = calendar;
            return &review->hours.at[i];
        }
    struct review_hours hours = {.calendar = calendar, .model = model};
    VECTOR_PUSH(review->arena, &review->hours, hours);
    return &review->hours.at[review->hours.count - 1];
}

static void add_closed(struct review *review, struct review_hours *hours,
                       const struct turns_ticket *ticket, instant opens)
{
    const struct zone *zone = review->model->zone;
    struct zone_local local = zone_to_local(zone, ticket->opening);
    micros waits = opens == INSTANT_NONE ? 0 : opens - ticket->opening;
    hours->closed++;
    hours->by_hour[civil_weekday(local.date)][local.time / MICROS_HOUR]++;
    hours->waited += waits;
    if (waits > hours->longest)
        hours->longest = waits;
    review_sign_add(&hours->sign, ticket->ticket);
}

void review_hours_take(struct review *review, const struct turns_ticket *ticket)
{
    const struct schema *schema = &review->model->schema;
    const struct model *model = review->request->model->versions[ticket->version].model;
    const struct judge *judge = judge_of_version(review->judge, ticket->version);
    uint32_t of[] = {ticket->calendar, hours_of(review, ticket, schema->service, NODE_SERVICE),
                     hours_of(review, ticket, schema->channel, NODE_CHANNEL)};
    instant opens = INSTANT_NONE;
    bool is_open = false;
    uint32_t main = INDEX_NONE;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        if (of[i] == INDEX_NONE)
            continue;
        main = main == INDEX_NONE ? of[i] : main;
        const struct calendar *calendar = judge_calendar(judge, of[i]);
        is_open |= calendar_is_open(calendar, ticket->opening);
        struct calendar_answer next = calendar_next_opening(calendar, ticket->opening);
        if (next.status == CALENDAR_OK && (opens == INSTANT_NONE || next.at < opens))
            opens = next.at;
    }
    if (main == INDEX_NONE) {
        review->hours_unknown++;
        return;
    }
    struct review_hours *hours = entry_of(review, model, main);
    hours->opened++;
    if (!is_open)
        add_closed(review, hours, ticket, opens);
}

/* ---- what is said ---- */

/* "Monday 13:00 to 14:00 (28), …": the hours with the most of them. */
static struct text busiest(struct review *review, const struct review_hours *hours)
{
    struct text list = TEXT("");
    bool said[NIGHTS] = {false};
    for (int n = 0; n < BUSIEST; n++) {
        int best = -1;
        for (int i = 0; i < NIGHTS; i++)
            if (!said[i] && hours->by_hour[i / 24][i % 24] &&
                (best < 0 || hours->by_hour[i / 24][i % 24] > hours->by_hour[best / 24][best % 24]))
                best = i;
        if (best < 0)
            break;
        said[best] = true;
        list = text_format(review->arena, TEXT_FMT "%s%s %02d:00 to %02d:00 (%llu)", TEXT_ARG(list),
                           n ? ", " : "", civil_weekday_name((enum weekday)(best / 24)), best % 24,
                           best % 24 + 1, (unsigned long long)hours->by_hour[best / 24][best % 24]);
    }
    return list;
}

/* Seven rows of 24 hours, Monday first. */
static struct text week_json(struct review *review, const struct review_hours *hours)
{
    struct buffer out = {0};
    for (int i = 0; i < NIGHTS; i++)
        buffer_format(&out, "%s%llu%s",
                      i % 24 ? ","
                      : i    ? ",["
                             : "[[",
                      (unsigned long long)hours->by_hour[i / 24][i % 24], i % 24 == 23 ? "]" : "");
    buffer_putc(&out, ']');
    struct text json = text_copy(review->arena, buffer_text(&out));
    buffer_fini(&out);
    return json;
}

static void add_unattended(struct review *review, const struct review_hours *hours)
{
    struct arena *arena = review->arena;
    const struct model_calendar *calendar = &hours->model->calendars[hours->calendar];
    struct review_finding *finding = review_add(review, calendar->name, calendar->declared);
    finding->says = text_format(
        arena,
        TEXT_FMT " of " TEXT_FMT " (" TEXT_FMT ") that `" TEXT_FMT
                 "` counts for came while no one was there, and waited " TEXT_FMT
                 " on average before anybody could begin, the longest " TEXT_FMT ".",
        TEXT_ARG(shown_count(arena, hours->closed)),
        TEXT_ARG(shown_counted(arena, hours->opened, "ticket", "tickets")),
        TEXT_ARG(shown_share(arena, hours->closed, hours->opened, NULL)), TEXT_ARG(calendar->name),
        TEXT_ARG(shown_about(arena, (micros)(hours->waited / (wide)hours->closed))),
        TEXT_ARG(shown_about(arena, hours->longest)));
    review_detail(review, finding,
                  text_format(arena, "most of them: " TEXT_FMT, TEXT_ARG(busiest(review, hours))));
    finding->advice = TEXT("Open then, or say in the charter that what comes then waits.");
    review_tickets(finding, hours->sign.tickets, hours->sign.ticket_count);
    review_count(review, finding, "opened", hours->opened);
    review_count(review, finding, "closed", hours->closed);
    review_seconds(review, finding, "waited_mean_s", (micros)(hours->waited / (wide)hours->closed));
    review_seconds(review, finding, "waited_longest_s", hours->longest);
    struct review_number week = {"closed_by_weekday_and_hour", week_json(review, hours)};
    VECTOR_PUSH(arena, &finding->numbers, week);
    finding->weight = hours->closed;
}

void review_hours_unattended(struct review *review)
{
    size_t before = review->findings.count;
    uint64_t looked = 0, closed = 0;
    for (size_t i = 0; i < review->hours.count; i++) {
        const struct review_hours *hours = &review->hours.at[i];
        looked += hours->opened;
        closed += hours->closed;
        if (hours->opened >= review_value(review, LEAST_TICKETS) && hours->closed &&
            hours->closed * 100 >= hours->opened * review_value(review, CLOSED))
            add_unattended(review, hours);
    }
    if (review->hours_unknown)
        review_blank(review,
                     text_format(review->arena, TEXT_FMT " that no hours are said for",
                                 TEXT_ARG(shown_counted(review->arena, review->hours_unknown,
                                                        "ticket", "tickets"))));
    if (review->findings.count == before && looked)
        review_clear(
            review,
            text_format(review->arena, "%llu of " TEXT_FMT, (unsigned long long)closed,
                        TEXT_ARG(shown_counted(review->arena, looked, "ticket", "tickets"))));
}
