/* Functions of which the header says too little: no safe layer may have them. */
#include "core.h"

#include <string.h>

static void touched(void) {
    sh_report(SH_FAULT_VALUE, "a function was called that the header does not explain");
}

uint64_t sh_guess_pair(const uint8_t* data, size_t length) { return touched(), (void)data, length; }
uint64_t sh_guess_pair_narrow(const uint8_t* data, uint8_t count) {
    return touched(), (void)data, count;
}
sh_status sh_guess_out(sh_box* box) { return touched(), (void)box, SH_OK; }
sh_status sh_guess_numbers(int32_t* values, uint32_t count) {
    return touched(), (void)values, (void)count, SH_OK;
}
sh_status sh_guess_one(sh_slot* slot, uint32_t count, int32_t timeout) {
    return touched(), (void)slot, (void)count, (void)timeout, SH_OK;
}
sh_status sh_guess_callback(sh_event callback, void* user_data) {
    return touched(), (void)callback, (void)user_data, SH_OK;
}
sh_doc* sh_guess_owner(const char* name) {
    touched();
    sh_doc* doc = NULL;
    return sh_doc_open(name, &doc) == SH_OK ? doc : NULL;
}
sh_status sh_guess_text(char* buffer, size_t size) {
    return touched(), (void)buffer, (void)size, SH_OK;
}
sh_status sh_guess_fixed_text(const char name[16]) { return touched(), (void)name, SH_OK; }
int64_t sh_guess_array(const sh_box boxes[]) { return touched(), boxes[0].x; }
int64_t sh_guess_range(const sh_box* first, const sh_box* last) {
    return touched(), (void)first, (void)last, 0;
}
int64_t sh_guess_text_range(const char* text, const char* end) {
    return touched(), (void)text, (void)end, 0;
}
int64_t sh_guess_letter(const char* text, int32_t k) { return touched(), (void)text, k; }
int64_t sh_guess_address(uintptr_t address) { return touched(), (int64_t)address; }
int64_t sh_guess_area(sh_area area) { return touched(), (int64_t)area.base; }
int64_t sh_guess_old_list(const sh_old_list* list) { return touched(), list->count; }
sh_status sh_guess_channel_close(int32_t channel) { return touched(), (void)channel, SH_OK; }
void sh_guess_shutdown(void) { touched(); }
int64_t sh_guess_sides(const sh_side* sides, size_t n) {
    return touched(), (void)sides, (int64_t)n;
}
int64_t sh_plain_address(uintptr_t number) { return (int64_t)number; }
sh_status sh_plain_close(int32_t level) { return level < 0 ? SH_INVALID : SH_OK; }

uint64_t sh_guess_format(const char* fmt) { return strlen(fmt); }
uint64_t sh_guess_printed(const char* text) { return strlen(text); }
uint64_t sh_plain_format(const char* fmt) { return strlen(fmt); }
