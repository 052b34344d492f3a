/* with: tap.c syntax_make.c */
/* syntax_shape.c - every kind of node is made by some text, and every tree keeps to ast.def. */
#include <stdio.h>

#include "syntax_make.h"
#include "tap.h"

static bool seen[NODE_KIND_COUNT];
static bool seen_word[WORD_COUNT];
static bool seen_slot[NODE_KIND_COUNT][16][2]; /* empty, filled */

static bool mark(void *context, const struct node *node)
{
    (void)context;
    seen[node->kind] = true;
    if (node->kind == NODE_WORD)
        seen_word[node->value.word] = true;
    if (node->kind == NODE_DURATION_PART || node->kind == NODE_SIZE)
        seen_word[node->value.measure.unit] = true;
    for (size_t i = 0; i < node_slot_count(node->kind); i++)
        seen_slot[node->kind][i][node->kid[i] != NULL] = true;
    return true;
}

/* Kids lie inside their parent, and lists stand in the order of the text. */
static bool spans_are_right(const struct node *node)
{
    for (size_t i = 0; i < node_slot_count(node->kind); i++)
        for (const struct node *kid = node->kid[i]; kid; kid = kid->next) {
            bool inside = kid->span.from >= node->span.from && kid->span.to <= node->span.to &&
                          kid->span.from < kid->span.to;
            bool ordered = !kid->next || kid->span.to <= kid->next->span.from;
            if (!inside || !ordered || !spans_are_right(kid)) {
                tap_note("%s in %s at %u..%u", node_label(kid->kind), node_label(node->kind),
                         kid->span.from, kid->span.to);
                return false;
            }
        }
    return true;
}

static void check(struct text text, enum syntax_start start, const char *name)
{
    struct parsed parsed = parse(text, start);
    const struct node *wrong = NULL;
    struct node_visitor visitor = {mark, NULL, NULL};
    struct text codes = parsed_codes(&parsed);
    if (!tap_ok(!codes.len && parsed.root, "%s: parses", name)) {
        tap_note(TEXT_FMT, TEXT_ARG(codes));
    } else {
        tap_ok(node_is_sound(parsed.root, &wrong), "%s: keeps to the table", name);
        tap_ok(spans_are_right(parsed.root), "%s: spans", name);
        tap_ok(node_height(parsed.root) <= NODE_HEIGHT_MOST, "%s: height", name);
        node_walk(parsed.root, &visitor);
    }
    parsed_free(&parsed);
}

static const char *const files[] = {
    "examples/northwind/northwind.chr",
    "stdlib/std/clocks.chr",
    "stdlib/std/holidays/england.chr",
};

static const char *const charters[] = {
    "charter child extends parent at version \"1.2\" end",
    "amendment a in-force from 2026-01-01 "
    "remove holidays a remove hours a remove period a remove channel a remove service a "
    "remove team a remove contact a remove system a remove clock a remove target a "
    "remove availability a remove maintenance a remove measure a remove escalation a "
    "remove fee a remove credit a remove event a remove log a end",
    "replace in contact a level 2 end replace in escalation a end",
    "credit a for b each month 1% of c below 90% capped at 5% of c end",
    "fee a is GBP 1 each week fee b is GBP 1 each day fee c is GBP 1 each quarter",
    "escalation e for t at 2 working days left raise to level 1 tell a by b end",
    "risk \"r\" likelihood high impact medium end",
    "complaints end",
    "target t within 1 hour locked no-looser end",
    "availability a at least 99% each month end availability b end maintenance c end",
    "holidays a \"T\" from \"a.ics\" end holidays b from \"b.ics\" complete 2026 end",
    "charter a end ticket has end status end holidays a end hours a end period a end",
    "channel a end service a end team a end contact a end system a end clock a end target a end",
    "measure a end escalation a for b end credit a end responsibilities of customer end risk \"r\" "
    "end",
    "section \"s\" end amendment a in-force from 2026-01-01 end log a end test \"t\" end",
    "measure m count of a end property \"p\" end channel a hands over to b within 1 hour end event "
    "a has end",
    "target t serves o locked counted in c locked counted by due locked on change of a keeps "
    "locked excludes when a is b locked pause capped at 1 hour locked runs to the next opening "
    "locked met for at least 5% of tickets each day locked no-looser end",
    "target t measures c for a is b warns at 5% pause capped at 1 hour end",
};

static const char *const queries[] = {
    "when is resolution due opened at 2026-11-20 17:30 with priority P1, channel phone",
    "when is resolution due opened at 2026-11-20 17:30",
    "hours of office on 2026-12-24",
    "holidays of england in 2026 to 2027",
    "time in office from 2026-11-20 17:30 to 2026-11-23 09:30",
    "suppose target resolution within 6 hours when priority is P1 end",
    "suppose remove target resolution",
    "suppose use \"changes\"",
    "against",
    "compliance of resolution by priority, month when channel is phone",
    "compliance of resolution",
    "best limit of response for 95% by priority",
    "best limit of response for 95% when priority is P1",
    "drivers of breaches in resolution",
    "drivers of breaches in resolution by team when priority is P1",
    "why resolution of 4711",
    "why 0042",
    "why INC-4711",
    "why \"a ticket\"",
    "why not escalation major-incident of 4711",
    "why not escalation major-incident",
    "why not at 50% used of 4711",
    "what would change it",
    "best hours of office for response",
    "best hours of office for response when priority is P1",
    "hours on 2026-12-24",
    "is it met",
    "which rule",
    "which rule of response",
    "who is told at 2026-11-20 18:00",
    "unknown priority, channel",
    "forget ticket",
    "set priority to P2",
    "what would change resolution of 4711",
    "when is response due",
    "how long is left",
    "what happens next",
    "why",
    "at Monday 10:00 reply by agent with priority P1",
    "at 10:00 resolved",
    "2 hours in office after 2026-11-20 17:30",
    "2 hours in office before 2026-11-20 17:30",
    "2 working days in office after 2026-11-20 17:30",
    "end of working day 1 in office after 2026-11-20 17:30",
    "office is open at 2026-11-23 09:30",
    "next opening of office after 2026-11-20 17:30",
    "next closing of office after 2026-11-20T17:30:00Z",
    "priority is P1 and not (channel is phone)",
    "now is 2026-11-20 17:30",
    "open ticket at 2026-11-20 17:30 with priority P1",
    "open ticket at 2026-11-20 17:30",
    "at 2026-11-20 17:30 reply by agent with status pending",
    "after 2 hours in office reply by agent with status pending",
    "after 30 minutes resolved",
    "set priority to P1 at 2026-11-20 17:30",
    "hours evening open Monday 18:00 to 22:00 end",
};

static const char *const quotes[] = {
    "limit of response when priority is P1",
    "limit of response",
    "promise of response",
    "title of response",
    "hours of office",
    "fee monthly",
};

static void check_all(void)
{
    struct paths good = case_files("/good/");
    tap_ok(good.count > 10, "there are case files");
    for (size_t i = 0; i < good.count; i++)
        check(slurp(good.at[i]), SYNTAX_FILE, good.at[i]);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        check(slurp(files[i]), SYNTAX_FILE, files[i]);
    for (size_t i = 0; i < sizeof charters / sizeof *charters; i++)
        check(text_of(charters[i]), SYNTAX_FILE, charters[i]);
    for (size_t i = 0; i < sizeof charters / sizeof *charters; i++)
        check(text_of(charters[i]), SYNTAX_SUPPOSE, charters[i]);
    check(TEXT(""), SYNTAX_SUPPOSE, "an empty supposition");
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        check(text_of(queries[i]), SYNTAX_QUERY, queries[i]);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        check(text_of(quotes[i]), SYNTAX_QUOTE, quotes[i]);
}

static void all_kinds_and_words(void)
{
    for (int kind = 0; kind < NODE_KIND_COUNT; kind++)
        tap_ok(seen[kind], "some text makes a node of kind %s", node_label((enum node_kind)kind));
    for (int word = WORD_NONE + 1; word < WORD_COUNT; word++)
        tap_ok(seen_word[word], "some text says the word %s", word_label((enum word)word));
}

/* An optional slot is seen empty and filled, so that no clause goes untested. */
static void all_slots(void)
{
    for (enum node_kind kind = 0; kind < NODE_KIND_COUNT; kind++)
        for (size_t i = 0; i < node_slot_count(kind); i++) {
            struct slot_row row = node_slot(kind, i);
            bool may_be_empty = row.arity == ARITY_OPT || row.arity == ARITY_LIST;
            tap_ok(seen_slot[kind][i][1], "%s: some text fills %s", node_label(kind), row.name);
            tap_ok(!may_be_empty || seen_slot[kind][i][0], "%s: some text leaves out %s",
                   node_label(kind), row.name);
        }
}

/* Every MEMBER row names a kind or a class, and classes hold no other class in a circle. */
static void classes_hold(void)
{
    tap_ok(node_kind_is(NODE_HOURS, NODE_ANY_TOP), "a class holds what its classes hold");
    tap_ok(node_kind_is(NODE_QUOTE_FEE, NODE_ANY_PIECE), "a quote is a piece");
    tap_ok(!node_kind_is(NODE_PIECE, NODE_ANY_QUOTE), "a piece is no quote");
    tap_ok(!node_kind_is(NODE_WITHIN, NODE_ANY_TOP), "a line is no declaration");
}

int main(void)
{
    check_all();
    all_kinds_and_words();
    all_slots();
    classes_hold();
    return tap_end();
}
