#include <string.h>

#include "hostile_datagram.h"
#include "ntp.h"
#include "random.h"

static void fill(uint64_t *random, uint8_t *at, size_t length) {
    for (size_t i = 0; i < length; i++) {
        at[i] = (uint8_t)(random_next(random) >> 32);
    }
}

/* A request as a client might send it, of any version that there is; the rest of it is random. */
static size_t client_request(uint64_t *random, uint8_t *datagram) {
    fill(random, datagram, NTP_HEADER);
    datagram[NTP_LEAP_VERSION_MODE] = ntp_first(random_below(random, 4), 1 + random_below(random, 4), NTP_CLIENT);
    return NTP_HEADER;
}

/* Every leap, version and mode: symmetric ones, replies, broadcasts, control and private messages. */
static size_t any_first_byte(uint64_t *random, uint8_t *datagram) {
    fill(random, datagram, NTP_HEADER);
    return NTP_HEADER;
}

static size_t cut_off(uint64_t *random, uint8_t *datagram) {
    client_request(random, datagram);
    return random_below(random, NTP_HEADER);
}

static size_t noise(uint64_t *random, uint8_t *datagram) {
    size_t length = random_below(random, HOSTILE_DATAGRAM + 1);
    fill(random, datagram, length);
    return length;
}

/* Extension fields of any type that are well-formed, of which the last is long enough. */
static size_t with_extensions(uint64_t *random, uint8_t *datagram) {
    size_t length = client_request(random, datagram);
    datagram[NTP_LEAP_VERSION_MODE] = ntp_first(0, 4, NTP_CLIENT);
    for (unsigned left = 1 + random_below(random, 3); left > 0; left--) {
        unsigned field = (left == 1 ? 28 : 16) + 4 * random_below(random, 50);
        fill(random, datagram + length, field);
        ntp_put16(datagram + length + 2, (uint16_t)field);
        length += field;
    }
    return length;
}

/* One length among the fields is another: none, odd, beyond the end, or such that the next one starts elsewhere. */
static size_t with_broken_extensions(uint64_t *random, uint8_t *datagram) {
    static const uint16_t lengths[] = {0, 1, 3, 4, 15, 17, 18, 0x7fff, 0xfffc, 0xffff};
    size_t length = with_extensions(random, datagram);
    unsigned choice = random_below(random, 12);
    uint16_t field = choice < 10 ? lengths[choice] : (uint16_t)(4 * random_below(random, 60));
    ntp_put16(datagram + NTP_HEADER + 2, field);
    return length;
}

/* Keys that nobody has: crypto-NAK, MD5, SHA-1, and what looks like one of another length. */
static size_t with_mac(uint64_t *random, uint8_t *datagram) {
    static const uint8_t lengths[] = {4, 20, 24, 12, 16, 36, 52, 68};
    size_t length = client_request(random, datagram);
    size_t mac = lengths[random_below(random, sizeof lengths)];
    fill(random, datagram + length, mac);
    if (random_below(random, 4) == 0) {
        memset(datagram + length, 0, 4);
    }
    return length + mac;
}

/* Not a multiple of four bytes, or with zeros behind it, as long as can be. */
static size_t with_trailer(uint64_t *random, uint8_t *datagram) {
    size_t length = client_request(random, datagram);
    size_t trailer = random_below(random, 2) == 0 ? 1 + random_below(random, 27) : HOSTILE_DATAGRAM - NTP_HEADER;
    memset(datagram + length, 0, trailer);
    return length + trailer;
}

static size_t with_flipped_bits(uint64_t *random, uint8_t *datagram) {
    size_t length = random_below(random, 2) == 0 ? with_extensions(random, datagram) : client_request(random, datagram);
    for (unsigned left = 1 + random_below(random, 4); left > 0; left--) {
        datagram[random_below(random, (unsigned)length)] ^= (uint8_t)(1u << random_below(random, 8));
    }
    return length;
}

size_t hostile_datagram(uint64_t *random, uint64_t transmit, uint8_t datagram[HOSTILE_DATAGRAM]) {
    static size_t (*const kinds[])(uint64_t *, uint8_t *) = {
        client_request, any_first_byte, cut_off,           noise, with_extensions, with_broken_extensions,
        with_mac,       with_trailer,   with_flipped_bits,
    };
    size_t length = kinds[random_below(random, sizeof kinds / sizeof *kinds)](random, datagram);
    if (length >= NTP_HEADER) {
        ntp_put64(datagram + NTP_TRANSMIT, transmit);
    }
    return length;
}
