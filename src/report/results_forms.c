/* results_forms.c - what was run, in the forms that programs read; see results.h. */
#include "report/results.h"
#include "report/shown.h"

static uint32_t line_of(const struct results_test *test, struct span span)
{
    return source_place(test->view.model->sources, span.source, span.from).line;
}

static uint64_t failures(const struct results_test *tests, size_t count)
{
    uint64_t failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += !results_passed(&tests[i]);
    return failed;
}

/* ---- TAP ---- */

/* A title may not bring in a directive, and stands on one line. */
static void put_tap_title(struct buffer *out, struct text title)
{
    for (size_t i = 0; i < title.len; i++) {
        char byte = title.at[i];
        if (byte == '#' || byte == '\\')
            buffer_putc(out, '\\');
        buffer_putc(out, (unsigned char)byte < 0x20 ? ' ' : byte);
    }
}

/* As people read it, without colours. */
static struct text plain_failure(struct buffer *written, const struct results_test *test,
                                 uint32_t index)
{
    struct results_test plain = *test;
    plain.view.colour = false;
    results_write_failure(written, &plain, index);
    return buffer_text(written);
}

/* The lines of a failure as diagnostics. */
static void put_tap_text(struct buffer *out, const struct results_test *test, uint32_t index)
{
    struct buffer written = {0};
    struct text rest = plain_failure(&written, test, index);
    while (rest.len) {
        size_t end = 0;
        while (end < rest.len && rest.at[end] != '\n')
            end++;
        buffer_puts(out, "#");
        buffer_put(out, text_slice(rest, 0, end));
        buffer_putc(out, '\n');
        rest = text_slice(rest, end < rest.len ? end + 1 : end, rest.len);
    }
    buffer_fini(&written);
}

static void put_tap_failure(struct buffer *out, const struct results_test *test)
{
    buffer_puts(out, "  ---\n  failures:\n");
    for (uint32_t i = 0; i < test->result_count; i++) {
        const struct result *result = &test->results[i];
        if (result->holds)
            continue;
        buffer_puts(out, "    - file: ");
        buffer_put_json(out, test->file);
        buffer_format(out, "\n      line: %u\n      expected: ", line_of(test, result->span));
        buffer_put_json(out, result->expected);
        buffer_puts(out, "\n      got: ");
        buffer_put_json(out, result->got);
        buffer_putc(out, '\n');
    }
    buffer_puts(out, "  ...\n");
    for (uint32_t i = 0; i < test->result_count; i++)
        if (!test->results[i].holds)
            put_tap_text(out, test, i);
}

static void write_tap(struct buffer *out, const struct results_test *tests, size_t count)
{
    buffer_format(out, "TAP version 13\n1..%zu\n", count);
    for (size_t i = 0; i < count; i++) {
        bool passed = results_passed(&tests[i]);
        buffer_format(out, "%sok %zu - ", passed ? "" : "not ", i + 1);
        put_tap_title(out, tests[i].title);
        buffer_putc(out, '\n');
        if (!passed)
            put_tap_failure(out, &tests[i]);
    }
}

/* ---- JUnit ---- */

static void put_xml(struct buffer *out, struct text written)
{
    for (size_t i = 0; i < written.len; i++) {
        unsigned char byte = (unsigned char)written.at[i];
        switch (byte) {
        case '<':
            buffer_puts(out, "&lt;");
            break;
        case '>':
            buffer_puts(out, "&gt;");
            break;
        case '&':
            buffer_puts(out, "&amp;");
            break;
        case '"':
            buffer_puts(out, "&quot;");
            break;
        default:
            buffer_putc(out, byte < 0x20 && byte != '\n' ? ' ' : (char)byte);
        }
    }
}

/* One element a case, since readers of this form take the first: the message is that of the first
 * line that fails, the text has all of them. */
static void put_junit_failure(struct buffer *out, const struct results_test *test)
{
    bool is_first = true;
    for (uint32_t i = 0; i < test->result_count; i++) {
        const struct result *result = &test->results[i];
        struct buffer written = {0};
        if (result->holds)
            continue;
        if (is_first) {
            buffer_puts(out, "      <failure message=\"expected ");
            put_xml(out, result->expected);
            buffer_puts(out, ", got ");
            put_xml(out, result->got);
            buffer_puts(out, "\">\n");
        }
        is_first = false;
        put_xml(out, plain_failure(&written, test, i));
        buffer_fini(&written);
    }
    buffer_puts(out, "      </failure>\n");
}

static void put_junit_case(struct buffer *out, const struct results_test *test)
{
    bool passed = results_passed(test);
    buffer_puts(out, "    <testcase classname=\"");
    put_xml(out, test->file);
    buffer_puts(out, "\" name=\"");
    put_xml(out, test->title);
    buffer_puts(out, passed ? "\"/>\n" : "\">\n");
    if (!passed) {
        put_junit_failure(out, test);
        buffer_puts(out, "    </testcase>\n");
    }
}

static void write_junit(struct buffer *out, const struct results_test *tests, size_t count)
{
    buffer_format(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<testsuites tests=\"%zu\" failures=\"%llu\">\n",
                  count, (unsigned long long)failures(tests, count));
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && text_equal(tests[to].file, tests[from].file);)
            to++;
        buffer_puts(out, "  <testsuite name=\"");
        put_xml(out, tests[from].file);
        buffer_format(out, "\" tests=\"%zu\" failures=\"%llu\">\n", to - from,
                      (unsigned long long)failures(tests + from, to - from));
        for (size_t i = from; i < to; i++)
            put_junit_case(out, &tests[i]);
        buffer_puts(out, "  </testsuite>\n");
    }
    buffer_puts(out, "</testsuites>\n");
}

/* ---- JSON ---- */

static void put_json_test(struct buffer *out, const struct results_test *test)
{
    buffer_puts(out, "{\"file\":");
    buffer_put_json(out, test->file);
    buffer_format(out, ",\"line\":%u,\"%s\":", line_of(test, test->span),
                  test->is_property ? "property" : "test");
    buffer_put_json(out, test->title);
    buffer_format(out, ",\"passed\":%s,\"failed\":[", results_passed(test) ? "true" : "false");
    for (uint32_t i = 0, n = 0; i < test->result_count; i++) {
        const struct result *result = &test->results[i];
        if (result->holds)
            continue;
        buffer_format(out, "%s{\"line\":%u,\"expected\":", n++ ? "," : "",
                      line_of(test, result->span));
        buffer_put_json(out, result->expected);
        buffer_puts(out, ",\"got\":");
        buffer_put_json(out, result->got);
        buffer_puts(out, ",\"differs\":");
        buffer_put_json(out, result->difference);
        buffer_putc(out, '}');
    }
    buffer_puts(out, "]}\n");
}

void results_write(struct buffer *out, enum results_form form, const struct results_test *tests,
                   size_t count)
{
    if (form == RESULTS_TAP)
        write_tap(out, tests, count);
    if (form == RESULTS_JUNIT)
        write_junit(out, tests, count);
    for (size_t i = 0; i < count; i++) {
        if (form == RESULTS_JSON)
            put_json_test(out, &tests[i]);
        if (form == RESULTS_TEXT)
            results_write_text(out, &tests[i]);
    }
    uint64_t failed = failures(tests, count);
    if (form == RESULTS_TEXT)
        results_write_summary(out, count - failed, failed);
}
