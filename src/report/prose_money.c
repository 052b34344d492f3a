/* prose_money.c - fees, service credits, and what a credit comes to.
 *
 * The amounts follow semantics 6.6: a share of the fee, capped, then rounded half-even to the minor
 * unit once. */
#include "report/prose_parts.h"
#include "report/share.h"
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

/* An amount before rounding. */
static struct share worth(const struct prose *p, const struct node *amount, const struct node *fee)
{
    const struct node *of = fee ? prose_find(p, NODE_FEE, fee->text) : NULL;
    if (amount->kind == NODE_MONEY)
        return share_of_money(&amount->value.money);
    return of ? share_of_fee(amount->value.decimal, &of->kid[FEE_AMOUNT]->value.money)
              : (struct share){0};
}

/* What a band comes to, rounded, no more than the cap; *CAPPED if the cap made it less. */
static struct ast_money credited(const struct prose *p, const struct node *band,
                                 const struct node *cap, bool *capped)
{
    struct share amount = worth(p, band->kid[BAND_AMOUNT], band->kid[BAND_FEE]);
    *capped = false;
    if (cap) {
        struct share most = worth(p, cap->kid[CAP_AMOUNT], cap->kid[CAP_FEE]);
        *capped = most.currency[0] && share_compare(&most, &amount) < 0;
        if (*capped)
            amount = most;
    }
    return share_rounded(&amount);
}

static struct text money_said(struct prose *p, struct ast_money money)
{
    return money.currency[0] ? wording_money(p->arena, p->words, &money) : TEXT("");
}

/* ---------- credits ---------- */

static void write_bands(struct prose *p, const struct node *node)
{
    const struct node *items = node->kid[CREDIT_ITEMS], *cap = prose_item(items, NODE_CAP);
    bool capped;
    document_table(p->document, prose_title(p, node));
    document_column(p->document, SAY(p, HEAD_COMPLIANCE), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_CREDIT), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_AMOUNT), COLUMN_FIGURE);
    for (const struct node *item = items; item; item = item->next) {
        if (item->kind != NODE_BAND)
            continue;
        document_row(p->document);
        document_say(p->document, SAY(p, BELOW, prose_said(p, item->kid[BAND_BELOW])));
        document_cell(p->document);
        document_say(p->document, amount_of(p, item->kid[BAND_AMOUNT], item->kid[BAND_FEE]));
        document_cell(p->document);
        document_say(p->document, money_said(p, credited(p, item, cap, &capped)));
    }
}

/* The deepest band: the one below the least compliance. */
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

/* So many tickets are decided, and one fewer is met than the band asks for. */
static void write_example(struct prose *p, const struct node *items)
{
    const struct node *band = deepest(items);
    struct decimal below = band->kid[BAND_BELOW]->value.decimal;
    uint64_t tickets = 100;
    for (unsigned i = 0; i < below.scale; i++)
        tickets *= 10;
    if (below.digits <= 0)
        return;
    uint64_t met = (uint64_t)below.digits - 1;
    struct text share = decimal_share(p->arena, met, tickets, 6);
    struct decimal compliance = {0, 0};
    if (!decimal_parse(share, &compliance))
        return;
    bool capped;
    struct ast_money amount = credited(p, band, prose_item(items, NODE_CAP), &capped);
    const struct text args[] = {TEXT(""),
                                wording_whole(p->arena, p->words, met),
                                wording_whole(p->arena, p->words, tickets),
                                wording_percent(p->arena, p->words, compliance),
                                wording_percent(p->arena, p->words, below),
                                amount_of(p, band->kid[BAND_AMOUNT], band->kid[BAND_FEE]),
                                money_said(p, amount)};
    document_paragraph(p->document);
    document_say(p->document,
                 wording_say(p->arena, p->words,
                             capped ? SAID_CREDIT_EXAMPLE_CAPPED : SAID_CREDIT_EXAMPLE, args));
}

static void write_credit(struct prose *p, const struct node *node)
{
    const struct node *items = node->kid[CREDIT_ITEMS];
    const struct node *about = prose_item(items, NODE_CREDIT_FOR),
                      *cap = prose_item(items, NODE_CAP);
    prose_part(p, SECTION_MONEY, node);
    if (about) {
        document_paragraph(p->document);
        document_say(p->document, prose_sentence(p, prose_said(p, about)));
    }
    write_bands(p, node);
    if (cap) {
        document_paragraph(p->document);
        document_say(p->document, prose_sentence(p, prose_said(p, cap)));
    }
    write_example(p, items);
}

void prose_money(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_FEE, &at));) {
        prose_part(p, SECTION_MONEY, node);
        document_paragraph(p->document);
        document_say(p->document, prose_sentence(p, prose_said(p, node)));
    }
    for (uint32_t at = 0; (node = prose_next(p, NODE_CREDIT, &at));)
        write_credit(p, node);
}
