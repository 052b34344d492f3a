/* script.h - letters of several alphabets in one word.
 *
 * Some letters of the Greek, Cyrillic, Armenian and Cherokee alphabets look like Latin ones. A word
 * that has both reads otherwise than it is: no language is written so. Does not know which letters
 * are alike: the mix alone is told.
 */
#ifndef BASE_SCRIPT_H
#define BASE_SCRIPT_H

#include "base/text.h"

/* The first letter of a word that does not belong to the others. */
struct script_mix {
    bool is_mixed;
    size_t from, to;      /* bytes of the letter */
    uint32_t code;        /* its number in Unicode */
    const char *script;   /* its alphabet: "Cyrillic" */
    const char *expected; /* that of the others: "Latin", if there is a Latin one among them */
};

/* WORD is UTF-8; what is of none of these alphabets is passed over. */
struct script_mix script_find_mix(struct text word);

#endif
