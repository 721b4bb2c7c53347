/* Values that go through unchanged, and records that say how long they are. */
#include "core.h"

sh_shade sh_shade_of(int32_t value) { return (sh_shade)value; }
int32_t sh_shade_number(sh_shade shade) { return (int32_t)shade; }
sh_side sh_side_of(int32_t value) { return (sh_side)value; }
int32_t sh_side_number(sh_side side) {
    if ((int32_t)side != SH_SIDE_LEFT && (int32_t)side != SH_SIDE_RIGHT)
        sh_report(SH_FAULT_VALUE, "%d is no side", (int)side);
    return (int32_t)side;
}
sh_options sh_options_of(uint32_t value) { return (sh_options)value; }
uint32_t sh_options_number(sh_options options) { return (uint32_t)options; }

sh_number sh_number_same(sh_number number) { return number; }
uint8_t sh_number_byte(sh_number number, uint32_t index) { return number.bytes[index % 16]; }

sh_bits sh_bits_same(sh_bits bits) { return bits; }
int32_t sh_bits_level(sh_bits bits) { return bits.level; }
uint32_t sh_bits_count(sh_bits bits) { return bits.count; }

sh_packed sh_packed_next(sh_packed packed) {
    packed.tag++;
    packed.length++;
    packed.stamp++;
    return packed;
}
sh_status sh_packed_step(sh_packed* packed) {
    *packed = sh_packed_next(*packed);
    return SH_OK;
}

sh_sample sh_sample_same(sh_sample sample) { return sample; }
int64_t sh_sample_sum(const sh_sample* sample) {
    int64_t sum = 0;
    for (int i = 0; i < 4; i++)
        sum += sample->small[i];
    for (int i = 0; i < 3; i++)
        sum += sample->path[i].x + sample->grid[0][i] + sample->grid[1][i];
    return sum;
}

int8_t sh_same_i8(int8_t value) { return value; }
uint16_t sh_same_u16(uint16_t value) { return value; }
int64_t sh_same_i64(int64_t value) { return value; }
uint64_t sh_same_u64(uint64_t value) { return value; }
float sh_same_f32(float value) { return value; }
double sh_same_f64(double value) { return value; }
bool sh_not(bool value) { return !value; }

int32_t sh_panel_read(const sh_panel* panel) {
    static const int32_t slots[2][16] = {{10}, {20}};
    const sh_dial* dial = &panel->dial;
    const bool is_level = dial->levels[0] >= 0 && dial->levels[0] <= 1 && dial->levels[1] >= 0 &&
                          dial->levels[1] <= 1;
    if (dial->slot < 0 || dial->slot > 15 || (unsigned)panel->side > 1 || panel->width < 1 ||
        panel->width > 3 || !is_level) {
        sh_report(SH_FAULT_VALUE, "a panel with slot %d, side %d and width %u", (int)dial->slot,
                  (int)panel->side, panel->width);
        return -1;
    }
    return slots[panel->side][dial->slot];
}
int32_t sh_panel_copied(sh_panel panel) { return sh_panel_read(&panel); }
int32_t sh_panel_perhaps(const sh_panel* panel) { return panel == NULL ? 0 : sh_panel_read(panel); }
sh_status sh_panel_turn(sh_panel* panel) {
    (void)sh_panel_read(panel);
    panel->dial.slot = panel->dial.slot == 15 ? 0 : panel->dial.slot + 1;
    return SH_OK;
}
int64_t sh_weighed(const int32_t* weights, const int32_t* values, size_t n) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (weights == NULL ? 1 : (int64_t)weights[i]) * values[i];
    return sum;
}

int32_t sh_panels_read(const sh_panel* panels, size_t n) {
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += sh_panel_read(&panels[i]);
    return sum;
}
sh_status sh_panels_turn(sh_panel* panels, size_t n) {
    for (size_t i = 0; i < n; i++)
        (void)sh_panel_turn(&panels[i]);
    return SH_OK;
}
int32_t sh_rack_read(const sh_rack* rack) {
    if (rack->rows > 3)
        sh_report(SH_FAULT_VALUE, "a rack of %u rows", (unsigned)rack->rows);
    return sh_panel_read(&rack->top) + sh_panels_read(rack->rest[0], 2);
}
int32_t sh_notch_read(const sh_notch* notch) { return notch->slot; }
int32_t sh_percent(int32_t value) {
    if (value < 0 || value > 100)
        sh_report(SH_FAULT_VALUE, "%d per cent", (int)value);
    return value;
}

int32_t sh_optional(const sh_box* box, const char* text) {
    return (box != NULL) + 2 * (text != NULL);
}

sh_status sh_divide(int64_t a, int64_t b, int64_t* quotient, int64_t* rest) {
    if (!b)
        return sh_because(SH_INVALID, "nothing is divided by 0");
    *quotient = a / b;
    if (rest)
        *rest = a % b;
    return SH_OK;
}

uint64_t sh_message_sum(const sh_message* message) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < message->length; i++)
        sum += message->data[i];
    return sum;
}

uint64_t sh_span_sum(sh_span span) {
    uint64_t sum = 0;
    for (size_t i = 0; i < span.length; i++)
        sum += span.data[i];
    return sum;
}
uint64_t sh_span_sum_of(const sh_span* span) { return sh_span_sum(*span); }
