/* http_page.c - the page: one document with its style and its script, which no other may stand in
 * for.
 */
#include "base/embedded.h"
#include "base/hmac.h"
#include "live/http_part.h"
#include "report/html.h"
#include "report/shown.h"

/* `sha256-…`, by which a browser knows TEXT. */
static struct text known_by(struct arena *arena, struct text text)
{
    unsigned char digest[HMAC_BYTES];
    char base64[HMAC_BASE64];
    struct sha256 sha;
    uint32_t words[8];
    sha256_init(&sha);
    sha256_add(&sha, text);
    sha256_end(&sha, words);
    for (int i = 0; i < HMAC_BYTES; i++)
        digest[i] = (unsigned char)(words[i / 4] >> (24 - 8 * (i % 4)) & 0xff);
    hmac_write_base64(digest, base64);
    return text_format(arena, "'sha256-%s'", base64);
}

static struct text style(struct arena *arena)
{
    struct text page = embedded_find(embedded_styles, TEXT("page"));
    struct text report = embedded_find(embedded_styles, TEXT("report"));
    struct text board = embedded_find(embedded_styles, TEXT("board"));
    return text_format(arena, "\n" TEXT_FMT TEXT_FMT TEXT_FMT, TEXT_ARG(page), TEXT_ARG(report),
                       TEXT_ARG(board));
}

static void put_page(struct http *http, struct text css, struct text js)
{
    const struct model *model = http->request.by->model;
    struct text title = shown_title(model->title, model->name);
    struct buffer out = {0};
    buffer_puts(&out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n"
                      "<link rel=\"icon\" href=\"data:,\">\n<title>");
    html_put(&out, title);
    buffer_puts(&out, " – live</title>\n<style>");
    buffer_put(&out, css);
    buffer_puts(&out, "</style>\n</head>\n<body class=\"report board\">\n"
                      "<a class=\"skip\" href=\"#main\">Skip to the tickets</a>\n<header>\n<h1>");
    html_put(&out, title);
    buffer_puts(&out, "</h1>\n");
    buffer_put(&out, embedded_find(embedded_pieces, TEXT("board")));
    buffer_puts(&out, "<script>");
    buffer_put(&out, js);
    buffer_puts(&out, "</script>\n</body>\n</html>\n");
    http->page = text_copy(http->arena, buffer_text(&out));
    buffer_fini(&out);
}

void http_make_page(struct http *http)
{
    struct text css = style(http->arena);
    struct text js = embedded_find(embedded_scripts, TEXT("board"));
    struct text policy =
        text_format(http->arena,
                    "default-src 'none'; style-src " TEXT_FMT "; script-src " TEXT_FMT
                    "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
                    "frame-ancestors 'none'",
                    TEXT_ARG(known_by(http->arena, css)), TEXT_ARG(known_by(http->arena, js)));
    http->policy = text_cstr(http->arena, policy);
    put_page(http, css, js);
}
