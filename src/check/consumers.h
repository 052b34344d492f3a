/* consumers.h - who makes something of a kind of node: the rows of consumers.def. */
#ifndef CHECK_CONSUMERS_H
#define CHECK_CONSUMERS_H

#include "charter/ast.h"

enum consumer {
    CONSUMER_NONE,
    CONSUMER_SYNTAX,
    CONSUMER_FILES,
    CONSUMER_VERSIONS,
    CONSUMER_CHARTER_BLOCK,
    CONSUMER_SCHEMA,
    CONSUMER_CALENDARS,
    CONSUMER_CATALOGUE,
    CONSUMER_CLOCKS,
    CONSUMER_TARGETS,
    CONSUMER_FIGURES,
    CONSUMER_MONEY,
    CONSUMER_ESCALATIONS,
    CONSUMER_TERMS,
    CONSUMER_LOGS,
    CONSUMER_TESTS,
    CONSUMER_PROSE,
    CONSUMER_PRINTED,
    CONSUMER_QUERY,
    CONSUMER_NO_EFFECT
};

/* CONSUMER_NONE for a kind without a row. */
enum consumer consumer_of(enum node_kind kind);

#endif
