// The library as it is shipped, loaded by a Java machine that is not there: an environment with no more functions than
// the library needs, which collects what it registers. So it is tried on targets for which there is no JVM.
//
//   FOLIOT_LIBRARY   the library
//   FOLIOT_METHODS   what Java declares, a line each: class, method, signature
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <jni.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "dev_foliot_platform_DatagramBatch.h"
#include "dev_foliot_platform_jni_ClockNatives.h"
#include "dev_foliot_platform_jni_ErrnoNatives.h"
#include "dev_foliot_platform_jni_PollNatives.h"
#include "dev_foliot_platform_jni_UdpNatives.h"

#define BATCH(name) dev_foliot_platform_DatagramBatch_##name
#define CLOCK(name) dev_foliot_platform_jni_ClockNatives_##name
#define ERRNO(name) dev_foliot_platform_jni_ErrnoNatives_##name
#define POLL(name) dev_foliot_platform_jni_PollNatives_##name
#define UDP(name) dev_foliot_platform_jni_UdpNatives_##name

namespace {

const char *const BUFFER = "Ljava/nio/ByteBuffer;";
const int64_t NS_PER_S = 1000000000;
const int LOADED = JNI_VERSION_10;

// A class and a method as the files of Java's compiler name them, and its function.
using Methods = std::map<std::string, void *>;

// A direct buffer: what the library gets as a jobject.
class Buffer {
  public:
    explicit Buffer(size_t size) : bytes(size) {}

    template <typename T> T get(size_t offset) const {
        T value;
        std::memcpy(&value, bytes.data() + offset, sizeof value);
        return value;
    }

    template <typename T> void put(size_t offset, T value) { std::memcpy(bytes.data() + offset, &value, sizeof value); }

    jobject object() { return reinterpret_cast<jobject>(this); }

    std::vector<uint8_t> bytes;
};

// The Java machine. A class is its name; one of them may be missing.
struct Machine {
    Methods registered;
    std::string missing;
    std::string pending; // the class that was not found
    std::set<std::string> known;

    JNIInvokeInterface_ vm_functions = {};
    JNINativeInterface_ functions = {};
    JavaVM vm = {};
    JNIEnv env = {};

    Machine();
};

Machine *machine = nullptr;

jclass find_class(JNIEnv *, const char *name) {
    if (machine->missing == name) {
        machine->pending = name;
        return nullptr;
    }
    return reinterpret_cast<jclass>(const_cast<char *>(machine->known.insert(name).first->c_str()));
}

std::string name_of(jclass type) { return reinterpret_cast<const char *>(type); }

jint register_natives(JNIEnv *, jclass type, const JNINativeMethod *methods, jint count) {
    for (jint i = 0; i < count; i++) {
        machine->registered[name_of(type) + " " + methods[i].name + " " + methods[i].signature] = methods[i].fnPtr;
    }
    return JNI_OK;
}

jint unregister_natives(JNIEnv *, jclass type) {
    EXPECT_EQ(machine->pending, "") << "called with an exception pending";
    std::string prefix = name_of(type) + " ";
    for (auto entry = machine->registered.begin(); entry != machine->registered.end();) {
        entry = entry->first.compare(0, prefix.size(), prefix) == 0 ? machine->registered.erase(entry) : ++entry;
    }
    return JNI_OK;
}

jthrowable exception_occurred(JNIEnv *) {
    return machine->pending.empty() ? nullptr : reinterpret_cast<jthrowable>(&machine->missing);
}

void exception_clear(JNIEnv *) { machine->pending.clear(); }

jint throw_again(JNIEnv *, jthrowable thrown) {
    machine->pending = *reinterpret_cast<std::string *>(thrown);
    return JNI_OK;
}

Machine::Machine() {
    vm_functions.GetEnv = [](JavaVM *, void **env, jint version) -> jint {
        *env = &machine->env;
        return version <= LOADED ? JNI_OK : JNI_EVERSION;
    };
    functions.FindClass = find_class;
    functions.RegisterNatives = register_natives;
    functions.UnregisterNatives = unregister_natives;
    functions.DeleteLocalRef = [](JNIEnv *, jobject) {};
    functions.ExceptionOccurred = exception_occurred;
    functions.ExceptionClear = exception_clear;
    functions.Throw = throw_again;
    functions.GetDirectBufferAddress = [](JNIEnv *, jobject buffer) -> void * {
        return reinterpret_cast<Buffer *>(buffer)->bytes.data();
    };
    functions.GetDirectBufferCapacity = [](JNIEnv *, jobject buffer) {
        return static_cast<jlong>(reinterpret_cast<Buffer *>(buffer)->bytes.size());
    };
    vm.functions = &vm_functions;
    env.functions = &functions;
}

const char *setting(const char *name) {
    const char *value = std::getenv(name);
    return value != nullptr ? value : "";
}

class Library : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        handle = dlopen(setting("FOLIOT_LIBRARY"), RTLD_NOW | RTLD_LOCAL);
        ASSERT_NE(handle, nullptr) << dlerror();
    }

    static void TearDownTestSuite() { EXPECT_EQ(dlclose(handle), 0); }

    void SetUp() override {
        machine = &java;
        ASSERT_EQ(load(), LOADED);
    }

    void TearDown() override {
        for (jint fd : opened) {
            EXPECT_EQ(call(UDP_CLASS, "close", "(I)I", fd), 0);
        }
    }

    jint load() {
        auto on_load = reinterpret_cast<jint(JNICALL *)(JavaVM *, void *)>(dlsym(handle, "JNI_OnLoad"));
        return on_load == nullptr ? JNI_ERR : on_load(&java.vm, nullptr);
    }

    // Calls a static native method. `signature` has a B for each buffer.
    template <typename... T> jint call(const char *type, const char *name, std::string signature, T... arguments) {
        for (size_t at = 0; (at = signature.find('B', at)) != std::string::npos; at += std::strlen(BUFFER)) {
            signature.replace(at, 1, BUFFER);
        }
        std::string method = std::string("dev/foliot/platform/jni/") + type + " " + name + " " + signature;
        auto found = java.registered.find(method);
        if (found == java.registered.end()) {
            ADD_FAILURE() << "no method " << method;
            return INT32_MIN;
        }
        return reinterpret_cast<jint(JNICALL *)(JNIEnv *, jclass, T...)>(found->second)(&java.env, nullptr,
                                                                                        arguments...);
    }

    std::string text_of(jint length, const Buffer &text) {
        return std::string(text.bytes.begin(), text.bytes.begin() + std::max(length, 0));
    }

    static Buffer loopback(jint port) {
        Buffer address(UDP(ADDRESS_SIZE));
        address.put<uint32_t>(UDP(ADDRESS_BYTES), 0);
        address.bytes[UDP(ADDRESS_BYTES)] = 127;
        address.bytes[UDP(ADDRESS_BYTES) + 3] = 1;
        address.put<jint>(UDP(ADDRESS_LENGTH), 4);
        address.put<jint>(UDP(ADDRESS_PORT), port);
        return address;
    }

    // Waits up to 5 s. Returns what is ready.
    jint await(jint fd, jint events) {
        Buffer item(POLL(ITEM_SIZE));
        item.put<jint>(POLL(ITEM_FD), fd);
        item.put<jint>(POLL(ITEM_EVENTS), events);
        EXPECT_EQ(call(POLL_CLASS, "await", "(BIBJ)I", item.object(), 1, wake.object(), jlong{5 * NS_PER_S}), 1);
        return item.get<jint>(POLL(ITEM_READY));
    }

    jint bind(jint flags) {
        Buffer any_port = loopback(0);
        jint fd = call(UDP_CLASS, "bind", "(BI)I", any_port.object(), flags);
        EXPECT_GE(fd, 0);
        opened.push_back(fd);
        return fd;
    }

    jint connect(jint server, jint flags) {
        Buffer address(UDP(ADDRESS_SIZE));
        EXPECT_EQ(call(UDP_CLASS, "localAddress", "(IB)I", server, address.object()), 0);
        jint fd = call(UDP_CLASS, "connect", "(BI)I", address.object(), flags);
        EXPECT_GE(fd, 0);
        opened.push_back(fd);
        return fd;
    }

    void open_wake() { ASSERT_EQ(call(POLL_CLASS, "openWake", "(B)I", wake.object()), 0); }

    void close_wake() { EXPECT_EQ(call(POLL_CLASS, "closeWake", "(B)I", wake.object()), 0); }

    int64_t utc_ns() {
        Buffer reading(CLOCK(READING_SIZE));
        EXPECT_EQ(call(CLOCK_CLASS, "read", "(B)I", reading.object()), 0);
        return reading.get<int64_t>(CLOCK(READING_UTC_NS));
    }

    static constexpr const char *CLOCK_CLASS = "ClockNatives";
    static constexpr const char *ERRNO_CLASS = "ErrnoNatives";
    static constexpr const char *POLL_CLASS = "PollNatives";
    static constexpr const char *UDP_CLASS = "UdpNatives";

    static void *handle;
    Machine java;
    Buffer wake = Buffer(POLL(WAKE_SIZE));
    std::vector<jint> opened;
};

void *Library::handle = nullptr;

} // namespace

TEST_F(Library, RegistersExactlyWhatJavaDeclares) {
    std::ifstream file(setting("FOLIOT_METHODS"));
    std::set<std::string> declared;
    for (std::string line; std::getline(file, line);) {
        declared.insert(line);
    }
    std::set<std::string> registered;
    for (const auto &entry : java.registered) {
        registered.insert(entry.first);
        EXPECT_NE(entry.second, nullptr);
    }
    EXPECT_EQ(registered, declared);
}

TEST_F(Library, ClassThatIsMissingLeavesNothingRegisteredAndItsExceptionPending) {
    std::set<std::string> classes = java.known;
    EXPECT_GE(classes.size(), 4u);
    for (const std::string &name : classes) {
        java.registered.clear();
        java.missing = name;
        EXPECT_EQ(load(), JNI_ERR);
        EXPECT_EQ(java.pending, name);
        EXPECT_EQ(java.registered.size(), 0u);
        java.pending.clear();
        java.missing.clear();
        EXPECT_EQ(load(), LOADED);
    }
}

TEST_F(Library, OlderJavaMachineIsRefused) {
    java.registered.clear();
    java.vm_functions.GetEnv = [](JavaVM *, void **, jint) -> jint { return JNI_EVERSION; };
    EXPECT_EQ(load(), JNI_ERR);
    EXPECT_EQ(java.registered.size(), 0u);
}

TEST_F(Library, ClockIsThatOfTheMachine) {
    auto before = std::chrono::system_clock::now().time_since_epoch();
    int64_t first_ns = utc_ns();
    int64_t second_ns = utc_ns();
    auto after = std::chrono::system_clock::now().time_since_epoch();
    EXPECT_GE(first_ns / 1000, std::chrono::duration_cast<std::chrono::microseconds>(before).count());
    EXPECT_GE(second_ns, first_ns);
    EXPECT_LE(second_ns / 1000, std::chrono::duration_cast<std::chrono::microseconds>(after).count());
}

TEST_F(Library, ErrorsHaveTheirKindsAndTheSystemsTexts) {
    EXPECT_EQ(call(ERRNO_CLASS, "kind", "(I)I", EPERM), ERRNO(PERMISSION));
    EXPECT_EQ(call(ERRNO_CLASS, "kind", "(I)I", ECONNREFUSED), ERRNO(CONNECTION_REFUSED));
    EXPECT_EQ(call(ERRNO_CLASS, "kind", "(I)I", EADDRINUSE), ERRNO(ADDRESS_NOT_AVAILABLE));
    EXPECT_EQ(call(ERRNO_CLASS, "kind", "(I)I", EHOSTUNREACH), ERRNO(UNREACHABLE));
    EXPECT_EQ(call(ERRNO_CLASS, "kind", "(I)I", EINVAL), ERRNO(OTHER));
    for (int error : {EPERM, ECONNREFUSED, ENOTSUP}) {
        Buffer text(256);
        EXPECT_EQ(text_of(call(ERRNO_CLASS, "text", "(IB)I", error, text.object()), text), std::strerror(error));
    }
    Buffer narrow(4);
    EXPECT_EQ(text_of(call(ERRNO_CLASS, "text", "(IB)I", EPERM, narrow.object()), narrow), "Oper");
}

TEST_F(Library, CapabilitiesAreThoseOfLinux) {
    Buffer can(CLOCK(CAPABILITIES_SIZE));
    Buffer name(64);
    jint native = CLOCK(INTERFACE_NATIVE);
    EXPECT_EQ(text_of(call(CLOCK_CLASS, "backendName", "(IB)I", native, name.object()), name), "adjtimex");
    ASSERT_EQ(call(CLOCK_CLASS, "capabilities", "(IB)I", native, can.object()), 0);
    EXPECT_EQ(can.get<int64_t>(CLOCK(CAPABILITIES_ATOMIC_STEP)), 1);
    EXPECT_EQ(can.get<int64_t>(CLOCK(CAPABILITIES_LEAP)), 1);
    EXPECT_EQ(can.get<int64_t>(CLOCK(CAPABILITIES_TAI)), 1);
    EXPECT_EQ(can.get<double>(CLOCK(CAPABILITIES_MAX_FREQUENCY_PPB)), 100e6);
    EXPECT_EQ(can.get<double>(CLOCK(CAPABILITIES_FREQUENCY_QUANTUM_PPB)), 1000.0 / 65536);
    EXPECT_EQ(can.get<int64_t>(CLOCK(CAPABILITIES_READING_QUANTUM_NS)), 1);
}

TEST_F(Library, StateOfTheClockIsReadThroughBothInterfaces) {
    for (jint interface : {CLOCK(INTERFACE_ADJTIMEX), CLOCK(INTERFACE_NTP_ADJTIME)}) {
        Buffer state(CLOCK(STATE_SIZE));
        state.put<int64_t>(CLOCK(STATE_LEAP), -1);
        ASSERT_EQ(call(CLOCK_CLASS, "state", "(IB)I", interface, state.object()), 0);
        EXPECT_LE(std::abs(state.get<double>(CLOCK(STATE_FREQUENCY_PPB))), 100e6);
        EXPECT_GE(state.get<int64_t>(CLOCK(STATE_LEAP)), 0);
        EXPECT_LE(state.get<int64_t>(CLOCK(STATE_LEAP)), CLOCK(LEAP_UNSYNCHRONISED));
        EXPECT_GE(state.get<int64_t>(CLOCK(STATE_MAX_ERROR_NS)), 0);
    }
}

TEST_F(Library, FrequencyThatIsNoNumberIsRefusedAsEveryDoubleArrivesWhole) {
    Buffer in_force(8);
    EXPECT_EQ(call(CLOCK_CLASS, "setFrequency", "(IDB)I", jint{CLOCK(INTERFACE_NATIVE)}, jdouble{INFINITY},
                   in_force.object()),
              -EINVAL);
}

TEST_F(Library, LongArgumentsArriveWhole) {
    // An offset that only an int64_t holds; refused before the clock is touched.
    Buffer residue(8);
    EXPECT_EQ(
        call(CLOCK_CLASS, "step", "(IJIB)I", jint{CLOCK(INTERFACE_NTP_ADJTIME)}, jlong{INT64_MAX}, 0, residue.object()),
        -ERANGE);
    EXPECT_EQ(call(CLOCK_CLASS, "setStatus", "(IIJJ)I", jint{CLOCK(INTERFACE_NATIVE)}, 0, jlong{INT64_MIN}, jlong{0}),
              -EINVAL);
}

TEST_F(Library, DatagramGoesOutAndItsReplyComesBack) {
    open_wake();
    jint server = bind(0);
    jint client = connect(server, 0);
    Buffer slot(BATCH(SLOT_SIZE));
    slot.put<jint>(BATCH(LENGTH), 48);
    slot.put<jint>(BATCH(FLAGS), BATCH(FLAG_STAMP_TRANSMIT));
    slot.bytes[BATCH(PAYLOAD)] = 0x23;
    int64_t before_ns = utc_ns();
    ASSERT_EQ(call(UDP_CLASS, "send", "(IBII)I", client, slot.object(), 0, 1), 1);
    int64_t sent_ns = slot.get<int64_t>(BATCH(STAMP_NS));
    EXPECT_GE(sent_ns, before_ns);
    EXPECT_NE(slot.get<int64_t>(BATCH(PAYLOAD) + BATCH(NTP_TRANSMIT)), 0) << "the packet's transmit timestamp";

    EXPECT_EQ(await(server, POLL(READ)), POLL(READ));
    Buffer slots(4 * BATCH(SLOT_SIZE));
    ASSERT_EQ(call(UDP_CLASS, "receive", "(IBI)I", server, slots.object(), 4), 1);
    EXPECT_EQ(slots.get<jint>(BATCH(LENGTH)), 48);
    EXPECT_EQ(slots.bytes[BATCH(PAYLOAD)], 0x23);
    EXPECT_GE(slots.get<int64_t>(BATCH(STAMP_NS)), sent_ns);
    EXPECT_LE(slots.get<int64_t>(BATCH(STAMP_NS)), utc_ns());

    ASSERT_EQ(call(UDP_CLASS, "send", "(IBII)I", server, slots.object(), 0, 1), 1);
    EXPECT_EQ(await(client, POLL(READ)), POLL(READ));
    ASSERT_EQ(call(UDP_CLASS, "receive", "(IBI)I", client, slots.object(), 4), 1);
    EXPECT_EQ(slots.bytes[BATCH(PAYLOAD)], 0x23);
    ASSERT_EQ(call(UDP_CLASS, "receive", "(IBI)I", client, slots.object(), 4), 0) << "nothing else came";
    close_wake();
}

TEST_F(Library, KernelStampsBothWays) {
    open_wake();
    ASSERT_EQ(call(UDP_CLASS, "keepStamping", "()I"), 0);
    jint server = bind(0);
    jint client = connect(server, UDP(TRANSMIT_STAMPS));
    std::this_thread::sleep_for(std::chrono::milliseconds(50)); // stamping is turned on asynchronously
    Buffer slot(BATCH(SLOT_SIZE));
    slot.put<jint>(BATCH(LENGTH), 48);
    int64_t before_ns = utc_ns();
    ASSERT_EQ(call(UDP_CLASS, "send", "(IBII)I", client, slot.object(), 0, 1), 1);
    EXPECT_NE(await(client, 0), 0) << "the error queue has the stamp";
    ASSERT_EQ(call(UDP_CLASS, "transmitStamps", "(IBI)I", client, slot.object(), 1), 1);
    EXPECT_EQ(slot.get<jint>(BATCH(STAMP_SOURCE)), UDP(STAMP_KERNEL));
    EXPECT_EQ(slot.get<jint>(BATCH(TRANSMIT_ID)), 0);
    int64_t sent_ns = slot.get<int64_t>(BATCH(STAMP_NS));
    EXPECT_GE(sent_ns, before_ns);
    EXPECT_EQ(await(server, POLL(READ)), POLL(READ));
    ASSERT_EQ(call(UDP_CLASS, "receive", "(IBI)I", server, slot.object(), 1), 1);
    EXPECT_EQ(slot.get<jint>(BATCH(STAMP_SOURCE)), UDP(STAMP_KERNEL));
    EXPECT_GE(slot.get<int64_t>(BATCH(STAMP_NS)), sent_ns);
    EXPECT_LE(slot.get<int64_t>(BATCH(STAMP_NS)), utc_ns());
    close_wake();
}

TEST_F(Library, WakeUpFromAnotherThreadEndsAWait) {
    open_wake();
    std::thread other([this] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        EXPECT_EQ(call(POLL_CLASS, "signalWake", "(B)I", wake.object()), 0);
    });
    Buffer none(POLL(ITEM_SIZE));
    EXPECT_EQ(call(POLL_CLASS, "await", "(BIBJ)I", none.object(), 0, wake.object(), jlong{-1}), 0);
    other.join();
    close_wake();
}
