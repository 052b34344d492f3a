/* answers_step.c - see answers_step.h. */
#include "report/answers_step.h"

#include "report/ledger.h"
#include "report/notice.h"
#include "report/shown.h"

enum { AHEAD_MOST = 4, TEXT_MOST = 100 };

/* ---- an event ---- */

struct text answers_event_words(struct arena *arena, const struct model *model,
                                const struct test_event *event)
{
    static const char *const actors[] = {"", " by customer", " by agent", " by system"};
    const struct schema *schema = &model->schema;
    struct text kind =
        event->kind < schema->kind_count ? schema->kinds[event->kind].name : TEXT("changed");
    struct text words = text_format(arena, TEXT_FMT "%s", TEXT_ARG(kind), actors[event->actor]);
    for (uint32_t i = 0; i < event->assignment_count; i++) {
        const struct assignment *value = &event->assignments[i];
        const struct attribute *attribute = &schema->attributes[value->attribute];
        words = text_format(arena, TEXT_FMT ", " TEXT_FMT " " TEXT_FMT, TEXT_ARG(words),
                            TEXT_ARG(attribute->name),
                            TEXT_ARG(shown_value(arena, attribute, &value->value, model->zone)));
    }
    return words;
}

/* ---- ledgers ---- */

static const struct clause *clause_of(const struct verdict *verdict)
{
    return verdict->clause == INDEX_NONE
               ? NULL
               : &verdict->model->targets[verdict->target].clauses[verdict->clause];
}

static void put_ledger(struct buffer *out, const struct ledger_view *view,
                       const struct ledger *ledger, struct arena *arena)
{
    const struct verdict *verdict = &ledger->verdict;
    const struct target *target = &view->model->targets[verdict->target];
    const struct clause *clause = clause_of(verdict);
    buffer_format(out, "  " TEXT_FMT, TEXT_ARG(shown_title(target->title, target->name)));
    if (verdict->cycle > 1)
        buffer_format(out, ", cycle %u", verdict->cycle);
    if (clause)
        buffer_format(out, ": " TEXT_FMT "  (" TEXT_FMT ")\n",
                      TEXT_ARG(shown_source(arena, view->model->sources, clause->span, TEXT_MOST)),
                      TEXT_ARG(shown_span(arena, view->model->sources, clause->span)));
    else
        buffer_puts(out, ": no clause applies\n");
    ledger_write_table(out, view, ledger, &(struct ledger_apart){0}, 4);
}

static struct text ahead_words(struct arena *arena, const struct model *model,
                               const struct ahead *ahead)
{
    if (ahead->kind == AHEAD_TOLD)
        return notice_sentence(arena, ahead->notice);
    const struct target *target = &model->targets[ahead->target];
    return text_format(arena, TEXT_FMT " is due",
                       TEXT_ARG(shown_title(target->title, target->name)));
}

static void put_ahead(struct buffer *out, const struct answers *answers, struct arena *arena)
{
    const struct model *model = answers->model;
    struct ahead_list list = imagined_ahead(arena, &answers->imagined, model);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < list.count && shown < AHEAD_MOST; i++) {
        if (list.at[i].kind >= AHEAD_CLOSES)
            continue;
        buffer_format(out, "%s    " TEXT_FMT "  " TEXT_FMT "\n",
                      shown++ ? "" : "  If nothing is done\n",
                      TEXT_ARG(shown_instant(arena, model->zone, list.at[i].at)),
                      TEXT_ARG(ahead_words(arena, model, &list.at[i])));
    }
}

/* Does its clock still run, or has it been stopped just now? */
static bool is_of_now(const struct answers *answers, const struct verdict *verdict)
{
    return verdict->stop == INSTANT_NONE || verdict->stop == imagined_now(&answers->imagined);
}

void answers_step(struct answers *answers, struct buffer *out)
{
    struct arena *arena = arena_new();
    if (answers->imagined.events.count) {
        struct imagined_answer answer = imagined_judge(arena, &answers->imagined, answers->model);
        struct ledger_view view = {answers->model, answer.log, answer.judge, answers->colour};
        for (uint32_t i = 0; i < answer.count; i++)
            if (is_of_now(answers, &answer.ledgers[i].verdict))
                put_ledger(out, &view, &answer.ledgers[i], arena);
        imagined_done(&answer);
        put_ahead(out, answers, arena);
    }
    arena_free(arena);
}

uint64_t answers_stand(struct answers *answers, uint32_t target)
{
    struct arena *arena = arena_new();
    struct imagined_answer answer = imagined_judge(arena, &answers->imagined, answers->model);
    uint64_t stand = 0;
    for (uint32_t i = 0; i < answer.count; i++) {
        const struct verdict *verdict = &answer.ledgers[i].verdict;
        uint64_t clause = verdict->clause == INDEX_NONE ? 0 : verdict->clause + 1;
        if (verdict->target == target)
            stand = (uint64_t)verdict->cycle << 40 | clause << 16 |
                    (uint64_t)(verdict->flags & FLAG_PAUSED) << 8 | ((uint64_t)verdict->kind + 1);
    }
    imagined_done(&answer);
    arena_free(arena);
    return stand;
}

/* ---- the most useful fact ---- */

static uint32_t value_count(const struct attribute *attribute)
{
    return attribute->type == ATTRIBUTE_YES_NO ? 2 : attribute->choice_count;
}

static bool is_set(const struct imagined *imagined, uint32_t attribute)
{
    for (size_t i = 0; i < imagined->events.count; i++)
        for (uint32_t k = 0; k < imagined->events.at[i].assignment_count; k++)
            if (imagined->events.at[i].assignments[k].attribute == attribute)
                return true;
    return false;
}

/* When its targets are due with a value, as one number. */
static uint64_t outcome(const struct answers *answers, const struct assignment *value,
                        struct arena *arena)
{
    struct imagined ticket = answers->imagined;
    ticket.events.at = (struct test_event *)imagined_with(arena, ticket.events.at,
                                                          (uint32_t)ticket.events.count, value);
    struct imagined_answer answer = imagined_judge(arena, &ticket, answers->model);
    uint64_t mixed = 0;
    for (uint32_t i = 0; i < answer.count; i++)
        mixed = mixed * 0x100000001b3u + (uint64_t)answer.ledgers[i].verdict.due +
                (uint64_t)answer.ledgers[i].verdict.kind + answer.ledgers[i].verdict.target;
    imagined_done(&answer);
    return mixed;
}

/* In how many ways the values of ATTRIBUTE would have it come out. */
static uint32_t count_outcomes(const struct answers *answers, uint32_t attribute,
                               struct arena *arena)
{
    const struct attribute *row = &answers->model->schema.attributes[attribute];
    uint32_t count = value_count(row), different = 0;
    uint64_t *seen = ARENA_ARRAY(arena, count + 1, uint64_t);
    for (uint32_t i = 0; i < count; i++) {
        struct assignment value = {.attribute = attribute};
        value.value = row->type == ATTRIBUTE_YES_NO
                          ? (struct value){.type = VALUE_YES_NO, .yes = i == 0}
                          : (struct value){.type = VALUE_CHOICE, .choice = i};
        uint64_t found = outcome(answers, &value, arena);
        uint32_t k = 0;
        while (k < different && seen[k] != found)
            k++;
        if (k == different)
            seen[different++] = found;
    }
    return different;
}

void answers_most_useful(struct answers *answers, struct buffer *out)
{
    const struct schema *schema = &answers->model->schema;
    struct arena *arena = arena_new();
    uint32_t best = INDEX_NONE, most = 1;
    for (uint32_t i = 0; i < schema->stored; i++) {
        const struct attribute *attribute = &schema->attributes[i];
        if (!value_count(attribute) || (int32_t)i == schema->status ||
            attribute->origin == ORIGIN_EVENT || is_set(&answers->imagined, i))
            continue;
        uint32_t found = count_outcomes(answers, i, arena);
        if (found > most) {
            most = found;
            best = i;
        }
    }
    if (best == INDEX_NONE)
        buffer_puts(out, "Nothing that is not set would change when anything is due.\n");
    else
        buffer_format(out, "The " TEXT_FMT ": its values make %u different outcomes.\n",
                      TEXT_ARG(schema->attributes[best].name), most);
    arena_free(arena);
}
