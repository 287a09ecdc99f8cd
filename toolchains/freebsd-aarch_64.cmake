set(CMAKE_SYSTEM_NAME FreeBSD)
set(CMAKE_SYSTEM_PROCESSOR arm64)
set(foliot_zig_target aarch64-freebsd.14.0)
include("${CMAKE_CURRENT_LIST_DIR}/zig.cmake")
