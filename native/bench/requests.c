#include "requests.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ntp.h"
#include "path.h"
#include "window.h"

#define PREFIX 2u

/* A request of NTS begins with its unique identifier, which is 32 bytes long or longer (RFC 8915, section 5.3). */
#define IDENTIFIER_MIN 36u

static uint8_t *read_whole(FILE *in, size_t *length) {
    if (fseek(in, 0, SEEK_END) != 0) {
        return NULL;
    }
    long size = ftell(in);
    rewind(in);
    uint8_t *bytes = size <= 0 ? NULL : malloc((size_t)size);
    if (bytes != NULL && fread(bytes, 1, (size_t)size, in) != (size_t)size) {
        free(bytes);
        return NULL;
    }
    *length = (size_t)size;
    return bytes;
}

/* Says what keeps a datagram from being a request of NTS with this number; null: nothing. */
static const char *fault_of(const uint8_t *datagram, size_t length, unsigned number) {
    if (length < NTP_HEADER + IDENTIFIER_MIN || length > PATH_DATAGRAM) {
        return "too short or too long for a request that NTS protects";
    }
    if (ntp_version(datagram[0]) != 4 || ntp_mode(datagram[0]) != NTP_CLIENT) {
        return "not of version 4 and a client's";
    }
    unsigned field = ntp_get16(datagram + NTP_HEADER + 2);
    if (ntp_get16(datagram + NTP_HEADER) != NTP_UNIQUE_IDENTIFIER || field < IDENTIFIER_MIN ||
        field > length - NTP_HEADER) {
        return "it does not begin with a unique identifier";
    }
    return number < WINDOW_SIZE ? NULL : "there are too many";
}

/* Finds the requests in the file, which there is room for. */
static const char *find(struct requests *requests, size_t size) {
    for (size_t at = 0; at < size; requests->count++) {
        size_t length = size - at < PREFIX ? size : ntp_get16(requests->bytes + at);
        at += PREFIX;
        if (length > size - at) {
            return "the file is cut off";
        }
        const char *fault = fault_of(requests->bytes + at, length, requests->count);
        if (fault != NULL) {
            return fault;
        }
        requests->datagrams[requests->count] = requests->bytes + at;
        requests->lengths[requests->count] = (uint16_t)length;
        at += length;
    }
    return (requests->count & (requests->count - 1)) == 0 ? NULL : "their number is not a power of two";
}

static const char *check_numbers(struct requests *requests) {
    for (unsigned i = 0; i < requests->count; i++) {
        if ((ntp_get64(requests->datagrams[i] + NTP_TRANSMIT) & (requests->count - 1)) != i) {
            return "a transmit timestamp does not end in its number";
        }
    }
    return NULL;
}

int requests_open(struct requests *requests, const char *file) {
    size_t size = 0;
    memset(requests, 0, sizeof *requests);
    FILE *in = fopen(file, "re");
    requests->bytes = in == NULL ? NULL : read_whole(in, &size);
    if (requests->bytes == NULL) {
        fprintf(stderr, "generator: %s: %s\n", file, in == NULL ? strerror(errno) : "it cannot be read, or is empty");
    }
    if (in != NULL) {
        fclose(in);
    }
    requests->datagrams = calloc(WINDOW_SIZE, sizeof *requests->datagrams);
    requests->lengths = calloc(WINDOW_SIZE, sizeof *requests->lengths);
    if (requests->bytes == NULL || requests->datagrams == NULL || requests->lengths == NULL) {
        requests_close(requests);
        return EX_NOINPUT;
    }
    const char *fault = find(requests, size);
    if (fault == NULL) {
        fault = check_numbers(requests);
    }
    if (fault != NULL) {
        fprintf(stderr, "generator: %s, request %u: %s\n", file, requests->count, fault);
        requests_close(requests);
        return EX_DATAERR;
    }
    return EX_OK;
}

void requests_close(struct requests *requests) {
    free(requests->bytes);
    free(requests->datagrams);
    free(requests->lengths);
    memset(requests, 0, sizeof *requests);
}

void requests_write(const struct requests *requests, unsigned i, uint8_t *packet, struct judge_request *request) {
    const uint8_t *datagram = requests->datagrams[i];
    memcpy(packet, datagram, requests->lengths[i]);
    request->transmit = request->receive = ntp_get64(datagram + NTP_TRANSMIT);
    request->first = datagram[NTP_LEAP_VERSION_MODE];
    request->length = requests->lengths[i];
    request->identifier = datagram + NTP_HEADER;
}
