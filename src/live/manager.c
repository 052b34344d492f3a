/* manager.c - see manager.h. */
#include "live/manager.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static micros ticks(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (micros)now.tv_sec * MICROS_SECOND + now.tv_nsec / 1000;
}

static void tell(const struct manager *manager, const char *message)
{
    if (manager->socket >= 0)
        (void)!send(manager->socket, message, strlen(message), MSG_NOSIGNAL | MSG_DONTWAIT);
}

bool manager_open(struct manager *manager, const char *address, micros patience)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t len = address ? strlen(address) : 0;
    *manager = (struct manager){.socket = -1};
    if (!address)
        return true;
    if (len < 2 || len >= sizeof to.sun_path || (address[0] != '/' && address[0] != '@'))
        return false;
    memcpy(to.sun_path, address, len);
    if (address[0] == '@')
        to.sun_path[0] = '\0';
    manager->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t room = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
    if (manager->socket < 0 || connect(manager->socket, (struct sockaddr *)&to, room) != 0) {
        manager_close(manager);
        return false;
    }
    manager->beat = patience / 3;
    return true;
}

void manager_close(struct manager *manager)
{
    if (manager->socket >= 0)
        close(manager->socket);
    manager->socket = -1;
}

void manager_working(struct manager *manager)
{
    if (manager->socket < 0)
        return;
    micros now = ticks();
    if (!manager->is_ready)
        tell(manager, "READY=1");
    if (manager->beat && (!manager->is_ready || now - manager->beaten >= manager->beat)) {
        tell(manager, "WATCHDOG=1");
        manager->beaten = now;
    }
    manager->is_ready = true;
}

void manager_reloading(struct manager *manager)
{
    char message[64];
    snprintf(message, sizeof message, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)ticks());
    tell(manager, message);
    manager->is_ready = false;
}

bool manager_wants_status(const struct manager *manager)
{
    return manager->socket >= 0 && manager->is_ready &&
           (!manager->status[0] || ticks() - manager->described >= MICROS_SECOND);
}

void manager_describe(struct manager *manager, struct text status)
{
    char message[sizeof manager->status];
    manager->described = ticks();
    snprintf(message, sizeof message, "STATUS=" TEXT_FMT, TEXT_ARG(status));
    if (strcmp(message, manager->status) == 0)
        return;
    memcpy(manager->status, message, sizeof message);
    tell(manager, message);
}

void manager_stopping(struct manager *manager)
{
    tell(manager, "STOPPING=1");
}
