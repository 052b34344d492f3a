/* repl_ticket.c - a recorded ticket, walked through event by event, and written down as a test. */
#include "cli/repl_parts.h"
#include "report/answers_step.h"
#include "report/shown.h"
#include "report/test_block.h"

/* The ticket of the session is the recorded one up to the event that is shown. */
static void take_events(struct repl *repl, uint32_t count)
{
    struct imagined *imagined = &repl->answers.imagined;
    imagined->events.count = 0;
    imagined->now = INSTANT_NONE;
    imagined->name = repl->ticket;
    for (uint32_t i = 0; i < count; i++)
        VECTOR_PUSH(imagined->arena, &imagined->events, repl->events[i]);
}

/* Where the event stands in the log; empty for an opening that a column says. */
static struct text place_of(struct repl *repl, uint32_t event)
{
    const struct eventlog *log = repl->log.log;
    uint32_t first = log->first[repl->ticket_number], last = log->first[repl->ticket_number + 1];
    uint32_t said = repl->event_count - (last - first); /* by a column */
    if (event < said || !log->file_count)
        return TEXT("");
    return shown_origin(repl->arena, log, eventlog_origin(log, eventlog_row(log, first + event - said)));
}

static void ask(struct repl *repl, struct text query)
{
    struct text problem;
    answers_give(&repl->answers, query, &repl->out, &problem);
}

/* Its clocks, the ledgers so far, the clauses that hold, what would come next. */
static void show_now(struct repl *repl)
{
    ask(repl, TEXT("how long is left"));
    if (repl->answers.json) {
        ask(repl, TEXT("why"));
        ask(repl, TEXT("what happens next"));
    } else {
        answers_step(&repl->answers, &repl->out);
    }
}

static void show_step(struct repl *repl)
{
    const struct test_event *last = &repl->events[repl->shown - 1];
    struct text place = place_of(repl, repl->shown - 1);
    take_events(repl, repl->shown);
    if (!repl->answers.json)
        buffer_format(&repl->out,
                      "Ticket " TEXT_FMT ", event %u of %u: " TEXT_FMT "%s" TEXT_FMT "%s\n",
                      TEXT_ARG(repl->ticket), repl->shown, repl->event_count,
                      TEXT_ARG(answers_event_words(repl->arena, repl->session.model, last)),
                      place.len ? "  (" : "", TEXT_ARG(place), place.len ? ")" : "");
    show_now(repl);
}

/* False, and said so, if its values have another meaning with what is supposed. */
static bool fits(struct repl *repl)
{
    bool fine = answers_log_fits(&repl->answers);
    if (!fine)
        repl_wrong(repl, STATUS_UNDECIDED,
                   "the log was read by other attributes and values than "
                   "those that are supposed");
    return fine;
}

void repl_ticket(struct repl *repl, struct text argument)
{
    struct eventlog *log = repl->log.log;
    uint32_t number = INDEX_NONE;
    for (uint32_t i = 0; log && i < log->tickets && number == INDEX_NONE; i++)
        if (text_equal(log->ticket_ids[i], argument))
            number = i;
    if (!log)
        repl_wrong(repl, STATUS_USAGE, "no log is loaded: `:log FILE`");
    else if (number == INDEX_NONE)
        repl_wrong(repl, STATUS_UNDECIDED, "the log has no ticket `" TEXT_FMT "`",
                   TEXT_ARG(argument));
    if (number == INDEX_NONE || !fits(repl))
        return;
    repl->events = imagined_of_log(repl->arena, log, number, &repl->event_count);
    repl->ticket = log->ticket_ids[number];
    repl->ticket_number = number;
    repl->shown = 1;
    show_step(repl);
}

static bool has_ticket(struct repl *repl)
{
    if (!repl->event_count)
        repl_wrong(repl, STATUS_USAGE, "no recorded ticket is open: `:ticket NUMBER`");
    return repl->event_count > 0 && fits(repl);
}

static void step_to(struct repl *repl, int64_t to)
{
    if (!has_ticket(repl))
        return;
    if (to < 1 || to > repl->event_count) {
        repl_wrong(repl, STATUS_USAGE,
                   "ticket " TEXT_FMT " has %u events, of which the %s is shown",
                   TEXT_ARG(repl->ticket), repl->event_count, to < 1 ? "first" : "last");
        return;
    }
    repl->shown = (uint32_t)to;
    show_step(repl);
}

void repl_next(struct repl *repl, struct text argument)
{
    (void)argument;
    step_to(repl, (int64_t)repl->shown + 1);
}

void repl_prev(struct repl *repl, struct text argument)
{
    (void)argument;
    step_to(repl, (int64_t)repl->shown - 1);
}

/* As the ticket stands at an instant, perhaps between two events. */
static void stand_at(struct repl *repl, instant at)
{
    uint32_t count = 0;
    while (count < repl->event_count && repl->events[count].at <= at)
        count++;
    if (!count) {
        repl_wrong(repl, STATUS_USAGE, "ticket " TEXT_FMT " is opened later than that",
                   TEXT_ARG(repl->ticket));
        return;
    }
    repl->shown = count;
    take_events(repl, count);
    repl->answers.imagined.now = at;
    if (!repl->answers.json)
        buffer_format(&repl->out, "Ticket " TEXT_FMT ", after event %u of %u\n",
                      TEXT_ARG(repl->ticket), count, repl->event_count);
    show_now(repl);
}

void repl_at(struct repl *repl, struct text argument)
{
    struct decimal number;
    struct civil_stamp stamp;
    if (decimal_parse(argument, &number) && !number.scale && number.digits <= INT32_MAX)
        step_to(repl, number.digits);
    else if (civil_parse_stamp(argument, &stamp) != CIVIL_OK)
        repl_wrong(repl, STATUS_USAGE,
                   "`:at` needs the number of an event, or an instant such as `2026-11-20 16:30`");
    else if (has_ticket(repl))
        stand_at(repl, session_instant(&repl->session, repl_word(repl, argument)));
}

void repl_break(struct repl *repl, struct text argument)
{
    if (!has_ticket(repl))
        return;
    uint32_t target = session_target(&repl->session, repl_word(repl, argument));
    if (target == INDEX_NONE) {
        repl->status = status_of_two(repl->status, STATUS_USAGE);
        return;
    }
    uint32_t from = repl->shown;
    take_events(repl, from);
    uint64_t stand = answers_stand(&repl->answers, target);
    for (uint32_t i = from + 1; i <= repl->event_count; i++) {
        take_events(repl, i);
        if (answers_stand(&repl->answers, target) == stand)
            continue;
        step_to(repl, i);
        return;
    }
    take_events(repl, from);
    buffer_format(&repl->out, "No later event changes how " TEXT_FMT " stands.\n",
                  TEXT_ARG(argument));
}

/* ---- tests ---- */

/* `"TITLE"`, or the words as they are. */
static struct text title_of(struct text argument)
{
    if (argument.len >= 2 && argument.at[0] == '"' && argument.at[argument.len - 1] == '"')
        return text_slice(argument, 1, argument.len - 1);
    return argument;
}

void repl_save_test(struct repl *repl, struct text argument)
{
    struct imagined *imagined = &repl->answers.imagined;
    struct text title = title_of(argument);
    if (!imagined->events.count) {
        repl_wrong(repl, STATUS_USAGE,
                   "there is no ticket yet: `open ticket at …`, or `:ticket NUMBER`");
        return;
    }
    if (!title.len) {
        repl_wrong(repl, STATUS_USAGE, "a test has a title: `:save-test \"a Friday evening\"`");
        return;
    }
    imagined->now = INSTANT_NONE; /* a test ends with its last event */
    struct imagined_answer answer = imagined_judge(repl->arena, imagined, repl->answers.model);
    struct test_block block = {.model = repl->answers.model,
                               .title = title,
                               .events = imagined->events.at,
                               .event_count = (uint32_t)imagined->events.count,
                               .ledgers = answer.ledgers,
                               .ledger_count = answer.count};
    test_block_write(&repl->out, &block);
    imagined_done(&answer);
}
