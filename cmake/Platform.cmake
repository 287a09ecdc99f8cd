# Which files make the core on which operating system: a concern has one file per system, beside what systems share. A system without
# files of its own gets the `unsupported` ones, which build everywhere and answer -ENOTSUP.

set(FOLIOT_SOURCES_common
    src/clock/clock_common.c
    src/notify/notify.c
    src/poll/poll_common.c
    src/syscalls/syscalls_common.c
    src/time/time.c)

set(FOLIOT_SOURCES_linux
    src/clock/clock_linux.c
    src/clock/clock_ntp_adjtime.c
    src/clock/clock_timex.c
    src/syscalls/syscalls_linux.c
    src/udp/udp_address.c
    src/udp/udp_common.c
    src/udp/udp_linux.c)

set(FOLIOT_SOURCES_unsupported
    src/clock/clock_unsupported.c
    src/syscalls/syscalls_unsupported.c
    src/udp/udp_unsupported.c)

string(TOLOWER "${CMAKE_SYSTEM_NAME}" FOLIOT_PLATFORM_DEFAULT)
if(NOT DEFINED FOLIOT_SOURCES_${FOLIOT_PLATFORM_DEFAULT})
    set(FOLIOT_PLATFORM_DEFAULT unsupported)
endif()
set(FOLIOT_PLATFORM ${FOLIOT_PLATFORM_DEFAULT} CACHE STRING "Operating system: linux, unsupported")
if(NOT DEFINED FOLIOT_SOURCES_${FOLIOT_PLATFORM})
    message(FATAL_ERROR "FOLIOT_PLATFORM is ${FOLIOT_PLATFORM}, for which there are no sources")
endif()
message(STATUS "Platform: ${FOLIOT_PLATFORM}")

# foliot_add_core(<target> <platform>): an object library of the core for a platform.
function(foliot_add_core target platform)
    set(sources ${FOLIOT_SOURCES_common} ${FOLIOT_SOURCES_${platform}})
    list(TRANSFORM sources PREPEND "${PROJECT_SOURCE_DIR}/")
    add_library(${target} OBJECT ${sources})
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
    # Extensions of POSIX by the system: recvmmsg, ppoll, struct timex. And a 64-bit time_t where it is still a choice.
    target_compile_definitions(${target} PRIVATE _GNU_SOURCE)
    if(CMAKE_SIZEOF_VOID_P EQUAL 4)
        target_compile_definitions(${target} PRIVATE _FILE_OFFSET_BITS=64 _TIME_BITS=64)
    endif()
    target_link_libraries(${target} PRIVATE foliot_hardening)
endfunction()
