/* dev.foliot.platform.jni.NotifyNatives: foliot/notify.h. */
#include "foliot/notify.h"
#include "jni_foliot.h"

static jint notify_send(JNIEnv *env, jclass class, jobject address, jint address_length, jobject message,
                        jint message_length) {
    (void)class;
    return foliot_notify(foliot_jni_address(env, address), (size_t)address_length, foliot_jni_address(env, message),
                         (size_t)message_length);
}

static const JNINativeMethod methods[] = {
    {"send", "(" FOLIOT_JNI_BUFFER "I" FOLIOT_JNI_BUFFER "I)I", FOLIOT_JNI_FUNCTION(notify_send)},
};

const struct foliot_jni_class foliot_jni_notify = {
    FOLIOT_JNI_PACKAGE "NotifyNatives",
    methods,
    sizeof methods / sizeof methods[0],
};
