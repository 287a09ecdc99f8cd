/*
 * The glue between the JVM and the library: one file per class of native methods. It passes arguments on and takes no
 * decisions; what the library returns goes back as it is.
 */
#ifndef FOLIOT_JNI_H
#define FOLIOT_JNI_H

#include <jni.h>
#include <stdint.h>

#define FOLIOT_JNI_PACKAGE "dev/foliot/platform/jni/"

/* The Java type that memory shared with C comes in. */
#define FOLIOT_JNI_BUFFER "Ljava/nio/ByteBuffer;"

/* A function as JNINativeMethod wants it. ISO C knows no way from one kind of pointer to the other but through an
 * integer. */
#define FOLIOT_JNI_FUNCTION(function) ((void *)(uintptr_t)(function))

struct foliot_jni_class {
    const char *name;
    const JNINativeMethod *methods;
    jint count;
};

extern const struct foliot_jni_class foliot_jni_clock;
extern const struct foliot_jni_class foliot_jni_errno;
extern const struct foliot_jni_class foliot_jni_notify;
extern const struct foliot_jni_class foliot_jni_poll;
extern const struct foliot_jni_class foliot_jni_udp;

/* Where the memory of a direct buffer starts. The caller holds the buffer, so it stays for the length of the call. */
static inline void *foliot_jni_address(JNIEnv *env, jobject buffer) {
    return (*env)->GetDirectBufferAddress(env, buffer);
}

/*
 * Copies a text into a buffer, without the closing 0, cut off where the buffer ends.
 *
 * Returns the number of bytes.
 */
jint foliot_jni_put_text(JNIEnv *env, jobject buffer, const char *text);

#endif
