/* libFuzzer over the control messages of each system: control_fuzzer_<system> -max_len=256 -max_total_time=60. */
#include <stdlib.h>

#include "udp/udp_control.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct foliot_control parsed;
    foliot_control_parse(data, size, &parsed);
    if (parsed.local_family != 0 && parsed.local_family != 4 && parsed.local_family != 16) {
        abort();
    }
    if (parsed.kernel_ns != 0 && parsed.kernel_error_ns <= 0) {
        abort();
    }
    return 0;
}
