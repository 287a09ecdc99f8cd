# Where jni.h and jni_md.h are: FOLIOT_JNI_INCLUDE when given (cross builds), else the JDK of JAVA_HOME, else the one whose javac is on the
# PATH. Nothing of a JVM is linked: the library is loaded by one.

set(FOLIOT_JNI_INCLUDE "" CACHE STRING "Directories of jni.h and jni_md.h; empty to search")

function(foliot_find_jni result)
    if(FOLIOT_JNI_INCLUDE)
        set(${result} ${FOLIOT_JNI_INCLUDE} PARENT_SCOPE)
        return()
    endif()
    set(home "$ENV{JAVA_HOME}")
    if(NOT home)
        find_program(FOLIOT_JAVAC javac)
        file(REAL_PATH "${FOLIOT_JAVAC}" javac)
        cmake_path(GET javac PARENT_PATH home)
        cmake_path(GET home PARENT_PATH home)
    endif()
    file(GLOB machine "${home}/include/*/jni_md.h")
    if(NOT EXISTS "${home}/include/jni.h" OR NOT machine)
        message(FATAL_ERROR "No jni.h in ${home}/include: set JAVA_HOME to a JDK, or FOLIOT_JNI_INCLUDE")
    endif()
    list(TRANSFORM machine REPLACE "/jni_md.h$" "")
    set(${result} "${home}/include" ${machine} PARENT_SCOPE)
endfunction()
