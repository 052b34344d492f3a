/* diagnostic.h - what is wrong with a charter, as data.
 *
 * Every stage reports the user's mistakes here and goes on; nobody prints. report/diagnostics.c
 * renders the sink as text, short lines or JSON.
 *
 * Message style: first line in lower case, one line, no full stop; names the kind of thing, quotes
 * the user's word with `…`, says what was found and what was expected. Notes and hints are full
 * sentences. No internal names, no raw floats. A mistake that follows from another is not reported.
 */
#ifndef BASE_DIAGNOSTIC_H
#define BASE_DIAGNOSTIC_H

#include "base/source.h"
#include "base/vector.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

enum diagnostic_code {
#define DIAGNOSTIC(name, number, severity, summary) DIAG_##name,
#include "charter/diagnostics.def"
#undef DIAGNOSTIC
    DIAGNOSTIC_COUNT
};

struct label {
    struct span span;
    struct text text; /* "declared here" */
};

struct fix {
    struct span span; /* replaced by */
    struct text with;
};

struct diagnostic {
    enum diagnostic_code code;
    enum severity severity;
    struct span span; /* the primary place */
    struct text message;
    VECTOR(struct label) labels; /* secondary places, also in other files */
    VECTOR(struct text) notes;   /* each a full sentence, or an example ticket */
    struct text hint;            /* what to try; may be empty */
    /* Suggestions are of three kinds. The hint is an idea. Of the choices one may be meant, and a
     * person has to say which. The fixes are safe: nothing else can be meant; `check --fix` makes
     * all of them or none. */
    VECTOR(struct fix) fixes, choices;
};

struct sink {
    struct arena *arena;
    VECTOR(struct diagnostic *) list;
    size_t errors, warnings;
};

void sink_init(struct sink *sink, struct arena *arena);

/* Adds one that another sink has: under the same rule. False if it was there already. */
bool sink_add(struct sink *sink, struct diagnostic *diagnostic);

/* Adds one; severity is that of the table. What is returned can be given labels, notes, a hint.
 * The same code at the same span twice is kept once: the second is returned but not listed. */
struct diagnostic *diagnose(struct sink *sink, enum diagnostic_code code, struct span span,
                            const char *format, ...) __attribute__((format(printf, 4, 5)));
void diagnostic_label(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));
void diagnostic_note(struct sink *sink, struct diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diagnostic_hint(struct sink *sink, struct diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diagnostic_fix(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                    struct text with);
void diagnostic_choice(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                       struct text with);

/* What stands at SPAN was WRITTEN for NEAR, the nearest of the words that it could be, if it is not
 * empty: a safe edit if only capitals differ, else a choice. */
void diagnostic_slip(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                     struct text written, struct text near);

/* "CHR0101" and the row's one-sentence summary. */
struct text diagnostic_code_name(struct arena *arena, enum diagnostic_code code);
const char *diagnostic_summary(enum diagnostic_code code);
enum severity diagnostic_severity(enum diagnostic_code code);

/* One of the analyses, 04xx: they need a charter that is right otherwise. */
bool diagnostic_is_finding(enum diagnostic_code code);

/* The code named "CHR0101" or "0101"; false if there is none. */
bool diagnostic_code_find(struct text name, enum diagnostic_code *code);

/* The nearest of COUNT words to what was WRITTEN, or the empty text when none is near enough to be
 * meant (at most a third of its letters differ), or when two differ from it in capitals only. */
struct text diagnostic_nearest(struct text written, const struct text *words, size_t count);

#endif
