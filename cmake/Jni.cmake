# Where jni.h and jni_md.h are: FOLIOT_JNI_INCLUDE when given (cross builds), else the JDK of JAVA_HOME, else the one CMake finds.
# Nothing of a JVM is linked: the library is loaded by one.

set(FOLIOT_JNI_INCLUDE "" CACHE STRING "Directories of jni.h and jni_md.h; empty to search")

function(foliot_find_jni result)
    if(FOLIOT_JNI_INCLUDE)
        set(${result} ${FOLIOT_JNI_INCLUDE} PARENT_SCOPE)
    elseif(EXISTS "$ENV{JAVA_HOME}/include/jni.h")
        file(GLOB machine "$ENV{JAVA_HOME}/include/*/jni_md.h")
        list(TRANSFORM machine REPLACE "/jni_md.h$" "")
        set(${result} "$ENV{JAVA_HOME}/include" ${machine} PARENT_SCOPE)
    else()
        set(JAVA_AWT_LIBRARY NotNeeded)
        set(JAVA_AWT_INCLUDE_PATH NotNeeded)
        set(JAVA_JVM_LIBRARY NotNeeded)
        find_package(JNI REQUIRED)
        set(${result} ${JAVA_INCLUDE_PATH} ${JAVA_INCLUDE_PATH2} PARENT_SCOPE)
    endif()
endfunction()
