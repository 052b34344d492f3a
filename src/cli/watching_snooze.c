/* watching_snooze.c - `charter watch snooze TICKET`: what is to be sent of a ticket waits. */
#include <string.h>

#include "cli/files.h"
#include "cli/watching.h"
#include "live/moment.h"
#include "live/snooze.h"

enum { DAYS_MOST = 366 };

/* `90m`, `2h`, `3d`. */
static bool read_length(const char *written, micros *length)
{
    static const char units[] = "smhd";
    static const micros lengths[] = {MICROS_SECOND, MICROS_MINUTE, MICROS_HOUR, MICROS_DAY};
    size_t digits = strspn(written, "0123456789");
    const char *unit = written[digits] ? strchr(units, written[digits]) : NULL;
    uint64_t count = 0;
    if (!unit || written[digits + 1] ||
        !text_to_whole((struct text){written, digits}, DAYS_MOST * UINT64_C(86400), &count))
        return false;
    return civil_multiply(lengths[unit - units], (int64_t)count, length) && *length > 0 &&
           *length <= DAYS_MOST * MICROS_DAY;
}

static bool read_instant(const char *written, instant *at)
{
    struct civil_stamp stamp;
    if (civil_parse_stamp(text_of(written), &stamp) != CIVIL_OK || !stamp.has_offset)
        return false;
    *at = stamp.at;
    return true;
}

static bool understand_until(const struct command *command, struct snooze *snooze)
{
    const char *length = command_value(command, "for"), *until = command_value(command, "until");
    micros lasts = 0;
    if (!length == !until)
        return command_wrong("say how long: --for 2h, or --until INSTANT"), false;
    if (length && !read_length(length, &lasts))
        return command_wrong("--for is a length like 90m, 2h or 3d, up to %dd, not `%s`", DAYS_MOST,
                             length),
               false;
    if (until && !read_instant(until, &snooze->until))
        return command_wrong("--until is an instant like 2026-11-20T15:30:00Z, with its offset, "
                             "not `%s`",
                             until),
               false;
    if (length)
        snooze->until = snooze->since + lasts;
    if (snooze->until <= snooze->since)
        return command_wrong("--until %s is past", until), false;
    return true;
}

/* Words for a line of `status`. */
static bool understand_words(const struct command *command, const char *option, struct text *words)
{
    *words = text_trim(text_of(command_value(command, option)));
    for (size_t i = 0; i < words->len; i++)
        if ((unsigned char)words->at[i] < ' ' || words->at[i] == 0x7f)
            return command_wrong("--%s is one line of plain text", option), false;
    return true;
}

static enum status say(struct command *command, const char *ticket, instant until)
{
    char written[CIVIL_ROOM] = "";
    struct buffer out = {0};
    if (until != INSTANT_NONE)
        civil_write_instant(written, until);
    buffer_format(&out, "%s %s%s\n", ticket,
                  written[0] ? "is snoozed until " : "is snoozed no more", written);
    bool fine = output_all(command->arena, NULL, &out);
    buffer_fini(&out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}

enum status watching_snooze(struct command *command, struct store *store)
{
    struct snooze snooze = {.since = moment_now()};
    const char *ticket = command->operands.count > 1 ? command->operands.at[1] : "";
    bool ends = command_has(command, "end");
    if (!command_operands(command, 2, 2) || !understand_words(command, "by", &snooze.by) ||
        !understand_words(command, "why", &snooze.why))
        return STATUS_USAGE;
    if (ends && (command_has(command, "for") || command_has(command, "until")))
        return command_wrong("--end can't be given with --for or --until");
    if (!ends && !understand_until(command, &snooze))
        return STATUS_USAGE;
    snooze.ticket = store_find_ticket(store, text_of(ticket));
    if (!snooze.ticket && !db_problem(store->db))
        return command_wrong("the state has no ticket `%s`", ticket);
    bool done =
        ends ? snooze_end(store, snooze.ticket, snooze.since) : snooze_begin(store, &snooze);
    if (db_problem(store->db))
        return watching_bad_state(command, text_of(db_problem(store->db)));
    if (!done)
        return command_wrong("ticket `%s` is not snoozed", ticket);
    return say(command, ticket, ends ? INSTANT_NONE : snooze.until);
}
