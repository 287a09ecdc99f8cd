/* dev.foliot.platform.jni.ClockNatives: foliot/clock.h. */
#include "dev_foliot_platform_jni_ClockNatives.h"
#include "foliot/clock.h"
#include "jni_foliot.h"
#include "jni_layout.h"

#include <errno.h>

#define JAVA(name) dev_foliot_platform_jni_ClockNatives_##name

FOLIOT_ASSERT_VALUE(FOLIOT_CLOCK_NATIVE, JAVA(INTERFACE_NATIVE));
FOLIOT_ASSERT_VALUE(FOLIOT_CLOCK_ADJTIMEX, JAVA(INTERFACE_ADJTIMEX));
FOLIOT_ASSERT_VALUE(FOLIOT_CLOCK_NTP_ADJTIME, JAVA(INTERFACE_NTP_ADJTIME));
FOLIOT_ASSERT_VALUE(FOLIOT_LEAP_NONE, JAVA(LEAP_NONE));
FOLIOT_ASSERT_VALUE(FOLIOT_LEAP_INSERT, JAVA(LEAP_INSERT));
FOLIOT_ASSERT_VALUE(FOLIOT_LEAP_DELETE, JAVA(LEAP_DELETE));
FOLIOT_ASSERT_VALUE(FOLIOT_LEAP_UNSYNCHRONISED, JAVA(LEAP_UNSYNCHRONISED));
FOLIOT_ASSERT_VALUE(FOLIOT_FREQUENCY_AT_ONCE, JAVA(FREQUENCY_AT_ONCE));
FOLIOT_ASSERT_VALUE(FOLIOT_FREQUENCY_NEXT_SECOND, JAVA(FREQUENCY_NEXT_SECOND));
FOLIOT_ASSERT_VALUE(FOLIOT_FREQUENCY_AFTER_A_SECOND, JAVA(FREQUENCY_AFTER_A_SECOND));
FOLIOT_ASSERT_VALUE(FOLIOT_CLOCK_STEP_UNCOMPENSATED, JAVA(STEP_UNCOMPENSATED));

FOLIOT_ASSERT_FIELD(foliot_clock_reading, utc_ns, JAVA(READING_UTC_NS), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_reading, monotonic_ns, JAVA(READING_MONOTONIC_NS), 8);
FOLIOT_ASSERT_SIZE(foliot_clock_reading, JAVA(READING_SIZE));

FOLIOT_ASSERT_FIELD(foliot_clock_raw_reading, utc_ns, JAVA(RAW_READING_UTC_NS), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_raw_reading, monotonic_ns, JAVA(RAW_READING_MONOTONIC_NS), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_raw_reading, raw_ns, JAVA(RAW_READING_RAW_NS), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_raw_reading, width_ns, JAVA(RAW_READING_WIDTH_NS), 8);
FOLIOT_ASSERT_SIZE(foliot_clock_raw_reading, JAVA(RAW_READING_SIZE));

FOLIOT_ASSERT_FIELD(foliot_clock_state, frequency_ppb, JAVA(STATE_FREQUENCY_PPB), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_state, leap, JAVA(STATE_LEAP), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_state, max_error_ns, JAVA(STATE_MAX_ERROR_NS), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_state, estimated_error_ns, JAVA(STATE_ESTIMATED_ERROR_NS), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_state, tai_offset_s, JAVA(STATE_TAI_OFFSET_S), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_state, disciplined_by_other, JAVA(STATE_DISCIPLINED_BY_OTHER), 8);
FOLIOT_ASSERT_SIZE(foliot_clock_state, JAVA(STATE_SIZE));

FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, steerable, JAVA(CAPABILITIES_STEERABLE), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, atomic_step, JAVA(CAPABILITIES_ATOMIC_STEP), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, leap, JAVA(CAPABILITIES_LEAP), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, tai, JAVA(CAPABILITIES_TAI), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, frequency_onset, JAVA(CAPABILITIES_FREQUENCY_ONSET), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, max_frequency_ppb, JAVA(CAPABILITIES_MAX_FREQUENCY_PPB), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, frequency_quantum_ppb, JAVA(CAPABILITIES_FREQUENCY_QUANTUM_PPB), 8);
FOLIOT_ASSERT_FIELD(foliot_clock_capabilities, reading_quantum_ns, JAVA(CAPABILITIES_READING_QUANTUM_NS), 8);
FOLIOT_ASSERT_SIZE(foliot_clock_capabilities, JAVA(CAPABILITIES_SIZE));

static jint clock_read(JNIEnv *env, jclass class, jobject reading) {
    (void)class;
    return foliot_clock_read(foliot_jni_address(env, reading));
}

static jint clock_read_raw(JNIEnv *env, jclass class, jobject reading) {
    (void)class;
    return foliot_clock_read_raw(foliot_jni_address(env, reading));
}

static jint clock_suspended(JNIEnv *env, jclass class, jobject suspended_ns) {
    (void)class;
    return foliot_clock_suspended(foliot_jni_address(env, suspended_ns));
}

static jint clock_step(JNIEnv *env, jclass class, jint interface, jlong offset_ns, jint flags, jobject residue_ns) {
    (void)class;
    return foliot_clock_step((enum foliot_clock_interface)interface, offset_ns, (unsigned)flags,
                             foliot_jni_address(env, residue_ns));
}

static jint clock_set_frequency(JNIEnv *env, jclass class, jint interface, jdouble ppb, jobject in_force_ppb) {
    (void)class;
    return foliot_clock_set_frequency((enum foliot_clock_interface)interface, ppb,
                                      foliot_jni_address(env, in_force_ppb));
}

static jint clock_state(JNIEnv *env, jclass class, jint interface, jobject state) {
    (void)class;
    return foliot_clock_state((enum foliot_clock_interface)interface, foliot_jni_address(env, state));
}

static jint clock_set_status(JNIEnv *env, jclass class, jint interface, jint leap, jlong max_error_ns,
                             jlong estimated_error_ns) {
    (void)env;
    (void)class;
    return foliot_clock_set_status((enum foliot_clock_interface)interface, leap, max_error_ns, estimated_error_ns);
}

static jint clock_set_tai(JNIEnv *env, jclass class, jint interface, jint seconds) {
    (void)env;
    (void)class;
    return foliot_clock_set_tai((enum foliot_clock_interface)interface, seconds);
}

static jint clock_capabilities(JNIEnv *env, jclass class, jint interface, jobject capabilities) {
    (void)class;
    return foliot_clock_capabilities((enum foliot_clock_interface)interface, foliot_jni_address(env, capabilities));
}

static jint clock_backend_name(JNIEnv *env, jclass class, jint interface, jobject name) {
    (void)class;
    const struct foliot_clock_backend *backend = foliot_clock_backend((enum foliot_clock_interface)interface);
    return backend == NULL ? -ENOTSUP : foliot_jni_put_text(env, name, backend->name);
}

static const JNINativeMethod methods[] = {
    {"read", "(" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_read)},
    {"readRaw", "(" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_read_raw)},
    {"suspended", "(" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_suspended)},
    {"step", "(IJI" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_step)},
    {"setFrequency", "(ID" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_set_frequency)},
    {"state", "(I" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_state)},
    {"setStatus", "(IIJJ)I", FOLIOT_JNI_FUNCTION(clock_set_status)},
    {"setTai", "(II)I", FOLIOT_JNI_FUNCTION(clock_set_tai)},
    {"capabilities", "(I" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_capabilities)},
    {"backendName", "(I" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(clock_backend_name)},
};

const struct foliot_jni_class foliot_jni_clock = {
    FOLIOT_JNI_PACKAGE "ClockNatives",
    methods,
    sizeof methods / sizeof methods[0],
};
