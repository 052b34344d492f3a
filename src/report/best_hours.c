/* best_hours.c - see best_hours.h. */
#include "report/best_hours.h"

#include "analyse/variant.h"
#include "base/buffer.h"
#include "base/vector.h"
#include "count/selection.h"

enum { DAYS = 7 };

/* ---- the verdicts of one charter ---- */

struct cell {
    uint32_t ticket, cycle;
    enum verdict_kind kind;
};

struct cells {
    struct cell *at;
    size_t count, room;
};

static void push(struct cells *cells, struct cell cell)
{
    if (cells->count == cells->room) {
        cells->room = cells->room ? cells->room * 2 : 256;
        cells->at = memory_resize(cells->at, cells->room * sizeof *cells->at);
    }
    cells->at[cells->count++] = cell;
}

static void *begin(void *context)
{
    struct cells *block = memory_resize(NULL, sizeof *block);
    (void)context;
    *block = (struct cells){0};
    return block;
}

static void take(void *block, const struct verdict *verdict)
{
    push(block, (struct cell){verdict->ticket, verdict->cycle, verdict->kind});
}

static void end(void *context, void *ended)
{
    struct cells *block = ended;
    for (size_t i = 0; i < block->count; i++)
        push(context, block->at[i]);
    memory_release(block->at);
    memory_release(block);
}

struct judged {
    struct tally_counts counts;
    bool of_cycles;
    struct cells cells; /* by ticket and cycle */
};

/* Nothing but the target that is asked about. */
static struct judged judge_model(const struct best_hours_question *question,
                                 const struct model *model)
{
    struct arena *arena = arena_new();
    struct judged judged = {0};
    struct model *const *variant = variant_of(arena, model);
    variant_only(variant, model->version_count, question->target);
    const struct model *only = variant[model->version_count - 1];
    struct judge *judge = judge_new(arena, only, question->log, question->as_of);
    judge_stop_when(judge, question->stop);
    struct tally_request request = {.judge = judge, .model = only, .log = question->log};
    struct tally *tally = tally_new(&request);
    struct selection selection = {
        .judge = judge,
        .model = only,
        .where = question->where,
        .from = DAY_NONE,
        .to = DAY_NONE,
        .consumers = {tally_consumer(tally), {&judged.cells, begin, take, end, NULL, 0}},
        .consumer_count = 2};
    struct judge_consumer consumer = selection_consumer(&selection);
    judge_all(judge, question->threads, &consumer);
    const struct tally_target *target = &tally_finish(tally, arena)->targets[question->target];
    judged.counts = target->counts;
    judged.of_cycles = target->of_cycles;
    tally_free(tally);
    arena_free(arena);
    return judged;
}

/* ---- extensions ---- */

/* When it is open on a day of the week, by the week alone: from the first opening to the last
 * closing, which may be past midnight. Equal ones: it is not. */
struct week_day {
    micros from, to;
};

static void widen(struct week_day *open, const struct calendar_span *span)
{
    micros to = span->to <= span->from ? span->to + MICROS_DAY : span->to;
    bool is_first = open->from == open->to;
    open->from = is_first || span->from < open->from ? span->from : open->from;
    open->to = is_first || to > open->to ? to : open->to;
}

static void add_line(struct week_day week[DAYS], const struct calendar_weekly *line)
{
    for (int i = 0; i < DAYS; i++)
        for (size_t k = 0; k < line->spans.count && line->days & 1 << i; k++)
            widen(&week[i], &line->spans.at[k]);
}

static void add_week(struct week_day week[DAYS], const struct calendar_spec *spec,
                     const struct zone *zone)
{
    for (size_t i = 0; i < spec->weekly_count && spec->zone == zone; i++)
        add_line(week, &spec->weekly[i]);
    for (size_t i = 0; i < spec->include_count; i++)
        add_week(week, spec->includes[i].spec, zone);
    for (size_t i = 0; i < spec->closed_days_count; i++)
        for (int k = 0; k < DAYS; k++)
            if (spec->closed_days[i].days & 1 << k)
                week[k] = (struct week_day){0};
}

/* An hour of a day of the week. */
struct hour {
    int weekday; /* 0 is Monday */
    micros from;
};

struct hours_list {
    struct hour at[DAYS];
    uint32_t count;
};

/* Days and times that lie beyond midnight are those of the day beside. */
static struct hour hour_of(int weekday, micros from)
{
    int shift = from < 0 ? -1 : from >= MICROS_DAY ? 1 : 0;
    return (struct hour){(weekday + shift + DAYS) % DAYS, from - shift * MICROS_DAY};
}

static const char *day_name(int weekday)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    return names[weekday];
}

static void put_time(struct buffer *out, micros at)
{
    int64_t seconds = at / MICROS_SECOND;
    buffer_format(out, "%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60));
    if (seconds % 60)
        buffer_format(out, ":%02d", (int)(seconds % 60));
}

static void put_span(struct buffer *out, micros from, micros to)
{
    put_time(out, from);
    buffer_puts(out, " to ");
    put_time(out, to > MICROS_DAY ? to - MICROS_DAY : to);
}

static struct text kept(struct arena *arena, struct buffer *out)
{
    struct text text = text_copy(arena, buffer_text(out));
    buffer_fini(out);
    return text;
}

/* The line that is about this day of the week and no other; NULL if there is none. */
static const struct calendar_weekly *line_of(const struct calendar_spec *spec, int weekday)
{
    for (size_t i = 0; i < spec->weekly_count; i++)
        if (spec->weekly[i].days == 1 << weekday)
            return &spec->weekly[i];
    return NULL;
}

/* All hours of a day, since a line is known by its days; nothing if there are none. */
static void put_line(struct buffer *out, const struct calendar_weekly *line, int weekday,
                     const struct hours_list *list)
{
    size_t spans = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->at[i].weekday != weekday)
            continue;
        if (!spans++)
            buffer_format(out, "  open %s ", day_name(weekday));
        else
            buffer_puts(out, ", ");
        put_span(out, list->at[i].from, list->at[i].from + MICROS_HOUR);
    }
    for (size_t i = 0; spans && line && i < line->spans.count; i++) {
        buffer_puts(out, ", ");
        put_span(out, line->spans.at[i].from, line->spans.at[i].to);
    }
    if (spans)
        buffer_puts(out, line && line->unbroken ? " unbroken\n" : "\n");
}

/* What is added to the week, or the lines about a single day that are replaced by longer ones;
 * nothing if there are none. */
static void put_lines(struct buffer *out, const struct calendar_spec *spec, bool replaces,
                      const struct hours_list *list)
{
    size_t before = out->len;
    buffer_format(out, "%s hours " TEXT_FMT "\n", replaces ? "replace in" : "add to",
                  TEXT_ARG(spec->name));
    size_t head = out->len;
    for (int i = 0; i < DAYS; i++) {
        const struct calendar_weekly *line = line_of(spec, i);
        if ((line != NULL) == replaces)
            put_line(out, line, i, list);
    }
    if (out->len == head)
        out->len = before;
    else
        buffer_puts(out, "end\n");
}

static struct text change_of(struct arena *arena, const struct calendar_spec *spec,
                             const struct hours_list *list)
{
    struct buffer out = {0};
    put_lines(&out, spec, false, list);
    put_lines(&out, spec, true, list);
    out.len -= out.len > 0; /* the last line end */
    return kept(arena, &out);
}

static struct text hour_words(struct arena *arena, struct hour hour)
{
    struct buffer out = {0};
    buffer_format(&out, "%s ", day_name(hour.weekday));
    put_span(&out, hour.from, hour.from + MICROS_HOUR);
    return kept(arena, &out);
}

/* ---- the whole ---- */

struct finding {
    struct arena *arena;
    const struct best_hours_question *question;
    const struct calendar_spec *spec;
    struct judged now;
    VECTOR(struct best_hours_row) rows;
    struct text problem;
};

static int compare_cells(const struct cell *a, const struct cell *b)
{
    if (a->ticket != b->ticket)
        return a->ticket > b->ticket ? 1 : -1;
    return (a->cycle > b->cycle) - (a->cycle < b->cycle);
}

static void compare(const struct judged *now, const struct judged *then, struct best_hours_row *row)
{
    const struct cells *a = &now->cells, *b = &then->cells;
    row->counts = then->counts;
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        int order = i == a->count ? 1 : k == b->count ? -1 : compare_cells(&a->at[i], &b->at[k]);
        enum verdict_kind kind = order >= 0 ? b->at[k].kind : VERDICT_ERROR;
        bool is_same = order == 0 && a->at[i].kind == kind;
        row->to_met += !is_same && kind == VERDICT_MET;
        row->to_breached += !is_same && kind == VERDICT_BREACHED;
        row->to_other += !is_same && kind != VERDICT_MET && kind != VERDICT_BREACHED;
        i += order <= 0;
        k += order >= 0;
    }
}

/* The charter with the extension; NULL if it can't be had. */
static const struct model *extended(struct finding *finding, struct text change)
{
    struct suppose suppose = *finding->question->suppose;
    struct arena *arena = suppose.input.arena;
    struct text *changes = ARENA_ARRAY(arena, suppose.count + 1, struct text);
    struct sink sink;
    sink_init(&sink, arena);
    for (size_t i = 0; i < suppose.count; i++)
        changes[i] = suppose.changes[i];
    changes[suppose.count++] = text_copy(arena, change);
    suppose.changes = changes;
    const struct model *model = suppose_check(&suppose, &sink);
    if (!model && sink.list.count)
        finding->problem = text_format(finding->arena, "no hour can be added: " TEXT_FMT,
                                       TEXT_ARG(sink.list.at[0]->message));
    return model;
}

static void try_hours(struct finding *finding, struct text words, const struct hours_list *list)
{
    const atomic_bool *stop = finding->question->stop;
    if (finding->problem.len || (stop && *stop))
        return;
    struct best_hours_row row = {.words = words};
    row.change = change_of(finding->arena, finding->spec, list);
    const struct model *model = extended(finding, row.change);
    if (!model)
        return;
    struct judged then = judge_model(finding->question, model);
    compare(&finding->now, &then, &row);
    VECTOR_PUSH(finding->arena, &finding->rows, row);
    memory_release(then.cells.at);
}

static void try_hour(struct finding *finding, struct hour hour)
{
    struct hours_list list = {.at = {hour}, .count = 1};
    try_hours(finding, hour_words(finding->arena, hour), &list);
}

static void try_week(struct finding *finding, const struct week_day week[DAYS])
{
    struct hours_list before = {.count = 0}, after = {.count = 0};
    for (int i = 0; i < DAYS; i++) {
        if (week[i].to - week[i].from <= 0 || week[i].to - week[i].from >= MICROS_DAY)
            continue;
        before.at[before.count++] = hour_of(i, week[i].from - MICROS_HOUR);
        after.at[after.count++] = hour_of(i, week[i].to);
        try_hour(finding, before.at[before.count - 1]);
        try_hour(finding, after.at[after.count - 1]);
    }
    if (!before.count)
        finding->problem =
            text_format(finding->arena,
                        "`" TEXT_FMT "` has no day of the week with an opening and a closing, so "
                        "there is no hour to add",
                        TEXT_ARG(finding->spec->name));
    if (before.count > 1) {
        try_hours(finding, TEXT("each day, an hour earlier"), &before);
        try_hours(finding, TEXT("each day, an hour later"), &after);
    }
}

struct best_hours best_hours_find(struct arena *arena, const struct best_hours_question *question)
{
    const struct calendar_spec *spec = question->model->calendars[question->calendar].hours;
    struct finding finding = {.arena = arena, .question = question, .spec = spec};
    struct week_day week[DAYS] = {{0, 0}};
    add_week(week, spec, spec->zone);
    finding.now = judge_model(question, question->model);
    try_week(&finding, week);
    memory_release(finding.now.cells.at);
    return (struct best_hours){.now = finding.now.counts,
                               .of_cycles = finding.now.of_cycles,
                               .rows = finding.rows.at,
                               .count = (uint32_t)finding.rows.count,
                               .problem = finding.problem};
}
