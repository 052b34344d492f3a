/* value_wire.c - see value_wire.h. */
#include "log/value_wire.h"

#include <string.h>

void value_wire_put(struct buffer *out, const struct value *value)
{
    wire_put_whole(out, value->type);
    switch (value->type) {
    case VALUE_UNSET:
        break;
    case VALUE_CHOICE:
        wire_put_whole(out, value->choice);
        break;
    case VALUE_TEXT:
        wire_put_text(out, value->text);
        break;
    case VALUE_MONEY:
        wire_put_text(out, text_of(value->currency));
        wire_put_signed(out, value->number.digits);
        wire_put_whole(out, value->number.scale);
        break;
    case VALUE_NUMBER:
        wire_put_signed(out, value->number.digits);
        wire_put_whole(out, value->number.scale);
        break;
    case VALUE_YES_NO:
        wire_put_whole(out, value->yes);
        break;
    case VALUE_TIME:
        wire_put_signed(out, value->time);
        break;
    }
}

static struct decimal read_decimal(struct wire *wire)
{
    int64_t digits = wire_signed(wire);
    return (struct decimal){digits, (uint8_t)wire_upto(wire, DECIMAL_SCALE_MOST)};
}

static void read_currency(struct wire *wire, struct value *value)
{
    struct text currency = wire_text(wire);
    if (currency.len < sizeof value->currency)
        memcpy(value->currency, currency.at, currency.len);
    else
        wire->is_spoilt = true;
}

struct value value_wire_read(struct wire *wire)
{
    struct value value = {.type = (enum value_type)wire_upto(wire, VALUE_TIME)};
    switch (value.type) {
    case VALUE_UNSET:
        break;
    case VALUE_CHOICE:
        value.choice = (uint32_t)wire_upto(wire, UINT32_MAX);
        break;
    case VALUE_TEXT:
        value.text = wire_text(wire);
        break;
    case VALUE_MONEY:
        read_currency(wire, &value);
        value.number = read_decimal(wire);
        break;
    case VALUE_NUMBER:
        value.number = read_decimal(wire);
        break;
    case VALUE_YES_NO:
        value.yes = wire_upto(wire, 1) != 0;
        break;
    case VALUE_TIME:
        value.time = wire_signed(wire);
        break;
    }
    return value;
}
