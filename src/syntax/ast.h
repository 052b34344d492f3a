/* ast.h - the constructors that the actions of the grammar call.
 *
 * Each makes one node in the parser's arena, or adds to a list. They check what a rule of the
 * grammar cannot say (units in order, 24:00 only at the end of a span, lengths that fit) and report
 * it; what is made then is still a sound node.
 */
#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include "syntax/parser.h"
#include "time/civil.h"

/* Lists and bundles of clauses. */
struct list ast_none(void);
struct list ast_one(struct node *node);
struct list ast_two(struct node *a, struct node *b);
struct list ast_more(struct list list, struct node *node);
struct pair ast_pair(struct node *a, struct node *b);
struct body ast_body(struct node *title, struct list items);
struct body ast_marked(struct node *title, struct node *mark, struct list items);
struct body ast_received(struct list names);
struct body ast_sources(struct list from, struct list to);
struct body ast_titled(struct body body, struct node *title);
struct body ast_filled(struct body body, struct list items);
struct amount ast_amount(struct node *number, enum word unit);

/* Any kind, its kids in the order of ast.def. */
struct node *ast_node(struct parser *parser, enum node_kind kind, struct span span,
                      struct kids kids);

/* A leaf whose text is as written. */
struct node *ast_leaf(struct parser *parser, enum node_kind kind, struct span span);
struct node *ast_name(struct parser *parser, struct span span);
struct node *ast_quoted_name(struct parser *parser, struct node *text); /* what TEXT says */
struct node *ast_word(struct parser *parser, enum word word, struct span span);
struct node *ast_yes_no(struct parser *parser, struct span span, bool yes);
struct node *ast_weekday(struct parser *parser, struct span span, enum weekday weekday);
struct node *ast_month(struct parser *parser, struct span span, int month);
struct node *ast_nth(struct parser *parser, struct span span, int nth);

struct node *ast_money(struct parser *parser, struct span span, struct span currency,
                       const struct node *number);
struct node *ast_measure(struct parser *parser, enum node_kind kind, struct span span,
                         struct amount amount);
struct node *ast_duration(struct parser *parser, struct span span, struct list parts);
struct node *ast_days(struct parser *parser, struct span span, const struct node *count,
                      bool working);
struct node *ast_day_end(struct parser *parser, struct span span, const struct node *count);
struct node *ast_instant(struct parser *parser, struct span span, const struct node *date,
                         struct node *time);
struct node *ast_span(struct parser *parser, struct span span, struct node *from, struct node *to);

/* TIME, which may not be 24:00 here. */
struct node *ast_start_time(struct parser *parser, struct node *time);

/* NODE with SPAN for its own; with LOCK in its last slot, if there is one. */
struct node *ast_widen(struct node *node, struct span span);
struct node *ast_locked(struct node *node, struct node *lock);

/* An escalation as declared: it says first, and once, what it is for. */
struct node *ast_escalation(struct parser *parser, struct node *escalation);

/* The value map of a column: its lines, and OTHERWISE as the title of the bundle. Closes HEAD. */
struct body ast_mapping(struct parser *parser, struct head head, struct list lines,
                        struct node *otherwise);

/* Adds a declaration to those of the file. */
struct list ast_tops(struct parser *parser, struct list list, struct node *top);

/* FILE or SUPPOSE. */
struct node *ast_root(struct parser *parser, enum node_kind kind, struct span span,
                      struct list items);

#endif
