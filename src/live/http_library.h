/* http_library.h - the functions of libmicrohttpd, which is loaded when a watcher first listens. */
#ifndef LIVE_HTTP_LIBRARY_H
#define LIVE_HTTP_LIBRARY_H

#include <microhttpd.h>

#include "base/buffer.h"

#define HTTP_FUNCTIONS(X)                                                                          \
    X(MHD_start_daemon)                                                                            \
    X(MHD_stop_daemon)                                                                             \
    X(MHD_quiesce_daemon)                                                                          \
    X(MHD_suspend_connection)                                                                      \
    X(MHD_resume_connection)                                                                       \
    X(MHD_lookup_connection_value)                                                                 \
    X(MHD_create_response_from_buffer)                                                             \
    X(MHD_add_response_header)                                                                     \
    X(MHD_queue_response)                                                                          \
    X(MHD_destroy_response)

struct http_library {
#define HTTP_FUNCTION(name) __typeof__(name) *name;
    HTTP_FUNCTIONS(HTTP_FUNCTION)
#undef HTTP_FUNCTION
};

/* False: WHY says what to install, as library_load does. */
bool http_library_load(struct http_library *library, struct buffer *why);

#endif
