/* review.c - the rows of review.def in their order, and what their functions share. */
#include "report/review.h"

#include <stdlib.h>
#include <string.h>

#include "report/review_part.h"

#define FINDING REVIEW_FINDING
#define NOTE REVIEW_NOTE

struct row {
    const char *id;
    enum review_level level;
    const char *title;
    void (*function)(struct review *review);
};

static const struct row rows[] = {
#define OBSERVATION(id, level, title, function) {id, level, title, review_##function},
#include "report/review.def"
};

struct threshold {
    const char *name;
    uint64_t value;
};

static const struct threshold thresholds[] = {
#define THRESHOLD(id, unit, value, doc) {id, value},
#include "report/review.def"
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

_Static_assert(sizeof thresholds / sizeof *thresholds == REVIEW_THRESHOLDS &&
                   TREND + 1 == REVIEW_THRESHOLDS,
               "review.def and review_part.h have the same thresholds");

uint32_t review_threshold(struct text name)
{
    uint32_t i = 0;
    while (i < REVIEW_THRESHOLDS && !text_is(name, thresholds[i].name))
        i++;
    return i;
}

uint64_t review_threshold_value(uint32_t threshold)
{
    return thresholds[threshold].value;
}

const char *review_threshold_name(uint32_t threshold)
{
    return thresholds[threshold].name;
}

uint64_t review_value(const struct review *review, enum review_threshold_id id)
{
    return review->request->thresholds[id];
}

micros review_percent(micros length, uint64_t percent)
{
    wide part = (wide)length * (wide)percent / 100;
    return part > INT64_MAX ? INT64_MAX : (micros)part;
}

/* ---- what is said ---- */

struct review_finding *review_add(struct review *review, struct text subject, struct span place)
{
    struct review_finding *finding = ARENA_NEW(review->arena, struct review_finding);
    *finding = (struct review_finding){.id = review->id,
                                       .title = review->title,
                                       .level = review->level,
                                       .subject = subject,
                                       .place = place,
                                       .target = INDEX_NONE};
    VECTOR_PUSH(review->arena, &review->findings, finding);
    return finding;
}

void review_detail(struct review *review, struct review_finding *finding, struct text line)
{
    VECTOR_PUSH(review->arena, &finding->details, line);
}

void review_tickets(struct review_finding *finding, const uint32_t *tickets, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < REVIEW_EXAMPLES; i++)
        finding->tickets[finding->ticket_count++] = tickets[i];
}

void review_blank(struct review *review, struct text says)
{
    struct review_remark remark = {review->id, review->title, says};
    VECTOR_PUSH(review->arena, &review->blanks, remark);
}

void review_clear(struct review *review, struct text says)
{
    struct review_remark remark = {review->id, review->title, says};
    VECTOR_PUSH(review->arena, &review->clear, remark);
}

static void add_number(struct review *review, struct review_finding *finding, const char *name,
                       struct text json)
{
    struct review_number number = {name, json};
    VECTOR_PUSH(review->arena, &finding->numbers, number);
}

void review_count(struct review *review, struct review_finding *finding, const char *name,
                  uint64_t count)
{
    add_number(review, finding, name,
               text_format(review->arena, "%llu", (unsigned long long)count));
}

void review_seconds(struct review *review, struct review_finding *finding, const char *name,
                    micros length)
{
    char room[CIVIL_ROOM];
    size_t len = civil_write_seconds(room, length);
    add_number(review, finding, name, text_copy(review->arena, (struct text){room, len}));
}

void review_share(struct review *review, struct review_finding *finding, const char *name,
                  struct tally_counts counts)
{
    uint64_t decided = counts.met + counts.breached;
    add_number(review, finding, name,
               decided ? decimal_share(review->arena, counts.met, decided, 4) : TEXT("null"));
}

void review_words(struct review *review, struct review_finding *finding, const char *name,
                  struct text text)
{
    struct buffer out = {0};
    buffer_put_json(&out, text);
    add_number(review, finding, name, text_copy(review->arena, buffer_text(&out)));
    buffer_fini(&out);
}

/* ---- help ---- */

bool review_log_is_small(struct review *review)
{
    uint64_t least = review_value(review, LEAST_TICKETS);
    if (review->log->tickets >= least)
        return false;
    review_blank(review, text_format(review->arena, "the log has fewer than %llu tickets",
                                     (unsigned long long)least));
    return true;
}

void review_sign_add(struct review_sign *sign, uint32_t ticket)
{
    if (sign->count && sign->last_ticket == ticket)
        return;
    sign->count++;
    sign->last_ticket = ticket;
    if (sign->ticket_count < REVIEW_EXAMPLES)
        sign->tickets[sign->ticket_count++] = ticket;
}

const struct promise *review_promise(const struct review *review, uint32_t target)
{
    const struct target *model = &review->model->targets[target];
    return model->promise_count ? &model->promises[0] : NULL;
}

const char *review_unit_word(const struct promise *promise)
{
    static const char *const words[] = {[UNIT_DAY] = "day",
                                        [UNIT_WEEK] = "week",
                                        [UNIT_MONTH] = "month",
                                        [UNIT_QUARTER] = "quarter",
                                        [UNIT_YEAR] = "year"};
    return promise ? words[promise->unit] : "month";
}

struct text review_promise_words(struct arena *arena, const struct promise *promise)
{
    return text_format(arena, TEXT_FMT "%% of %s each %s",
                       TEXT_ARG(decimal_format(arena, promise->percent)),
                       promise->of_cycles ? "cycles" : "tickets", review_unit_word(promise));
}

/* The line up to `because`, which is no part of what it asks. */
struct text review_clause_words(const struct review *review, const struct review_clause *clause)
{
    struct arena *arena = review->arena;
    const struct clause *model = clause->clause;
    struct text in = TEXT(""), when = TEXT(""), called = TEXT("");
    if (model->has_calendar)
        in = text_format(arena, " in " TEXT_FMT,
                         TEXT_ARG(clause->model->calendars[model->calendar].name));
    if (model->when)
        when = text_format(
            arena, " when " TEXT_FMT,
            TEXT_ARG(shown_source(arena, review->model->sources, model->when->span, SIZE_MAX)));
    else if (model->otherwise)
        when = TEXT(" otherwise");
    if (model->label.len)
        called = text_format(arena, " called " TEXT_FMT, TEXT_ARG(model->label));
    return text_format(arena, "within " TEXT_FMT TEXT_FMT TEXT_FMT TEXT_FMT,
                       TEXT_ARG(shown_limit(arena, &model->limit)), TEXT_ARG(in), TEXT_ARG(when),
                       TEXT_ARG(called));
}

bool review_looks_at(const struct review *review, uint32_t target)
{
    const struct target *model = &review->model->targets[target];
    return !model->is_absent && !model->is_hidden && !judge_undecidable(review->judge, target).len;
}

const struct tally_target *review_tally(const struct review *review, uint32_t target)
{
    for (uint32_t i = 0; i < review->tally->target_count; i++)
        if (review->tally->targets[i].target == target)
            return &review->tally->targets[i];
    return NULL;
}

struct text review_target_title(const struct review *review, uint32_t target)
{
    const struct target *model = &review->model->targets[target];
    return shown_title(model->title, model->name);
}

/* ---- the whole ---- */

static int row_of(const struct review_finding *finding)
{
    int row = 0;
    while (strcmp(rows[row].id, finding->id) != 0)
        row++;
    return row;
}

static int compare(const void *a, const void *b)
{
    const struct review_finding *left = *(struct review_finding *const *)a,
                                *right = *(struct review_finding *const *)b;
    if (row_of(left) != row_of(right))
        return row_of(left) - row_of(right);
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    if (left->place.from != right->place.from)
        return left->place.from < right->place.from ? -1 : 1;
    return text_compare(left->subject, right->subject);
}

const struct review_result *review_run(struct arena *arena, const struct review_request *request)
{
    const struct model *whole = request->model;
    struct review review = {.arena = arena,
                            .request = request,
                            .model = whole->versions[whole->version_count - 1].model,
                            .log = request->log};
    struct review_result *result = ARENA_NEW(arena, struct review_result);
    review.judge = judge_new(arena, whole, request->log, request->as_of);
    review_gather(&review);
    review_gather_turns(&review);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        review.id = rows[i].id;
        review.title = rows[i].title;
        review.level = rows[i].level;
        rows[i].function(&review);
    }
    if (review.findings.count)
        qsort(review.findings.at, review.findings.count, sizeof *review.findings.at, compare);
    *result = (struct review_result){.request = request,
                                     .as_of = judge_as_of(review.judge),
                                     .findings = review.findings.at,
                                     .count = (uint32_t)review.findings.count,
                                     .blanks = review.blanks.at,
                                     .blank_count = (uint32_t)review.blanks.count,
                                     .clear = review.clear.at,
                                     .clear_count = (uint32_t)review.clear.count};
    return result;
}

bool review_is_broken(const struct review_result *result)
{
    for (uint32_t i = 0; i < result->count; i++)
        if (result->findings[i]->level == REVIEW_FINDING)
            return true;
    return false;
}

static bool is_safe(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '.' || c == '_' || c == '-' || c == ':' || c == '+' || c == '=' || c == ',' ||
           c == '@';
}

struct text review_quoted(struct arena *arena, struct text word)
{
    struct buffer out = {0};
    bool safe = word.len > 0;
    for (size_t i = 0; i < word.len; i++)
        safe &= is_safe(word.at[i]);
    if (safe || !word.len)
        return word;
    buffer_putc(&out, '\'');
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] == '\'')
            buffer_puts(&out, "'\\''");
        else
            buffer_putc(&out, word.at[i]);
    buffer_putc(&out, '\'');
    struct text quoted = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return quoted;
}
