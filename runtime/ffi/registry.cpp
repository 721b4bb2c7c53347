#include "guard.hpp"

#include <cstring>

using namespace rt::ffi;
using rt::ErrorCode;
using rt::Registry;

static void copy_out(const rt::service_info& from, rt_ffi_service_info* to) {
    static_assert(sizeof from == sizeof *to);
    std::memcpy(to, &from, sizeof from);
}

rt_ffi_error rt_ffi_registry_open(const char* name, rt_ffi_registry** registry) {
    return checked([&] { return hand_out<RegistryPool>(Registry::open(name), registry); }, name,
                   registry);
}

void rt_ffi_registry_close(rt_ffi_registry* registry) { close<RegistryPool>(registry); }

rt_ffi_error rt_ffi_registry_remove(const char* name) {
    return checked([&] { return Registry::remove(name); }, name);
}

rt_ffi_error rt_ffi_registry_register(rt_ffi_registry* registry, const char* name,
                                      const char* control, const char* reply,
                                      rt_ffi_service_flags flags, int32_t pid, uint64_t* id) {
    return with(
        registry,
        [&](Registry& table) {
            return table.enter(name, control, reply, static_cast<std::uint32_t>(flags), pid, *id);
        },
        name, control, reply, id);
}

rt_ffi_error rt_ffi_registry_unregister(rt_ffi_registry* registry, uint64_t id) {
    return with(registry, [&](Registry& table) { return table.leave(id); });
}

rt_ffi_error rt_ffi_registry_set_flags(rt_ffi_registry* registry, uint64_t id,
                                       rt_ffi_service_flags flags) {
    return with(registry, [&](Registry& table) {
        return table.set_flags(id, static_cast<std::uint32_t>(flags));
    });
}

rt_ffi_error rt_ffi_registry_find(const rt_ffi_registry* registry, const char* name,
                                  rt_ffi_service_info* service) {
    return with(
        registry,
        [&](const Registry& table) {
            rt::service_info found;
            const ErrorCode error = table.find(name, found);
            if (error == ErrorCode::ok) {
                copy_out(found, service);
            }
            return error;
        },
        name, service);
}

rt_ffi_error rt_ffi_registry_lookup(const rt_ffi_registry* registry, const char* name,
                                    rt_ffi_service_info* service) {
    return with(
        registry,
        [&](const Registry& table) {
            rt::service_info found;
            const ErrorCode error = table.lookup(name, found);
            if (error == ErrorCode::ok) {
                copy_out(found, service);
            }
            return error;
        },
        name, service);
}

rt_ffi_error rt_ffi_registry_list(const rt_ffi_registry* registry, const char* prefix,
                                  rt_ffi_service_info* services, size_t capacity, size_t* count) {
    return with(
        registry,
        [&](const Registry& table) {
            if (services == nullptr && capacity > 0) {
                return rt::fail_literal(ErrorCode::null_pointer,
                                        "a pointer that must not be NULL was");
            }
            *count = table.list(prefix, reinterpret_cast<rt::service_info*>(services), capacity);
            return ErrorCode::ok;
        },
        prefix, count);
}

rt_ffi_error rt_ffi_registry_watch(const rt_ffi_registry* registry, uint64_t seen,
                                   int32_t timeout_ms, uint64_t* generation) {
    return with(
        registry, [&](const Registry& table) { return table.watch(seen, timeout_ms, *generation); },
        generation);
}

rt_ffi_error rt_ffi_registry_descriptor(const rt_ffi_registry* registry, int32_t* descriptor) {
    return with(
        registry, [&](const Registry& table) { return store(table.descriptor(), descriptor); },
        descriptor);
}

rt_ffi_error rt_ffi_registry_collect(rt_ffi_registry* registry, uint32_t* collected) {
    return with(registry, [&](Registry& table) { return table.collect(*collected); }, collected);
}

rt_ffi_error rt_ffi_registry_heartbeat(rt_ffi_registry* registry, uint64_t id) {
    return with(registry, [&](Registry& table) { return table.heartbeat(id); });
}
