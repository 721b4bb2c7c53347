#include "rt/registry.hpp"

#include <new>

namespace rt {

Registry::Registry(Segment segment)
    : segment_(std::move(segment)), shared_(static_cast<RegistryShared*>(segment_.payload())) {}

Result<std::unique_ptr<Registry>> Registry::open(const char* name) {
    Result<Segment> segment = Segment::open_or_create(
        SegmentKind::registry, name, sizeof(RegistryShared), [](void* payload) {
            auto* shared = new (payload) RegistryShared;
            shared->capacity = registry_capacity;
            shared->entry_bytes = sizeof(RegistryEntry);
            shared->generation.store(1, std::memory_order_relaxed);
            shared->generation_word.store(1, std::memory_order_relaxed);
        });
    if (!segment) {
        return segment.error();
    }
    const auto& shared = *static_cast<const RegistryShared*>(segment->payload());
    if (segment->payload_bytes() != sizeof(RegistryShared) ||
        shared.capacity != registry_capacity || shared.entry_bytes != sizeof(RegistryEntry)) {
        return fail(ErrorCode::corrupt, "registry '%s' holds %zu bytes instead of %zu", name,
                    segment->payload_bytes(), sizeof(RegistryShared));
    }
    return std::unique_ptr<Registry>(new Registry(std::move(*segment)));
}

ErrorCode Registry::remove(const char* name) {
    return Segment::remove(SegmentKind::registry, name);
}

} // namespace rt
