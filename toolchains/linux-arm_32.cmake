# ARMv7 as Debian's armhf has it: hard float, VFPv3 with 16 registers, no NEON. glibc 2.34, since none before it has a
# 64-bit time_t on this architecture.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(foliot_zig_target arm-linux-gnueabihf.2.34)
set(foliot_zig_flags -mcpu=generic+v7a+vfp3d16)
include("${CMAKE_CURRENT_LIST_DIR}/zig.cmake")
