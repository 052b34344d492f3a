/* http_sign.h - is a delivery signed by one who knows a secret? Of its bytes as they came.
 *
 * GitHub signs the body, in hexadecimal digits; Zendesk a timestamp and the body behind it, in
 * base64; a header of any other name has the digest of the body in either form, `sha256=` in front
 * of it or not.
 */
#ifndef LIVE_HTTP_SIGN_H
#define LIVE_HTTP_SIGN_H

#include "base/vector.h"
#include "time/civil.h"

enum signing_scheme { SIGNING_GITHUB, SIGNING_ZENDESK, SIGNING_HEADER };

typedef VECTOR(struct text) secret_list;

struct signing {
    secret_list secrets; /* any of them will do; none: nothing has to be signed */
    enum signing_scheme scheme;
    const char *header; /* of SIGNING_HEADER */
    micros window;      /* a timestamp may be so far from now */
};

/* The headers that a delivery is looked through for. */
const char *signing_header(const struct signing *signing);
const char *signing_timestamp_header(const struct signing *signing); /* NULL: there is none */

/* What came. A header that is missing is empty. */
struct signed_delivery {
    struct text signature, timestamp, body;
    instant now;
};

/* NULL: it is signed. Else why not, as the end of a sentence. */
const char *signing_problem(const struct signing *signing, const struct signed_delivery *delivery);

#endif
