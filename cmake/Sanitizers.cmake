# AddressSanitizer and UndefinedBehaviorSanitizer over the core and its tests. Not for a library that a JVM loads.

option(FOLIOT_SANITIZE "Build with ASan and UBSan" OFF)
if(FOLIOT_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
