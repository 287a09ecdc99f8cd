/* dev.foliot.platform.jni.PollNatives: foliot/poll.h. */
#include "dev_foliot_platform_jni_PollNatives.h"
#include "foliot/poll.h"
#include "jni_foliot.h"
#include "jni_layout.h"

#define JAVA(name) dev_foliot_platform_jni_PollNatives_##name

FOLIOT_ASSERT_VALUE(FOLIOT_POLL_MAX, JAVA(MAX_ITEMS));
FOLIOT_ASSERT_VALUE(FOLIOT_POLL_READ, JAVA(READ));

FOLIOT_ASSERT_FIELD(foliot_poll_item, fd, JAVA(ITEM_FD), 4);
FOLIOT_ASSERT_FIELD(foliot_poll_item, events, JAVA(ITEM_EVENTS), 4);
FOLIOT_ASSERT_FIELD(foliot_poll_item, ready, JAVA(ITEM_READY), 4);
FOLIOT_ASSERT_SIZE(foliot_poll_item, JAVA(ITEM_SIZE));

FOLIOT_ASSERT_FIELD(foliot_wake, read_fd, JAVA(WAKE_READ_FD), 4);
FOLIOT_ASSERT_FIELD(foliot_wake, write_fd, JAVA(WAKE_WRITE_FD), 4);
FOLIOT_ASSERT_FIELD(foliot_wake, clock_set_fd, JAVA(WAKE_CLOCK_SET_FD), 4);
FOLIOT_ASSERT_SIZE(foliot_wake, JAVA(WAKE_SIZE));

static jint poll_await(JNIEnv *env, jclass class, jobject items, jint count, jobject wake, jlong timeout_ns) {
    (void)class;
    return foliot_poll_wait(foliot_jni_address(env, items), (size_t)count, foliot_jni_address(env, wake), timeout_ns);
}

static jint poll_open_wake(JNIEnv *env, jclass class, jobject wake) {
    (void)class;
    return foliot_wake_open(foliot_jni_address(env, wake));
}

static jint poll_signal_wake(JNIEnv *env, jclass class, jobject wake) {
    (void)class;
    return foliot_wake_signal(foliot_jni_address(env, wake));
}

static jint poll_close_wake(JNIEnv *env, jclass class, jobject wake) {
    (void)class;
    return foliot_wake_close(foliot_jni_address(env, wake));
}

static const JNINativeMethod methods[] = {
    {"await", "(" FOLIOT_JNI_BUFFER "I" FOLIOT_JNI_BUFFER "J)I", FOLIOT_JNI_FUNCTION(poll_await)},
    {"openWake", "(" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(poll_open_wake)},
    {"signalWake", "(" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(poll_signal_wake)},
    {"closeWake", "(" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(poll_close_wake)},
};

const struct foliot_jni_class foliot_jni_poll = {
    FOLIOT_JNI_PACKAGE "PollNatives",
    methods,
    sizeof methods / sizeof methods[0],
};
