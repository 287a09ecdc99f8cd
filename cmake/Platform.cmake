# Which files make the core on which operating system: a concern has one file per system, beside what systems share. A system without
# files of its own gets the `unsupported` ones, which build everywhere and answer -ENOTSUP.

set(FOLIOT_SOURCES_common
    src/clock/clock_common.c
    src/clock/clock_raw.c
    src/poll/poll_common.c
    src/time/time.c)

# ntp_adjtime(2) and clock_settime(2), which every system has, by what foliot_older_system says of this one.
set(FOLIOT_SOURCES_older_clock
    src/clock/clock_ntp_adjtime.c
    src/clock/clock_older_step.c
    src/clock/clock_timex.c)

set(FOLIOT_SOURCES_linux
    ${FOLIOT_SOURCES_older_clock}
    src/clock/clock_linux.c
    src/clock/clock_raw_monotonic.c
    src/notify/notify_linux.c
    src/udp/udp_address.c
    src/udp/udp_common.c
    src/udp/udp_send.c
    src/udp/udp_control.c
    src/udp/udp_linux.c)

set(FOLIOT_SOURCES_freebsd
    ${FOLIOT_SOURCES_older_clock}
    src/clock/clock_bsd.c
    src/clock/clock_freebsd.c
    src/notify/notify_unsupported.c
    src/udp/udp_address.c
    src/udp/udp_bsd.c
    src/udp/udp_common.c
    src/udp/udp_send.c
    src/udp/udp_control.c
    src/udp/udp_freebsd.c)

set(FOLIOT_SOURCES_darwin
    ${FOLIOT_SOURCES_older_clock}
    src/clock/clock_bsd.c
    src/clock/clock_darwin.c
    src/clock/clock_raw_monotonic.c
    src/notify/notify_unsupported.c
    src/udp/udp_address.c
    src/udp/udp_bsd.c
    src/udp/udp_common.c
    src/udp/udp_send.c
    src/udp/udp_control.c
    src/udp/udp_darwin.c)

set(FOLIOT_SOURCES_unsupported
    src/clock/clock_unsupported.c
    src/notify/notify_unsupported.c
    src/udp/udp_unsupported.c)

# Every call to the system is in these. On 32-bit Linux a time_t of 64 bits is had past the C library.
set(FOLIOT_SYSCALLS_common src/syscalls/syscalls_common.c src/syscalls/syscalls_missing.c)
set(FOLIOT_SYSCALLS_linux ${FOLIOT_SYSCALLS_common} src/syscalls/syscalls_linux.c)
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    list(APPEND FOLIOT_SYSCALLS_linux src/syscalls/syscalls_linux_time64.c)
else()
    list(APPEND FOLIOT_SYSCALLS_linux src/syscalls/syscalls_libc.c src/syscalls/syscalls_linux_libc.c)
endif()
set(FOLIOT_SYSCALLS_freebsd
    ${FOLIOT_SYSCALLS_common}
    src/syscalls/cycle_counter_freebsd.c
    src/syscalls/syscalls_freebsd.c
    src/syscalls/syscalls_libc.c)
set(FOLIOT_SYSCALLS_darwin ${FOLIOT_SYSCALLS_common} src/syscalls/syscalls_darwin.c src/syscalls/syscalls_libc.c)
set(FOLIOT_SYSCALLS_unsupported ${FOLIOT_SYSCALLS_common} src/syscalls/syscalls_libc.c src/syscalls/syscalls_unsupported.c)

# What makes a system's headers show what POSIX does not know: recvmmsg, ppoll, struct timex, IPV6_RECVPKTINFO. FreeBSD's show everything.
set(FOLIOT_DEFINITIONS_linux _GNU_SOURCE)
set(FOLIOT_DEFINITIONS_freebsd)
set(FOLIOT_DEFINITIONS_darwin _DARWIN_C_SOURCE __APPLE_USE_RFC_3542)
set(FOLIOT_DEFINITIONS_unsupported _POSIX_C_SOURCE=200809L)

# A 64-bit time_t where it is still a choice; the tests take the same.
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    set(FOLIOT_TIME_DEFINITIONS _FILE_OFFSET_BITS=64 _TIME_BITS=64)
endif()

string(TOLOWER "${CMAKE_SYSTEM_NAME}" FOLIOT_PLATFORM_DEFAULT)
if(NOT DEFINED FOLIOT_SOURCES_${FOLIOT_PLATFORM_DEFAULT})
    set(FOLIOT_PLATFORM_DEFAULT unsupported)
endif()
set(FOLIOT_PLATFORM ${FOLIOT_PLATFORM_DEFAULT} CACHE STRING "Operating system: linux, freebsd, darwin, unsupported")
if(NOT DEFINED FOLIOT_SOURCES_${FOLIOT_PLATFORM})
    message(FATAL_ERROR "FOLIOT_PLATFORM is ${FOLIOT_PLATFORM}, for which there are no sources")
endif()
message(STATUS "Platform: ${FOLIOT_PLATFORM}")

# foliot_add_core(<target> <platform> [<source>...]): an object library of the core for a platform, over its own system calls or over
# those that the sources given make up in their place.
function(foliot_add_core target platform)
    set(sources ${FOLIOT_SOURCES_common} ${FOLIOT_SOURCES_${platform}})
    if(NOT ARGN)
        list(APPEND sources ${FOLIOT_SYSCALLS_${platform}})
    endif()
    list(TRANSFORM sources PREPEND "${PROJECT_SOURCE_DIR}/")
    add_library(${target} OBJECT ${sources} ${ARGN})
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
    target_compile_definitions(${target} PRIVATE ${FOLIOT_DEFINITIONS_${platform}})
    target_compile_definitions(${target} PRIVATE ${FOLIOT_TIME_DEFINITIONS})
    target_link_libraries(${target} PRIVATE foliot_hardening)
endfunction()
