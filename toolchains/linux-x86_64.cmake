set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(foliot_zig_target x86_64-linux-gnu.2.31)
include("${CMAKE_CURRENT_LIST_DIR}/zig.cmake")
