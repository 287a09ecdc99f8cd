# ARMv7 as Debian's armhf has it: hard float, VFPv3 with 16 registers, no NEON. glibc 2.34 is the first with a 64-bit
# time_t here, and the tests use it; the library passes by what is newer than 2.31, as check_binaries.py sees to.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(foliot_zig_target arm-linux-gnueabihf.2.34)
set(foliot_zig_flags -mcpu=generic+v7a+vfp3d16-neon-d32)
include("${CMAKE_CURRENT_LIST_DIR}/zig.cmake")
