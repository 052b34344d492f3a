/* partial.h - what is counted of a part of a log, as one file, and the parts of a log joined.
 *
 * A partial is exact: whole numbers, sorted lengths, texts. It is a line that says what it is, a
 * line of JSON for people, then its parts as bytes, and the SHA-256 of all of it. In front stand
 * headings: what it was judged with. Parts that differ in one of them are not joined.
 *
 * It carries the charter, so that a report needs nothing else. What a report cites (tickets, lines)
 * has its place in the whole, so that what is first in the whole is first again.
 */
#ifndef REPORT_PARTIAL_H
#define REPORT_PARTIAL_H

#include "analyse/drivers.h"
#include "base/sha256.h"
#include "count/cited.h"
#include "count/figures.h"
#include "report/notices.h"
#include "report/pictures.h"
#include "count/tally.h"
#include "report/verdicts.h"

enum { PARTIAL_VERSION = 2, PARTIAL_HEADINGS_MOST = 24 };

/* A heading: what parts must have in common. */
struct partial_heading {
    const char *name; /* "as of" */
    struct text value;
};

/* A file that the charter was read from. */
struct partial_file {
    struct text path, bytes;
};

/* What was asked for, and of what. */
struct partial_about {
    struct partial_heading headings[PARTIAL_HEADINGS_MOST];
    uint32_t heading_count;
    instant as_of;
    day from, to;
    struct text where;
    const uint32_t *by;
    uint32_t by_count;
    uint64_t max_errors;
    bool has_drivers, has_verdicts, has_notices, has_page;
    enum verdicts_format verdicts_format;
    enum notices_format notices_format;
    const struct partial_file *files; /* the charter first */
    uint32_t file_count;
};

/* ---- writing ---- */

/* What is NULL was not asked for, or the charter has none of it. */
struct partial_request {
    const struct partial_about *about;
    const struct model *model;
    const struct eventlog *log;
    const struct judge_lint *lint;
    struct tally *tally;
    struct figures *figures;
    struct drivers *drivers;
    const struct verdicts_kept *verdicts;
    const struct notices_kept *notices;
    const struct pictures *pictures;
    const struct judge *judge; /* for ledgers, with pictures */
};

/* The bytes at the end of OUT; before anything of it is finished. */
void partial_write(const struct partial_request *request, struct buffer *out);

/* The same without what it is: for who joins it at once, with partials_add. */
void partial_write_rest(const struct partial_request *request, struct buffer *out);

/* ---- reading ---- */

struct partial {
    struct text path; /* for messages */
    struct partial_about about;
    struct log_whole part; /* of a split log; else its `split` is empty */
    struct wire rest;      /* what partials_join reads */
};

/* The head of BYTES, which must live as long as what is read of it. False: *WHY says why not. */
bool partial_open(struct arena *arena, struct text bytes, struct partial *partial,
                  const char **why);

/* Why parts can't be joined, as one line and a sentence of advice; empty: they can. */
struct partial_quarrel {
    struct text what, hint;
};

struct partial_quarrel partials_compare(struct arena *arena, const struct partial *parts,
                                        uint32_t count);

/* ---- joining ---- */

/* A verdict record, or those of a ticket; a notice record. */
struct partial_records {
    instant at; /* of a notice */
    struct cited_place place;
    struct text bytes;
    uint32_t escalation, target; /* of a notice */
    bool corrects;
};

struct partials {
    struct arena *arena;
    const struct model *model;
    struct eventlog log; /* what reports say of the log; it has no rows to judge */
    struct judge *judge;
    struct judge_lint lint;
    struct tally *tally;
    struct figures *figures; /* NULL: the charter has none */
    const struct drivers_result *drivers;
    struct pictures *gathered; /* or NULL */
    const struct pictures_result *pictures;
    VECTOR(struct partial_records) verdicts, notices; /* in the order of the whole */
    struct joining *joining;
};

/* Joins parts that partials_compare lets pass, of MODEL, made again from the charter that they
 * carry.
 */
struct partial_quarrel partials_join(struct partials *joined, struct partial *parts,
                                     uint32_t count);

/* The same one part after the other, each of which may go when it is added; they have no verdicts.
 * LOG says what all of them together do: when they begin and end, and what they can say. ABOUT is
 * that of each of them. */
void partials_begin(struct partials *joined, const struct partial_about *about,
                    const struct eventlog *log);
void partials_add(struct partials *joined, struct text rest);
struct partial_quarrel partials_end(struct partials *joined);

/* What notices_finish would count. */
const struct notices_count *partials_count_notices(const struct partials *joined);

#endif
