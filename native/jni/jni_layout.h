/* Holds C to the constants that Java handed over (javac -h): a structure that moves on one side only does not build. */
#ifndef FOLIOT_JNI_LAYOUT_H
#define FOLIOT_JNI_LAYOUT_H

#include <stddef.h>

/* Both, since a field that shrinks may leave every offset as it was. */
#define FOLIOT_ASSERT_FIELD(type, field, java_offset, bytes)                                                           \
    _Static_assert(offsetof(struct type, field) == (java_offset), #type "." #field " has moved");                      \
    _Static_assert(sizeof(((struct type *)0)->field) == (bytes), #type "." #field " has changed its size")

#define FOLIOT_ASSERT_SIZE(type, java_size)                                                                            \
    _Static_assert(sizeof(struct type) == (java_size), #type " has changed its size")

#define FOLIOT_ASSERT_VALUE(value, java_value) _Static_assert((int)(value) == (java_value), #value " differs in Java")

#endif
