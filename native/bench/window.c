#include "window.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ntp.h"
#include "random.h"

int window_open(struct window *window, unsigned size, uint64_t seed) {
    memset(window, 0, sizeof *window);
    window->entries = calloc(size, sizeof *window->entries);
    window->size = size;
    window->random = seed;
    return window->entries == NULL ? -ENOMEM : 0;
}

void window_close(struct window *window) { free(window->entries); }

static unsigned index_of(const struct window *window, uint64_t number) { return (unsigned)number & (window->size - 1); }

unsigned window_index(const struct window *window) { return index_of(window, window->next); }

static void stop_waiting(struct window *window, struct window_entry *entry) {
    entry->waiting = false;
    window->outstanding--;
}

struct window_entry *window_add(struct window *window) {
    unsigned index = window_index(window);
    struct window_entry *entry = &window->entries[index];
    if (entry->waiting) {
        stop_waiting(window, entry);
        window->lost++;
    }
    window->next++;
    memset(entry, 0, sizeof *entry);
    entry->request.transmit = (random_next(&window->random) & ~(uint64_t)(window->size - 1)) | index;
    entry->request.receive = entry->request.transmit;
    entry->open = true;
    return entry;
}

void window_await(struct window *window, struct window_entry *entry) {
    entry->waiting = true;
    window->outstanding++;
}

const struct window_entry *window_take_back(struct window *window) {
    window->next--;
    struct window_entry *entry = &window->entries[window_index(window)];
    if (entry->waiting) {
        stop_waiting(window, entry);
    }
    entry->open = false;
    if (window->oldest > window->next) {
        window->oldest = window->next;
    }
    return entry;
}

struct window_entry *window_match(struct window *window, const uint8_t *answer, size_t length) {
    if (length < NTP_HEADER) {
        return NULL;
    }
    uint64_t origin = ntp_get64(answer + NTP_ORIGIN);
    struct window_entry *entry = &window->entries[index_of(window, origin)];
    if (!entry->open || (origin != entry->request.transmit && origin != entry->request.receive)) {
        return NULL;
    }
    entry->open = false;
    if (entry->waiting) {
        stop_waiting(window, entry);
    }
    return entry;
}

void window_expire(struct window *window, int64_t before_ns) {
    if (window->next - window->oldest > window->size) {
        window->oldest = window->next - window->size;
    }
    for (; window->oldest < window->next; window->oldest++) {
        struct window_entry *entry = &window->entries[index_of(window, window->oldest)];
        if (entry->waiting && entry->sent_ns >= before_ns) {
            return;
        }
        if (entry->waiting) {
            stop_waiting(window, entry);
            entry->late = true;
            window->lost++;
        }
    }
}
