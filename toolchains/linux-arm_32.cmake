# ARMv7 as Debian's armhf has it: hard float, VFPv3 with 16 registers, no NEON.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(foliot_zig_target arm-linux-gnueabihf.2.31)
set(foliot_zig_flags -mcpu=generic+v7a+vfp3d16-neon-d32)
include("${CMAKE_CURRENT_LIST_DIR}/zig.cmake")
