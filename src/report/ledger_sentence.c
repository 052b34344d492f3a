/* ledger_sentence.c - a verdict in one or two sentences. */
#include "report/ledger.h"
#include "report/shown.h"

struct sentence {
    struct arena *arena;
    const struct ledger_view *view;
    const struct verdict *verdict;
};

static struct text at(const struct sentence *s, instant when)
{
    return shown_instant(s->arena, s->view->model->zone, when);
}

static struct text length(const struct sentence *s, micros size)
{
    return shown_length(s->arena, size);
}

static struct text met(const struct sentence *s)
{
    const struct verdict *v = s->verdict;
    struct text due = v->due == INSTANT_NONE
                          ? TEXT("it was paused, so nothing was due")
                          : text_format(s->arena, "it was due " TEXT_FMT, TEXT_ARG(at(s, v->due)));
    return text_format(s->arena,
                       "Met: it stopped " TEXT_FMT ", with " TEXT_FMT " of " TEXT_FMT
                       " used; " TEXT_FMT ".",
                       TEXT_ARG(at(s, v->stop)), TEXT_ARG(length(s, v->used)),
                       TEXT_ARG(length(s, v->limit)), TEXT_ARG(due));
}

/* `Breached by 42 min`; a stop outside hours may be late though nothing more was used. */
static struct text breached_by(const struct sentence *s)
{
    const struct verdict *v = s->verdict;
    if (!v->has_figures)
        return TEXT("Breached");
    if (v->over > 0 || v->due == INSTANT_NONE)
        return text_format(s->arena, "Breached by " TEXT_FMT, TEXT_ARG(length(s, v->over)));
    return text_format(s->arena, "Breached, late by " TEXT_FMT " outside its hours",
                       TEXT_ARG(length(s, v->late)));
}

static struct text breached(const struct sentence *s)
{
    const struct verdict *v = s->verdict;
    struct text end = v->stop == INSTANT_NONE
                          ? TEXT("it still runs")
                          : text_format(s->arena, "it stopped " TEXT_FMT, TEXT_ARG(at(s, v->stop)));
    struct text due = v->due == INSTANT_NONE ? TEXT("")
                                             : text_format(s->arena, "; it was due " TEXT_FMT,
                                                           TEXT_ARG(at(s, v->due)));
    struct text change =
        v->flags & FLAG_BREACHED_BY_CHANGE
            ? text_format(s->arena, " It was the change of " TEXT_FMT " that breached it.",
                          TEXT_ARG(at(s, v->breached_at)))
            : TEXT("");
    return text_format(s->arena, TEXT_FMT ": " TEXT_FMT TEXT_FMT "." TEXT_FMT,
                       TEXT_ARG(breached_by(s)), TEXT_ARG(end), TEXT_ARG(due), TEXT_ARG(change));
}

static struct text pending(const struct sentence *s)
{
    const struct verdict *v = s->verdict;
    struct text left = length(s, v->limit - v->used);
    if (!v->has_figures)
        return TEXT("Pending.");
    if (v->due == INSTANT_NONE)
        return text_format(
            s->arena, "Pending and %s: " TEXT_FMT " of " TEXT_FMT " used, " TEXT_FMT " left.",
            v->flags & FLAG_PAUSED ? "paused" : "not running", TEXT_ARG(length(s, v->used)),
            TEXT_ARG(length(s, v->limit)), TEXT_ARG(left));
    return text_format(s->arena,
                       "Pending: due " TEXT_FMT " if nothing changes; " TEXT_FMT " of " TEXT_FMT
                       " used, " TEXT_FMT " left.",
                       TEXT_ARG(at(s, v->due)), TEXT_ARG(length(s, v->used)),
                       TEXT_ARG(length(s, v->limit)), TEXT_ARG(left));
}

static struct text with_reason(const struct sentence *s, const char *word)
{
    const struct verdict *v = s->verdict;
    const char *after =
        v->flags & FLAG_EXCLUDED_AFTER_DECISION ? ", after it had been decided" : "";
    if (!v->reason.len)
        return text_format(s->arena, "%s%s.", word, after);
    return text_format(s->arena, "%s%s: " TEXT_FMT ".", word, after, TEXT_ARG(v->reason));
}

struct text ledger_sentence(struct arena *arena, const struct ledger_view *view,
                            const struct verdict *verdict)
{
    struct sentence sentence = {arena, view, verdict};
    switch (verdict->kind) {
    case VERDICT_MET:
        return met(&sentence);
    case VERDICT_BREACHED:
        return breached(&sentence);
    case VERDICT_PENDING:
        return pending(&sentence);
    case VERDICT_UNCOVERED:
        return with_reason(&sentence, "Not covered by any clause");
    case VERDICT_EXCLUDED:
        return with_reason(&sentence, "Excluded");
    case VERDICT_ERROR:
        return with_reason(&sentence, "Not decidable");
    }
    return TEXT("");
}
