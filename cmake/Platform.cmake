# Which files make the core on which operating system: a concern has one file per system, beside what systems share. A system without
# files of its own gets the `unsupported` ones, which build everywhere and answer -ENOTSUP.

set(FOLIOT_SOURCES_common
    src/clock/clock_common.c
    src/poll/poll_common.c
    src/time/time.c)

set(FOLIOT_SOURCES_linux
    src/clock/clock_linux.c
    src/clock/clock_ntp_adjtime.c
    src/clock/clock_timex.c
    src/udp/udp_address.c
    src/udp/udp_common.c
    src/udp/udp_linux.c)

set(FOLIOT_SOURCES_freebsd
    src/clock/clock_unsupported.c
    src/udp/udp_unsupported.c)

set(FOLIOT_SOURCES_darwin
    src/clock/clock_unsupported.c
    src/udp/udp_unsupported.c)

set(FOLIOT_SOURCES_unsupported
    src/clock/clock_unsupported.c
    src/udp/udp_unsupported.c)

# Every call to the system is in these.
set(FOLIOT_SYSCALLS_linux src/syscalls/syscalls_common.c src/syscalls/syscalls_linux.c)
set(FOLIOT_SYSCALLS_freebsd src/syscalls/syscalls_common.c src/syscalls/syscalls_missing.c src/syscalls/syscalls_freebsd.c)
set(FOLIOT_SYSCALLS_darwin src/syscalls/syscalls_common.c src/syscalls/syscalls_missing.c src/syscalls/syscalls_darwin.c)
set(FOLIOT_SYSCALLS_unsupported src/syscalls/syscalls_common.c src/syscalls/syscalls_missing.c src/syscalls/syscalls_unsupported.c)

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
