/* dev.foliot.platform.jni.ErrnoNatives: what this system's errno values mean. */
#define _POSIX_C_SOURCE 200809L
/* For EHOSTDOWN, which POSIX does not know, on macOS. */
#define _DARWIN_C_SOURCE

#include "dev_foliot_platform_jni_ErrnoNatives.h"
#include "jni_foliot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define JAVA(name) dev_foliot_platform_jni_ErrnoNatives_##name

/* Longer texts are cut off. */
#define TEXT_CAPACITY 256

static jint errno_kind(JNIEnv *env, jclass class, jint error) {
    (void)env;
    (void)class;
    switch (error) {
    case EPERM:
    case EACCES:
        return JAVA(PERMISSION);
    case ECONNREFUSED:
        return JAVA(CONNECTION_REFUSED);
    case EADDRINUSE:
    case EADDRNOTAVAIL:
        return JAVA(ADDRESS_NOT_AVAILABLE);
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
        return JAVA(UNREACHABLE);
    default:
        return JAVA(OTHER);
    }
}

static jint errno_text(JNIEnv *env, jclass class, jint error, jobject text) {
    (void)class;
    char bytes[TEXT_CAPACITY];
    /* The variant of POSIX, for _POSIX_C_SOURCE; with _GNU_SOURCE it would be another function. */
    if (strerror_r(error, bytes, sizeof bytes) != 0) {
        snprintf(bytes, sizeof bytes, "unknown error");
    }
    return foliot_jni_put_text(env, text, bytes);
}

static const JNINativeMethod methods[] = {
    {"kind", "(I)I", FOLIOT_JNI_FUNCTION(errno_kind)},
    {"text", "(I" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(errno_text)},
};

const struct foliot_jni_class foliot_jni_errno = {
    FOLIOT_JNI_PACKAGE "ErrnoNatives",
    methods,
    sizeof methods / sizeof methods[0],
};
