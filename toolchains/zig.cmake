# Zig's C and C++ compiler for foliot_zig_target, which the toolchain file of a target sets before it includes this one,
# as it may set foliot_zig_flags. Zig carries what it links with: the headers of each system, and of its libraries the
# symbols with their versions, or for musl the sources. ./foliot setup --cross puts it where it is looked for.

get_filename_component(foliot_target_directory "${CMAKE_CURRENT_LIST_DIR}/../target" ABSOLUTE)
set(FOLIOT_ZIG "${foliot_target_directory}/zig/ziglang/zig" CACHE FILEPATH "Zig")
if(NOT EXISTS "${FOLIOT_ZIG}")
    message(FATAL_ERROR "There is no ${FOLIOT_ZIG}: ./foliot setup --cross fetches it")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES FOLIOT_ZIG)

# Zig builds a system's start-up files and the like when they are first linked, and keeps them here.
set(foliot_zig_environment
    "${CMAKE_COMMAND}" -E env
    "ZIG_GLOBAL_CACHE_DIR=${foliot_target_directory}/zig/cache"
    "ZIG_LOCAL_CACHE_DIR=${foliot_target_directory}/zig/cache")
set(foliot_zig_archiver "\"${FOLIOT_ZIG}\" ar")

# No sanitizer, which Zig switches on for code that is not optimised. What compiles is known: CMake would find out by
# linking programs, for which Zig has to build all of a C library first.
set(foliot_zig_compiler_C cc)
set(foliot_zig_compiler_CXX c++)
foreach(language C CXX)
    set(CMAKE_${language}_COMPILER "${FOLIOT_ZIG}" ${foliot_zig_compiler_${language}} -target ${foliot_zig_target})
    set(CMAKE_${language}_COMPILER_LAUNCHER ${foliot_zig_environment})
    set(CMAKE_${language}_LINKER_LAUNCHER ${foliot_zig_environment})
    set(CMAKE_${language}_FLAGS_INIT "-fno-sanitize=all ${foliot_zig_flags}")
    set(CMAKE_${language}_COMPILER_ID_RUN TRUE)
    set(CMAKE_${language}_COMPILER_ID Clang)
    set(CMAKE_${language}_COMPILER_VERSION 22.1.8)
    set(CMAKE_${language}_ARCHIVE_CREATE "${foliot_zig_archiver} qc <TARGET> <OBJECTS>")
    set(CMAKE_${language}_ARCHIVE_APPEND "${foliot_zig_archiver} q <TARGET> <OBJECTS>")
    set(CMAKE_${language}_ARCHIVE_FINISH "\"${FOLIOT_ZIG}\" ranlib <TARGET>")
endforeach()
set(CMAKE_C_STANDARD_COMPUTED_DEFAULT 17)
set(CMAKE_CXX_STANDARD_COMPUTED_DEFAULT 17)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
