/* repl_help.c - help in a session: commands, and examples that run as they stand.
 *
 * Examples are made of the charter at hand: its hours, a target, an attribute, a ticket of the log.
 * A line that needs what the charter lacks is left out. */
#include "cli/repl_parts.h"
#include "log/read.h"

static const struct {
    const char *name, *doc, *examples;
} topics[] = {
    {"calendar", "Hours and limits, without a ticket.",
     "hours of {hours} on {day}\n"
     "hours on {day}\n"
     "2 hours in {hours} after {opened}\n"
     "2 hours in {hours} before {opened}\n"
     "2 working days in {hours} after {opened}\n"
     "end of working day 1 in {hours} after {opened}\n"
     "time in {hours} from {opened} to {later}\n"
     "{hours} is open at {later}\n"
     "next opening of {hours} after {opened}\n"
     "next closing of {hours} after {opened}\n"
     "holidays of {holidays} in {year}\n"
     "when is {target} due opened at {opened} with {attribute} {value}\n"},
    {"ticket", "A ticket that is imagined, and what happens to it.",
     "open ticket at {opened} with {attribute} {value}\n"
     "at Monday 10:00 reply by agent\n"
     "after 2 hours in {hours} {waiting}\n"
     "set {attribute} to {other}\n"
     "now is {evening}\n"
     "unknown {attribute}\n"
     "when is {target} due\n"
     "forget {attribute}\n"
     ":save-test \"what I have just seen\"\n"
     "forget ticket\n"},
    {"ask", "Questions about that ticket.",
     "open ticket at {opened} with {attribute} {value}\n"
     "when is {target} due\n"
     "how long is left\n"
     "is it met\n"
     "which rule\n"
     "{attribute} is {value}\n"
     "what happens next\n"
     "who is told\n"
     "who is told at {later}\n"
     "why {target}\n"
     "why not escalation {escalation}\n"
     "what would change it\n"
     ":ask\n"},
    {"log", "Questions about a recorded log.",
     "compliance of {target} by {attribute}, month\n"
     "compliance of {target} by weekday when {attribute} is {value}\n"
     "best limit of {target} for 95% by {attribute}\n"
     "best hours of {hours} for {target}\n"
     "drivers of breaches in {target}\n"
     "why {target} of {ticket}\n"
     "why not escalation {escalation} of {ticket}\n"
     "what would change {target} of {ticket}\n"},
    {"what-if", "The charter as it might be. What is supposed holds for every answer behind it.",
     "suppose target {target}\n  within 2 hours otherwise\nend\n"
     "when is {target} due opened at {opened} with {attribute} {value}\n"
     "against\n"
     "suppose add to hours {hours}\n  open Sunday 10:00 to 12:00\nend\n"
     ":diff\n"
     ":undo\n"
     ":redo\n"
     ":undo\n"
     ":undo\n"},
    {"step", "A recorded ticket, event by event.",
     ":ticket {ticket}\n"
     ":next\n"
     ":prev\n"
     ":at 1\n"
     ":break {target}\n"
     "what happens next\n"
     ":save-test \"the dispute about {ticket}\"\n"},
    {"tool", "The charter, and the session itself.",
     ":list targets\n"
     ":show {target}\n"
     ":print {target}\n"
     ":tree {target}\n"
     ":type {attribute}\n"
     ":check\n"
     ":trace rules\n"
     ":trace off\n"
     ":set pager off\n"
     ":set\n"
     ":format json\n"
     ":format text\n"
     ":session\n"},
};

enum { TOPIC_COUNT = sizeof topics / sizeof *topics, WEEK = 7 };

const char *repl_topic_name(size_t index)
{
    return index < TOPIC_COUNT ? topics[index].name : NULL;
}

/* ---- what stands for what ---- */

/* What the examples are made of; an empty text: there is none. */
struct stand_ins {
    struct text hours, target, attribute, value, other, waiting, escalation, holidays, ticket;
    struct text day, year, opened, later, evening;
};

static void find_attribute(const struct model *model, struct stand_ins *found)
{
    for (uint32_t i = 0; i < model->schema.stored && !found->attribute.len; i++) {
        const struct attribute *attribute = &model->schema.attributes[i];
        if (attribute->choice_count < 2 || (int32_t)i == model->schema.status ||
            attribute->origin == ORIGIN_EVENT)
            continue;
        found->attribute = attribute->name;
        found->value = attribute->choices[0].name;
        found->other = attribute->choices[1].name;
    }
}

static void find_waiting(const struct model *model, struct stand_ins *found)
{
    const struct schema *schema = &model->schema;
    if (schema->status == ATTRIBUTE_ABSENT)
        return;
    const struct attribute *status = &schema->attributes[schema->status];
    for (uint32_t i = 0; i < status->choice_count && !found->waiting.len; i++)
        if (schema->classes[i] == CLASS_WAITING)
            found->waiting = status->choices[i].name;
}

/* The first Friday of the charter's last version, or of 2026, and the Monday behind it. */
static void find_dates(struct arena *arena, const struct model *model, struct stand_ins *found)
{
    day from = model->versions[model->version_count - 1].from;
    day friday = from == DAY_NONE || from < civil_day(1970, 1, 1) ? civil_day(2026, 1, 1) : from;
    while (civil_weekday(friday) != FRIDAY)
        friday++;
    struct civil_date first = civil_of_day(friday), last = civil_of_day(friday + 3);
    found->day = text_format(arena, "%04d-%02d-%02d", first.year, first.month, first.mday);
    found->year = text_format(arena, "%04d", first.year);
    found->opened = text_format(arena, TEXT_FMT " 16:30", TEXT_ARG(found->day));
    found->later = text_format(arena, "%04d-%02d-%02d 09:30", last.year, last.month, last.mday);
    last = civil_of_day(friday + WEEK);
    found->evening = text_format(arena, "%04d-%02d-%02d 18:00", last.year, last.month, last.mday);
}

static struct stand_ins find_stand_ins(const struct repl *repl)
{
    const struct model *model = repl->answers.model;
    struct stand_ins found = {.hours = TEXT("")};
    for (uint32_t i = 1; i < model->calendar_count && !found.hours.len; i++)
        if (model->calendars[i].hours && !model->calendars[i].is_absent)
            found.hours = model->calendars[i].name;
    for (uint32_t i = 0; i < model->target_count && !found.target.len; i++)
        if (!model->targets[i].is_hidden && !model->targets[i].is_absent)
            found.target = model->targets[i].name;
    for (uint32_t i = 0; i < model->escalation_count && !found.escalation.len; i++)
        if (!model->escalations[i].is_absent)
            found.escalation = model->escalations[i].name;
    for (uint32_t i = 0; i < model->holidays_count && !found.holidays.len; i++)
        if (model->holidays[i])
            found.holidays = model->holidays[i]->name;
    if (repl->log.log && repl->log.log->tickets)
        found.ticket = repl->log.log->ticket_ids[0];
    find_attribute(model, &found);
    find_waiting(model, &found);
    find_dates(repl->arena, model, &found);
    return found;
}

/* Without a charter: names as they are in the charter that `charter new` writes. */
static struct stand_ins usual_stand_ins(void)
{
    return (struct stand_ins){.hours = TEXT("office"),
                              .target = TEXT("response"),
                              .attribute = TEXT("priority"),
                              .value = TEXT("high"),
                              .other = TEXT("critical"),
                              .waiting = TEXT("pending"),
                              .ticket = TEXT("1004"),
                              .day = TEXT("2026-11-20"),
                              .year = TEXT("2026"),
                              .opened = TEXT("2026-11-20 16:30"),
                              .later = TEXT("2026-11-23 09:30"),
                              .evening = TEXT("2026-11-27 18:00")};
}

static struct text stand_in(const struct stand_ins *found, struct text name)
{
    const struct {
        const char *name;
        struct text text;
    } rows[] = {{"hours", found->hours},
                {"target", found->target},
                {"attribute", found->attribute},
                {"value", found->value},
                {"other", found->other},
                {"waiting", found->waiting},
                {"escalation", found->escalation},
                {"holidays", found->holidays},
                {"ticket", found->ticket},
                {"day", found->day},
                {"year", found->year},
                {"opened", found->opened},
                {"later", found->later},
                {"evening", found->evening}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_is(name, rows[i].name))
            return rows[i].text;
    return TEXT("");
}

/* ---- examples ---- */

/* One example, of several lines if it is a block; false if the charter lacks what it needs. */
static bool fill_in(struct buffer *out, const struct stand_ins *found, struct text example)
{
    size_t before = out->len;
    for (size_t i = 0; i < example.len; i++) {
        if (example.at[i] != '{') {
            buffer_putc(out, example.at[i]);
            continue;
        }
        size_t end = i;
        while (example.at[end] != '}')
            end++;
        struct text text = stand_in(found, text_slice(example, i + 1, end));
        if (!text.len) {
            out->len = before;
            return false;
        }
        buffer_put(out, text);
        i = end;
    }
    return true;
}

/* Where the example that begins at FROM ends: a block goes on to its `end`. */
static size_t example_end(struct text all, size_t from)
{
    bool is_block = text_starts(text_slice(all, from, all.len), TEXT("suppose"));
    for (size_t i = from; i < all.len; i++)
        if (all.at[i] == '\n' && (!is_block || text_ends(text_slice(all, from, i), TEXT("\nend"))))
            return i + 1;
    return all.len;
}

/* The examples that begin with WORD, or all of them. */
static uint32_t put_examples(struct repl *repl, const char *examples, struct text word)
{
    struct stand_ins found = repl->path ? find_stand_ins(repl) : usual_stand_ins();
    struct text all = text_of(examples);
    uint32_t count = 0;
    for (size_t from = 0, to; from < all.len; from = to) {
        to = example_end(all, from);
        struct text example = text_slice(all, from, to);
        bool is_asked = !word.len || (text_starts(example, word) && (example.at[word.len] == ' ' ||
                                                                     example.at[word.len] == '\n'));
        if (is_asked)
            count += fill_in(&repl->out, &found, example);
    }
    return count;
}

/* ---- topics ---- */

static void put_all(struct repl *repl, const struct repl_row *rows, size_t count)
{
    buffer_puts(&repl->out,
                "Ask in the words of the language. `:help TOPIC` has examples that run:\n\n");
    for (size_t i = 0; i < TOPIC_COUNT; i++)
        buffer_format(&repl->out, "  %-28s %s\n", topics[i].name, topics[i].doc);
    buffer_puts(&repl->out, "\nLines that begin with `:` drive the tool:\n\n");
    for (size_t i = 0; i < count; i++) {
        struct text head = text_format(repl->arena, ":%s %s", rows[i].name, rows[i].argument);
        buffer_format(&repl->out, "  %-28.*s %s\n", TEXT_ARG(head), rows[i].doc);
    }
}

/* A command, with the examples that have it. */
static bool put_command(struct repl *repl, struct text name, const struct repl_row *rows,
                        size_t count)
{
    struct text plain = name.at[0] == ':' ? text_slice(name, 1, name.len) : name;
    for (size_t i = 0; i < count; i++) {
        if (!text_is(plain, rows[i].name))
            continue;
        buffer_format(&repl->out, ":%s %s\n  %s\n", rows[i].name, rows[i].argument, rows[i].doc);
        return true;
    }
    return false;
}

void repl_topic(struct repl *repl, struct text topic, const struct repl_row *rows, size_t count)
{
    uint32_t found = 0;
    if (!topic.len) {
        put_all(repl, rows, count);
        return;
    }
    for (size_t i = 0; i < TOPIC_COUNT; i++)
        if (text_is(topic, topics[i].name)) {
            buffer_format(&repl->out, "# %s\n", topics[i].doc);
            put_examples(repl, topics[i].examples, TEXT(""));
            return;
        }
    if (put_command(repl, topic, rows, count))
        return;
    for (size_t i = 0; i < TOPIC_COUNT; i++)
        found += put_examples(repl, topics[i].examples, topic);
    if (!found)
        repl_wrong(repl, STATUS_USAGE,
                   "there is no help on `" TEXT_FMT "`; `:help` lists what there is",
                   TEXT_ARG(topic));
}
