/*
 * Loading: ties the native methods to their functions, none of which is exported by name.
 *
 * There is no JNI_OnUnload, since there is nothing to undo: the library keeps no reference to anything in Java, and is
 * unloaded only after the class loader of the native methods, and they with it, are gone.
 */
#define _POSIX_C_SOURCE 200809L

#include "jni_foliot.h"

#include <stddef.h>
#include <string.h>

#define FOLIOT_JNI_VERSION JNI_VERSION_10

static const struct foliot_jni_class *const classes[] = {
    &foliot_jni_clock, &foliot_jni_errno, &foliot_jni_notify, &foliot_jni_poll, &foliot_jni_udp,
};

static const size_t class_count = sizeof classes / sizeof classes[0];

/* Returns 0, or a negative value with a Java exception pending. */
static jint register_class(JNIEnv *env, const struct foliot_jni_class *class) {
    jclass found = (*env)->FindClass(env, class->name);
    if (found == NULL) {
        return JNI_ERR;
    }
    jint result = (*env)->RegisterNatives(env, found, class->methods, class->count);
    (*env)->DeleteLocalRef(env, found);
    return result;
}

/* For classes that are registered; no exception may be pending. */
static void unregister_classes(JNIEnv *env, size_t count) {
    for (size_t i = 0; i < count; i++) {
        jclass found = (*env)->FindClass(env, classes[i]->name);
        (*env)->UnregisterNatives(env, found);
        (*env)->DeleteLocalRef(env, found);
    }
}

/*
 * All classes or none: after a failure the JVM drops the library, and a method tied to it would jump into nowhere.
 * System.load throws the exception that is pending then.
 */
JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved) {
    (void)reserved;
    JNIEnv *env;
    if ((*vm)->GetEnv(vm, (void **)&env, FOLIOT_JNI_VERSION) != JNI_OK) {
        return JNI_ERR;
    }
    for (size_t i = 0; i < class_count; i++) {
        if (register_class(env, classes[i]) < 0) {
            jthrowable cause = (*env)->ExceptionOccurred(env);
            (*env)->ExceptionClear(env);
            unregister_classes(env, i);
            (*env)->Throw(env, cause);
            return JNI_ERR;
        }
    }
    return FOLIOT_JNI_VERSION;
}

jint foliot_jni_put_text(JNIEnv *env, jobject buffer, const char *text) {
    size_t capacity = (size_t)(*env)->GetDirectBufferCapacity(env, buffer);
    size_t length = strnlen(text, capacity);
    memcpy(foliot_jni_address(env, buffer), text, length);
    return (jint)length;
}
