/* wire.c - seven bits a byte. */
#include "base/wire.h"

void wire_put_whole(struct buffer *out, uint64_t value)
{
    for (; value > 127; value >>= 7)
        buffer_putc(out, (char)((value & 127) | 128));
    buffer_putc(out, (char)value);
}

void wire_put_signed(struct buffer *out, int64_t value)
{
    uint64_t folded = (uint64_t)value << 1;
    wire_put_whole(out, value < 0 ? ~folded : folded);
}

void wire_put_text(struct buffer *out, struct text text)
{
    wire_put_whole(out, text.len);
    buffer_put(out, text);
}

struct wire wire_of(struct text bytes)
{
    return (struct wire){bytes.at, bytes.at + bytes.len, false};
}

static uint64_t spoil(struct wire *wire)
{
    wire->is_spoilt = true;
    wire->at = wire->end;
    return 0;
}

uint64_t wire_whole(struct wire *wire)
{
    uint64_t value = 0;
    for (unsigned shift = 0; wire->at < wire->end && shift < 64; shift += 7) {
        uint64_t bits = (unsigned char)*wire->at++;
        if (shift == 63 && bits > 1)
            break;
        value |= (bits & 127) << shift;
        if (bits < 128)
            return value;
    }
    return spoil(wire);
}

uint64_t wire_upto(struct wire *wire, uint64_t most)
{
    uint64_t value = wire_whole(wire);
    return value <= most ? value : spoil(wire);
}

int64_t wire_signed(struct wire *wire)
{
    uint64_t folded = wire_whole(wire);
    return (int64_t)(folded & 1 ? ~(folded >> 1) : folded >> 1);
}

struct text wire_text(struct wire *wire)
{
    uint64_t len = wire_upto(wire, (uint64_t)(wire->end - wire->at));
    struct text text = {wire->at, (size_t)len};
    if (len > (uint64_t)(wire->end - wire->at)) {
        spoil(wire);
        return TEXT("");
    }
    wire->at += len;
    return text;
}

uint32_t wire_count(struct wire *wire, size_t least)
{
    uint64_t room = (uint64_t)(wire->end - wire->at) / (least ? least : 1);
    return (uint32_t)wire_upto(wire, room < UINT32_MAX ? room : UINT32_MAX);
}

bool wire_is_done(const struct wire *wire)
{
    return !wire->is_spoilt && wire->at == wire->end;
}
