/* dev.foliot.platform.jni.UdpNatives and dev.foliot.platform.DatagramBatch: foliot/udp.h. */
#include "dev_foliot_platform_DatagramBatch.h"
#include "dev_foliot_platform_jni_UdpNatives.h"
#include "foliot/udp.h"
#include "jni_foliot.h"
#include "jni_layout.h"

#define BATCH(name) dev_foliot_platform_DatagramBatch_##name
#define JAVA(name) dev_foliot_platform_jni_UdpNatives_##name

FOLIOT_ASSERT_FIELD(foliot_slot, length, BATCH(LENGTH), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, flags, BATCH(FLAGS), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, stamp_ns, BATCH(STAMP_NS), 8);
FOLIOT_ASSERT_FIELD(foliot_slot, stamp_source, BATCH(STAMP_SOURCE), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, stamp_error_ns, BATCH(STAMP_ERROR_NS), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, transmit_id, BATCH(TRANSMIT_ID), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, interface, BATCH(INTERFACE), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, remote_address, BATCH(REMOTE_ADDRESS), 16);
FOLIOT_ASSERT_FIELD(foliot_slot, local_address, BATCH(LOCAL_ADDRESS), 16);
FOLIOT_ASSERT_FIELD(foliot_slot, remote_port, BATCH(REMOTE_PORT), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, remote_scope, BATCH(REMOTE_SCOPE), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, remote_family, BATCH(REMOTE_FAMILY), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, local_family, BATCH(LOCAL_FAMILY), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, send_error, BATCH(SEND_ERROR), 4);
FOLIOT_ASSERT_FIELD(foliot_slot, payload, BATCH(PAYLOAD), BATCH(PAYLOAD_CAPACITY));
FOLIOT_ASSERT_SIZE(foliot_slot, BATCH(SLOT_SIZE));

FOLIOT_ASSERT_VALUE(FOLIOT_SLOT_TRUNCATED, BATCH(FLAG_TRUNCATED));
FOLIOT_ASSERT_VALUE(FOLIOT_SLOT_STAMP_TRANSMIT, BATCH(FLAG_STAMP_TRANSMIT));
FOLIOT_ASSERT_VALUE(FOLIOT_SLOT_SKIP, BATCH(FLAG_SKIP));
FOLIOT_ASSERT_VALUE(FOLIOT_SLOT_STAMP_REQUEST, BATCH(FLAG_STAMP_REQUEST));
FOLIOT_ASSERT_VALUE(FOLIOT_SLOT_TO_MANY, BATCH(FLAG_TO_MANY));
FOLIOT_ASSERT_VALUE(FOLIOT_NTP_TRANSMIT_OFFSET, BATCH(NTP_TRANSMIT));
FOLIOT_ASSERT_VALUE(FOLIOT_STAMP_NONE, JAVA(STAMP_NONE));
FOLIOT_ASSERT_VALUE(FOLIOT_STAMP_DAEMON, JAVA(STAMP_DAEMON));
FOLIOT_ASSERT_VALUE(FOLIOT_STAMP_KERNEL, JAVA(STAMP_KERNEL));
FOLIOT_ASSERT_VALUE(FOLIOT_STAMP_HARDWARE, JAVA(STAMP_HARDWARE));
FOLIOT_ASSERT_VALUE(FOLIOT_UDP_REUSE_PORT, JAVA(REUSE_PORT));
FOLIOT_ASSERT_VALUE(FOLIOT_UDP_TRANSMIT_STAMPS, JAVA(TRANSMIT_STAMPS));
FOLIOT_ASSERT_VALUE(FOLIOT_UDP_LARGE_BUFFER, JAVA(LARGE_BUFFER));

FOLIOT_ASSERT_FIELD(foliot_address, bytes, JAVA(ADDRESS_BYTES), 16);
FOLIOT_ASSERT_FIELD(foliot_address, length, JAVA(ADDRESS_LENGTH), 4);
FOLIOT_ASSERT_FIELD(foliot_address, port, JAVA(ADDRESS_PORT), 4);
FOLIOT_ASSERT_FIELD(foliot_address, scope, JAVA(ADDRESS_SCOPE), 4);
FOLIOT_ASSERT_SIZE(foliot_address, JAVA(ADDRESS_SIZE));

static jint udp_bind(JNIEnv *env, jclass class, jobject local, jint flags) {
    (void)class;
    return foliot_udp_bind(foliot_jni_address(env, local), (unsigned)flags);
}

static jint udp_connect(JNIEnv *env, jclass class, jobject remote, jint flags) {
    (void)class;
    return foliot_udp_connect(foliot_jni_address(env, remote), (unsigned)flags);
}

static jint udp_local_address(JNIEnv *env, jclass class, jint fd, jobject local) {
    (void)class;
    return foliot_udp_local_address(fd, foliot_jni_address(env, local));
}

static jint udp_receive(JNIEnv *env, jclass class, jint fd, jobject slots, jint count) {
    (void)class;
    return foliot_udp_receive_batch(fd, foliot_jni_address(env, slots), (size_t)count);
}

static jint udp_send(JNIEnv *env, jclass class, jint fd, jobject slots, jint first, jint count) {
    (void)class;
    struct foliot_slot *all = foliot_jni_address(env, slots);
    return foliot_udp_send_batch(fd, all + first, (size_t)count);
}

static jint udp_reply(JNIEnv *env, jclass class, jint fd, jobject slots, jint count, jlong lead_ns, jint pace_ns) {
    (void)class;
    const struct foliot_departure departure = {lead_ns, pace_ns};
    return foliot_udp_reply_batch(fd, foliot_jni_address(env, slots), (size_t)count, departure);
}

static jint udp_spread_by_address(JNIEnv *env, jclass class, jint fd, jint count) {
    (void)env;
    (void)class;
    return foliot_udp_spread_by_address(fd, (unsigned)count);
}

static jint udp_transmit_stamps(JNIEnv *env, jclass class, jint fd, jobject slots, jint count) {
    (void)class;
    return foliot_udp_transmit_stamps(fd, foliot_jni_address(env, slots), (size_t)count);
}

static jlong udp_lost(JNIEnv *env, jclass class, jint fd) {
    (void)env;
    (void)class;
    return foliot_udp_lost(fd);
}

static jint udp_keep_stamping(JNIEnv *env, jclass class) {
    (void)env;
    (void)class;
    return foliot_udp_keep_stamping();
}

static jint udp_close(JNIEnv *env, jclass class, jint fd) {
    (void)env;
    (void)class;
    return foliot_udp_close(fd);
}

static const JNINativeMethod methods[] = {
    {"bind", "(" FOLIOT_JNI_BUFFER "I)I", FOLIOT_JNI_FUNCTION(udp_bind)},
    {"connect", "(" FOLIOT_JNI_BUFFER "I)I", FOLIOT_JNI_FUNCTION(udp_connect)},
    {"localAddress", "(I" FOLIOT_JNI_BUFFER ")I", FOLIOT_JNI_FUNCTION(udp_local_address)},
    {"receive", "(I" FOLIOT_JNI_BUFFER "I)I", FOLIOT_JNI_FUNCTION(udp_receive)},
    {"send", "(I" FOLIOT_JNI_BUFFER "II)I", FOLIOT_JNI_FUNCTION(udp_send)},
    {"reply", "(I" FOLIOT_JNI_BUFFER "IJI)I", FOLIOT_JNI_FUNCTION(udp_reply)},
    {"spreadByAddress", "(II)I", FOLIOT_JNI_FUNCTION(udp_spread_by_address)},
    {"transmitStamps", "(I" FOLIOT_JNI_BUFFER "I)I", FOLIOT_JNI_FUNCTION(udp_transmit_stamps)},
    {"lost", "(I)J", FOLIOT_JNI_FUNCTION(udp_lost)},
    {"keepStamping", "()I", FOLIOT_JNI_FUNCTION(udp_keep_stamping)},
    {"close", "(I)I", FOLIOT_JNI_FUNCTION(udp_close)},
};

const struct foliot_jni_class foliot_jni_udp = {
    FOLIOT_JNI_PACKAGE "UdpNatives",
    methods,
    sizeof methods / sizeof methods[0],
};
