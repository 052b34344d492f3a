/* literal.c - what numbers, dates and times are worth. A literal that is wrong is reported with the
 * spelling it should have, and still becomes a token. */
#include "grammar/charter.tab.h"
#include "syntax/scan.h"
#include "syntax/tree.h"
#include "time/civil.h"

static struct node *leaf(struct scan *scan, enum node_kind kind)
{
    size_t slots = node_slot_count(kind) * sizeof(struct node *);
    struct node *node = arena_alloc(scan->run->arena, sizeof *node + slots);
    node->kind = kind;
    node->span = scan_span(scan);
    node->text = scan_text(scan);
    return node;
}

/* ---------- numbers ---------- */

static struct decimal decimal_of(struct scan *scan, struct text text)
{
    struct decimal value = {0, 0};
    if (decimal_parse(text, &value))
        return value;
    struct diagnostic *d =
        complain(scan->run, DIAG_BAD_NUMBER, scan_span(scan),
                 "`" TEXT_FMT "` is no number that can be kept exactly", TEXT_ARG(text));
    if (text_starts(text, TEXT(".")))
        complain_hint(scan->run, d, "Write a digit before the point, as in `0.5`.");
    else
        complain_hint(scan->run, d,
                      "A number has at most 18 digits, at most 9 of them behind the point.");
    return value;
}

static bool has_point(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '.')
            return true;
    return false;
}

void scan_number(struct scan *scan)
{
    bool decimal = has_point(scan_text(scan));
    struct node *node = leaf(scan, decimal ? NODE_DECIMAL : NODE_WHOLE);
    node->value.decimal = decimal_of(scan, node->text);
    scan_push(scan, TOKEN_LITERAL, decimal ? TOK_A_DECIMAL : TOK_A_WHOLE, node);
}

void scan_percent(struct scan *scan)
{
    struct node *node = leaf(scan, NODE_PERCENT);
    node->value.decimal = decimal_of(scan, text_slice(node->text, 0, node->text.len - 1));
    scan_push(scan, TOKEN_LITERAL, TOK_A_PERCENT, node);
}

void scan_rank(struct scan *scan)
{
    struct node *node = leaf(scan, NODE_RANK);
    node->value.decimal = decimal_of(scan, text_slice(node->text, 0, node->text.len - 2));
    scan_push(scan, TOKEN_LITERAL, TOK_A_RANK, node);
}

/* ---------- dates ---------- */

enum { PART_MOST = 3 };

/* The numbers in a text that looks like a date, and how many digits each has. */
struct parts {
    uint64_t value[PART_MOST];
    size_t digits[PART_MOST], count;
};

static struct parts split(struct text text)
{
    struct parts parts = {0};
    size_t from = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.at[i] >= '0' && text.at[i] <= '9')
            continue;
        if (parts.count == PART_MOST)
            break;
        if (!text_to_whole(text_slice(text, from, i), 999999, &parts.value[parts.count]))
            parts.value[parts.count] = 999999;
        parts.digits[parts.count++] = i - from;
        from = i + 1;
    }
    return parts;
}

static struct text offer(struct scan *scan, struct civil_date date)
{
    if (!civil_is_valid(date))
        return TEXT("");
    return text_format(scan->run->arena, "%04d-%02d-%02d", date.year, date.month, date.mday);
}

static struct civil_date date_of(uint64_t year, uint64_t month, uint64_t mday)
{
    return (struct civil_date){(int)year, (int)month, (int)mday};
}

static void hint_days_of_month(struct scan *scan, struct diagnostic *d, struct civil_date date)
{
    if (date.year < YEAR_FIRST || date.year > YEAR_LAST)
        complain_hint(scan->run, d, "Years run from 0001 to 9999.");
    else if (date.month < 1 || date.month > 12)
        complain_hint(scan->run, d, "A date is written year first, then the month, 01 to 12.");
    else
        complain_hint(scan->run, d, "%s %d has %d days.", civil_month_name(date.month), date.year,
                      civil_days_in_month(date.year, date.month));
}

/* A year of four digits can't be anything else; of two it may be of another century. */
static void suggest_date(struct scan *scan, struct diagnostic *d, const struct parts *parts,
                         struct text date)
{
    bool full = parts->count == PART_MOST && (parts->digits[0] == 4 || parts->digits[2] == 4);
    if (full)
        complain_fix(scan->run, d, scan_span(scan), date);
    else
        complain_choice(scan->run, d, scan_span(scan), date);
}

/* `1/4/2026` is the first of April to some and the fourth of January to others: offer both. */
static void hint_spelling(struct scan *scan, struct diagnostic *d, const struct parts *parts)
{
    const uint64_t *v = parts->value;
    bool year_first = parts->digits[0] == 4;
    uint64_t year = year_first ? v[0] : v[2];
    struct text one =
        offer(scan, year_first ? date_of(year, v[1], v[2]) : date_of(year, v[1], v[0]));
    struct text two = year_first ? TEXT("") : offer(scan, date_of(year, v[0], v[1]));
    if (one.len && two.len && !text_equal(one, two)) {
        complain_hint(scan->run, d, "Write `" TEXT_FMT "` or `" TEXT_FMT "`, whichever is meant.",
                      TEXT_ARG(one), TEXT_ARG(two));
        complain_choice(scan->run, d, scan_span(scan), one);
        complain_choice(scan->run, d, scan_span(scan), two);
    } else if (one.len || two.len) {
        complain_hint(scan->run, d, "Write `" TEXT_FMT "`.", TEXT_ARG(one.len ? one : two));
        suggest_date(scan, d, parts, one.len ? one : two);
    } else
        complain_hint(scan->run, d, "A date is written year first, as in `2026-04-01`.");
}

static void complain_date(struct scan *scan, struct text text, enum civil_status status)
{
    struct parts parts = split(text);
    struct diagnostic *d;
    if (status == CIVIL_BAD_SHAPE) {
        d = complain(scan->run, DIAG_BAD_DATE, scan_span(scan),
                     "`" TEXT_FMT "` is not written as a date", TEXT_ARG(text));
        hint_spelling(scan, d, &parts);
        return;
    }
    d = complain(scan->run, DIAG_BAD_DATE, scan_span(scan), "`" TEXT_FMT "` does not exist",
                 TEXT_ARG(text));
    hint_days_of_month(scan, d, date_of(parts.value[0], parts.value[1], parts.value[2]));
}

static struct ast_date ast_date_of(day number)
{
    struct civil_date date = civil_of_day(number);
    return (struct ast_date){.day = number,
                             .year = (int16_t)date.year,
                             .month = (uint8_t)date.month,
                             .day_of_month = (uint8_t)date.mday};
}

void scan_date(struct scan *scan)
{
    struct node *node = leaf(scan, NODE_DATE);
    day number = 0;
    enum civil_status status = civil_parse_date(node->text, &number);
    if (status != CIVIL_OK) {
        complain_date(scan, node->text, status);
        number = 0;
    }
    node->value.date = ast_date_of(number);
    scan_push(scan, TOKEN_LITERAL, TOK_A_DATE, node);
}

/* ---------- times ---------- */

static void complain_time(struct scan *scan, struct text text)
{
    bool half = text_ends(text, TEXT("am")) || text_ends(text, TEXT("pm"));
    struct parts parts = split(half ? text_slice(text, 0, text.len - 2) : text);
    uint64_t hour = parts.value[0] % 12 + (text_ends(text, TEXT("pm")) ? 12 : 0);
    struct diagnostic *d = complain(scan->run, DIAG_BAD_TIME, scan_span(scan),
                                    "`" TEXT_FMT "` is no time of day", TEXT_ARG(text));
    uint64_t minute = parts.count > 1 ? parts.value[1] : 0;
    bool exists = parts.value[0] < 24 && minute < 60;
    bool is_half = half && exists && parts.value[0] <= 12;
    if (!is_half)
        hour = parts.value[0];
    if (is_half || (exists && parts.count == 2)) {
        struct text plain =
            text_format(scan->run->arena, "%02u:%02u", (unsigned)hour, (unsigned)minute);
        complain_hint(scan->run, d, "Write `" TEXT_FMT "`.", TEXT_ARG(plain));
        complain_fix(scan->run, d, scan_span(scan), plain);
    } else
        complain_hint(scan->run, d,
                      "A time of day is written from `00:00` to `23:59`, and `24:00` where a span "
                      "ends.");
}

void scan_time(struct scan *scan)
{
    struct node *node = leaf(scan, NODE_TIME);
    struct civil_notes notes = {0};
    micros time = 0;
    if (civil_parse_time(node->text, &time, &notes) != CIVIL_OK || notes.cut || notes.leap) {
        complain_time(scan, node->text);
        time = 0;
    }
    node->value.micros = time;
    scan_push(scan, TOKEN_LITERAL, TOK_A_TIME, node);
}

/* ---------- instants with an offset ---------- */

static void complain_stamp(struct scan *scan, struct text text, enum civil_status status)
{
    struct diagnostic *d =
        complain(scan->run, status == CIVIL_BAD_DATE ? DIAG_BAD_DATE : DIAG_BAD_TIME,
                 scan_span(scan), "`" TEXT_FMT "` is no instant", TEXT_ARG(text));
    complain_hint(scan->run, d,
                  "An instant is written as in `2026-04-01 09:00`, or with an offset as in "
                  "`2026-04-01T09:00:00Z` or `2026-04-01 09:00+02:00`.");
}

/* One spelling each: with an offset, in capitals, with leading zeros. */
static bool is_plain(const struct civil_stamp *stamp, struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == 't' || text.at[i] == 'z')
            return false;
    return stamp->has_offset && !stamp->notes.cut && !stamp->notes.leap;
}

void scan_stamp(struct scan *scan)
{
    struct node *node = leaf(scan, NODE_INSTANT);
    struct civil_stamp stamp = {0};
    enum civil_status status = civil_parse_stamp(node->text, &stamp);
    if (status != CIVIL_OK || !is_plain(&stamp, node->text)) {
        complain_stamp(scan, node->text, status);
        stamp = (struct civil_stamp){0};
    }
    node->value.instant = (struct ast_instant){.date = ast_date_of(stamp.date),
                                               .time = stamp.time,
                                               .has_offset = stamp.has_offset,
                                               .offset = stamp.offset,
                                               .instant = stamp.has_offset ? stamp.at : 0};
    scan_push(scan, TOKEN_LITERAL, TOK_A_STAMP, node);
}
