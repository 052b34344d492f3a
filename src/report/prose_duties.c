/* prose_duties.c - what no event decides: responsibilities, complaints, reports and reviews, risks,
 * improvements. */
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

/* ---------- responsibilities ---------- */

SAYER(responsibilities)
{
    const struct model *model = p->model;
    bool provider = node_word(node->kid[RESPONSIBILITIES_PARTY]) == WORD_PROVIDER;
    struct text name = provider ? model->provider : model->customer;
    if (!name.len)
        return provider ? SAY(p, DUTIES_OF_PROVIDER) : SAY(p, DUTIES_OF_CUSTOMER);
    return SAY(p, DUTIES_OF, name);
}

static void write_duties(struct prose *p, enum word party)
{
    const struct node *node;
    bool begun = false;
    for (uint32_t at = 0; (node = prose_next(p, NODE_RESPONSIBILITIES, &at));) {
        if (node_word(node->kid[RESPONSIBILITIES_PARTY]) != party)
            continue;
        if (!begun) {
            document_part(
                p->document,
                prose_number(p, SECTION_RESPONSIBILITIES,
                             party == WORD_PROVIDER ? TEXT("provider") : TEXT("customer")),
                prose_said(p, node));
            document_list(p->document);
        }
        begun = true;
        for (const struct node *text = node->kid[RESPONSIBILITIES_TEXTS]; text; text = text->next) {
            struct text said = prose_text(p, text);
            struct text number = prose_text_number(p, SECTION_RESPONSIBILITIES, text->text);
            document_row(p->document);
            document_row_id(p->document, number);
            document_say(p->document, said);
            prose_cite(p, number);
        }
    }
}

void prose_responsibilities(struct prose *p)
{
    write_duties(p, WORD_PROVIDER);
    write_duties(p, WORD_CUSTOMER);
}

/* ---------- complaints ---------- */

SAYER(stage)
{
    struct text limit = prose_within_limit(p, node->kid[STAGE_LIMIT], node->kid[STAGE_CALENDAR]);
    return SAY(p, STAGE, prose_said(p, node->kid[STAGE_NUMBER]), prose_who(p, node->kid[STAGE_TO]),
               limit);
}

SAYER(complaints)
{
    const struct node *channels = node->kid[COMPLAINTS_CHANNELS];
    if (channels)
        return SAY(p, COMPLAINTS_ON, prose_names(p, NODE_CHANNEL, channels));
    return node->kid[COMPLAINTS_ANY] ? SAY(p, COMPLAINTS_ON_ANY) : TEXT("");
}

static void write_stages(struct prose *p, const struct node *stage)
{
    document_table(p->document, SAY(p, TABLE_STAGES));
    document_column(p->document, SAY(p, HEAD_STAGE), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_WHO), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_ANSWER), COLUMN_WORDS);
    for (; stage; stage = stage->next) {
        struct text limit =
            prose_within_limit(p, stage->kid[STAGE_LIMIT], stage->kid[STAGE_CALENDAR]);
        document_row(p->document);
        document_say(p->document, prose_said(p, stage->kid[STAGE_NUMBER]));
        document_cell(p->document);
        document_say(p->document, prose_who(p, stage->kid[STAGE_TO]));
        document_cell(p->document);
        document_say(p->document, limit);
    }
}

void prose_complaints(struct prose *p)
{
    const struct node *node;
    for (uint32_t at = 0; (node = prose_next(p, NODE_COMPLAINTS, &at));) {
        struct text received = prose_said(p, node);
        if (node->kid[COMPLAINTS_TITLE])
            document_part(
                p->document,
                prose_text_number(p, SECTION_COMPLAINTS, node->kid[COMPLAINTS_TITLE]->text),
                prose_text(p, node->kid[COMPLAINTS_TITLE]));
        if (received.len) {
            document_paragraph(p->document);
            document_say(p->document, received);
        }
        if (node->kid[COMPLAINTS_STAGES])
            write_stages(p, node->kid[COMPLAINTS_STAGES]);
        if (node->kid[COMPLAINTS_THEN]) {
            document_paragraph(p->document);
            document_say(p->document,
                         SAY(p, COMPLAINTS_THEN, prose_text(p, node->kid[COMPLAINTS_THEN])));
        }
    }
}

/* ---------- reports and reviews ---------- */

SAYER(report)
{
    struct text limit = prose_within_limit(p, node->kid[REPORT_LIMIT], node->kid[REPORT_CALENDAR]);
    return SAY(p, REPORT, prose_said(p, node->kid[REPORT_EACH]), prose_who(p, node->kid[REPORT_TO]),
               limit);
}

SAYER(review)
{
    struct text every = prose_said(p, node->kid[REVIEW_EVERY]);
    struct text by = prose_who(p, node->kid[REVIEW_BY]);
    const struct node *first = node->kid[REVIEW_FIRST];
    return first ? SAY(p, REVIEW_FIRST, every, by, prose_said(p, first))
                 : SAY(p, REVIEW, every, by);
}

static const char *unit_name(const struct node *each)
{
    switch (node_word(each->kid[EACH_UNIT])) {
    case WORD_DAY:
        return "day";
    case WORD_WEEK:
        return "week";
    case WORD_MONTH:
        return "month";
    case WORD_QUARTER:
        return "quarter";
    default:
        return "year";
    }
}

/* `18.report.month.service-owner`: how often, and to whom or by whom. */
static struct text report_number(struct prose *p, const struct node *node)
{
    bool is_report = node->kind == NODE_REPORT;
    const struct node *each = node->kid[is_report ? REPORT_EACH : REVIEW_EVERY];
    const struct node *names = node->kid[is_report ? REPORT_TO : REVIEW_BY];
    struct text name =
        text_format(p->arena, "%s.%s", is_report ? "report" : "review", unit_name(each));
    for (char mark = '.'; names; names = names->next, mark = '+')
        name = text_format(p->arena, TEXT_FMT "%c" TEXT_FMT, TEXT_ARG(name), mark,
                           TEXT_ARG(names->text));
    return prose_number(p, SECTION_REPORTING, name);
}

void prose_reporting(struct prose *p)
{
    static const enum node_kind kinds[] = {NODE_REPORT, NODE_REVIEW};
    const struct node *node;
    if (!prose_has(p, NODE_REPORT) && !prose_has(p, NODE_REVIEW))
        return;
    document_list(p->document);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (uint32_t at = 0; (node = prose_next(p, kinds[i], &at));) {
            struct text number = report_number(p, node);
            document_row(p->document);
            document_row_id(p->document, number);
            document_say(p->document, prose_said(p, node));
            prose_cite(p, number);
        }
}

/* ---------- risks and improvements ---------- */

SAYER(grade)
{
    return prose_said(p, node->kid[0]);
}

SAYER(mitigation)
{
    return prose_text(p, node->kid[MITIGATION_TEXT]);
}

SAYER(risk)
{
    return prose_text(p, node->kid[RISK_TITLE]);
}

/* What an item of KIND says, if there is one. */
static void risk_cell(struct prose *p, const struct node *risk, enum node_kind kind)
{
    const struct node *item = prose_item(risk->kid[RISK_ITEMS], kind);
    document_cell(p->document);
    if (!item)
        document_say(p->document, SAY(p, NOTHING));
    else if (kind == NODE_OWNER)
        document_say(p->document, prose_who(p, item->kid[OWNER_NAME]));
    else
        document_say(p->document, phrases_capital(p->arena, prose_said(p, item)));
}

void prose_risks(struct prose *p)
{
    const struct node *node;
    if (!prose_has(p, NODE_RISK))
        return;
    document_table(p->document, SAY(p, TABLE_RISKS));
    document_column(p->document, SAY(p, HEAD_RISK), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_LIKELIHOOD), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_IMPACT), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_MITIGATION), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_OWNER), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_NUMBER), COLUMN_WORDS);
    for (uint32_t at = 0; (node = prose_next(p, NODE_RISK, &at));) {
        struct text number = prose_text_number(p, SECTION_RISKS, node->kid[RISK_TITLE]->text);
        document_row(p->document);
        document_row_id(p->document, number);
        document_say(p->document, prose_said(p, node));
        risk_cell(p, node, NODE_LIKELIHOOD);
        risk_cell(p, node, NODE_IMPACT);
        risk_cell(p, node, NODE_MITIGATION);
        risk_cell(p, node, NODE_OWNER);
        prose_number_cell(p, number);
    }
}

/* The title of a target, measure or availability. */
static struct text promised(struct prose *p, struct text name)
{
    static const enum node_kind kinds[] = {NODE_TARGET, NODE_MEASURE, NODE_AVAILABILITY};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (prose_find(p, kinds[i], name))
            return prose_called(p, kinds[i], name);
    return prose_human(p, name);
}

SAYER(improvement)
{
    return SAY(p, IMPROVEMENT, prose_text(p, node->kid[IMPROVEMENT_TITLE]),
               promised(p, node->kid[IMPROVEMENT_FOR]->text),
               prose_who(p, node->kid[IMPROVEMENT_OWNER]),
               prose_said(p, node->kid[IMPROVEMENT_BY]));
}

void prose_improvements(struct prose *p)
{
    const struct node *node;
    if (!prose_has(p, NODE_IMPROVEMENT))
        return;
    document_table(p->document, SAY(p, TABLE_IMPROVEMENTS));
    document_column(p->document, SAY(p, HEAD_IMPROVEMENT), COLUMN_HEAD);
    document_column(p->document, SAY(p, HEAD_FOR), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_OWNER), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_BY), COLUMN_WORDS);
    document_column(p->document, SAY(p, HEAD_NUMBER), COLUMN_WORDS);
    for (uint32_t at = 0; (node = prose_next(p, NODE_IMPROVEMENT, &at));) {
        struct text number =
            prose_text_number(p, SECTION_IMPROVEMENTS, node->kid[IMPROVEMENT_TITLE]->text);
        document_row(p->document);
        document_row_id(p->document, number);
        document_say(p->document, prose_text(p, node->kid[IMPROVEMENT_TITLE]));
        document_cell(p->document);
        document_say(p->document, promised(p, node->kid[IMPROVEMENT_FOR]->text));
        document_cell(p->document);
        document_say(p->document, prose_who(p, node->kid[IMPROVEMENT_OWNER]));
        document_cell(p->document);
        document_say(p->document, prose_said(p, node->kid[IMPROVEMENT_BY]));
        prose_number_cell(p, number);
    }
}
