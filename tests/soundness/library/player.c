/* A table of functions, kept until its player closes. */
#include "core.h"

#include <string.h>

struct sh_player {
    sh_object object;
    sh_device device;
    sh_event event;
    void* user;
};

sh_status sh_player_open(const sh_device* device, sh_player** player) {
    if (!device->read || !device->close)
        return sh_because(SH_INVALID, "a device reads and closes");
    *player = sh_object_new(sizeof **player, SH_KIND_OTHER, "player", SH_SEND, NULL, NULL);
    (*player)->device = *device;
    return SH_OK;
}

sh_status sh_player_watched(sh_event event, void* user, bool refuse, sh_player** player) {
    event(user, "opens", 0);
    if (refuse)
        return sh_because(SH_REFUSED, "no player");
    *player = sh_object_new(sizeof **player, SH_KIND_OTHER, "player", SH_SEND, NULL, NULL);
    (*player)->event = event;
    (*player)->user = user;
    return SH_OK;
}

sh_player* sh_player_found(sh_event event, void* user, bool is_there) {
    sh_player* player = NULL;
    return sh_player_watched(event, user, !is_there, &player) == SH_OK ? player : NULL;
}

void sh_player_close(sh_player* player) {
    if (!sh_begin_close(player, "player"))
        return;
    if (player->event)
        player->event(player->user, "closes", -1);
    else
        player->device.close(player->device.user);
    sh_end_close(player);
}

sh_status sh_player_play(sh_player* player, uint32_t bytes, uint64_t* sum) {
    enum { CHUNK = 16 };
    if (!sh_enter(player, "player", SH_WRITES))
        return SH_GONE;
    const sh_device* device = &player->device;
    sh_status status = SH_OK;
    *sum = 0;
    if (player->event) {
        player->event(player->user, "plays", bytes);
        bytes = 0;
    }
    while (bytes && status == SH_OK) {
        uint8_t* buffer = sh_new(CHUNK, SH_UNCOUNTED);
        const size_t wanted = bytes < CHUNK ? bytes : CHUNK;
        const int32_t got = device->read(device->user, buffer, wanted);
        if (got < 0 || (size_t)got > wanted)
            status = sh_because(SH_INVALID, "the device gave %d bytes of %zu", (int)got, wanted);
        else if (got == 0)
            status = sh_because(SH_END, "the device ended");
        for (int32_t i = 0; status == SH_OK && i < got; i++)
            *sum += buffer[i];
        if (status == SH_OK)
            bytes -= (uint32_t)got;
        sh_free(buffer);
    }
    sh_leave(player, SH_WRITES);
    return status;
}
