/* gen_log.c - writes the log of an invented service desk, ordered by time.
 *
 *   cc -O2 -o gen_log gen_log.c -lm
 *   ./gen_log EVENTS [-s SEED] [-c FILE.csv] [-j FILE.ndjson]      ("-" is standard output)
 *
 * One year (2025) of arrivals, about 7 events a ticket, with the profile of an office and its week
 * (Europe/London); within a ticket the times grow strictly. Columns:
 *   ticket,time,event,actor,status,priority,channel,service,team,customer
 * where status, priority and team are the values after the event. About 2% of the customers have a
 * quoted name with a comma in it. The same EVENTS and SEED give the same bytes.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOURS = 8760, MOST_EVENTS = 40, BLOCK = 1 << 20 };
static const uint32_t FIRST = 1735689600; /* 2025-01-01T00:00:00Z */

/* ---- chance: xoshiro256**, seeded by splitmix64 */

static uint64_t state[4];

static uint64_t rotated(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static uint64_t draw(void)
{
    uint64_t result = rotated(state[1] * 5, 7) * 9, t = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotated(state[3], 45);
    return result;
}

static void seed(uint64_t x)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = (x += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        state[i] = z ^ (z >> 31);
    }
}

static double fraction(void)
{
    return (double)(draw() >> 11) * 0x1p-53;
}

static uint32_t below(uint32_t n)
{
    return (uint32_t)(((draw() >> 32) * n) >> 32);
}

static int chance(double p)
{
    return fraction() < p;
}

/* Seconds, log-normal, between five seconds and forty days. */
static uint32_t delay(double median, double sigma)
{
    double u = fraction(), v = fraction();
    double gauss = sqrt(-2 * log(u < 1e-300 ? 1e-300 : u)) * cos(6.283185307179586 * v);
    double d = median * exp(sigma * gauss);
    return (uint32_t)(d < 5 ? 5 : d > 40.0 * 86400 ? 40.0 * 86400 : d);
}

/* ---- office hours in London, for this year and the next */

static uint32_t london(uint32_t t)
{
    int summer = (t >= 1743296400 && t < 1761440400) || (t >= 1774746000 && t < 1792890000);
    return t + (summer ? 3600 : 0);
}

/* T if the office is open then, else the next opening. */
static uint32_t opening(uint32_t t)
{
    for (;;) {
        uint32_t local = london(t), second = local % 86400, weekday = (local / 86400 + 3) % 7;
        if (weekday < 5 && second >= 32400 && second < 63000)
            return t;
        t += weekday < 5 && second < 32400 ? 32400 - second : 86400 - second + 32400;
    }
}

/* ---- tickets */

enum { CREATED, REPLY, NOTE, STATUS, PRIORITY, CLOSED, REOPENED };
enum { CUSTOMER, AGENT, SYSTEM };
enum { IS_NEW, IS_OPEN, IS_PENDING, IS_CLOSED };

static const char *const EVENTS[] = {"created",  "reply",  "note",    "status",
                                     "priority", "closed", "reopened"};
static const char *const ACTORS[] = {"customer", "agent", "system"};
static const char *const STATUSES[] = {"new", "open", "pending", "closed"};
static const char *const CHANNELS[] = {"email", "phone", "chat", "web", "social"};
static const char *const SERVICES[] = {
    "billing",    "checkout",    "payments-api", "identity",  "email-gateway", "search",
    "mobile-app", "data-export", "reporting",    "vpn",       "laptop",        "printing",
    "hr-portal",  "crm",         "erp-finance",  "warehouse", "network-core",  "telephony",
    "website",    "backup",      "sso",          "storage",   "ci-build",      "onboarding"};
static const char *const TEAMS[] = {"frontline-1", "frontline-2", "billing",   "identity",
                                    "network",     "field",       "apps-emea", "apps-us",
                                    "data",        "security",    "voice",     "duty"};
static const double REPLY_MEDIAN[] = {600, 2100, 5400, 12600};
static const double WORK_MEDIAN[] = {3000, 7200, 18000, 36000};

struct event {
    uint32_t time;
    uint8_t kind, actor, status, priority, team;
};

struct ticket {
    uint32_t id, customer;
    uint8_t channel, service, count, next;
    struct event events[MOST_EVENTS];
};

/* What the next event of a ticket will carry. */
struct now {
    int status, priority, team;
};

static void add(struct ticket *k, uint32_t wait, int kind, int actor, const struct now *now)
{
    if (k->count >= MOST_EVENTS)
        return;
    uint32_t last = k->events[k->count - 1].time, t = last + wait;
    if (actor == AGENT && !chance(now->priority == 0 ? 0.5 : 0.08)) {
        uint32_t open = opening(t);
        if (open != t)
            t = opening(open + delay(2400, 1.1));
    }
    if (t <= last)
        t = last + 1;
    k->events[k->count++] = (struct event){t,
                                           (uint8_t)kind,
                                           (uint8_t)actor,
                                           (uint8_t)now->status,
                                           (uint8_t)now->priority,
                                           (uint8_t)now->team};
}

static void create(struct ticket *k, uint32_t t, struct now *now)
{
    double u = fraction();
    now->priority = u < .03 ? 0 : u < .15 ? 1 : u < .75 ? 2 : 3;
    u = fraction();
    k->channel = u < .54 ? 0 : u < .70 ? 1 : u < .82 ? 2 : u < .97 ? 3 : 4;
    u = fraction();
    k->service = (uint8_t)(24 * u * u);
    now->team = chance(.5) ? (int)below(2) : (int)(2 + below(10));
    u = fraction();
    k->customer = (uint32_t)(5000 * u * u * u);
    now->status = IS_NEW;
    k->events[0] = (struct event){t,
                                  CREATED,
                                  chance(.06) ? SYSTEM : CUSTOMER,
                                  IS_NEW,
                                  (uint8_t)now->priority,
                                  (uint8_t)now->team};
    k->count = 1;
    k->next = 0;
}

/* What happens up to the first reply. */
static void answer(struct ticket *k, struct now *now)
{
    if (chance(.12)) {
        int priority = (int)below(4);
        now->priority = priority == now->priority ? (priority + 1) & 3 : priority;
        add(k, delay(600, 1), PRIORITY, chance(.3) ? SYSTEM : AGENT, now);
    }
    double median = REPLY_MEDIAN[now->priority];
    if (chance(.35)) {
        now->status = IS_OPEN;
        add(k, delay(median * .4, 1), STATUS, AGENT, now);
    }
    if (chance(.35)) {
        if (chance(.35))
            now->team = (int)below(12);
        add(k, delay(median * .4, 1), NOTE, chance(.2) ? SYSTEM : AGENT, now);
    }
    if (chance(.05))
        add(k, delay(7200, 1), REPLY, CUSTOMER, now);
    now->status = chance(.6) ? IS_PENDING : IS_OPEN;
    add(k, delay(median * .8, 1), REPLY, AGENT, now);
}

static void wait_for_customer(struct ticket *k, struct now *now)
{
    if (chance(.12)) {
        now->status = IS_CLOSED;
        add(k, delay(3 * 86400, .5), CLOSED, chance(.6) ? SYSTEM : AGENT, now);
    } else {
        now->status = IS_OPEN;
        add(k, delay(9000, 1.6), REPLY, CUSTOMER, now);
    }
}

static void work(struct ticket *k, struct now *now, int rounds)
{
    double median = WORK_MEDIAN[now->priority];
    if (chance(.32))
        add(k, delay(median * .4, 1), NOTE, AGENT, now);
    if (chance(.10)) {
        now->status = IS_PENDING;
        add(k, delay(median * .4, 1), STATUS, AGENT, now);
    } else if (chance(.50) || rounds > 5) {
        now->status = IS_CLOSED;
        add(k, delay(median, 1), CLOSED, AGENT, now);
    } else {
        now->status = chance(.55) ? IS_PENDING : IS_OPEN;
        add(k, delay(median * .6, 1), REPLY, AGENT, now);
    }
}

static void live(struct ticket *k, uint32_t t)
{
    struct now now;
    create(k, t, &now);
    answer(k, &now);
    for (int rounds = 0;; rounds++) {
        if (now.status == IS_PENDING)
            wait_for_customer(k, &now);
        if (now.status == IS_OPEN)
            work(k, &now, rounds);
        if (now.status == IS_CLOSED) {
            if (k->count >= 34 || !chance(.06))
                return;
            now.status = IS_OPEN;
            add(k, delay(86400, 1), REOPENED, CUSTOMER, &now);
        }
        if (k->count >= 38) {
            now.status = IS_CLOSED;
            add(k, 3600, CLOSED, SYSTEM, &now);
            return;
        }
    }
}

/* ---- tickets in flight: a heap by time, and slots that are used again */

struct entry {
    uint32_t time, id, slot;
};

static struct entry *heap;
static size_t heap_count, heap_room;
static struct ticket *slots;
static uint32_t slot_count, slot_room, *spare, spare_count, spare_room;

static void *grown(void *old, size_t bytes)
{
    void *room = realloc(old, bytes);
    if (!room) {
        perror("gen_log");
        exit(1);
    }
    return room;
}

static int earlier(struct entry a, struct entry b)
{
    return a.time < b.time || (a.time == b.time && a.id < b.id);
}

static void push(struct entry x)
{
    if (heap_count == heap_room)
        heap = grown(heap, (heap_room = heap_room ? heap_room * 2 : 1024) * sizeof *heap);
    size_t i = heap_count++;
    for (; i && earlier(x, heap[(i - 1) / 2]); i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = x;
}

static void replace_top(struct entry x)
{
    size_t i = 0, child;
    while ((child = 2 * i + 1) < heap_count) {
        if (child + 1 < heap_count && earlier(heap[child + 1], heap[child]))
            child++;
        if (!earlier(heap[child], x))
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = x;
}

static void arrive(uint32_t t, uint32_t id)
{
    uint32_t slot = spare_count ? spare[--spare_count] : slot_count++;
    if (slot_count > slot_room)
        slots = grown(slots, (slot_room = slot_room ? slot_room * 2 : 1024) * sizeof *slots);
    slots[slot].id = id;
    live(&slots[slot], t);
    push((struct entry){t, id, slot});
}

/* The ticket on top has had its last event. */
static void leave(uint32_t slot)
{
    if (spare_count == spare_room)
        spare = grown(spare, (spare_room = spare_room ? spare_room * 2 : 1024) * sizeof *spare);
    spare[spare_count++] = slot;
    struct entry last = heap[--heap_count];
    if (heap_count)
        replace_top(last);
}

/* ---- text */

struct out {
    FILE *file;
    char *at, *block;
};

static void out_open(struct out *o, const char *name)
{
    o->file = strcmp(name, "-") ? fopen(name, "wb") : stdout;
    if (!o->file) {
        perror(name);
        exit(1);
    }
    o->at = o->block = grown(NULL, BLOCK + 4096);
}

static void out_flush(struct out *o)
{
    size_t length = (size_t)(o->at - o->block);
    if (fwrite(o->block, 1, length, o->file) != length || fflush(o->file)) {
        perror("gen_log");
        exit(1);
    }
    o->at = o->block;
}

static void put(struct out *o, const char *text)
{
    size_t length = strlen(text);
    memcpy(o->at, text, length);
    o->at += length;
}

static void put_number(struct out *o, uint32_t value, int width)
{
    char digits[12];
    int n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while (value /= 10);
    while (n < width)
        digits[n++] = '0';
    while (n)
        *o->at++ = digits[--n];
}

static void put_time(struct out *o, uint32_t t)
{
    static uint32_t known = UINT32_MAX;
    static char date[12];
    uint32_t day = t / 86400, second = t % 86400;
    if (day != known) { /* civil date from a count of days since 1970 */
        uint32_t z = day + 719468, era = z / 146097, doe = z % 146097;
        uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
        uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
        uint32_t month = mp < 10 ? mp + 3 : mp - 9;
        struct out text = {NULL, date, date};
        put_number(&text, yoe + era * 400 + (month <= 2), 4);
        *text.at++ = '-';
        put_number(&text, month, 2);
        *text.at++ = '-';
        put_number(&text, doy - (153 * mp + 2) / 5 + 1, 2);
        *text.at = 'T';
        known = day;
    }
    memcpy(o->at, date, 11);
    o->at += 11;
    put_number(o, second / 3600, 2);
    put(o, ":");
    put_number(o, second / 60 % 60, 2);
    put(o, ":");
    put_number(o, second % 60, 2);
    put(o, "Z");
}

static void put_customer(struct out *o, uint32_t customer, const char *quote)
{
    if (customer % 50 != 49) {
        put(o, "C");
        put_number(o, customer, 5);
        return;
    }
    put(o, quote);
    put(o, "Acme ");
    put_number(o, customer, 1);
    put(o, ", Ltd");
    put(o, quote);
}

static void put_csv(struct out *o, const struct ticket *k, const struct event *e)
{
    put(o, "T");
    put_number(o, k->id, 7);
    put(o, ",");
    put_time(o, e->time);
    const char *const fields[] = {EVENTS[e->kind], ACTORS[e->actor], STATUSES[e->status]};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        put(o, ",");
        put(o, fields[i]);
    }
    put(o, ",P");
    put_number(o, e->priority + 1u, 1);
    const char *const rest[] = {CHANNELS[k->channel], SERVICES[k->service], TEAMS[e->team]};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        put(o, ",");
        put(o, rest[i]);
    }
    put(o, ",");
    put_customer(o, k->customer, "\"");
    put(o, "\n");
}

static void put_pair(struct out *o, const char *key, const char *value)
{
    put(o, ",\"");
    put(o, key);
    put(o, "\":\"");
    put(o, value);
    put(o, "\"");
}

static void put_json(struct out *o, const struct ticket *k, const struct event *e)
{
    const char priority[] = {'P', (char)('1' + e->priority), 0};
    put(o, "{\"ticket\":\"T");
    put_number(o, k->id, 7);
    put(o, "\",\"time\":\"");
    put_time(o, e->time);
    put(o, "\"");
    put_pair(o, "event", EVENTS[e->kind]);
    put_pair(o, "actor", ACTORS[e->actor]);
    put_pair(o, "status", STATUSES[e->status]);
    put_pair(o, "priority", priority);
    put_pair(o, "channel", CHANNELS[k->channel]);
    put_pair(o, "service", SERVICES[k->service]);
    put_pair(o, "team", TEAMS[e->team]);
    put(o, ",\"customer\":\"");
    put_customer(o, k->customer, "");
    put(o, "\"}\n");
}

/* ---- the year */

static double weights[HOURS], weight;

static void profile(void)
{
    for (uint32_t h = 0; h < HOURS; h++) {
        uint32_t local = london(FIRST + h * 3600), hour = local / 3600 % 24;
        uint32_t weekday = (local / 86400 + 3) % 7;
        double x = hour >= 9 && hour < 17    ? 10
                   : hour >= 7 && hour < 9   ? 4
                   : hour >= 17 && hour < 22 ? 3
                                             : .7;
        weight += weights[h] = weekday >= 5 ? x * .25 : x;
    }
}

static uint32_t next_id = 1000000;

/* The arrivals of an hour, COUNT of them. */
static void arrivals(uint32_t start, uint32_t count)
{
    static uint32_t a_second[3600];
    memset(a_second, 0, sizeof a_second);
    while (count--)
        a_second[below(3600)]++;
    for (uint32_t second = 0; second < 3600; second++)
        for (uint32_t n = a_second[second]; n; n--)
            arrive(start + second, next_id++);
}

static void write_event(struct out *csv, struct out *json)
{
    struct entry top = heap[0];
    struct ticket *k = &slots[top.slot];
    const struct event *e = &k->events[k->next++];
    if (csv->file)
        put_csv(csv, k, e);
    if (json->file)
        put_json(json, k, e);
    if (csv->at - csv->block > BLOCK)
        out_flush(csv);
    if (json->at - json->block > BLOCK)
        out_flush(json);
    if (k->next < k->count)
        replace_top((struct entry){k->events[k->next].time, top.id, top.slot});
    else
        leave(top.slot);
}

static uint64_t year(uint64_t wanted, struct out *csv, struct out *json)
{
    double tickets = (double)wanted / 6.76; /* a little less than the mean of events a ticket */
    double sum = 0;
    uint64_t written = 0;
    uint32_t made = 0;
    for (uint32_t h = 0; written < wanted && (h < HOURS || heap_count); h++) {
        uint32_t start = FIRST + h * 3600;
        if (h < HOURS) {
            sum += tickets * weights[h] / weight;
            arrivals(start, (uint32_t)sum - made);
            made = (uint32_t)sum;
        }
        for (; heap_count && heap[0].time < start + 3600 && written < wanted; written++)
            write_event(csv, json);
    }
    return written;
}

int main(int argc, char **argv)
{
    uint64_t wanted = 0, seeded = 1;
    struct out csv = {0}, json = {0};
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            wanted = strtoull(argv[i], NULL, 10);
        else if (i + 1 < argc && argv[i][1] == 's')
            seeded = strtoull(argv[++i], NULL, 10);
        else if (i + 1 < argc && (argv[i][1] == 'c' || argv[i][1] == 'j')) {
            struct out *o = argv[i][1] == 'c' ? &csv : &json;
            out_open(o, argv[++i]);
        }
    }
    if (!wanted || (!csv.file && !json.file)) {
        fprintf(stderr, "use: gen_log EVENTS [-s SEED] [-c FILE.csv] [-j FILE.ndjson]\n");
        return 2;
    }
    seed(seeded);
    profile();
    if (csv.file)
        put(&csv, "ticket,time,event,actor,status,priority,channel,service,team,customer\n");
    uint64_t written = year(wanted, &csv, &json);
    if (csv.file)
        out_flush(&csv);
    if (json.file)
        out_flush(&json);
    if (written < wanted)
        fprintf(stderr, "only %llu events\n", (unsigned long long)written);
    return written < wanted;
}
