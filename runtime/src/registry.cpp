#include "rt/registry.hpp"

#include "rt/clock.hpp"
#include "segment_remove.hpp"

namespace rt {
namespace {

/// In the label: entries, bytes of an entry, chains.
constexpr SegmentParameters registry_parameters{registry_capacity, sizeof(RegistryEntry),
                                                registry_chains};

/// Serials start at the clock's time, so that ids of a registry that was removed and made again
/// differ from those before. 2^20 ns is a millisecond: nobody registers that often for long.
std::uint64_t first_serial() noexcept { return (now_ns() >> 20) + 1; }

} // namespace

Registry::Registry(Segment segment)
    : segment_(std::move(segment)), shared_(static_cast<RegistryShared*>(segment_.payload())) {}

Result<std::unique_ptr<Registry>> Registry::open(const char* name) {
    Result<Segment> segment = Segment::open_or_create(
        SegmentKind::registry, name, sizeof(RegistryShared), registry_parameters,
        [](void* payload) {
            auto* shared = static_cast<RegistryShared*>(payload);
            const std::uint64_t serial = first_serial();
            for (auto& state : shared->states) {
                state.store(make_state(serial, Phase::free), std::memory_order_relaxed);
            }
        });
    if (!segment) {
        return segment.error();
    }
    if (segment->payload_bytes() != sizeof(RegistryShared) ||
        segment->parameters() != registry_parameters) {
        return fail(ErrorCode::corrupt, "registry '%s' holds %zu bytes instead of %zu", name,
                    segment->payload_bytes(), sizeof(RegistryShared));
    }
    return std::unique_ptr<Registry>(new Registry(std::move(*segment)));
}

ErrorCode Registry::remove(const char* name) { return remove_segment(SegmentKind::registry, name); }

bool has_living_entries(const void* payload, std::size_t payload_bytes,
                        const SegmentParameters& parameters) noexcept {
    if (payload_bytes != sizeof(RegistryShared) || parameters != registry_parameters) {
        return true;
    }
    const auto& shared = *static_cast<const RegistryShared*>(payload);
    for (std::uint32_t entry = 0; entry < registry_capacity; ++entry) {
        const Phase phase = phase_of(shared.states[entry].load(std::memory_order_seq_cst));
        const LifeToken life = shared.lives[entry].load(std::memory_order_relaxed);
        const LifeToken filler = shared.fillers[entry].load(std::memory_order_relaxed);
        if ((phase == Phase::used && !is_dead(life)) || (filler != 0 && !is_dead(filler))) {
            return true;
        }
    }
    return false;
}

} // namespace rt
