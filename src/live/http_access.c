/* http_access.c - who may ask and who may post.
 *
 * On loopback all users of the machine may, but no page of another site in their browsers: a name
 * that leads here is no name of ours (rebinding), and what is posted from a page says so by its
 * Origin. With a token it has to be known, by a header, or by a cookie that was got for it.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/hmac.h"
#include "live/http_part.h"

static const char cookie_name[] = "charter_watch";

void http_make_cookie(struct http *http)
{
    unsigned char digest[HMAC_BYTES];
    struct hmac hmac;
    hmac_init(&hmac, http->request.token);
    hmac_add(&hmac, TEXT("cookie of a watcher's page"));
    hmac_end(&hmac, digest);
    hmac_write_hex(digest, http->cookie);
    http->set_cookie =
        text_cstr(http->arena, text_format(http->arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict",
                                           cookie_name, http->cookie));
}

bool http_is_known(const struct exchange *exchange)
{
    static const char bearer[] = "Bearer ";
    const struct http *http = exchange->http;
    if (!http->request.token.len)
        return true;
    struct text said = http_header(exchange, "Authorization");
    struct text cookie = text_of(http->library.MHD_lookup_connection_value(
        exchange->connection, MHD_COOKIE_KIND, cookie_name));
    bool by_cookie = hmac_same(cookie, text_of(http->cookie));
    if (said.len < sizeof bearer || strncasecmp(said.at, bearer, sizeof bearer - 1) != 0)
        return by_cookie;
    return hmac_same(text_slice(said, sizeof bearer - 1, said.len), http->request.token) ||
           by_cookie;
}

/* The name in front of the port. */
static struct text name_of(struct text host)
{
    size_t end = host.len;
    while (end && host.at[end - 1] >= '0' && host.at[end - 1] <= '9')
        end--;
    return end && host.at[end - 1] == ':' ? text_slice(host, 0, end - 1) : host;
}

static bool is_named(struct text name, const char *ours)
{
    return name.len == strlen(ours) && strncasecmp(name.at, ours, name.len) == 0;
}

/* http://NAME:PORT/ */
static struct text own_name(const struct http *http)
{
    struct text host = text_slice(http->address, 7, http->address.len - 1);
    return name_of(host);
}

static bool is_our_host(const struct exchange *exchange)
{
    struct text name = name_of(http_header(exchange, "Host"));
    if (exchange->http->request.token.len)
        return true;
    return is_named(name, "localhost") || is_named(name, "127.0.0.1") || is_named(name, "[::1]") ||
           (name.len && text_equal(name, own_name(exchange->http)));
}

/* A browser says from which page something is posted. */
static bool is_our_origin(const struct exchange *exchange)
{
    struct text origin = http_header(exchange, "Origin"), host = http_header(exchange, "Host");
    if (!origin.len)
        return true;
    size_t begin = text_starts(origin, TEXT("https://")) ? 8 : 7;
    return text_starts(origin, TEXT("http")) && origin.len > begin &&
           text_equal(text_slice(origin, begin, origin.len), host);
}

static bool is_signed(const struct exchange *exchange, bool is_post)
{
    return is_post && exchange->http->request.signing.secrets.count;
}

bool http_may_ask(struct exchange *exchange)
{
    bool is_post = http_is_post(exchange);
    if (!is_our_host(exchange))
        http_refuse(exchange, MHD_HTTP_MISDIRECTED_REQUEST,
                    "this watcher is not known by that name: ask for " TEXT_FMT,
                    TEXT_ARG(exchange->http->address));
    else if (is_post && !is_our_origin(exchange))
        http_refuse(exchange, MHD_HTTP_FORBIDDEN, "a page of another site can't post here");
    else if (!is_signed(exchange, is_post) && !http_is_known(exchange))
        http_refuse(exchange, MHD_HTTP_UNAUTHORIZED,
                    "say the token: Authorization: Bearer, and the token behind it");
    return !exchange->is_answered;
}

/* ---- the page ---- */

static void ask_token(struct exchange *exchange, bool was_wrong)
{
    buffer_format(&exchange->answer,
                  "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                  "<meta name=\"color-scheme\" content=\"light dark\">"
                  "<title>charter watch</title></head>\n<body><main><h1>charter watch</h1>\n"
                  "<form method=\"get\" action=\"/\">%s<p><label>Token <input type=\"password\" "
                  "name=\"token\" autocomplete=\"current-password\" required autofocus></label> "
                  "<button>Open</button></p></form></main></body></html>\n",
                  was_wrong ? "<p role=\"alert\">That is not the token.</p>" : "");
    http_answer(exchange, MHD_HTTP_UNAUTHORIZED, "text/html; charset=utf-8");
}

static void give_cookie(struct exchange *exchange)
{
    struct http *http = exchange->http;
    exchange->header = "Set-Cookie";
    exchange->header_value = http->set_cookie;
    buffer_puts(&exchange->answer,
                "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
                "http-equiv=\"refresh\" content=\"0;url=/\"><title>charter watch</title></head>"
                "<body><p><a href=\"/\">Open</a></p></body></html>\n");
    http_answer(exchange, MHD_HTTP_OK, "text/html; charset=utf-8");
}

bool http_login(struct exchange *exchange)
{
    struct http *http = exchange->http;
    const char *given = http->library.MHD_lookup_connection_value(exchange->connection,
                                                                  MHD_GET_ARGUMENT_KIND, "token");
    if (!is_our_host(exchange))
        return !http_may_ask(exchange);
    if (!http->request.token.len)
        return false;
    if (given && hmac_same(text_of(given), http->request.token)) {
        give_cookie(exchange);
        return true;
    }
    if (http_is_known(exchange))
        return false;
    ask_token(exchange, given != NULL);
    return true;
}
