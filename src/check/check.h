/* check.h - from a charter's text to its model.
 *
 * Reads no files: `use` goes through a loader. Mistakes go to the sink, those of the syntax and of
 * the check in one run (echoes.h says what is kept back); the model is given only if there was no
 * error, so that whoever gets one may judge with it. Warnings and findings of the
 * analyses are not made here (analyse), but for those that a step comes across.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/diagnostic.h"
#include "charter/model.h"
#include "time/zone_table.h"

/* Gives the bytes of a file that `use` names relative to the file called FROM; false if it can't be
 * read. *PATH is its name for messages, the same for the same file. */
typedef bool check_loader(void *context, struct text from, struct text use, struct text *path,
                          struct text *bytes);

struct check_input {
    struct arena *arena; /* the model lives in it, and borrows the sources */
    struct sources *sources;
    struct sink *sink;
    struct zone_table *zones;
    check_loader *load;
    void *context;
    /* Where the model goes as far as it is made, after errors too: for the analyses, which look at
     * what is sound in it. NULL goes there after errors of the syntax. It may be NULL itself. */
    const struct model **draft;
};

/* Parses and checks the charter in SOURCE and what it uses. NULL after an error. A library file (no
 * `charter` block) is checked too: its model has an empty name. */
const struct model *check_charter(const struct check_input *input, uint32_t source);

#endif
