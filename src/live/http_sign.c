#include "live/http_sign.h"

#include "base/hmac.h"

const char *signing_header(const struct signing *signing)
{
    static const char *const names[] = {"X-Hub-Signature-256", "X-Zendesk-Webhook-Signature"};
    return signing->scheme == SIGNING_HEADER ? signing->header : names[signing->scheme];
}

const char *signing_timestamp_header(const struct signing *signing)
{
    return signing->scheme == SIGNING_ZENDESK ? "X-Zendesk-Webhook-Signature-Timestamp" : NULL;
}

/* A digest in the two forms that senders write. */
struct written_digest {
    char hex[HMAC_HEX], base64[HMAC_BASE64];
};

static struct written_digest digest_of(struct text secret, const struct signed_delivery *delivery,
                                       bool is_stamped)
{
    struct written_digest written;
    unsigned char digest[HMAC_BYTES];
    struct hmac hmac;
    hmac_init(&hmac, secret);
    if (is_stamped)
        hmac_add(&hmac, delivery->timestamp);
    hmac_add(&hmac, delivery->body);
    hmac_end(&hmac, digest);
    hmac_write_hex(digest, written.hex);
    hmac_write_base64(digest, written.base64);
    return written;
}

static bool is_signed_with(const struct signing *signing, const struct signed_delivery *delivery,
                           struct text secret)
{
    static const char prefix[] = "sha256=";
    bool is_stamped = signing->scheme == SIGNING_ZENDESK;
    struct text signature = delivery->signature;
    struct written_digest digest = digest_of(secret, delivery, is_stamped);
    bool has_prefix = text_starts(signature, text_of(prefix));
    if (has_prefix)
        signature = text_slice(signature, sizeof prefix - 1, signature.len);
    bool by_hex = hmac_same(signature, text_of(digest.hex));
    bool by_base64 = hmac_same(signature, text_of(digest.base64));
    if (signing->scheme == SIGNING_GITHUB)
        return has_prefix && by_hex;
    return is_stamped ? !has_prefix && by_base64 : by_hex || by_base64;
}

/* All secrets are tried, whichever fits. */
static bool is_signed(const struct signing *signing, const struct signed_delivery *delivery)
{
    bool fits = false;
    for (size_t i = 0; i < signing->secrets.count; i++)
        fits |= is_signed_with(signing, delivery, signing->secrets.at[i]);
    return fits;
}

static bool is_fresh(const struct signing *signing, const struct signed_delivery *delivery)
{
    struct civil_stamp stamp;
    if (civil_parse_stamp(delivery->timestamp, &stamp) != CIVIL_OK || !stamp.has_offset)
        return false;
    micros age = delivery->now > stamp.at ? delivery->now - stamp.at : stamp.at - delivery->now;
    return age <= signing->window;
}

const char *signing_problem(const struct signing *signing, const struct signed_delivery *delivery)
{
    if (!signing->secrets.count)
        return NULL;
    if (!delivery->signature.len)
        return "it is not signed";
    if (!is_signed(signing, delivery))
        return "the signature is wrong";
    if (signing_timestamp_header(signing) && !is_fresh(signing, delivery))
        return "its timestamp is too far from now";
    return NULL;
}
