/* prose_money.c - fees, service credits, and what a credit comes to: as the report of a log works
 * it out (figures.h). */
#include <string.h>

#include "count/figures.h"
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- words ---------- */

SAYER(fee)
{
    struct text title = prose_title(p, node);
    struct text amount = SAY(p, AMOUNT_EACH, prose_said(p, node->kid[FEE_AMOUNT]),
                             prose_said(p, node->kid[FEE_EACH]));
    const struct node *payable = node->kid[FEE_PAYABLE];
    return payable ? SAY(p, FEE_PAYABLE, title, amount, prose_limit(p, payable))
                   : SAY(p, FEE, title, amount);
}

SAYER(credit_for)
{
    return SAY(p, CREDIT_FOR, prose_called(p, NODE_TARGET, node->kid[CREDIT_FOR_TARGET]->text),
               prose_said(p, node->kid[CREDIT_FOR_EACH]));
}

static struct text amount_of(struct prose *p, const struct node *amount, const struct node *fee)
{
    struct text said = prose_said(p, amount);
    return fee ? SAY(p, SHARE_OF_FEE, said, prose_called(p, NODE_FEE, fee->text)) : said;
}

SAYER(band)
{
    return SAY(p, BAND, amount_of(p, node->kid[BAND_AMOUNT], node->kid[BAND_FEE]),
               prose_said(p, node->kid[BAND_BELOW]));
}

SAYER(cap)
{
    return SAY(p, CAP, amount_of(p, node->kid[CAP_AMOUNT], node->kid[CAP_FEE]));
}

/* ---------- what it comes to ---------- */

/* A band, and counts that fall just below it: of so many decided one fewer is met than it asks. */
struct falling {
    const struct node *band;
    struct tally_counts counts;
};

static struct falling just_below(const struct node *band)
{
    struct decimal below = band->kid[BAND_BELOW]->value.decimal;
    struct falling falling = {.band = band};
    uint64_t decided = 100;
    for (unsigned i = 0; i < below.scale; i++)
        decided *= 10;
    falling.counts.met = below.digits > 0 ? (uint64_t)below.digits - 1 : 0;
    falling.counts.breached = decided - falling.counts.met;
    return falling;
}

static const struct credit *credit_of(const struct prose *p, const struct node *node)
{
    for (uint32_t i = 0; i < p->model->credit_count; i++)
        if (text_equal(p->model->credits[i].name, node->kid[CREDIT_NAME]->text))
            return &p->model->credits[i];
    return NULL;
}

static struct text credited(struct prose *p, const struct credit *credit,
                            const struct tally_counts *counts)
{
    const struct credit_band *band;
    wide minor = figures_credit(p->model, credit, counts, &band);
    struct ast_money money = {.amount = {(int64_t)minor, (uint8_t)credit->places}};
    memcpy(money.currency, credit->currency, sizeof money.currency);
    return phrases_money(p->arena, p->words, &money);
}

static bool is_capped(const struct prose *p, const struct credit *credit,
                      const struct tally_counts *counts)
{
    const struct credit_band *band;
    struct credit uncapped = *credit;
    uncapped.has_cap = false;
    return figures_credit(p->model, credit, counts, &band) <
           figures_credit(p->model, &uncapped, counts, &band);
}

/* ---------- credits ---------- */

static void write_bands(struct prose *p, const struct node *node, const struct credit *credit)
{
    document_table(p->document, prose_title(p, node));
    document_column(p->document, SAY(p, HEAD_COMPLIANCE), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_CREDIT), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_AMOUNT), COLUMN_FIGURE);
    for (const struct node *item = node->kid[CREDIT_ITEMS]; item; item = item->next) {
        if (item->kind != NODE_BAND)
            continue;
        struct falling falling = just_below(item);
        document_row(p->document);
        document_say(p->document, SAY(p, BELOW, prose_said(p, item->kid[BAND_BELOW])));
        document_cell(p->document);
        document_say(p->document, amount_of(p, item->kid[BAND_AMOUNT], item->kid[BAND_FEE]));
        document_cell(p->document);
        document_say(p->document, credited(p, credit, &falling.counts));
    }
}

/* The band below the least compliance. */
static const struct node *deepest(const struct node *items)
{
    const struct node *found = NULL;
    for (; items; items = items->next)
        if (items->kind == NODE_BAND &&
            (!found || decimal_compare(items->kid[BAND_BELOW]->value.decimal,
                                       found->kid[BAND_BELOW]->value.decimal) < 0))
            found = items;
    return found;
}

static void write_example(struct prose *p, const struct node *node, const struct credit *credit)
{
    struct falling falling = just_below(deepest(node->kid[CREDIT_ITEMS]));
    uint64_t met = falling.counts.met, decided = met + falling.counts.breached;
    struct decimal share = {0, 0};
    if (!decimal_parse(decimal_share(p->arena, met, decided, 6), &share))
        return;
    const struct node *band = falling.band;
    const struct text args[] = {TEXT(""),
                                phrases_whole(p->arena, p->words, met),
                                phrases_whole(p->arena, p->words, decided),
                                phrases_percent(p->arena, p->words, share),
                                prose_said(p, band->kid[BAND_BELOW]),
                                amount_of(p, band->kid[BAND_AMOUNT], band->kid[BAND_FEE]),
                                credited(p, credit, &falling.counts)};
    enum said said =
        is_capped(p, credit, &falling.counts) ? SAID_CREDIT_EXAMPLE_CAPPED : SAID_CREDIT_EXAMPLE;
    document_paragraph(p->document);
    document_say(p->document, phrases_say(p->arena, p->words, said, args));
}

static void write_line(struct prose *p, const struct node *item)
{
    if (!item)
        return;
    document_paragraph(p->document);
    document_say(p->document, prose_sentence(p, prose_said(p, item)));
}

void prose_money(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_FEE, &at));) {
        prose_part(p, SECTION_MONEY, node);
        write_line(p, node);
    }
    for (uint32_t at = 0; (node = prose_next(p, NODE_CREDIT, &at));) {
        const struct credit *credit = credit_of(p, node);
        if (!credit || credit->is_absent)
            continue;
        prose_part(p, SECTION_MONEY, node);
        write_line(p, prose_item(node->kid[CREDIT_ITEMS], NODE_CREDIT_FOR));
        write_bands(p, node, credit);
        write_line(p, prose_item(node->kid[CREDIT_ITEMS], NODE_CAP));
        write_example(p, node, credit);
    }
}
