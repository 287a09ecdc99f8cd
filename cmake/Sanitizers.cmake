# What finds faults in the core, and nothing for a library that a JVM loads: sanitizers and the static analyzer.

# AddressSanitizer and UndefinedBehaviorSanitizer.
option(FOLIOT_SANITIZE "Build with ASan and UBSan" OFF)
if(FOLIOT_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

# The compiler's own search for paths that leak, free twice or read what was never written; of C, and where it is good.
option(FOLIOT_ANALYZE "Build with GCC's static analyzer" OFF)
if(FOLIOT_ANALYZE AND CMAKE_C_COMPILER_ID STREQUAL "GNU" AND CMAKE_C_COMPILER_VERSION VERSION_GREATER_EQUAL 12)
    add_compile_options($<$<COMPILE_LANGUAGE:C>:-fanalyzer>)
endif()
