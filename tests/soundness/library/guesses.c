/* Functions of which the header says too little: no safe layer may have them. */
#include "core.h"

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
