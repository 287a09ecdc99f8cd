// What Debian's zlib takes of glibc and musl lacks, so that a Java for musl can take that zlib. The room that is
// checked against where glibc does it is left aside.

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

int __vsnprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, va_list arguments);
int __snprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, ...);

int __vsnprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, va_list arguments) {
    (void)flag;
    (void)room;
    return vsnprintf(to, size, format, arguments);
}

int __snprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = __vsnprintf_chk(to, size, flag, room, format, arguments);
    va_end(arguments);
    return length;
}
