/* charter.y - the charter language, its queries, suppositions and quotes: one grammar, four starts.
 *
 * Rules use the spellings of the language; an action is one call of a constructor of syntax/ast.h
 * or of the recovery of syntax/feed.h. Every word is spelled once, in its %token line: the scanner
 * learns the words from the parser's own table. See grammar/README.md. */

%require "3.8"
%expect 0
%define api.prefix {charter_}
%define api.pure full
%define api.push-pull push
%define api.token.prefix {TOK_}
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
%locations
%header
%param {struct parser *parser}

%code requires {
#include "syntax/parser.h"
}

%union {
    struct node *node;
    struct list list; /* a list in the making */
    struct body body; /* title and lines of a block */
    struct pair pair; /* two clauses of one rule, each may be missing */
    struct head head; /* an opened block */
    enum word word;
}

%code {
#include <assert.h>
#include <string.h>

#include "syntax/ast.h"
#include "syntax/feed.h"
#include "syntax/complain.h"

#define AST(kind, at, ...)                                                                         \
    ast_node(parser, NODE_##kind, at,                                                              \
             (struct kids){sizeof((struct node *[]){__VA_ARGS__}) / sizeof(struct node *),         \
                           (struct node *[]){__VA_ARGS__}})
#define AST_BARE(kind, at) ast_node(parser, NODE_##kind, at, (struct kids){0, NULL})
#define AST_LEAF(kind, at) ast_leaf(parser, NODE_##kind, at)
#define AST_WORD(word, at) ast_word(parser, WORD_##word, at)
#define OPEN(at, name) feed_open(parser, at, name)
#define CLOSE(head, node) feed_close(parser, head, node)
#define ESCALATION_OF(head, node) ast_escalation(parser, CLOSE(head, node))

/* After an error: in a block the next line is read afresh, so that its own errors are reported;
 * between blocks nothing is reported until a declaration makes sense again. */
#define RECOVER RECOVER_AS(feed_recover(parser, ERROR_SEEN))
#define RECOVER_ITEM(at) RECOVER_AS(feed_recover_item(parser, ERROR_SEEN, at))
#define RECOVER_TOP RECOVER_AS(feed_recover_top(parser, ERROR_SEEN))
/* Each production of an error ends with it, so that its place is the last on the stack. */
#define ERROR_SEEN ((struct error_seen){yylsp[0], yychar != TOK_CHARTER_EMPTY})
#define RECOVER_AS(call)                                                                       \
    do {                                                                                           \
        struct recovery recovery_ = call;                                                          \
        if (recovery_.reports)                                                                     \
            yyerrok;                                                                               \
        if (recovery_.discards)                                                                    \
            yyclearin;                                                                             \
    } while (0)

#define YYLLOC_DEFAULT(joined, parts, count) (joined) = location_join(parts, count)
#define YYMALLOC(size) memory_resize(NULL, size)
#define YYFREE memory_release

static struct span location_join(const struct span *parts, int count);
static void charter_error(const struct span *at, struct parser *parser, const char *message);
}

/* A block that recovery gives up owes no `end`. */
%destructor { feed_drop(parser, $$); } <head>

%token END_OF_TEXT 0 "the end of the text"
%token START_FILE "a file" START_SUPPOSE "a supposition" START_QUERY "a query" START_QUOTE "a quote"

/* What the scanner makes out by its shape. */
%token A_NAME "a name"
%token <node> A_TEXT "a text"
%token <node> A_WHOLE "a whole number"
%token <node> A_DECIMAL "a decimal number"
%token <node> A_PERCENT "a percentage"
%token A_CURRENCY "a currency"
%token <node> A_RANK "a rank such as 90th"
%token <node> A_DATE "a date"
%token <node> A_TIME "a time of day"
%token <node> A_STAMP "an instant with an offset"
%token A_ZONE "a time zone"

%token PAREN_OPEN "(" PAREN_CLOSE ")" COMMA "," MARK_MINUS "-" MARK_PLUS "+"

/* Reserved: never a name. */
%token END "end" IS "is" WHEN "when" IN "in" NOT "not" ONE "one" YES "yes" NO "no" KNOWN "known"
%token WRITTEN "written" COLUMN "column" NOW "now" AT "at" OF "of" BY "by" FOR "for" WITH "with"
%token FROM "from" TO "to" ON "on" AND "and" OR "or" EVERY "every" EACH "each" WITHIN "within"
%token MORE "more" LESS "less"
%token MONDAY "Monday" TUESDAY "Tuesday" WEDNESDAY "Wednesday" THURSDAY "Thursday" FRIDAY "Friday"
%token SATURDAY "Saturday" SUNDAY "Sunday"
%token JANUARY "January" FEBRUARY "February" MARCH "March" APRIL "April" MAY "May" JUNE "June"
%token JULY "July" AUGUST "August" SEPTEMBER "September" OCTOBER "October" NOVEMBER "November"
%token DECEMBER "December"

/* Soft: a name too, wherever a name may stand (rule `soft`). */
%token USE "use" FEE "fee" REVIEW "review" DOCUMENT "document" IMPROVEMENT "improvement"
%token OWNER "owner" REPORT "report" CHARTER "charter" TICKET "ticket" HAS "has" STATUS "status"
%token EVENT "event" HOLIDAYS "holidays" HOURS "hours" PERIOD "period" CHANNEL "channel"
%token SERVICE "service" TEAM "team" CONTACT "contact" SYSTEM "system" CLOCK "clock"
%token TARGET "target" AVAILABILITY "availability" MAINTENANCE "maintenance" MEASURE "measure"
%token ESCALATION "escalation" CREDIT "credit" RESPONSIBILITIES "responsibilities"
%token COMPLAINTS "complaints" RISK "risk" SECTION "section" OBJECTIVE "objective"
%token AMENDMENT "amendment" LOG "log" TEST "test" PROPERTY "property" PROVIDER "provider"
%token CUSTOMER "customer" PAYABLE "payable" THEN "then" FIRST "first" BECAUSE "because"
%token UNTIL "until" LANGUAGE "language" VERSION "version" EXTENDS "extends" IN_FORCE "in-force"
%token TIMEZONE "timezone" CURRENCY "currency" MISSION "mission" PURPOSE "purpose"
%token CONTRACT "contract" OPTIONAL "optional" TEXT "text" WHOLE "whole" DECIMAL "decimal"
%token MONEY "money" YES_OR_NO "yes-or-no" TIME "time" LADDER "ladder" WORKING "working"
%token WAITING "waiting" DONE "done" REPLACE "replace" ADD "add" REMOVE "remove" SECOND "second"
%token SECONDS "seconds" MINUTE "minute" MINUTES "minutes" HOUR "hour" DAY "day" DAYS "days"
%token CALENDAR "calendar" THIRD "third" FOURTH "fourth" FIFTH "fifth" LAST "last" MONTH "month"
%token WEEK "week" QUARTER "quarter" YEAR "year" COMPLETE "complete" EASTER "Easter" NEXT "next"
%token WEEKDAY "weekday" PREVIOUS "previous" NEAREST "nearest" ONLY "only" OPEN "open"
%token ALWAYS "always" CLOSED "closed" IGNORES "ignores" INCLUDES "includes" EXCLUDES "excludes"
%token UNBROKEN "unbroken" REACH "reach" ADDRESS "address" DESCRIPTION "description"
%token SKILLS "skills" CERTIFIED "certified" PHONE "phone" EMAIL "email" RESILIENCE "resilience"
%token SELF_SERVICE "self-service" LEVEL "level" CPUS "cpus" MEMORY "memory" STORAGE "storage"
%token RESTARTS "restarts" AFTER "after" RUNS "runs" RECOVERS "recovers" LOSES "loses" MOST "most"
%token DATA "data" HANDS "hands" OVER "over" MIB "MiB" GIB "GiB" TIB "TiB" MB "MB" GB "GB" TB "TB"
%token STARTS "starts" STOPS "stops" PAUSES "pauses" WHILE "while" RESUMES "resumes"
%token REOPENING "reopening" RESOLVING "resolving" REPEATS "repeats" CANCELLED "cancelled"
%token CONTINUES "continues" AGAIN "again" IGNORED "ignored" OPENED "opened" DURING "during"
%token THAN "than" LEAST "least" LOCKED "locked" NO_LOOSER "no-looser" MEASURES "measures"
%token COUNTED "counted" WARNS "warns" CHANGE "change" PAUSE "pause" CAPPED "capped" MET "met"
%token THE "the" OPENING "opening" SERVES "serves" DUE "due" COMPLETION "completion"
%token DECISION "decision" TICKETS "tickets" CYCLES "cycles" OTHERWISE "otherwise" CALLED "called"
%token OVERRIDES "overrides" CARRIES "carries" KEEPS "keeps" JUDGES "judges" START "start"
%token DOWN "down" EXCLUDING "excluding" SHARE "share" COUNT "count" AVERAGE "average"
%token PERCENTILE "percentile" ONCE "once" USED "used" LEFT "left" BREACH "breach" TIMES "times"
%token TELL "tell" RAISE "raise" BELOW "below" RECEIVED "received" ANY "any" STAGE "stage"
%token LIKELIHOOD "likelihood" IMPACT "impact" MITIGATION "mitigation" LOW "low" MEDIUM "medium"
%token HIGH "high" VALUED "valued" FORMAT "format" ROW "row" PER "per" MISSING "missing" CSV "csv"
%token TSV "tsv" NDJSON "ndjson" XES "xes" EXPECT "expect" CYCLE "cycle" CLAUSE "clause"
%token TELLS "tells" PAUSED "paused" BREACHED "breached" PENDING "pending" UNCOVERED "uncovered"
%token EXCLUDED "excluded" LIMIT "limit" PROMISE "promise" TITLE "title" SUPPOSE "suppose"
%token AGAINST "against" COMPLIANCE "compliance" BEST "best" DRIVERS "drivers" BREACHES "breaches"
%token HOW "how" LONG "long" HAPPENS "happens"
%token WHY "why" WHAT "what" WOULD "would" BEFORE "before" CLOSING "closing" SET "set"
%token BASED "based" TOLD "told" WHICH "which" RULE "rule" UNKNOWN "unknown"
%token FORGET "forget" SNAPSHOT "snapshot"

%type <node> top text title decl party payable then_opt first_on because validity charter_item
             zone currency_name event_intro attribute optional type choice status_line class
             change sort part whole number percent date time part_of_duration duration day_count
             limit instant span day_range weekday month ordinal nth_weekday of_month period money
             calendar_opt holiday_item holiday_date substitute side substitute_unit which only years calendar_item
             unbroken dates period_item of_customer place_item size event clock_item reopening
             when_opt condition simple order bound value yes_no target_line lock target_item
             serves counted_in bucket counted called change_mode availability_item of_names
             promise maintenance_item measure_item escalation_item trigger action credit_item
             stage risk_item grade valued section log_item format row_unit column column_test
             may_lack written map_line
             otherwise map_value test_item event_at assignment length verdict property_item quote
             query ticket of_ticket at_opt target_name name
%type <list> tops text_list names attributes choices statuses change_list parts spans days on_days
             charter_list holiday_items holiday_list calendar_items calendar_list period_items
             period_list place_items place_list events clock_items clock_list ands ors values
             target_items target_list overrides availability_items availability_list
             maintenance_items maintenance_list measure_items measure_list escalation_items
             escalation_list actions credit_items credit_list duties stages risk_items
             section_items log_list columns column_tests column_test_list map_lines test_items with assignments property_items by_names
%type <body> charter_body amendment_body holiday_body calendar_body period_body place_body
             contact_body clock_body target_body availability_body maintenance_body measure_body
             escalation_body credit_body complaints_intro complaints_body received log_body
             sources mapping map_block
%type <pair> event_may_lack amendment_intro closed_span contact_intro holiday_intro applies share
             objective_body
%type <head> charter_head ticket_head status_head event_head event_lost holidays_head hours_head
             period_head channel_head service_head team_head contact_head system_head clock_head
             target_head availability_head maintenance_head measure_head escalation_head
             credit_head responsibilities_head complaints_head risk_head section_head
             objective_head objective_lost amendment_head amendment_lost log_head test_head
             property_head ticket_part map_head
%type <word> unit size_unit

%%

start
  : START_FILE tops { feed_accept(parser, ast_root(parser, NODE_FILE, @$, $2)); }
  | START_SUPPOSE tops { feed_accept(parser, ast_root(parser, NODE_SUPPOSE, @$, $2)); }
  | START_QUERY query { feed_accept(parser, $2); }
  | START_QUOTE quote { feed_accept(parser, $2); }
  ;

tops
  : %empty { $$ = ast_none(); }
  | tops top { $$ = ast_tops(parser, $1, $2); }
  | tops error { $$ = $1; RECOVER_TOP; }
  ;
top: decl | change ;

text: "a text" ;
text_list
  : text { $$ = ast_one($1); }
  | text_list "," text { $$ = ast_more($1, $3); }
  ;
title: %empty { $$ = NULL; } | text ;
names: name { $$ = ast_one($1); } | names "," name { $$ = ast_more($1, $3); } ;

/* ---------- declarations ---------- */

decl
  : "use" text { $$ = AST(USE, @$, $2); }
  | charter_head charter_body "end"
      { $$ = CLOSE($1, AST(CHARTER, @$, $1.name, $2.title, $2.items.first)); }
  | ticket_head attributes "end" { $$ = CLOSE($1, AST(TICKET, @$, $2.first)); }
  | status_head statuses "end" { $$ = CLOSE($1, AST(STATUS, @$, $2.first)); }
  | event_head event_intro attributes "end"
      { $$ = CLOSE($1, AST(EVENT, @$, $1.name, $2, $3.first)); }
  | event_lost attributes "end" { $$ = CLOSE($1, AST(EVENT, @$, NULL, NULL, $2.first)); }
  | holidays_head holiday_body "end"
      { $$ = CLOSE($1, AST(HOLIDAYS, @$, $1.name, $2.title, $2.mark, $2.items.first)); }
  | hours_head calendar_body "end"
      { $$ = CLOSE($1, AST(HOURS, @$, $1.name, $2.title, $2.items.first)); }
  | period_head period_body "end"
      { $$ = CLOSE($1, AST(PERIOD, @$, $1.name, $2.title, $2.items.first)); }
  | channel_head place_body "end"
      { $$ = CLOSE($1, AST(CHANNEL, @$, $1.name, $2.title, $2.items.first)); }
  | service_head place_body "end"
      { $$ = CLOSE($1, AST(SERVICE, @$, $1.name, $2.title, $2.items.first)); }
  | team_head place_body "end"
      { $$ = CLOSE($1, AST(TEAM, @$, $1.name, $2.title, $2.items.first)); }
  | contact_head contact_body "end"
      { $$ = CLOSE($1, AST(CONTACT, @$, $1.name, $2.title, $2.mark, $2.items.first)); }
  | system_head place_body "end"
      { $$ = CLOSE($1, AST(SYSTEM, @$, $1.name, $2.title, $2.items.first)); }
  | clock_head clock_body "end"
      { $$ = CLOSE($1, AST(CLOCK, @$, $1.name, $2.title, $2.items.first)); }
  | target_head target_body "end"
      { $$ = CLOSE($1, AST(TARGET, @$, $1.name, $2.title, $2.items.first)); }
  | availability_head availability_body "end"
      { $$ = CLOSE($1, AST(AVAILABILITY, @$, $1.name, $2.title, $2.items.first)); }
  | maintenance_head maintenance_body "end"
      { $$ = CLOSE($1, AST(MAINTENANCE, @$, $1.name, $2.title, $2.items.first)); }
  | measure_head measure_body "end"
      { $$ = CLOSE($1, AST(MEASURE, @$, $1.name, $2.title, $2.items.first)); }
  | escalation_head escalation_body "end"
      { $$ = ESCALATION_OF($1, AST(ESCALATION, @$, $1.name, $2.title, $2.items.first)); }
  | "fee" name title "is" money "each" period payable { $$ = AST(FEE, @$, $2, $3, $5, $7, $8); }
  | credit_head credit_body "end"
      { $$ = CLOSE($1, AST(CREDIT, @$, $1.name, $2.title, $2.items.first)); }
  | responsibilities_head duties "end"
      { $$ = CLOSE($1, AST(RESPONSIBILITIES, @$, $1.name, $2.first)); }
  | complaints_head complaints_body then_opt "end"
      { $$ = CLOSE($1, AST(COMPLAINTS, @$, $2.title, $2.mark, $2.names, $2.items.first, $3)); }
  | risk_head risk_items "end" { $$ = CLOSE($1, AST(RISK, @$, $1.name, $2.first)); }
  | "review" "every" period "by" names first_on { $$ = AST(REVIEW, @$, $3, $5.first, $6); }
  | section { $$ = $1; }
  | objective_head objective_body "end"
      { $$ = CLOSE($1, AST(OBJECTIVE, @$, $1.name, $2.a, $2.b)); }
  | objective_lost valued "end" { $$ = CLOSE($1, AST(OBJECTIVE, @$, NULL, NULL, $2)); }
  | "document" text "at" text { $$ = AST(DOCUMENT, @$, $2, $4); }
  | "improvement" text "for" target_name "owner" name "by" date
      { $$ = AST(IMPROVEMENT, @$, $2, $4, $6, $8); }
  | "report" "each" period "to" names "within" limit calendar_opt
      { $$ = AST(REPORT, @$, $3, $5.first, $7, $8); }
  | amendment_head amendment_intro amendment_body "end"
      { $$ = CLOSE($1, AST(AMENDMENT, @$, $1.name, $2.a, $2.b, $3.title, $3.items.first)); }
  | amendment_lost amendment_body "end"
      { $$ = CLOSE($1, AST(AMENDMENT, @$, NULL, NULL, NULL, $2.title, $2.items.first)); }
  | log_head log_body "end" { $$ = CLOSE($1, AST(LOG, @$, $1.name, $2.title, $2.items.first)); }
  | test_head test_items "end" { $$ = CLOSE($1, AST(TEST, @$, $1.name, $2.first)); }
  | property_head property_items "end" { $$ = CLOSE($1, AST(PROPERTY, @$, $1.name, $2.first)); }
  ;

/* The head of a block opens it: from here on an `end` is owed. A head whose name can't be read
 * still opens the block, so that its lines are read as its lines. */
charter_head
  : "charter" name { $$ = OPEN(@$, $2); }
  | "charter" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
ticket_head
  : "ticket" "has" { $$ = OPEN(@$, NULL); }
  | "ticket" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
status_head: "status" { $$ = OPEN(@$, NULL); } ;
event_head: "event" name { $$ = OPEN(@$, $2); } ;
event_lost: "event" error { $$ = OPEN(@1, NULL); RECOVER; } ;
holidays_head
  : "holidays" name { $$ = OPEN(@$, $2); }
  | "holidays" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
hours_head
  : "hours" name { $$ = OPEN(@$, $2); }
  | "hours" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
period_head
  : "period" name { $$ = OPEN(@$, $2); }
  | "period" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
channel_head
  : "channel" name { $$ = OPEN(@$, $2); }
  | "channel" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
service_head
  : "service" name { $$ = OPEN(@$, $2); }
  | "service" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
team_head
  : "team" name { $$ = OPEN(@$, $2); }
  | "team" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
contact_head
  : "contact" name { $$ = OPEN(@$, $2); }
  | "contact" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
system_head
  : "system" name { $$ = OPEN(@$, $2); }
  | "system" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
clock_head
  : "clock" name { $$ = OPEN(@$, $2); }
  | "clock" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
target_head
  : "target" name { $$ = OPEN(@$, $2); }
  | "target" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
availability_head
  : "availability" name { $$ = OPEN(@$, $2); }
  | "availability" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
maintenance_head
  : "maintenance" name { $$ = OPEN(@$, $2); }
  | "maintenance" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
measure_head
  : "measure" name { $$ = OPEN(@$, $2); }
  | "measure" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
escalation_head
  : "escalation" name { $$ = OPEN(@$, $2); }
  | "escalation" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
credit_head
  : "credit" name { $$ = OPEN(@$, $2); }
  | "credit" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
responsibilities_head
  : "responsibilities" "of" party { $$ = OPEN(@$, $3); }
  | "responsibilities" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
complaints_head: "complaints" { $$ = OPEN(@$, NULL); } ;
risk_head
  : "risk" text { $$ = OPEN(@$, $2); }
  | "risk" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
section_head
  : "section" text { $$ = OPEN(@$, $2); }
  | "section" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
objective_head: "objective" name { $$ = OPEN(@$, $2); } ;
objective_lost: "objective" error { $$ = OPEN(@1, NULL); RECOVER; } ;
amendment_head: "amendment" name { $$ = OPEN(@$, $2); } ;
amendment_lost: "amendment" error { $$ = OPEN(@1, NULL); RECOVER; } ;
log_head
  : "log" name { $$ = OPEN(@$, $2); }
  | "log" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
test_head
  : "test" text { $$ = OPEN(@$, $2); }
  | "test" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;
property_head
  : "property" text { $$ = OPEN(@$, $2); }
  | "property" error { $$ = OPEN(@1, NULL); RECOVER; }
  ;

party
  : "provider" { $$ = AST_WORD(PROVIDER, @$); }
  | "customer" { $$ = AST_WORD(CUSTOMER, @$); }
  ;
payable: %empty { $$ = NULL; } | "payable" "within" limit { $$ = $3; } ;
then_opt: %empty { $$ = NULL; } | "then" text { $$ = $2; } ;
first_on: %empty { $$ = NULL; } | "first" "on" date { $$ = $3; } ;
because: %empty { $$ = NULL; } | "because" text { $$ = $2; } ;
validity
  : "from" date { $$ = AST(IN_FORCE, @$, $2, NULL); }
  | "from" date "until" date { $$ = AST(IN_FORCE, @$, $2, $4); }
  ;

charter_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | charter_list { $$ = ast_body(NULL, $1); }
  | text charter_list { $$ = ast_body($1, $2); }
  ;
charter_list
  : charter_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | charter_list charter_item { $$ = ast_more($1, $2); }
  | charter_list error { $$ = $1; RECOVER; }
  ;
charter_item
  : "language" whole { $$ = AST(LANGUAGE, @$, $2); }
  | "version" text { $$ = AST(VERSION, @$, $2); }
  | "provider" text { $$ = AST(PROVIDER, @$, $2); }
  | "customer" text { $$ = AST(CUSTOMER, @$, $2); }
  | "extends" name "at" "version" text { $$ = AST(EXTENDS, @$, $2, $5); }
  | "in-force" validity { $$ = ast_widen($2, @$); }
  | "timezone" zone { $$ = AST(TIMEZONE, @$, $2); }
  | "currency" currency_name { $$ = AST(CURRENCY, @$, $2); }
  | "mission" text { $$ = AST(MISSION, @$, $2); }
  | "purpose" text { $$ = AST(PURPOSE, @$, $2); }
  | "contract" text { $$ = AST(CONTRACT, @$, $2); }
  ;
zone: "a time zone" { $$ = AST_LEAF(ZONE, @$); } | name { $$ = AST_LEAF(ZONE, @$); } ;
currency_name
  : "a name" { $$ = AST_LEAF(CURRENCY_CODE, @$); }
  | "a currency" { $$ = AST_LEAF(CURRENCY_CODE, @$); }
  ;

event_intro: title "has" { $$ = $1; } | error { $$ = NULL; RECOVER; } ;
attributes
  : %empty { $$ = ast_none(); }
  | attributes attribute { $$ = ast_more($1, $2); }
  | attributes error { $$ = $1; RECOVER; }
  ;
attribute: name title optional type { $$ = AST(ATTRIBUTE, @$, $1, $2, $3, $4); } ;
optional: %empty { $$ = NULL; } | "optional" { $$ = AST_WORD(OPTIONAL, @$); } ;
type
  : "text" { $$ = AST_WORD(TEXT, @$); }
  | "whole" { $$ = AST_WORD(WHOLE, @$); }
  | "decimal" { $$ = AST_WORD(DECIMAL, @$); }
  | "money" { $$ = AST_WORD(MONEY, @$); }
  | "yes-or-no" { $$ = AST_WORD(YES_OR_NO, @$); }
  | "time" { $$ = AST_WORD(TIME, @$); }
  | "one" "of" choices { $$ = AST(ONE_OF, @$, $3.first); }
  | "ladder" choices { $$ = AST(LADDER, @$, $2.first); }
  ;
choices: choice { $$ = ast_one($1); } | choices "," choice { $$ = ast_more($1, $3); } ;
choice: name title { $$ = AST(CHOICE, @$, $1, $2); } ;

statuses
  : %empty { $$ = ast_none(); }
  | statuses status_line { $$ = ast_more($1, $2); }
  | statuses error { $$ = $1; RECOVER; }
  ;
status_line: choices "is" class { $$ = AST(STATUS_LINE, @$, $1.first, $3); } ;
class
  : "working" { $$ = AST_WORD(WORKING, @$); }
  | "waiting" { $$ = AST_WORD(WAITING, @$); }
  | "done" { $$ = AST_WORD(DONE, @$); }
  ;

/* ---------- amendments and changes ---------- */

amendment_intro
  : title "in-force" validity { $$ = ast_pair($1, ast_widen($3, span_join(@2, @3))); }
  | error { $$ = ast_pair(NULL, NULL); RECOVER; }
  ;
amendment_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | "because" text { $$ = ast_body($2, ast_none()); }
  | change_list { $$ = ast_body(NULL, $1); }
  | "because" text change_list { $$ = ast_body($2, $3); }
  ;
change_list
  : change { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | change_list change { $$ = ast_more($1, $2); }
  | change_list error { $$ = $1; RECOVER; }
  ;
change
  : "replace" decl { $$ = AST(REPLACE, @$, $2); }
  | "replace" "in" part { $$ = AST(REPLACE_IN, @$, $3); }
  | "add" decl { $$ = AST(ADD, @$, $2); }
  | "add" "to" part { $$ = AST(ADD_TO, @$, $3); }
  | "remove" sort name because { $$ = AST(REMOVE, @$, $2, $3, $4); }
  ;
sort
  : "holidays" { $$ = AST_WORD(HOLIDAYS, @$); }
  | "hours" { $$ = AST_WORD(HOURS, @$); }
  | "period" { $$ = AST_WORD(PERIOD, @$); }
  | "channel" { $$ = AST_WORD(CHANNEL, @$); }
  | "service" { $$ = AST_WORD(SERVICE, @$); }
  | "team" { $$ = AST_WORD(TEAM, @$); }
  | "contact" { $$ = AST_WORD(CONTACT, @$); }
  | "system" { $$ = AST_WORD(SYSTEM, @$); }
  | "clock" { $$ = AST_WORD(CLOCK, @$); }
  | "target" { $$ = AST_WORD(TARGET, @$); }
  | "availability" { $$ = AST_WORD(AVAILABILITY, @$); }
  | "maintenance" { $$ = AST_WORD(MAINTENANCE, @$); }
  | "measure" { $$ = AST_WORD(MEASURE, @$); }
  | "escalation" { $$ = AST_WORD(ESCALATION, @$); }
  | "fee" { $$ = AST_WORD(FEE, @$); }
  | "credit" { $$ = AST_WORD(CREDIT, @$); }
  | "event" { $$ = AST_WORD(EVENT, @$); }
  | "log" { $$ = AST_WORD(LOG, @$); }
  ;
part
  : holidays_head holiday_items "end"
      { $$ = CLOSE($1, AST(HOLIDAYS, @$, $1.name, NULL, NULL, $2.first)); }
  | hours_head calendar_items "end" { $$ = CLOSE($1, AST(HOURS, @$, $1.name, NULL, $2.first)); }
  | period_head period_items "end" { $$ = CLOSE($1, AST(PERIOD, @$, $1.name, NULL, $2.first)); }
  | service_head place_items "end" { $$ = CLOSE($1, AST(SERVICE, @$, $1.name, NULL, $2.first)); }
  | channel_head place_items "end" { $$ = CLOSE($1, AST(CHANNEL, @$, $1.name, NULL, $2.first)); }
  | team_head place_items "end" { $$ = CLOSE($1, AST(TEAM, @$, $1.name, NULL, $2.first)); }
  | contact_head place_items "end"
      { $$ = CLOSE($1, AST(CONTACT, @$, $1.name, NULL, NULL, $2.first)); }
  | system_head place_items "end" { $$ = CLOSE($1, AST(SYSTEM, @$, $1.name, NULL, $2.first)); }
  | clock_head clock_items "end" { $$ = CLOSE($1, AST(CLOCK, @$, $1.name, NULL, $2.first)); }
  | target_head target_items "end" { $$ = CLOSE($1, AST(TARGET, @$, $1.name, NULL, $2.first)); }
  | availability_head availability_items "end"
      { $$ = CLOSE($1, AST(AVAILABILITY, @$, $1.name, NULL, $2.first)); }
  | maintenance_head maintenance_items "end"
      { $$ = CLOSE($1, AST(MAINTENANCE, @$, $1.name, NULL, $2.first)); }
  | measure_head measure_items "end"
      { $$ = CLOSE($1, AST(MEASURE, @$, $1.name, NULL, $2.first)); }
  | escalation_head escalation_items "end"
      { $$ = CLOSE($1, AST(ESCALATION, @$, $1.name, NULL, $2.first)); }
  | credit_head credit_items "end" { $$ = CLOSE($1, AST(CREDIT, @$, $1.name, NULL, $2.first)); }
  | ticket_part attributes "end" { $$ = CLOSE($1, AST(TICKET, @$, $2.first)); }
  | status_head statuses "end" { $$ = CLOSE($1, AST(STATUS, @$, $2.first)); }
  ;
ticket_part: "ticket" { $$ = OPEN(@$, NULL); } ;

/* ---------- time ---------- */

whole: "a whole number" ;
number: "a whole number" | "a decimal number" ;
percent: "a percentage" ;
date: "a date" ;
time: "a time of day" ;
unit
  : "second" { $$ = WORD_SECOND; } | "seconds" { $$ = WORD_SECOND; }
  | "minute" { $$ = WORD_MINUTE; } | "minutes" { $$ = WORD_MINUTE; }
  | "hour" { $$ = WORD_HOUR; } | "hours" { $$ = WORD_HOUR; }
  ;
part_of_duration: number unit
      { $$ = ast_measure(parser, NODE_DURATION_PART, @$, ast_amount($1, $2)); } ;
parts: part_of_duration
      { $$ = ast_one($1); } | parts part_of_duration { $$ = ast_more($1, $2); } ;
duration: parts { $$ = ast_duration(parser, @$, $1); } ;
day_word: "day" | "days" ;
day_count
  : whole "working" day_word { $$ = ast_days(parser, @$, $1, true); }
  | whole "calendar" day_word { $$ = ast_days(parser, @$, $1, false); }
  ;
limit
  : duration
  | day_count
  | "end" "of" "working" "day" whole { $$ = ast_day_end(parser, @$, $5); }
  ;
instant: date time { $$ = ast_instant(parser, @$, $1, $2); } | "an instant with an offset" ;
span: time "to" time { $$ = ast_span(parser, @$, $1, $3); } ;
spans: span { $$ = ast_one($1); } | spans "," span { $$ = ast_more($1, $3); } ;
days: day_range { $$ = ast_one($1); } | days "," day_range { $$ = ast_more($1, $3); } ;
day_range
  : weekday { $$ = AST(DAY_RANGE, @$, $1, NULL); }
  | weekday "to" weekday { $$ = AST(DAY_RANGE, @$, $1, $3); }
  ;
weekday
  : "Monday" { $$ = ast_weekday(parser, @$, MONDAY); }
  | "Tuesday" { $$ = ast_weekday(parser, @$, TUESDAY); }
  | "Wednesday" { $$ = ast_weekday(parser, @$, WEDNESDAY); }
  | "Thursday" { $$ = ast_weekday(parser, @$, THURSDAY); }
  | "Friday" { $$ = ast_weekday(parser, @$, FRIDAY); }
  | "Saturday" { $$ = ast_weekday(parser, @$, SATURDAY); }
  | "Sunday" { $$ = ast_weekday(parser, @$, SUNDAY); }
  ;
month
  : "January" { $$ = ast_month(parser, @$, 1); } | "February" { $$ = ast_month(parser, @$, 2); }
  | "March" { $$ = ast_month(parser, @$, 3); } | "April" { $$ = ast_month(parser, @$, 4); }
  | "May" { $$ = ast_month(parser, @$, 5); } | "June" { $$ = ast_month(parser, @$, 6); }
  | "July" { $$ = ast_month(parser, @$, 7); } | "August" { $$ = ast_month(parser, @$, 8); }
  | "September" { $$ = ast_month(parser, @$, 9); } | "October" { $$ = ast_month(parser, @$, 10); }
  | "November"
      { $$ = ast_month(parser, @$, 11); } | "December" { $$ = ast_month(parser, @$, 12); }
  ;
ordinal
  : "first" { $$ = ast_nth(parser, @$, 1); }
  | "second" { $$ = ast_nth(parser, @$, 2); }
  | "third" { $$ = ast_nth(parser, @$, 3); }
  | "fourth" { $$ = ast_nth(parser, @$, 4); }
  | "fifth" { $$ = ast_nth(parser, @$, 5); }
  | "last" { $$ = ast_nth(parser, @$, NTH_LAST); }
  ;
nth_weekday: ordinal weekday of_month { $$ = AST(NTH_WEEKDAY, @$, $1, $2, $3); } ;
of_month: "of" month { $$ = $2; } | "of" "each" "month" { $$ = NULL; } ;
period
  : "day" { $$ = AST(EACH, @$, AST_WORD(DAY, @1), NULL); }
  | "week" { $$ = AST(EACH, @$, AST_WORD(WEEK, @1), NULL); }
  | "month" { $$ = AST(EACH, @$, AST_WORD(MONTH, @1), NULL); }
  | "quarter" { $$ = AST(EACH, @$, AST_WORD(QUARTER, @1), NULL); }
  | "year" { $$ = AST(EACH, @$, AST_WORD(YEAR, @1), NULL); }
  | "year" "from" month { $$ = AST(EACH, @$, AST_WORD(YEAR, @1), $3); }
  ;
money: "a currency" number { $$ = ast_money(parser, @$, @1, $2); } ;
calendar_opt: %empty { $$ = NULL; } | "in" name { $$ = $2; } ;

holiday_items: %empty { $$ = ast_none(); } | holiday_list ;
holiday_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | holiday_intro { $$ = ast_marked($1.a, $1.b, ast_none()); }
  | holiday_list { $$ = ast_body(NULL, $1); }
  | holiday_intro holiday_list { $$ = ast_marked($1.a, $1.b, $2); }
  ;
holiday_intro
  : text { $$ = ast_pair($1, NULL); }
  | "from" text { $$ = ast_pair(NULL, $2); }
  | text "from" text { $$ = ast_pair($1, $3); }
  ;
holiday_list
  : holiday_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | holiday_list holiday_item { $$ = ast_more($1, $2); }
  | holiday_list error { $$ = $1; RECOVER; }
  ;
holiday_item
  : holiday_date title closed_span substitute only
      { $$ = AST(HOLIDAY, @$, $1, $2, $3.a, $3.b, $4, $5); }
  | "complete" years { $$ = AST(COMPLETE, @$, $2); }
  | "includes" name { $$ = AST(INCLUDES, @$, $2); }
  ;
holiday_date
  : date
  | "every" whole month { $$ = AST(YEARLY, @$, $2, $3); }
  | "every" nth_weekday { $$ = ast_widen($2, @$); }
  | "every" weekday side whole month { $$ = AST(WEEKDAY_BESIDE, @$, $2, $3, $4, $5); }
  | "Easter" { $$ = AST(EASTER, @$, NULL, NULL); }
  | "Easter" "-" day_count { $$ = AST(EASTER, @$, AST_WORD(MINUS, @2), $3); }
  | "Easter" "+" day_count { $$ = AST(EASTER, @$, AST_WORD(PLUS, @2), $3); }
  ;
substitute
  : %empty { $$ = NULL; }
  | "and" which substitute_unit on_days
      { $$ = AST(SUBSTITUTE, @$, AST_WORD(AND, @1), $2, $3, $4.first); }
  | "or" which substitute_unit on_days
      { $$ = AST(SUBSTITUTE, @$, AST_WORD(OR, @1), $2, $3, $4.first); }
  ;
side
  : "before" { $$ = AST_WORD(BEFORE, @$); }
  | "after" { $$ = AST_WORD(AFTER, @$); }
  ;
substitute_unit
  : "weekday" { $$ = AST_WORD(WEEKDAY, @$); }
  | "day" { $$ = AST_WORD(DAY, @$); }
  ;
on_days: %empty { $$ = ast_none(); } | "when" days { $$ = $2; } ;
which
  : "next" { $$ = AST_WORD(NEXT, @$); }
  | "previous" { $$ = AST_WORD(PREVIOUS, @$); }
  | "nearest" { $$ = AST_WORD(NEAREST, @$); }
  ;
only: %empty { $$ = NULL; } | "only" years { $$ = $2; } ;
years
  : whole { $$ = AST(YEARS, @$, $1, NULL); }
  | whole "to" whole { $$ = AST(YEARS, @$, $1, $3); }
  ;

calendar_items: %empty { $$ = ast_none(); } | calendar_list ;
calendar_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | calendar_list { $$ = ast_body(NULL, $1); }
  | text calendar_list { $$ = ast_body($1, $2); }
  ;
calendar_list
  : calendar_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | calendar_list calendar_item { $$ = ast_more($1, $2); }
  | calendar_list error { $$ = $1; RECOVER; }
  ;
calendar_item
  : "open" days spans unbroken { $$ = AST(OPEN_WEEKLY, @$, $2.first, $3.first, $4); }
  | "open" "always" { $$ = AST_BARE(OPEN_ALWAYS, @$); }
  | "open" "on" dates spans unbroken { $$ = AST(OPEN_ON, @$, $3, $4.first, NULL, $5); }
  | "open" "on" dates "closed" { $$ = AST(OPEN_ON, @$, $3, NULL, AST_WORD(CLOSED, @4), NULL); }
  | "closed" "on" dates closed_span { $$ = AST(CLOSED_ON, @$, $3, $4.a, $4.b); }
  | "closed" "on" "holidays" "of" name { $$ = AST(CLOSED_HOLIDAYS, @$, $5); }
  | "closed" days { $$ = AST(CLOSED_WEEKLY, @$, $2.first); }
  | "ignores" "holidays" { $$ = AST_BARE(IGNORES_HOLIDAYS, @$); }
  | "timezone" zone { $$ = AST(TIMEZONE, @$, $2); }
  | "includes" name { $$ = AST(INCLUDES, @$, $2); }
  | "excludes" name { $$ = AST(EXCLUDES, @$, $2); }
  ;
unbroken: %empty { $$ = NULL; } | "unbroken" { $$ = AST_WORD(UNBROKEN, @$); } ;
dates
  : date { $$ = AST(DATES, @$, $1, NULL); }
  | date "to" date { $$ = AST(DATES, @$, $1, $3); }
  ;
closed_span
  : %empty { $$ = ast_pair(NULL, NULL); }
  | "from" time { $$ = ast_pair(ast_start_time(parser, $2), NULL); }
  | "from" time "to" time { $$ = ast_pair(ast_start_time(parser, $2), $4); }
  ;

period_items: %empty { $$ = ast_none(); } | period_list ;
period_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | period_list { $$ = ast_body(NULL, $1); }
  | text period_list { $$ = ast_body($1, $2); }
  ;
period_list
  : period_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | period_list period_item { $$ = ast_more($1, $2); }
  | period_list error { $$ = $1; RECOVER; }
  ;
period_item
  : dates
  | ordinal day_count "of" "each" period calendar_opt
      { $$ = AST(PERIOD_DAYS, @$, $1, $2, $5, $6); }
  | "every" nth_weekday { $$ = ast_widen($2, @$); }
  ;

/* ---------- catalogue ---------- */

place_items: %empty { $$ = ast_none(); } | place_list ;
place_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | place_list { $$ = ast_body(NULL, $1); }
  | text place_list { $$ = ast_body($1, $2); }
  ;
contact_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | contact_intro { $$ = ast_marked($1.a, $1.b, ast_none()); }
  | place_list { $$ = ast_body(NULL, $1); }
  | contact_intro place_list { $$ = ast_marked($1.a, $1.b, $2); }
  ;
contact_intro
  : text { $$ = ast_pair($1, NULL); }
  | of_customer { $$ = ast_pair(NULL, $1); }
  | text of_customer { $$ = ast_pair($1, $2); }
  ;
of_customer: "of" "customer" { $$ = AST_WORD(OF_CUSTOMER, @$); } ;
place_list
  : place_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | place_list place_item { $$ = ast_more($1, $2); }
  | place_list error { $$ = $1; RECOVER; }
  ;
place_item
  : "reach" text { $$ = AST(REACH, @$, $2); }
  | "address" text { $$ = AST(ADDRESS, @$, $2); }
  | "description" text { $$ = AST(DESCRIPTION, @$, $2); }
  | "purpose" text { $$ = AST(PURPOSE, @$, $2); }
  | "skills" text { $$ = AST(SKILLS, @$, $2); }
  | "certified" text { $$ = AST(CERTIFIED, @$, $2); }
  | "phone" text { $$ = AST(PHONE, @$, $2); }
  | "email" text { $$ = AST(EMAIL, @$, $2); }
  | "resilience" text { $$ = AST(RESILIENCE, @$, $2); }
  | "self-service" text { $$ = AST(SELF_SERVICE, @$, $2); }
  | "open" "in" name { $$ = AST(OPEN_IN, @$, $3); }
  | "owner" name { $$ = AST(OWNER, @$, $2); }
  | "level" whole { $$ = AST(LEVEL, @$, $2); }
  | "cpus" whole { $$ = AST(CPUS, @$, $2); }
  | "memory" size { $$ = AST(MEMORY, @$, $2); }
  | "storage" size { $$ = AST(STORAGE, @$, $2); }
  | "restarts" "after" names { $$ = AST(RESTARTS_AFTER, @$, $3.first); }
  | "runs" "on" names { $$ = AST(RUNS_ON, @$, $3.first); }
  | "recovers" "within" limit calendar_opt { $$ = AST(RECOVERS, @$, $3, $4); }
  | "loses" "at" "most" duration "of" "data" { $$ = AST(LOSES, @$, $4); }
  | "hands" "over" "to" name "within" limit calendar_opt when_opt
      { $$ = AST(HANDS_OVER, @$, $4, $6, $7, $8); }
  ;
size: number size_unit { $$ = ast_measure(parser, NODE_SIZE, @$, ast_amount($1, $2)); } ;
size_unit
  : "MiB" { $$ = WORD_MIB; } | "GiB" { $$ = WORD_GIB; } | "TiB" { $$ = WORD_TIB; }
  | "MB" { $$ = WORD_MB; } | "GB" { $$ = WORD_GB; } | "TB" { $$ = WORD_TB; }
  ;

/* ---------- clocks ---------- */

event
  : name { $$ = AST(HAPPENING, @$, $1, NULL); }
  | name "by" name { $$ = AST(HAPPENING, @$, $1, $3); }
  ;
events: event { $$ = ast_one($1); } | events "," event { $$ = ast_more($1, $3); } ;
clock_items: %empty { $$ = ast_none(); } | clock_list ;
clock_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | clock_list { $$ = ast_body(NULL, $1); }
  | text clock_list { $$ = ast_body($1, $2); }
  ;
clock_list
  : clock_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | clock_list clock_item { $$ = ast_more($1, $2); }
  | clock_list error { $$ = $1; RECOVER; }
  ;
clock_item
  : "starts" "on" events when_opt { $$ = AST(STARTS, @$, $3.first, $4); }
  | "stops" "on" events when_opt { $$ = AST(STOPS, @$, $3.first, $4); }
  | "pauses" "while" condition { $$ = AST(PAUSES, @$, $3); }
  | "resumes" "on" events { $$ = AST(RESUMES, @$, $3.first); }
  | "reopening" reopening { $$ = AST(REOPENING, @$, $2, NULL, NULL); }
  | "reopening" reopening "within" limit calendar_opt "of" "resolving"
      { $$ = AST(REOPENING, @$, $2, $4, $5); }
  | "repeats" { $$ = AST_BARE(REPEATS, @$); }
  | "cancelled" "on" events { $$ = AST(CANCELLED, @$, $3.first); }
  ;
reopening
  : "continues" { $$ = AST_WORD(CONTINUES, @$); }
  | "starts" "again" { $$ = AST_WORD(STARTS_AGAIN, @$); }
  | "is" "ignored" { $$ = AST_WORD(IS_IGNORED, @$); }
  ;
when_opt: %empty { $$ = NULL; } | "when" condition { $$ = $2; } ;

/* ---------- conditions ---------- */

condition
  : simple
  | ands { $$ = AST(AND, @$, $1.first); }
  | ors { $$ = AST(OR, @$, $1.first); }
  ;
ands: simple "and" simple
      { $$ = ast_two($1, $3); } | ands "and" simple { $$ = ast_more($1, $3); } ;
ors: simple "or" simple { $$ = ast_two($1, $3); } | ors "or" simple { $$ = ast_more($1, $3); } ;
simple
  : "(" condition ")" { $$ = $2; }
  | "not" "(" condition ")" { $$ = AST(NOT, @$, $3); }
  | name "is" value { $$ = AST(IS, @$, $1, NULL, $3); }
  | name "is" "not" value { $$ = AST(IS, @$, $1, AST_WORD(NOT, @3), $4); }
  | name "is" "known" { $$ = AST(IS_KNOWN, @$, $1, NULL); }
  | name "is" "not" "known" { $$ = AST(IS_KNOWN, @$, $1, AST_WORD(NOT, @3)); }
  | name "is" "one" "of" "(" values ")" { $$ = AST(IS_ONE_OF, @$, $1, NULL, $6.first); }
  | name "is" "not" "one" "of" "(" values ")"
      { $$ = AST(IS_ONE_OF, @$, $1, AST_WORD(NOT, @3), $7.first); }
  | name "is" order value { $$ = AST(COMPARE, @$, $1, $3, $4); }
  | "opened" "during" name { $$ = AST(OPENED_DURING, @$, $3); }
  ;
order
  : bound
  | "more" "than" { $$ = AST_WORD(MORE_THAN, @$); }
  | "less" "than" { $$ = AST_WORD(LESS_THAN, @$); }
  ;
bound
  : "at" "least" { $$ = AST_WORD(AT_LEAST, @$); }
  | "at" "most" { $$ = AST_WORD(AT_MOST, @$); }
  ;
values: value { $$ = ast_one($1); } | values "," value { $$ = ast_more($1, $3); } ;
value
  : name | text | number | percent | money | duration | day_count | date | instant | yes_no
  ;
yes_no
  : "yes" { $$ = ast_yes_no(parser, @$, true); }
  | "no" { $$ = ast_yes_no(parser, @$, false); }
  ;

/* ---------- targets ---------- */

target_items: %empty { $$ = ast_none(); } | target_list ;
target_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | target_list { $$ = ast_body(NULL, $1); }
  | text target_list { $$ = ast_body($1, $2); }
  ;
target_list
  : target_line { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | target_list target_line { $$ = ast_more($1, $2); }
  | target_list error { $$ = $1; RECOVER; }
  ;
target_line: target_item lock { $$ = ast_locked($1, $2); } ;
lock
  : %empty { $$ = NULL; }
  | "locked" { $$ = AST_WORD(LOCKED, @$); }
  | "locked" "no-looser" { $$ = AST_WORD(NO_LOOSER, @$); }
  ;
target_item
  : "measures" name { $$ = AST(MEASURES, @$, $2, NULL); }
  | serves
  | "for" condition { $$ = AST(FOR, @$, $2, NULL); }
  | counted_in
  | "counted" "by" bucket { $$ = AST(COUNTED_BY, @$, $3, NULL); }
  | "within" limit calendar_opt applies called overrides because
      { $$ = AST(WITHIN, @$, $2, $3, $4.a, $4.b, $5, $6.first, $7, NULL); }
  | "warns" "at" percent { $$ = AST(WARNS, @$, $3, NULL); }
  | "on" "change" "of" name change_mode { $$ = AST(ON_CHANGE, @$, $4, $5, NULL); }
  | "excludes" "when" condition because { $$ = AST(EXCLUDES_WHEN, @$, $3, $4, NULL); }
  | "pause" "capped" "at" limit { $$ = AST(PAUSE_CAPPED, @$, $4, NULL); }
  | "met" "for" "at" "least" percent "of" counted "each" period
      { $$ = AST(MET_FOR, @$, $5, $7, $9, NULL); }
  | "runs" "to" "the" "next" "opening" { $$ = AST(RUNS_TO_OPENING, @$, NULL); }
  ;
serves: "serves" name { $$ = AST(SERVES, @$, $2, NULL); } ;
counted_in: "counted" "in" name { $$ = AST(COUNTED_IN, @$, $3, NULL); } ;
bucket
  : "opening" { $$ = AST_WORD(OPENING, @$); }
  | "due" { $$ = AST_WORD(DUE, @$); }
  | "completion" { $$ = AST_WORD(COMPLETION, @$); }
  | "decision" { $$ = AST_WORD(DECISION, @$); }
  ;
counted: "tickets" { $$ = AST_WORD(TICKETS, @$); } | "cycles" { $$ = AST_WORD(CYCLES, @$); } ;
applies
  : %empty { $$ = ast_pair(NULL, NULL); }
  | "when" condition { $$ = ast_pair($2, NULL); }
  | "otherwise" { $$ = ast_pair(NULL, AST_WORD(OTHERWISE, @$)); }
  ;
called: %empty { $$ = NULL; } | "called" name { $$ = $2; } ;
overrides: %empty { $$ = ast_none(); } | "overrides" names { $$ = $2; } ;
change_mode
  : "carries" { $$ = AST_WORD(CARRIES, @$); }
  | "starts" "again" { $$ = AST_WORD(STARTS_AGAIN, @$); }
  | "keeps" { $$ = AST_WORD(KEEPS, @$); }
  | "judges" "from" "the" "start" { $$ = AST_WORD(JUDGES_FROM_THE_START, @$); }
  ;

/* ---------- availability, maintenance, measures ---------- */

availability_items: %empty { $$ = ast_none(); } | availability_list ;
availability_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | availability_list { $$ = ast_body(NULL, $1); }
  | text availability_list { $$ = ast_body($1, $2); }
  ;
availability_list
  : availability_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | availability_list availability_item { $$ = ast_more($1, $2); }
  | availability_list error { $$ = $1; RECOVER; }
  ;
availability_item
  : of_names
  | "down" "while" condition { $$ = AST(DOWN_WHILE, @$, $3); }
  | "down" "from" event "to" event { $$ = AST(DOWN_FROM, @$, $3, $5); }
  | counted_in
  | "excluding" "maintenance" { $$ = AST_BARE(EXCLUDING_MAINTENANCE, @$); }
  | serves
  | promise
  ;
of_names: "of" names { $$ = AST(OF, @$, $2.first); } ;
promise: bound value "each" period { $$ = AST(PROMISE, @$, $1, $2, $4); } ;

maintenance_items: %empty { $$ = ast_none(); } | maintenance_list ;
maintenance_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | maintenance_list { $$ = ast_body(NULL, $1); }
  | text maintenance_list { $$ = ast_body($1, $2); }
  ;
maintenance_list
  : maintenance_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | maintenance_list maintenance_item { $$ = ast_more($1, $2); }
  | maintenance_list error { $$ = $1; RECOVER; }
  ;
maintenance_item
  : of_names
  | "every" nth_weekday span { $$ = AST(WINDOW_MONTHLY, @$, $2, $3); }
  | "every" days span { $$ = AST(WINDOW_WEEKLY, @$, $2.first, $3); }
  | "on" date span { $$ = AST(WINDOW_ON, @$, $2, $3); }
  | "from" instant "to" instant { $$ = AST(WINDOW_FROM, @$, $2, $4); }
  ;

measure_items: %empty { $$ = ast_none(); } | measure_list ;
measure_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | measure_list { $$ = ast_body(NULL, $1); }
  | text measure_list { $$ = ast_body($1, $2); }
  ;
measure_list
  : measure_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | measure_list measure_item { $$ = ast_more($1, $2); }
  | measure_list error { $$ = $1; RECOVER; }
  ;
measure_item
  : "share" "of" "tickets" "when" condition { $$ = AST(SHARE, @$, $5); }
  | "count" "of" event when_opt { $$ = AST(COUNT, @$, $3, $4); }
  | "average" "of" name { $$ = AST(AVERAGE, @$, $3, NULL); }
  | "average" "of" name "on" name { $$ = AST(AVERAGE, @$, $3, $5); }
  | "a rank such as 90th" "percentile" "of" name { $$ = AST(PERCENTILE, @$, $1, $4); }
  | counted_in
  | serves
  | promise
  ;

/* ---------- escalation ---------- */

escalation_items: %empty { $$ = ast_none(); } | escalation_list ;
escalation_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | escalation_list { $$ = ast_body(NULL, $1); }
  | text escalation_list { $$ = ast_body($1, $2); }
  ;
escalation_list
  : escalation_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | escalation_list escalation_item { $$ = ast_more($1, $2); }
  | escalation_list error { $$ = $1; RECOVER; }
  ;
escalation_item
  : "for" target_name when_opt { $$ = AST(ESCALATION_FOR, @$, $2, $3); }
  | trigger actions { $$ = AST(STEP, @$, $1, $2.first); }
  ;
trigger
  : "once" condition { $$ = AST(ONCE, @$, $2); }
  | "at" percent "used" { $$ = AST(AT_USED, @$, $2); }
  | "at" limit "left" { $$ = AST(AT_LEFT, @$, $2); }
  | "at" limit "over" { $$ = AST(AT_OVER, @$, $2); }
  | "at" "breach" { $$ = AST_BARE(AT_BREACH, @$); }
  | "every" limit "after" "breach" { $$ = AST(EVERY_AFTER_BREACH, @$, $2, NULL); }
  | "every" limit "after" "breach" "at" "most" whole "times"
      { $$ = AST(EVERY_AFTER_BREACH, @$, $2, $7); }
  ;
actions: action { $$ = ast_one($1); } | actions action { $$ = ast_more($1, $2); } ;
action
  : "tell" names { $$ = AST(TELL, @$, $2.first, NULL); }
  | "tell" names "by" names { $$ = AST(TELL, @$, $2.first, $4.first); }
  | "raise" "to" "level" whole { $$ = AST(RAISE, @$, $4); }
  ;

/* ---------- money ---------- */

credit_items: %empty { $$ = ast_none(); } | credit_list ;
credit_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | credit_list { $$ = ast_body(NULL, $1); }
  | text credit_list { $$ = ast_body($1, $2); }
  ;
credit_list
  : credit_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | credit_list credit_item { $$ = ast_more($1, $2); }
  | credit_list error { $$ = $1; RECOVER; }
  ;
credit_item
  : "for" target_name "each" period { $$ = AST(CREDIT_FOR, @$, $2, $4); }
  | share "below" value { $$ = AST(BAND, @$, $1.a, $1.b, $3); }
  | "capped" "at" share { $$ = AST(CAP, @$, $3.a, $3.b); }
  ;
share
  : percent "of" name { $$ = ast_pair($1, $3); }
  | money { $$ = ast_pair($1, NULL); }
  ;

/* ---------- what no event decides ---------- */

duties
  : %empty { $$ = ast_none(); }
  | duties text { $$ = ast_more($1, $2); }
  | duties error { $$ = $1; RECOVER; }
  ;
complaints_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | complaints_intro
  | stages { $$ = ast_body(NULL, $1); }
  | complaints_intro stages { $$ = ast_filled($1, $2); }
  ;
complaints_intro
  : text { $$ = ast_body($1, ast_none()); }
  | received
  | text received { $$ = ast_titled($2, $1); }
  | complaints_error received { $$ = $2; }
  ;
received
  : "received" "on" "any" "channel" { $$ = ast_marked(NULL, AST_WORD(ANY, @3), ast_none()); }
  | "received" "on" names { $$ = ast_received($3); }
  ;
complaints_error: error { RECOVER; } ;
stages
  : stage { $$ = ast_one($1); }
  | complaints_error { $$ = ast_none(); }
  | stages stage { $$ = ast_more($1, $2); }
  | stages error { $$ = $1; RECOVER; }
  ;
stage: "stage" whole "to" names "within" limit calendar_opt
      { $$ = AST(STAGE, @$, $2, $4.first, $6, $7); } ;
risk_items
  : %empty { $$ = ast_none(); }
  | risk_items risk_item { $$ = ast_more($1, $2); }
  | risk_items error { $$ = $1; RECOVER; }
  ;
risk_item
  : "likelihood" grade { $$ = AST(LIKELIHOOD, @$, $2); }
  | "impact" grade { $$ = AST(IMPACT, @$, $2); }
  | "mitigation" text { $$ = AST(MITIGATION, @$, $2); }
  | "owner" name { $$ = AST(OWNER, @$, $2); }
  ;
grade
  : "low" { $$ = AST_WORD(LOW, @$); }
  | "medium" { $$ = AST_WORD(MEDIUM, @$); }
  | "high" { $$ = AST_WORD(HIGH, @$); }
  ;
objective_body
  : text valued { $$ = ast_pair($1, $2); }
  | objective_error valued { $$ = ast_pair(NULL, $2); }
  ;
objective_error: error { RECOVER; } ;
valued: %empty { $$ = NULL; } | "valued" "by" party { $$ = $3; } ;
section: section_head section_items "end"
      { $$ = CLOSE($1, AST(SECTION, @$, $1.name, $2.first)); } ;
section_items
  : %empty { $$ = ast_none(); }
  | section_items text { $$ = ast_more($1, $2); }
  | section_items section { $$ = ast_more($1, $2); }
  | section_items error { $$ = $1; RECOVER; }
  ;

/* ---------- logs ---------- */

log_body
  : %empty { $$ = ast_body(NULL, ast_none()); }
  | text { $$ = ast_body($1, ast_none()); }
  | log_list { $$ = ast_body(NULL, $1); }
  | text log_list { $$ = ast_body($1, $2); }
  ;
log_list
  : log_item { $$ = ast_one($1); }
  | error { $$ = ast_none(); RECOVER; }
  | log_list log_item { $$ = ast_more($1, $2); }
  | log_list error { $$ = $1; RECOVER; }
  ;
log_item
  : "format" format { $$ = AST(FORMAT, @$, $2); }
  | "one" "row" "per" row_unit { $$ = AST(ROW_PER, @$, $4, NULL); }
  | "one" "row" "per" text_list { $$ = AST(ROW_PER, @$, NULL, $4.first); }
  | "missing" text_list { $$ = AST(MISSING, @$, $2.first); }
  | "based" "on" name { $$ = AST(BASED_ON, @$, $3); }
  | name "from" sources written column_tests mapping
      { $$ = AST(LOG_FROM, @$, $1, NULL, $3.items.first, $3.names, $4, $5.first, $6.items.first,
                 $6.title); }
  | name may_lack "from" sources written column_tests mapping
      { $$ = AST(LOG_FROM, @$, $1, $2, $4.items.first, $4.names, $5, $6.first, $7.items.first,
                 $7.title); }
  | name log_error { $$ = AST(LOG_FROM, @$, $1, NULL, NULL, NULL, NULL, NULL, NULL, NULL); }
  | event "at" columns written column_tests
      { $$ = AST(LOG_AT, @$, $1, NULL, $3.first, $4, $5.first); }
  | event_may_lack "at" columns written column_tests
      { $$ = AST(LOG_AT, @$, $1.a, $1.b, $3.first, $4, $5.first); }
  | "for" name map_block { $$ = AST(LOG_FOR, @$, $2, $3.items.first, $3.title); }
  ;
may_lack: "optional" { $$ = AST_WORD(OPTIONAL, @$); } ;
event_may_lack
  : name may_lack { $$ = ast_pair(AST(HAPPENING, @1, $1, NULL), $2); }
  | name "by" name may_lack
      { $$ = ast_pair(AST(HAPPENING, span_join(@1, @3), $1, $3), $4); }
  ;
log_error: error { RECOVER_ITEM(@0); } ;
format
  : "csv" { $$ = AST_WORD(CSV, @$); }
  | "tsv" { $$ = AST_WORD(TSV, @$); }
  | "ndjson" { $$ = AST_WORD(NDJSON, @$); }
  | "xes" { $$ = AST_WORD(XES, @$); }
  ;
row_unit
  : "event" { $$ = AST_WORD(EVENT, @$); }
  | "ticket" { $$ = AST_WORD(TICKET, @$); }
  | "snapshot" { $$ = AST_WORD(SNAPSHOT, @$); }
  ;
sources
  : columns { $$ = ast_sources($1, ast_none()); }
  | columns "to" columns { $$ = ast_sources($1, $3); }
  ;
columns: column { $$ = ast_one($1); } | columns "," column { $$ = ast_more($1, $3); } ;
column
  : text { $$ = AST(COLUMN, @$, $1, NULL); }
  | text "column" whole { $$ = AST(COLUMN, @$, $1, $3); }
  ;
written
  : %empty { $$ = NULL; }
  | "written" text { $$ = AST(WRITTEN, @$, $2, NULL); }
  | "written" text "in" zone { $$ = AST(WRITTEN, @$, $2, $4); }
  ;
column_tests: %empty { $$ = ast_none(); } | "when" column_test_list { $$ = $2; } ;
column_test_list
  : column_test { $$ = ast_one($1); }
  | column_test_list "and" column_test { $$ = ast_more($1, $3); }
  ;
column_test
  : column "is" text { $$ = AST(COLUMN_IS, @$, $1, NULL, $3); }
  | column "is" "not" text { $$ = AST(COLUMN_IS, @$, $1, AST_WORD(NOT, @3), $4); }
  | column "is" "one" "of" "(" text_list ")" { $$ = AST(COLUMN_IS, @$, $1, NULL, $6.first); }
  | column "is" "not" "one" "of" "(" text_list ")"
      { $$ = AST(COLUMN_IS, @$, $1, AST_WORD(NOT, @3), $7.first); }
  ;
mapping: %empty { $$ = ast_body(NULL, ast_none()); } | map_block ;
map_block
  : map_head map_lines otherwise "end" { $$ = ast_mapping(parser, $1, $2, $3); }
  ;
map_head: %empty { $$ = OPEN(@$, NULL); } ;
map_lines
  : map_line { $$ = ast_one($1); }
  | map_lines map_line { $$ = ast_more($1, $2); }
  | map_lines error { $$ = $1; RECOVER; }
  ;
map_line
  : text_list "is" map_value { $$ = AST(MAP_LINE, @$, $1.first, $3); }
  | text_list error { $$ = AST(MAP_LINE, @$, $1.first, NULL); RECOVER; }
  ;
otherwise: %empty { $$ = NULL; } | "otherwise" "is" map_value { $$ = $3; } ;
map_value
  : event | yes_no | number | text
  | "no" "event" { $$ = AST_WORD(NO_EVENT, @$); }
  | "not" "known" { $$ = AST_WORD(NOT_KNOWN, @$); }
  ;

/* ---------- tests ---------- */

test_items
  : %empty { $$ = ast_none(); }
  | test_items test_item { $$ = ast_more($1, $2); }
  | test_items error { $$ = $1; RECOVER; }
  ;
test_item
  : "opened" "at" instant with { $$ = AST(OPENED_AT, @$, $3, $4.first); }
  | event_at
  | "expect" target_name "due" instant { $$ = AST(EXPECT_DUE, @$, $2, $4); }
  | "expect" target_name length duration { $$ = AST(EXPECT_LENGTH, @$, $2, $3, $4); }
  | "expect" target_name verdict { $$ = AST(EXPECT_VERDICT, @$, $2, NULL, NULL, $3); }
  | "expect" target_name "cycle" whole verdict { $$ = AST(EXPECT_VERDICT, @$, $2, $4, NULL, $5); }
  | "expect" target_name "clause" name { $$ = AST(EXPECT_CLAUSE, @$, $2, $4); }
  | "expect" name "tells" name "at" instant { $$ = AST(EXPECT_TELLS, @$, $2, $4, $6); }
  | "expect" name "tells" "no" "one" { $$ = AST(EXPECT_TELLS_NO_ONE, @$, $2); }
  | "expect" name "at" percent "is" money { $$ = AST(EXPECT_CREDIT, @$, $2, $4, $6); }
  ;
event_at: "at" instant event with { $$ = AST(EVENT_AT, @$, $2, $3, $4.first); } ;
with: %empty { $$ = ast_none(); } | "with" assignments { $$ = $2; } ;
assignments
  : assignment { $$ = ast_one($1); }
  | assignments "," assignment { $$ = ast_more($1, $3); }
  ;
assignment: name value { $$ = AST(ASSIGNMENT, @$, $1, $2); } ;
length
  : "used" { $$ = AST_WORD(USED, @$); }
  | "over" { $$ = AST_WORD(OVER, @$); }
  | "left" { $$ = AST_WORD(LEFT, @$); }
  | "paused" { $$ = AST_WORD(PAUSED, @$); }
  ;
verdict
  : "met" { $$ = AST_WORD(MET, @$); }
  | "breached" { $$ = AST_WORD(BREACHED, @$); }
  | "pending" { $$ = AST_WORD(PENDING, @$); }
  | "uncovered" { $$ = AST_WORD(UNCOVERED, @$); }
  | "excluded" { $$ = AST_WORD(EXCLUDED, @$); }
  ;
property_items
  : %empty { $$ = ast_none(); }
  | property_items property_item { $$ = ast_more($1, $2); }
  | property_items error { $$ = $1; RECOVER; }
  ;
property_item
  : "for" condition { $$ = AST(FOR, @$, $2, NULL); }
  | "expect" target_name "within" limit calendar_opt { $$ = AST(EXPECT_WITHIN, @$, $2, $4, $5); }
  | "expect" target_name verdict { $$ = AST(EXPECT_VERDICT, @$, $2, NULL, NULL, $3); }
  | "expect" target_name "not" verdict { $$ = AST(EXPECT_VERDICT, @$, $2, NULL, AST_WORD(NOT, @3), $4); }
  ;

/* ---------- quotes in prose ---------- */

quote
  : "limit" "of" name when_opt { $$ = AST(QUOTE_LIMIT, @$, $3, $4); }
  | "promise" "of" name { $$ = AST(QUOTE_PROMISE, @$, $3); }
  | "title" "of" name { $$ = AST(QUOTE_TITLE, @$, $3); }
  | "hours" "of" name { $$ = AST(QUOTE_HOURS, @$, $3); }
  | "fee" name { $$ = AST(QUOTE_FEE, @$, $2); }
  ;

/* ---------- queries ---------- */

query
  : top
  | condition
  | "suppose" top { $$ = AST(SUPPOSE, @$, $2); }
  | "against" { $$ = AST_BARE(AGAINST, @$); }
  | "when" "is" target_name "due" "opened" "at" instant with { $$ = AST(ASK_DUE, @$, $3, $7, $8.first); }
  | "when" "is" target_name "due" { $$ = AST(ASK_DUE, @$, $3, NULL, NULL); }
  | "how" "long" "is" "left" { $$ = AST_BARE(ASK_LEFT, @$); }
  | "what" "happens" "next" { $$ = AST_BARE(ASK_NEXT, @$); }
  | "hours" "of" name "on" date { $$ = AST(ASK_HOURS, @$, $3, $5); }
  | "hours" "on" date { $$ = AST(ASK_HOURS, @$, NULL, $3); }
  | "holidays" "of" name "in" years { $$ = AST(ASK_HOLIDAYS, @$, $3, $5); }
  | "compliance" "of" target_name by_names when_opt { $$ = AST(ASK_COMPLIANCE, @$, $3, $4.first, $5); }
  | "best" "limit" "of" target_name "for" percent by_names when_opt
      { $$ = AST(ASK_BEST_LIMIT, @$, $4, $6, $7.first, $8); }
  | "best" "hours" "of" name "for" target_name when_opt { $$ = AST(ASK_BEST_HOURS, @$, $4, $6, $7); }
  | "drivers" "of" "breaches" "in" target_name by_names when_opt
      { $$ = AST(ASK_DRIVERS, @$, $5, $6.first, $7); }
  | "why" target_name "of" ticket { $$ = AST(ASK_WHY, @$, $2, $4); }
  | "why" ticket { $$ = AST(ASK_WHY, @$, NULL, $2); }
  | "why" { $$ = AST(ASK_WHY, @$, NULL, NULL); }
  | "why" "not" "escalation" name of_ticket { $$ = AST(ASK_WHY_NOT, @$, $4, NULL, $5); }
  | "why" "not" trigger of_ticket { $$ = AST(ASK_WHY_NOT, @$, NULL, $3, $4); }
  | "what" "would" "change" target_name of_ticket { $$ = AST(ASK_WHAT_CHANGES, @$, $4, $5); }
  | "is" target_name "met" { $$ = AST(ASK_MET, @$, $2); }
  | "which" "rule" { $$ = AST(ASK_RULE, @$, NULL); }
  | "which" "rule" "of" target_name { $$ = AST(ASK_RULE, @$, $4); }
  | name "is" "told" "at" instant { $$ = AST(ASK_TOLD, @$, $1, $5); }
  | "unknown" names { $$ = AST(UNKNOWN, @$, $2.first); }
  | "forget" names { $$ = AST(FORGET, @$, $2.first); }
  | limit "in" name "after" instant { $$ = AST(ASK_AFTER, @$, $1, $3, $5); }
  | limit "in" name "before" instant { $$ = AST(ASK_BEFORE, @$, $1, $3, $5); }
  | "time" "in" name "from" instant "to" instant { $$ = AST(ASK_TIME, @$, $3, $5, $7); }
  | name "is" "open" "at" instant { $$ = AST(ASK_OPEN, @$, $1, $5); }
  | "next" "opening" "of" name "after" instant { $$ = AST(ASK_NEXT_OPENING, @$, $4, $6); }
  | "next" "closing" "of" name "after" instant { $$ = AST(ASK_NEXT_CLOSING, @$, $4, $6); }
  | "now" "is" instant { $$ = AST(NOW_IS, @$, $3); }
  | "open" "ticket" "at" instant with { $$ = AST(OPEN_TICKET, @$, $4, $5.first); }
  | event_at
  | "at" weekday time event with { $$ = AST(EVENT_SOON, @$, $2, $3, $4, $5.first); }
  | "at" time event with { $$ = AST(EVENT_SOON, @$, NULL, $2, $3, $4.first); }
  | "after" limit calendar_opt event with { $$ = AST(EVENT_AFTER, @$, $2, $3, $4, $5.first); }
  | "set" name "to" value at_opt { $$ = AST(SET, @$, $2, $4, $5); }
  ;
at_opt: %empty { $$ = NULL; } | "at" instant { $$ = $2; } ;
of_ticket: %empty { $$ = NULL; } | "of" ticket { $$ = $2; } ;
by_names: %empty { $$ = ast_none(); } | "by" names { $$ = $2; } ;
ticket: whole | name | text ;

/* ---------- names ---------- */

/* A target that no block declares has a name with a blank in it. */
target_name: name | text { $$ = ast_quoted_name(parser, $1); } ;

/* The code of a currency is a name too where no money is meant. */
name
  : "a name" { $$ = ast_name(parser, @$); }
  | "a currency" { $$ = ast_name(parser, @$); }
  | soft { $$ = ast_name(parser, @$); }
  ;
soft
  : "use" | "fee" | "review" | "document" | "improvement" | "owner" | "report" | "charter"
   | "ticket" | "has" | "status" | "event" | "holidays" | "hours" | "period" | "channel"
   | "service" | "team" | "contact" | "system" | "clock" | "target" | "availability"
   | "maintenance" | "measure" | "escalation" | "credit" | "responsibilities" | "complaints"
   | "risk" | "section" | "objective" | "amendment" | "log" | "test" | "property" | "provider"
   | "customer" | "payable" | "then" | "first" | "because" | "until" | "language" | "version"
   | "extends" | "in-force" | "timezone" | "currency" | "mission" | "purpose" | "contract"
   | "optional" | "text" | "whole" | "decimal" | "money" | "yes-or-no" | "time" | "ladder"
   | "working" | "waiting" | "done" | "replace" | "add" | "remove" | "second" | "seconds"
   | "minute" | "minutes" | "hour" | "day" | "days" | "calendar" | "third" | "fourth" | "fifth"
   | "last" | "month" | "week" | "quarter" | "year" | "complete" | "Easter" | "next" | "weekday"
   | "previous" | "nearest" | "only" | "open" | "always" | "closed" | "ignores" | "includes"
   | "excludes" | "unbroken" | "reach" | "address" | "description" | "skills" | "certified"
   | "phone" | "email" | "resilience" | "self-service" | "level" | "cpus" | "memory" | "storage"
   | "restarts" | "after" | "runs" | "recovers" | "loses" | "most" | "data" | "hands" | "over"
   | "MiB" | "GiB" | "TiB" | "MB" | "GB" | "TB" | "starts" | "stops" | "pauses" | "while"
   | "resumes" | "reopening" | "resolving" | "repeats" | "cancelled" | "continues" | "again"
   | "ignored" | "opened" | "during" | "than" | "least" | "locked" | "no-looser" | "measures"
   | "counted" | "warns" | "change" | "pause" | "capped" | "met" | "the" | "opening" | "serves"
   | "due" | "completion" | "decision" | "tickets" | "cycles" | "otherwise" | "called"
   | "overrides" | "carries" | "keeps" | "judges" | "start" | "down" | "excluding" | "share"
   | "count" | "average" | "percentile" | "once" | "used" | "left" | "breach" | "times" | "tell"
   | "raise" | "below" | "received" | "any" | "stage" | "likelihood" | "impact" | "mitigation"
   | "low" | "medium" | "high" | "valued" | "format" | "row" | "per" | "missing" | "csv" | "tsv"
   | "ndjson" | "xes" | "expect" | "cycle" | "clause" | "tells" | "paused" | "breached"
   | "pending" | "uncovered" | "excluded" | "limit" | "promise" | "title" | "suppose" | "against"
   | "compliance" | "best" | "drivers" | "breaches" | "how" | "long" | "happens" | "why" | "what"
   | "would" | "before" | "closing" | "set" | "based" | "told" | "which" | "rule"
   | "unknown" | "forget" | "snapshot"
  ;

%%

/* From the first part that is not empty to the last. */
static struct span location_join(const struct span *parts, int count)
{
    if (!count)
        return (struct span){parts[0].source, parts[0].to, parts[0].to};
    int first = 1;
    while (first < count && parts[first].from == parts[first].to)
        first++;
    return span_join(parts[first], parts[count]);
}

/* ---------- the parser's own table of words ---------- */

enum { FIRST_CODE = 258, FIRST_SYMBOL = 3 };

/* Codes and symbols of tokens are numbered alike, from different starts. */
static int code_of(int symbol)
{
    int code = symbol == YYSYMBOL_YYEOF ? TOK_END_OF_TEXT : symbol - FIRST_SYMBOL + FIRST_CODE;
    assert((int)YYTRANSLATE(code) == symbol);
    return code;
}

const char *charter_token_name(int kind)
{
    return yysymbol_name(YYTRANSLATE(kind));
}

int charter_token_last(void)
{
    return code_of(YYNTOKENS - 1);
}

/* A word of the language has no blank in its name, as the kinds of tokens have, and is no mark. */
static bool is_word(const char *name)
{
    return strlen(name) > 1 && !strchr(name, ' ');
}

const struct map *charter_words(struct arena *arena)
{
    struct map *words = map_new(arena);
    for (int symbol = FIRST_SYMBOL; symbol < YYNTOKENS; symbol++) {
        if (!is_word(yysymbol_name(symbol)))
            continue;
        struct word_entry *entry = ARENA_NEW(arena, struct word_entry);
        entry->kind = code_of(symbol);
        map_put(words, text_of(yysymbol_name(symbol)), entry);
    }
    return words;
}

/* The state after a soft word (or the code of a currency) that can only be a name has nothing to do
 * but to reduce it to one. */
static bool is_name_only(int state)
{
    int rule = yydefact[state];
    return yypact_value_is_default(yypact[state]) &&
           (yyr1[rule] == YYSYMBOL_soft ||
            (yyr1[rule] == YYSYMBOL_name && yystos[state] == YYSYMBOL_A_CURRENCY));
}

/* The soft words stand last in the list of tokens, behind the months. */
bool charter_token_is_soft(int kind)
{
    return kind > TOK_DECEMBER;
}

const char *charter_state_symbol(int state)
{
    return yysymbol_name((yysymbol_kind_t)yystos[state]);
}

/* ---------- what could have come ---------- */

struct states {
    yy_state_t *at;
    ptrdiff_t count, room;
};

/* The state after reducing by RULE; false if there is no room. */
static bool reduce(struct states *states, int rule)
{
    states->count -= yyr2[rule];
    int left = yyr1[rule] - YYNTOKENS, below = states->at[states->count - 1];
    int go = yypgoto[left] + below;
    bool in_table = 0 <= go && go <= YYLAST && yycheck[go] == below;
    if (states->count == states->room)
        return false;
    states->at[states->count++] = (yy_state_t)(in_table ? yytable[go] : yydefgoto[left]);
    return true;
}

/* The state to which SYMBOL would lead from STATES, after the reductions that it calls for; or -1. */
static int shift(struct states states, int symbol)
{
    for (;;) {
        int state = states.at[states.count - 1], at = yypact[state], rule = yydefact[state];
        if (!yypact_value_is_default(at) && (at += symbol) >= 0 && at <= YYLAST &&
            yycheck[at] == symbol) {
            if (yytable[at] > 0)
                return yytable[at];
            rule = yytable_value_is_error(yytable[at]) ? 0 : -yytable[at];
        }
        if (state == YYFINAL && symbol == YYSYMBOL_YYEOF)
            return state;
        if (!rule || !reduce(&states, rule))
            return -1;
    }
}

/* As shift(), on a copy of the parser's stack. */
static int shift_from(const yypstate *ps, int symbol, yy_state_t *room)
{
    ptrdiff_t count = ps->yyssp - ps->yyss + 1;
    memcpy(room, ps->yyss, (size_t)count * sizeof *room);
    return shift((struct states){room, count, count + YYNRULES}, symbol);
}

/* The states from the one at hand to where the reductions that SYMBOL calls for come to an end. */
static void walk_states(const yypstate *ps, int symbol, yy_state_t *room,
                        struct unexpected *unexpected)
{
    ptrdiff_t count = ps->yyssp - ps->yyss + 1;
    memcpy(room, ps->yyss, (size_t)count * sizeof *room);
    struct states states = {room, count, count + YYNRULES};
    for (bool more = true; more && unexpected->state_count < UNEXPECTED_STATES_MOST;) {
        int state = states.at[states.count - 1], at = yypact[state], rule = yydefact[state];
        unexpected->states[unexpected->state_count++] = state;
        if (!yypact_value_is_default(at) && (at += symbol) >= 0 && at <= YYLAST &&
            yycheck[at] == symbol)
            rule = yytable[at] < 0 && !yytable_value_is_error(yytable[at]) ? -yytable[at] : 0;
        more = rule && reduce(&states, rule);
    }
}

/* All that the parser could go on with, and, if SYMBOL is none of it, the states that it meets. */
static struct unexpected *look_around(const yypstate *ps, int symbol, struct arena *arena)
{
    struct unexpected *unexpected = ARENA_NEW(arena, struct unexpected);
    struct expectation *expected = ARENA_ARRAY(arena, YYNTOKENS, struct expectation);
    size_t depth = (size_t)(ps->yyssp - ps->yyss + 1);
    yy_state_t *room = ARENA_ARRAY(arena, depth + YYNRULES, yy_state_t);
    unexpected->expected = expected;
    for (int i = 0; i < YYNTOKENS; i++) {
        bool is_token = i != YYSYMBOL_YYerror && i != YYSYMBOL_YYUNDEF;
        int state = is_token ? shift_from(ps, i, room) : -1;
        if (state < 0)
            continue;
        expected[unexpected->count++] = (struct expectation){
            .kind = code_of(i),
            .merely_name = is_name_only(state),
            .closes = i == YYSYMBOL_END && yypact_value_is_default(yypact[state])};
    }
    walk_states(ps, symbol, room, unexpected);
    return unexpected;
}

/* Errors are seen, and reported, before the parser is given the token: see charter_run. */
static int yyreport_syntax_error(const yypcontext_t *context, struct parser *parser)
{
    (void)context;
    (void)parser;
    return 0;
}

/* Only ever called when the parser's stack is full, which the limits of feed.c prevent. */
static void charter_error(const struct span *at, struct parser *parser, const char *message)
{
    complain(parser->run, DIAG_TOO_DEEP, *at, "the text is nested too deeply (%s)", message);
}

/* ---------- the loop ---------- */

static int start_of(enum syntax_start start)
{
    switch (start) {
    case SYNTAX_FILE:
        return TOK_START_FILE;
    case SYNTAX_QUERY:
        return TOK_START_QUERY;
    case SYNTAX_SUPPOSE:
        return TOK_START_SUPPOSE;
    default:
        return TOK_START_QUOTE;
    }
}

static int push(charter_pstate *ps, struct parser *parser, struct token *token, int kind)
{
    CHARTER_STYPE value = {.node = token->value};
    struct span span = token->span;
    return charter_push_parse(ps, kind, &value, &span, parser);
}

static charter_pstate *begin(struct parser *parser, enum syntax_start start)
{
    charter_pstate *ps = charter_pstate_new();
    struct span span = run_span(parser->run, 0, 0);
    charter_push_parse(ps, start_of(start), NULL, &span, parser);
    return ps;
}

/* Can the parser go on with a token of KIND? */
static bool is_welcome(const charter_pstate *ps, struct parser *parser, int kind)
{
    size_t depth = (size_t)(ps->yyssp - ps->yyss + 1) + YYNRULES;
    if (depth > parser->room_count) {
        parser->room_count = depth * 2;
        parser->room = ARENA_ARRAY(parser->run->arena, parser->room_count, yy_state_t);
    }
    return shift_from(ps, YYTRANSLATE(kind), parser->room) >= 0;
}

/* Reports TOKEN if the parser can't go on with it; gives what it is to be read as. */
static int inspect(const charter_pstate *ps, struct parser *parser, const struct token *token)
{
    if (ps->yyerrstatus || is_welcome(ps, parser, token->kind))
        return READS_AS_IT_IS;
    struct unexpected *unexpected =
        look_around(ps, YYTRANSLATE(token->kind), parser->run->arena);
    unexpected->look = parser->look;
    if (!parser->failure)
        parser->failure = unexpected;
    return complain_syntax(parser, unexpected);
}

void charter_run(struct parser *parser, enum syntax_start start)
{
    charter_pstate *ps = begin(parser, start);
    int status = YYPUSH_MORE;
    while (status == YYPUSH_MORE) {
        struct token *token = feed_next(parser);
        if (feed_is_anchor(parser, token))
            ps->yyerrstatus = 0;
        int reads = inspect(ps, parser, token);
        if (reads == READS_NOTHING)
            continue;
        status = push(ps, parser, token, reads == READS_AS_IT_IS ? token->kind : reads);
        if (ps->yyerrstatus == 3)
            feed_discarded(parser);
    }
    charter_pstate_delete(ps);
}

const struct unexpected *charter_look_ahead(struct parser *parser, enum syntax_start start)
{
    charter_pstate *ps = begin(parser, start);
    struct token *token = feed_next(parser);
    while (token->kind && is_welcome(ps, parser, token->kind) &&
           push(ps, parser, token, token->kind) == YYPUSH_MORE)
        token = feed_next(parser);
    struct unexpected *expected =
        token->kind ? NULL : look_around(ps, YYSYMBOL_YYEOF, parser->run->arena);
    charter_pstate_delete(ps);
    return expected;
}
