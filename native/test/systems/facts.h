/* What a test takes another system to be. Compiled here, against the headers that imitate it, and there, against its
 * own. */
#ifndef FOLIOT_FACTS_H
#define FOLIOT_FACTS_H

#include <stddef.h>

#define FACT(fact) _Static_assert(fact, #fact)

#define FACT_SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has another size")

#define FACT_FIELD(type, field, offset, size)                                                                          \
    _Static_assert(offsetof(type, field) == (offset), #type "." #field " lies elsewhere");                             \
    _Static_assert(sizeof(((type *)0)->field) == (size), #type "." #field " has another size")

#endif
