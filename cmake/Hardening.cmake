# How all C of the project is compiled: strictly, with few symbols, hardened, and the same bytes from any directory.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(foliot_hardening INTERFACE)
target_compile_options(foliot_hardening INTERFACE
    -Wall -Wextra -Werror -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wcast-qual
    -fstack-protector-strong
    "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=native"
    "-ffile-prefix-map=${PROJECT_BINARY_DIR}=build")

# Fortification needs the optimiser, and gets in the way of the sanitizers.
if(NOT FOLIOT_SANITIZE)
    target_compile_options(foliot_hardening INTERFACE
        $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
endif()

# The linkers of ELF systems know these; Apple's does so of its own accord.
if(NOT APPLE)
    target_link_options(foliot_hardening INTERFACE
        -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed)
endif()
