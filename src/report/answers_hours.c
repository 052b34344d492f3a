/* answers_hours.c - `best hours of HOURS for TARGET`. */
#include "check/terms.h"
#include "report/answers_part.h"
#include "report/best_hours.h"

static void put_counts_json(struct answering *answering, const struct tally_counts *counts)
{
    buffer_format(answering->out,
                  "\"met\":%llu,\"breached\":%llu,\"pending\":%llu,\"compliance\":" TEXT_FMT,
                  (unsigned long long)counts->met, (unsigned long long)counts->breached,
                  (unsigned long long)counts->pending,
                  TEXT_ARG(answering_compliance(answering->arena, counts)));
}

static void put_json(struct answering *answering, const struct best_hours *best)
{
    struct buffer *out = answering->out;
    buffer_puts(out, "{\"now\":{");
    put_counts_json(answering, &best->now);
    buffer_puts(out, "},\"extensions\":[");
    for (uint32_t i = 0; i < best->count; i++) {
        const struct best_hours_row *row = &best->rows[i];
        buffer_puts(out, i ? ",{\"extension\":" : "{\"extension\":");
        buffer_put_json(out, row->words);
        buffer_puts(out, ",\"change\":");
        buffer_put_json(out, row->change);
        buffer_putc(out, ',');
        put_counts_json(answering, &row->counts);
        buffer_format(out, ",\"to_met\":%llu,\"to_breached\":%llu,\"to_other\":%llu}",
                      (unsigned long long)row->to_met, (unsigned long long)row->to_breached,
                      (unsigned long long)row->to_other);
    }
    buffer_puts(out, "]}");
}

static struct text share_of(struct arena *arena, const struct tally_counts *counts)
{
    return shown_share(arena, counts->met, counts->met + counts->breached, NULL);
}

static void put_row(struct table *table, const struct best_hours_row *row)
{
    struct arena *arena = table->arena;
    table_put(table, row->words);
    table_put(table, shown_count(arena, row->counts.met));
    table_put(table, shown_count(arena, row->counts.breached));
    table_put(table, share_of(arena, &row->counts));
    table_put(table, shown_count(arena, row->to_met));
    table_put(table, shown_count(arena, row->to_breached));
}

static void put_text(struct answering *answering, const struct best_hours *best, struct text hours,
                     struct text target)
{
    struct arena *arena = answering->arena;
    struct table table;
    buffer_format(answering->out,
                  TEXT_FMT " is at " TEXT_FMT " now (" TEXT_FMT " met, " TEXT_FMT
                           " breached). With an hour more of " TEXT_FMT ":\n",
                  TEXT_ARG(target), TEXT_ARG(share_of(arena, &best->now)),
                  TEXT_ARG(shown_count(arena, best->now.met)),
                  TEXT_ARG(shown_count(arena, best->now.breached)), TEXT_ARG(hours));
    table_init(&table, arena);
    table_column(&table, TEXT("open too"), false);
    table_column(&table, TEXT("met"), true);
    table_column(&table, TEXT("breached"), true);
    table_column(&table, TEXT("compliance"), true);
    table_column(&table, TEXT("newly met"), true);
    table_column(&table, TEXT("newly breached"), true);
    for (uint32_t i = 0; i < best->count; i++)
        put_row(&table, &best->rows[i]);
    table_write(answering->out, &table, 2);
}

/* False: the answer has ended. */
static bool read_question(struct answering *answering, struct best_hours_question *question)
{
    const struct node *node = answering->node, *when = node->kid[ASK_BEST_HOURS_WHEN];
    question->target = answering_target(answering, node->kid[ASK_BEST_HOURS_TARGET]);
    question->calendar = scope_calendar(answering->scope, node->kid[ASK_BEST_HOURS_CALENDAR]);
    question->where = when ? terms_condition(answering->scope, when) : NULL;
    if (question->target == INDEX_NONE || !answering_is_fine(answering))
        return false;
    const struct model_calendar *calendar =
        &answering->session->model->calendars[question->calendar];
    if (question->calendar == 0)
        return answering_wrong(answering, TEXT("`always` has no hour that it lacks"));
    return calendar->hours ||
           answering_wrong(answering,
                           text_format(answering->arena, "`" TEXT_FMT "` is a period, and no hours",
                                       TEXT_ARG(calendar->name)));
}

bool answers_best_hours(struct answering *answering)
{
    const struct answers *session = answering->session;
    struct best_hours_question question = {.model = session->model,
                                           .log = session->log,
                                           .as_of = session->as_of,
                                           .threads = session->threads,
                                           .stop = session->stop};
    if (!answering_judge(answering) || !read_question(answering, &question))
        return false;
    if (!session->suppose)
        return answering_none(answering, TEXT("nothing can be supposed here"));
    struct suppose suppose = *session->suppose;
    suppose.changes = session->changes.at;
    suppose.count = session->changes.count;
    question.suppose = &suppose;
    struct best_hours best = best_hours_find(answering->arena, &question);
    if (best.problem.len)
        return answering_none(answering, best.problem);
    const struct model_calendar *hours = &session->model->calendars[question.calendar];
    const struct target *target = &session->model->targets[question.target];
    answering->type = "best-hours";
    if (session->json)
        put_json(answering, &best);
    else
        put_text(answering, &best, shown_title(hours->title, hours->name),
                 shown_title(target->title, target->name));
    return true;
}
