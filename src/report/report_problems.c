/* report_problems.c - the problems of the log, at the head of the report. */
#include "report/report_text.h"

enum { REJECTS_MOST = 20, UNSET_MOST = 20, REPORT_WIDTH = 100 };

struct problems {
    const struct report_input *input;
    struct arena *arena;
    const struct judge_lint *lint;
    report_problem_list list;
};

/* Bytes of TEXT up to the blank before WIDTH columns are full, or up to the first blank. */
static size_t line_length(struct text text, size_t width)
{
    size_t fits = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.at[i] != ' ')
            continue;
        if (fits && text_width(text_slice(text, 0, i)) > width)
            break;
        fits = i;
    }
    return fits;
}

void report_text_wrap(struct buffer *out, unsigned indent, struct text text)
{
    unsigned first = indent;
    text = text_trim(text);
    do {
        size_t len = line_length(text, REPORT_WIDTH - indent);
        buffer_fill(out, ' ', indent);
        buffer_put(out, text_slice(text, 0, len));
        buffer_putc(out, '\n');
        text = text_trim(text_slice(text, len, text.len));
        indent = first + 2;
    } while (text.len);
}

static void add_problem(struct problems *problems, uint64_t count, struct text what,
                        struct text where)
{
    struct report_problem problem = {count, what, where};
    VECTOR_PUSH(problems->arena, &problems->list, problem);
}

static const char *many(uint64_t count, const char *one, const char *more)
{
    return count == 1 ? one : more;
}

static void put_rejects(struct problems *problems)
{
    const struct eventlog *log = problems->input->log;
    for (uint32_t i = 0; i < log->reject_count && i < REJECTS_MOST; i++) {
        const struct log_reject *reject = &log->rejects[i];
        add_problem(problems, reject->count,
                    text_format(problems->arena, "%s left out: " TEXT_FMT,
                                many(reject->count, "row", "rows"), TEXT_ARG(reject->reason)),
                    shown_origin(problems->arena, log, reject->first));
    }
    if (log->reject_count > REJECTS_MOST)
        add_problem(problems, log->reject_count - REJECTS_MOST,
                    TEXT("further reasons for which rows were left out"), TEXT(""));
}

static const char *const row_remarks[REMARK_COUNT] = {
#define ROW_REMARK(remark, kind, text) [REMARK_##remark] = text,
#include "report/remarks.def"
};

static void put_remarks(struct problems *problems)
{
    const struct eventlog *log = problems->input->log;
    for (int i = 0; i < REMARK_COUNT; i++) {
        const struct log_count *counted = &log->remarks[i];
        if (counted->count)
            add_problem(problems, counted->count,
                        text_format(problems->arena, "%s %s", many(counted->count, "row", "rows"),
                                    row_remarks[i]),
                        shown_origin(problems->arena, log, counted->first));
    }
}

static const char *const judged_remarks[JUDGED_REMARK_COUNT][2] = {
#define JUDGED_REMARK(remark, kind, one, more) [JUDGED_##remark] = {one, more},
#include "report/remarks.def"
};

static struct text ticket(const struct problems *problems, uint32_t number)
{
    const struct eventlog *log = problems->input->log;
    if (number >= log->tickets)
        return TEXT("");
    return text_format(problems->arena, "ticket " TEXT_FMT, TEXT_ARG(log->ticket_ids[number]));
}

static void put_judged(struct problems *problems)
{
    const struct judge_count *counts = problems->lint->remarks;
    for (int i = 0; i < JUDGED_REMARK_COUNT; i++)
        if (counts[i].count)
            add_problem(problems, counts[i].count, text_of(judged_remarks[i][counts[i].count != 1]),
                        ticket(problems, counts[i].first));
}

static void put_unset(struct problems *problems)
{
    const struct schema *schema = &problems->input->model->schema;
    const struct judge_count *counts = problems->lint->unset;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < schema->stored && shown < UNSET_MOST; i++) {
        if (!counts[i].count)
            continue;
        shown++;
        add_problem(problems, counts[i].count,
                    text_format(problems->arena, "%s without any value of " TEXT_FMT,
                                many(counts[i].count, "ticket", "tickets"),
                                TEXT_ARG(schema->attributes[i].name)),
                    ticket(problems, counts[i].first));
    }
}

static void put_undecidable(struct problems *problems)
{
    const struct model *model = problems->input->model;
    for (uint32_t i = 0; i < model->target_count; i++) {
        struct text reason = judge_undecidable(problems->input->judge, i);
        if (reason.len && !model->targets[i].is_hidden)
            add_problem(problems, 0,
                        text_format(problems->arena,
                                    "it cannot decide the target " TEXT_FMT ": " TEXT_FMT,
                                    TEXT_ARG(model->targets[i].name), TEXT_ARG(reason)),
                        TEXT(""));
    }
}

static void put_undecided_figures(struct problems *problems)
{
    const struct figures_result *figures = problems->input->figures;
    for (uint32_t i = 0; i < figures->undecidable_count; i++) {
        const struct figures_undecided *undecided = &figures->undecidable[i];
        add_problem(problems, 0,
                    text_format(problems->arena, "it cannot decide the %s " TEXT_FMT ": " TEXT_FMT,
                                undecided->kind, TEXT_ARG(undecided->name),
                                TEXT_ARG(undecided->reason)),
                    TEXT(""));
    }
}

report_problem_list report_problems(const struct report_input *input, struct arena *arena)
{
    const struct judge_lint *lint = input->lint ? input->lint : judge_lint(input->judge, arena);
    struct problems problems = {input, arena, lint, {0}};
    put_undecidable(&problems);
    put_undecided_figures(&problems);
    put_rejects(&problems);
    put_remarks(&problems);
    put_judged(&problems);
    put_unset(&problems);
    return problems.list;
}

/* ---- text ---- */

static void put_problem(const struct report_view *view, const struct report_problem *problem)
{
    struct arena *arena = view->arena;
    struct text number = problem->count ? text_format(arena, TEXT_FMT " ",
                                                      TEXT_ARG(shown_count(arena, problem->count)))
                                        : TEXT("");
    struct text what =
        text_format(arena, TEXT_FMT TEXT_FMT, TEXT_ARG(number), TEXT_ARG(problem->what));
    struct text first = problem->where.len
                            ? text_format(arena, " (first: " TEXT_FMT ")", TEXT_ARG(problem->where))
                            : TEXT("");
    struct text both = text_format(arena, TEXT_FMT TEXT_FMT, TEXT_ARG(what), TEXT_ARG(first));
    bool fits = text_width(both) + 2 <= REPORT_WIDTH;
    report_text_wrap(view->out, 2, fits ? both : what);
    if (!fits && first.len)
        report_text_wrap(view->out, 4, first);
}

void report_text_problems(const struct report_view *view)
{
    report_problem_list list = report_problems(view->input, view->arena);
    if (list.count)
        buffer_puts(view->out, "\nWhat is wrong with the log\n");
    for (size_t i = 0; i < list.count; i++)
        put_problem(view, &list.at[i]);
}
