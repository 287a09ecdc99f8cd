/* Imitates FreeBSD's. */
#ifndef FOLIOT_IMITATED_ARPA_INET_H
#define FOLIOT_IMITATED_ARPA_INET_H

#include <netinet/in.h>

#endif
