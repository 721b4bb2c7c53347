// Made by ffigen from rt_audio_ffi.h.
#include "rt_audio_rpc_server.hpp"

#include "rt_audio_messages.h"

#include <ffigen/rpc/dispatch.hpp>

namespace {

using namespace ffigen::rpc;

const Kind kind_of_rt_ffi_state{"rt_ffi_state", [](void *ended) {
  (void)rt_ffi_state_close(static_cast<rt_ffi_state *>(ended));
}};

const Kind kind_of_rt_ffi_ring{"rt_ffi_ring", [](void *ended) {
  (void)rt_ffi_ring_close(static_cast<rt_ffi_ring *>(ended));
}};

const Kind kind_of_rt_ffi_registry{"rt_ffi_registry", [](void *ended) {
  (void)rt_ffi_registry_close(static_cast<rt_ffi_registry *>(ended));
}};

void fail(Call &call, rt_ffi_error status) {
  const char *name = "", *text = "";
  switch (status) {
  case RT_FFI_ERROR_NULL_POINTER:
    name = "RT_FFI_ERROR_NULL_POINTER";
    text = "A pointer that must not be NULL was.";
    break;
  case RT_FFI_ERROR_INVALID_ARGUMENT:
    name = "RT_FFI_ERROR_INVALID_ARGUMENT";
    text = "A value out of its range, or not allowed here.";
    break;
  case RT_FFI_ERROR_NOT_FOUND:
    name = "RT_FFI_ERROR_NOT_FOUND";
    text = "No such segment, service or entry.";
    break;
  case RT_FFI_ERROR_EXISTS:
    name = "RT_FFI_ERROR_EXISTS";
    text = "The name is taken by a live owner.";
    break;
  case RT_FFI_ERROR_FULL:
    name = "RT_FFI_ERROR_FULL";
    text = "No free slot, and none may be overwritten.";
    break;
  case RT_FFI_ERROR_EMPTY:
    name = "RT_FFI_ERROR_EMPTY";
    text = "Nothing to read.";
    break;
  case RT_FFI_ERROR_TIMEOUT:
    name = "RT_FFI_ERROR_TIMEOUT";
    text = "The time ran out first.";
    break;
  case RT_FFI_ERROR_CLOSED:
    name = "RT_FFI_ERROR_CLOSED";
    text = "The other side closed it for good.";
    break;
  case RT_FFI_ERROR_STALE:
    name = "RT_FFI_ERROR_STALE";
    text = "The owner died, or the id belongs to an ended life.";
    break;
  case RT_FFI_ERROR_VERSION_MISMATCH:
    name = "RT_FFI_ERROR_VERSION_MISMATCH";
    text = "Made by another major version of the contract.";
    break;
  case RT_FFI_ERROR_FINGERPRINT_MISMATCH:
    name = "RT_FFI_ERROR_FINGERPRINT_MISMATCH";
    text = "Made from a contract with another layout.";
    break;
  case RT_FFI_ERROR_PERMISSION:
    name = "RT_FFI_ERROR_PERMISSION";
    text = "The system refused access.";
    break;
  case RT_FFI_ERROR_OUT_OF_MEMORY:
    name = "RT_FFI_ERROR_OUT_OF_MEMORY";
    text = "Memory or shared memory ran out.";
    break;
  case RT_FFI_ERROR_SYSTEM:
    name = "RT_FFI_ERROR_SYSTEM";
    text = "A system call failed; the text names it.";
    break;
  case RT_FFI_ERROR_CORRUPT:
    name = "RT_FFI_ERROR_CORRUPT";
    text = "The segment is foreign, short or half built.";
    break;
  case RT_FFI_ERROR_BUSY:
    name = "RT_FFI_ERROR_BUSY";
    text = "Another live process or claim holds it.";
    break;
  case RT_FFI_ERROR_INTERNAL:
    name = "RT_FFI_ERROR_INTERNAL";
    text = "A defect in the library.";
    break;
  case RT_FFI_ERROR_UNSUPPORTED:
    name = "RT_FFI_ERROR_UNSUPPORTED";
    text = "This system has no such thing; the text says what it lacks.";
    break;
  default:
    break;
  }
  if (const char *const found = rt_ffi_error_text(status); found != nullptr)
    text = found;
  const char *const last = rt_ffi_last_error();
  if (last != nullptr && *last != '\0')
    text = last;
  call.fail(static_cast<std::int32_t>(status), name, text);
}

void call_abi_version(Call &call) {
  rt_ffi_abi_version_request request;
  if (!read(call, request, rt_ffi_abi_version_request_from_cbor))
    return;
  const auto result = rt_ffi_abi_version();
  rt_ffi_abi_version_reply reply{};
  reply.result = result;
  write(call, 0, reply, rt_ffi_abi_version_reply_cbor_bound(&reply),
        rt_ffi_abi_version_reply_to_cbor);
}

void call_registry_close(Call &call) {
  rt_ffi_registry_close_request request;
  if (!read(call, request, rt_ffi_registry_close_request_from_cbor))
    return;
  rt_ffi_registry *registry_{};
  if (!object(call, request.registry, kind_of_rt_ffi_registry, true, registry_))
    return;
  if (!take(call, request.registry))
    return;
  rt_ffi_registry_close(registry_);
  rt_ffi_registry_close_reply reply{};
  write(call, 0, reply, rt_ffi_registry_close_reply_cbor_bound(&reply),
        rt_ffi_registry_close_reply_to_cbor);
}

void call_registry_find(Call &call) {
  rt_ffi_registry_find_request request;
  if (!read(call, request, rt_ffi_registry_find_request_from_cbor))
    return;
  rt_ffi_registry *registry_{};
  if (!object(call, request.registry, kind_of_rt_ffi_registry, false, registry_))
    return;
  const std::string name_(request.name.data, request.name.size);
  rt_ffi_service_info service_{};
  const auto status = rt_ffi_registry_find(registry_, name_.c_str(), &service_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_registry_find_reply reply{};
  reply.service = service_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_registry_find_reply_cbor_bound(&reply),
        rt_ffi_registry_find_reply_to_cbor);
}

void call_registry_list(Call &call) {
  rt_ffi_registry_list_request request;
  if (!read(call, request, rt_ffi_registry_list_request_from_cbor))
    return;
  rt_ffi_registry *registry_{};
  if (!object(call, request.registry, kind_of_rt_ffi_registry, false, registry_))
    return;
  const std::string prefix_(request.prefix.data, request.prefix.size);
  Buffer<rt_ffi_service_info> services_;
  if (!make(call, request.capacity, services_))
    return;
  size_t capacity_{};
  size_t count_{};
  if (!fits(call, services_.size, capacity_, "capacity"))
    return;
  const auto status = rt_ffi_registry_list(registry_, prefix_.c_str(), services_.data(), capacity_, &count_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_registry_list_reply reply{};
  reply.services = {services_.data(), written(count_, services_.size), 0, false};
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_registry_list_reply_cbor_bound(&reply),
        rt_ffi_registry_list_reply_to_cbor);
}

void call_registry_open(Call &call) {
  rt_ffi_registry_open_request request;
  if (!read(call, request, rt_ffi_registry_open_request_from_cbor))
    return;
  if (!may_keep(call, 1))
    return;
  const std::string name_(request.name.data, request.name.size);
  rt_ffi_registry *registry_{};
  const auto status = rt_ffi_registry_open(name_.c_str(), &registry_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_registry_open_reply reply{};
  if (registry_ == nullptr)
    return call.refuse(Refusal::nothing_given, "rt_ffi_registry_open gave nothing");
  reply.registry = call.objects.keep(registry_, kind_of_rt_ffi_registry, {});
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_registry_open_reply_cbor_bound(&reply),
        rt_ffi_registry_open_reply_to_cbor);
}

void call_registry_watch(Call &call) {
  rt_ffi_registry_watch_request request;
  if (!read(call, request, rt_ffi_registry_watch_request_from_cbor))
    return;
  rt_ffi_registry *registry_{};
  if (!object(call, request.registry, kind_of_rt_ffi_registry, false, registry_))
    return;
  uint64_t seen_{};
  if (!fits(call, request.seen, seen_, "seen"))
    return;
  int32_t timeout_ms_{};
  if (!fits(call, request.timeout_ms, timeout_ms_, "timeout_ms"))
    return;
  uint64_t generation_{};
  const auto status = wait_in_slices<int32_t>(
        call, timeout_ms_, 50, RT_FFI_ERROR_TIMEOUT,
        [&](int32_t timeout) { return rt_ffi_registry_watch(registry_, seen_, timeout, &generation_); });
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_registry_watch_reply reply{};
  reply.generation = generation_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_registry_watch_reply_cbor_bound(&reply),
        rt_ffi_registry_watch_reply_to_cbor);
}

void call_ring_available(Call &call) {
  rt_ffi_ring_available_request request;
  if (!read(call, request, rt_ffi_ring_available_request_from_cbor))
    return;
  rt_ffi_ring *ring_{};
  if (!object(call, request.ring, kind_of_rt_ffi_ring, false, ring_))
    return;
  uint64_t blocks_{};
  const auto status = rt_ffi_ring_available(ring_, &blocks_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_ring_available_reply reply{};
  reply.blocks = blocks_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_ring_available_reply_cbor_bound(&reply),
        rt_ffi_ring_available_reply_to_cbor);
}

void call_ring_close(Call &call) {
  rt_ffi_ring_close_request request;
  if (!read(call, request, rt_ffi_ring_close_request_from_cbor))
    return;
  rt_ffi_ring *ring_{};
  if (!object(call, request.ring, kind_of_rt_ffi_ring, true, ring_))
    return;
  if (!take(call, request.ring))
    return;
  rt_ffi_ring_close(ring_);
  rt_ffi_ring_close_reply reply{};
  write(call, 0, reply, rt_ffi_ring_close_reply_cbor_bound(&reply),
        rt_ffi_ring_close_reply_to_cbor);
}

void call_ring_get_counters(Call &call) {
  rt_ffi_ring_get_counters_request request;
  if (!read(call, request, rt_ffi_ring_get_counters_request_from_cbor))
    return;
  rt_ffi_ring *ring_{};
  if (!object(call, request.ring, kind_of_rt_ffi_ring, false, ring_))
    return;
  rt_ffi_ring_counters counters_{};
  const auto status = rt_ffi_ring_get_counters(ring_, &counters_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_ring_get_counters_reply reply{};
  reply.counters = counters_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_ring_get_counters_reply_cbor_bound(&reply),
        rt_ffi_ring_get_counters_reply_to_cbor);
}

void call_ring_get_mode(Call &call) {
  rt_ffi_ring_get_mode_request request;
  if (!read(call, request, rt_ffi_ring_get_mode_request_from_cbor))
    return;
  rt_ffi_ring *ring_{};
  if (!object(call, request.ring, kind_of_rt_ffi_ring, false, ring_))
    return;
  rt_ffi_ring_mode mode_{};
  const auto status = rt_ffi_ring_get_mode(ring_, &mode_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_ring_get_mode_reply reply{};
  reply.mode = mode_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_ring_get_mode_reply_cbor_bound(&reply),
        rt_ffi_ring_get_mode_reply_to_cbor);
}

void call_ring_open(Call &call) {
  rt_ffi_ring_open_request request;
  if (!read(call, request, rt_ffi_ring_open_request_from_cbor))
    return;
  if (!may_keep(call, 1))
    return;
  const std::string name_(request.name.data, request.name.size);
  rt_ffi_ring *ring_{};
  const auto status = rt_ffi_ring_open(name_.c_str(), &ring_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_ring_open_reply reply{};
  if (ring_ == nullptr)
    return call.refuse(Refusal::nothing_given, "rt_ffi_ring_open gave nothing");
  reply.ring = call.objects.keep(ring_, kind_of_rt_ffi_ring, {});
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_ring_open_reply_cbor_bound(&reply),
        rt_ffi_ring_open_reply_to_cbor);
}

void call_ring_slots(Call &call) {
  rt_ffi_ring_slots_request request;
  if (!read(call, request, rt_ffi_ring_slots_request_from_cbor))
    return;
  rt_ffi_ring *ring_{};
  if (!object(call, request.ring, kind_of_rt_ffi_ring, false, ring_))
    return;
  uint32_t slots_{};
  const auto status = rt_ffi_ring_slots(ring_, &slots_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_ring_slots_reply reply{};
  reply.slots = slots_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_ring_slots_reply_cbor_bound(&reply),
        rt_ffi_ring_slots_reply_to_cbor);
}

void call_rt_now_ns(Call &call) {
  rt_ffi_rt_now_ns_request request;
  if (!read(call, request, rt_ffi_rt_now_ns_request_from_cbor))
    return;
  const auto result = rt_ffi_rt_now_ns();
  rt_ffi_rt_now_ns_reply reply{};
  reply.result = result;
  write(call, 0, reply, rt_ffi_rt_now_ns_reply_cbor_bound(&reply),
        rt_ffi_rt_now_ns_reply_to_cbor);
}

void call_state_check(Call &call) {
  rt_ffi_state_check_request request;
  if (!read(call, request, rt_ffi_state_check_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  const auto status = rt_ffi_state_check(state_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_check_reply reply{};
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_check_reply_cbor_bound(&reply),
        rt_ffi_state_check_reply_to_cbor);
}

void call_state_close(Call &call) {
  rt_ffi_state_close_request request;
  if (!read(call, request, rt_ffi_state_close_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, true, state_))
    return;
  if (!take(call, request.state))
    return;
  rt_ffi_state_close(state_);
  rt_ffi_state_close_reply reply{};
  write(call, 0, reply, rt_ffi_state_close_reply_cbor_bound(&reply),
        rt_ffi_state_close_reply_to_cbor);
}

void call_state_get_active(Call &call) {
  rt_ffi_state_get_active_request request;
  if (!read(call, request, rt_ffi_state_get_active_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  bool active_{};
  const auto status = rt_ffi_state_get_active(state_, &active_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_get_active_reply reply{};
  reply.active = active_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_get_active_reply_cbor_bound(&reply),
        rt_ffi_state_get_active_reply_to_cbor);
}

void call_state_get_counters(Call &call) {
  rt_ffi_state_get_counters_request request;
  if (!read(call, request, rt_ffi_state_get_counters_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  rt_ffi_stream_counters counters_{};
  const auto status = rt_ffi_state_get_counters(state_, &counters_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_get_counters_reply reply{};
  reply.counters = counters_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_get_counters_reply_cbor_bound(&reply),
        rt_ffi_state_get_counters_reply_to_cbor);
}

void call_state_get_format(Call &call) {
  rt_ffi_state_get_format_request request;
  if (!read(call, request, rt_ffi_state_get_format_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  rt_ffi_stream_format format_{};
  const auto status = rt_ffi_state_get_format(state_, &format_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_get_format_reply reply{};
  reply.format = format_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_get_format_reply_cbor_bound(&reply),
        rt_ffi_state_get_format_reply_to_cbor);
}

void call_state_get_gain(Call &call) {
  rt_ffi_state_get_gain_request request;
  if (!read(call, request, rt_ffi_state_get_gain_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  float gain_{};
  const auto status = rt_ffi_state_get_gain(state_, &gain_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_get_gain_reply reply{};
  reply.gain = gain_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_get_gain_reply_cbor_bound(&reply),
        rt_ffi_state_get_gain_reply_to_cbor);
}

void call_state_get_pan(Call &call) {
  rt_ffi_state_get_pan_request request;
  if (!read(call, request, rt_ffi_state_get_pan_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  float pan_{};
  const auto status = rt_ffi_state_get_pan(state_, &pan_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_get_pan_reply reply{};
  reply.pan = pan_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_get_pan_reply_cbor_bound(&reply),
        rt_ffi_state_get_pan_reply_to_cbor);
}

void call_state_heartbeat_age(Call &call) {
  rt_ffi_state_heartbeat_age_request request;
  if (!read(call, request, rt_ffi_state_heartbeat_age_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  uint64_t age_ns_{};
  const auto status = rt_ffi_state_heartbeat_age(state_, &age_ns_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_heartbeat_age_reply reply{};
  reply.age_ns = age_ns_;
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_heartbeat_age_reply_cbor_bound(&reply),
        rt_ffi_state_heartbeat_age_reply_to_cbor);
}

void call_state_open(Call &call) {
  rt_ffi_state_open_request request;
  if (!read(call, request, rt_ffi_state_open_request_from_cbor))
    return;
  if (!may_keep(call, 1))
    return;
  const std::string name_(request.name.data, request.name.size);
  rt_ffi_state *state_{};
  const auto status = rt_ffi_state_open(name_.c_str(), &state_);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_open_reply reply{};
  if (state_ == nullptr)
    return call.refuse(Refusal::nothing_given, "rt_ffi_state_open gave nothing");
  reply.state = call.objects.keep(state_, kind_of_rt_ffi_state, {});
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_open_reply_cbor_bound(&reply),
        rt_ffi_state_open_reply_to_cbor);
}

void call_state_set_active(Call &call) {
  rt_ffi_state_set_active_request request;
  if (!read(call, request, rt_ffi_state_set_active_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  const auto status = rt_ffi_state_set_active(state_, request.active);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_set_active_reply reply{};
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_set_active_reply_cbor_bound(&reply),
        rt_ffi_state_set_active_reply_to_cbor);
}

void call_state_set_gain(Call &call) {
  rt_ffi_state_set_gain_request request;
  if (!read(call, request, rt_ffi_state_set_gain_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  const auto status = rt_ffi_state_set_gain(state_, request.gain);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_set_gain_reply reply{};
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_set_gain_reply_cbor_bound(&reply),
        rt_ffi_state_set_gain_reply_to_cbor);
}

void call_state_set_pan(Call &call) {
  rt_ffi_state_set_pan_request request;
  if (!read(call, request, rt_ffi_state_set_pan_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  const auto status = rt_ffi_state_set_pan(state_, request.pan);
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_set_pan_reply reply{};
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_set_pan_reply_cbor_bound(&reply),
        rt_ffi_state_set_pan_reply_to_cbor);
}

void call_state_wait_active(Call &call) {
  rt_ffi_state_wait_active_request request;
  if (!read(call, request, rt_ffi_state_wait_active_request_from_cbor))
    return;
  rt_ffi_state *state_{};
  if (!object(call, request.state, kind_of_rt_ffi_state, false, state_))
    return;
  int32_t timeout_ms_{};
  if (!fits(call, request.timeout_ms, timeout_ms_, "timeout_ms"))
    return;
  const auto status = wait_in_slices<int32_t>(
        call, timeout_ms_, 50, RT_FFI_ERROR_TIMEOUT,
        [&](int32_t timeout) { return rt_ffi_state_wait_active(state_, request.active, timeout); });
  if (status != RT_FFI_OK) {
    return fail(call, status);
  }
  rt_ffi_state_wait_active_reply reply{};
  write(call, static_cast<std::int32_t>(status), reply, rt_ffi_state_wait_active_reply_cbor_bound(&reply),
        rt_ffi_state_wait_active_reply_to_cbor);
}

const Method methods[] = {
    {"abi_version", false, call_abi_version},
    {"registry.close", false, call_registry_close},
    {"registry.find", false, call_registry_find},
    {"registry.list", false, call_registry_list},
    {"registry.open", false, call_registry_open},
    {"registry.watch", true, call_registry_watch},
    {"ring.available", false, call_ring_available},
    {"ring.close", false, call_ring_close},
    {"ring.get_counters", false, call_ring_get_counters},
    {"ring.get_mode", false, call_ring_get_mode},
    {"ring.open", false, call_ring_open},
    {"ring.slots", false, call_ring_slots},
    {"rt_now_ns", false, call_rt_now_ns},
    {"state.check", false, call_state_check},
    {"state.close", false, call_state_close},
    {"state.get_active", false, call_state_get_active},
    {"state.get_counters", false, call_state_get_counters},
    {"state.get_format", false, call_state_get_format},
    {"state.get_gain", false, call_state_get_gain},
    {"state.get_pan", false, call_state_get_pan},
    {"state.heartbeat_age", false, call_state_heartbeat_age},
    {"state.open", false, call_state_open},
    {"state.set_active", false, call_state_set_active},
    {"state.set_gain", false, call_state_set_gain},
    {"state.set_pan", false, call_state_set_pan},
    {"state.wait_active", true, call_state_wait_active},
};

constexpr std::string_view cddl = R"cddl(; Made by ffigen from rt_audio_ffi.h: every message of the contract (RFC 8610).
;
; rt_audio_ffi.h: the contract between an audio host and its services.
;
; A service produces blocks of audio into a ring in shared memory, follows the shared state (gain,
; pan, whether the stream runs), registers under a name and keeps a heartbeat. A host consumes the
; blocks. Either side may be written in any language: this header is all they share.
;
; Conventions, unless a function says otherwise:
;
; - A function returns rt_ffi_error; RT_FFI_OK is zero. Out parameters are written only on success.
; rt_ffi_last_error() gives the calling thread's text for its last failure.
; - Names are 1 to RT_FFI_NAME_MAX-1 bytes of [A-Za-z0-9_.-], not starting with a dot.
; - Times are nanoseconds of CLOCK_MONOTONIC (Linux), mach_continuous_time (macOS) or
; QueryPerformanceCounter (Windows), the same in every process of the machine.
; - Handles are created by create/open and ended by close, which takes NULL as well. Different
; handles are independent; one handle is for one thread at a time, except for the functions marked
; FFI_THREAD_SAFE.
; - Strings are UTF-8, NUL-terminated and borrowed for the call.
; - No function lets a C++ exception out. NULL where a pointer is needed is
; RT_FFI_ERROR_NULL_POINTER, a handle that was closed is RT_FFI_ERROR_INVALID_ARGUMENT.
; - Shared memory is readable and writable by its owner alone, or by the members of one group of
; users (rt_ffi_use_group). The processes that share it may be in different pid namespaces, and need
; no /proc.
;
; Messages are encoded deterministically (RFC 8949, 4.2): the shortest integers and floats, keys in
; the order of their bytes. Typed arrays (RFC 8746) are little-endian. A reader skips keys that it
; does not know.

; One block of interleaved audio. Lives in shared memory.
rt_ffi_audio_block = {
  ; Frames in use, at most RT_FFI_MAX_FRAMES.
  "frames" => 0..1024,
  ; Frame after frame, `channels` samples each; 1.0 is full scale.
  "samples" => #6.85(bstr .size 8192),
  ; Channels in use, at most RT_FFI_MAX_CHANNELS.
  "channels" => 1..2,
  ; Position in the stream, counted from 0 by the producer.
  "sequence" => uint .size 8,
  ; Frames a second. In Hz.
  "sample_rate" => uint .size 4,
  ; When its first frame is to be heard. In ns.
  "timestamp_ns" => uint .size 8,
}

; Format of a stream.
rt_ffi_stream_format = {
  ; Channels in a frame.
  "channels" => uint .size 4,
  ; Frames a second. In Hz.
  "sample_rate" => uint .size 4,
  ; Frames in each block.
  "frames_per_buffer" => uint .size 4,
}

; Counters of a stream since the state was created.
rt_ffi_stream_counters = {
  ; Blocks lost because the host was late.
  "overruns" => uint .size 8,
  ; Periods in which the host found nothing.
  "underruns" => uint .size 8,
  ; Blocks the host took.
  "blocks_consumed" => uint .size 8,
  ; Blocks the service wrote.
  "blocks_produced" => uint .size 8,
}

; What happened on a ring, as one handle and the ring's writer saw it.
rt_ffi_ring_counters = {
  ; Blocks this handle got.
  "read" => uint .size 8,
  ; Blocks committed by all writers.
  "written" => uint .size 8,
  ; Blocks this handle lost to overwriting: exact. Together with `read` it is how far the handle has
  ; come since it was opened.
  "overruns" => uint .size 8,
  ; Blocks that a dying writer left unfinished.
  "abandoned" => uint .size 8,
  ; Reads of this handle that found nothing.
  "underruns" => uint .size 8,
}

; What happened on a channel, as one handle saw it.
rt_ffi_channel_counters = {
  ; Messages this handle lost to overwriting; places among them that a dying or stopped sender left
  ; empty count too.
  "lost" => uint .size 8,
  ; Messages this handle sent.
  "sent" => uint .size 8,
  ; Times that a sender's place was passed by because it was stopped, of all handles. Its message
  ; was sent again.
  "passed" => uint .size 8,
  ; Messages this handle got.
  "received" => uint .size 8,
  ; Messages that dying senders left unfinished, of all handles.
  "abandoned" => uint .size 8,
}

; A registered service.
rt_ffi_service_info = {
  ; Never used again for another registration.
  "id" => uint .size 8,
  ; Process id.
  "pid" => -2147483648..2147483647,
  ; Name, NUL-terminated.
  "name" => tstr .size (0..63),
  ; Bits of rt_ffi_service_flags.
  "flags" => uint .size 4,
  ; Name of its reply ring, NUL-terminated.
  "reply" => tstr .size (0..63),
  ; Name of its control segment, NUL-terminated.
  "control" => tstr .size (0..63),
  ; Start time of the process; with pid, who it is.
  "start_time" => uint .size 8,
  ; Time of the last heartbeat. In ns.
  "heartbeat_ns" => uint .size 8,
}

; RT_FFI_ABI_VERSION of the library.
abi_version-request = {}

abi_version-reply = {
  "result" => uint .size 4,
}

; Opens a state that exists. RT_FFI_ERROR_STALE when its creator died.
state_open-request = {
  "name" => tstr,
}

state_open-reply = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

; Ends the handle; its creator's close removes the name and marks the state closed.
state_close-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8 / nil,
}

state_close-reply = {}

; The stream's format.
state_get_format-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_get_format-reply = {
  "format" => rt_ffi_stream_format,
}

; Whether the stream runs; a service leaves its loop when it does not. 0 or 1.
state_get_active-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_get_active-reply = {
  "active" => bool,
}

; Starts or stops the stream, and wakes those that wait for it.
state_set_active-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
  "active" => bool,
}

state_set_active-reply = {}

; Waits until the stream is active or not as asked. Fails as rt_ffi_state_check does when nobody is
; left to change it.
state_wait_active-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
  "active" => bool,
  ; RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds
  "timeout_ms" => -2147483648..2147483647,
}

state_wait_active-reply = {}

; Whether the state's creator is still there: RT_FFI_ERROR_CLOSED when it closed the state,
; RT_FFI_ERROR_STALE when it died. Asks the system: meant for now and then, not for each block.
state_check-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_check-reply = {}

; Linear gain, 0 to 16.
state_get_gain-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_get_gain-reply = {
  "gain" => float16-32,
}

; Sets the linear gain, 0 to 16.
state_set_gain-request = {
  "gain" => float16-32,
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_set_gain-reply = {}

; Pan, -1 (left) to 1 (right).
state_get_pan-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_get_pan-reply = {
  "pan" => float16-32,
}

; Sets the pan, -1 (left) to 1 (right).
state_set_pan-request = {
  "pan" => float16-32,
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_set_pan-reply = {}

; All counters, each read atomically.
state_get_counters-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_get_counters-reply = {
  "counters" => rt_ffi_stream_counters,
}

; Nanoseconds since the last touch; RT_FFI_ERROR_EMPTY when there was none.
state_heartbeat_age-request = {
  ; Id of a rt_ffi_state.
  "state" => uint .size 8,
}

state_heartbeat_age-reply = {
  "age_ns" => uint .size 8,
}

; Opens a ring that exists. Reading starts at the next block written, in a lossless ring at the
; first block that is still unread. RT_FFI_ERROR_STALE when its creator died.
ring_open-request = {
  "name" => tstr,
}

ring_open-reply = {
  ; Id of a rt_ffi_ring.
  "ring" => uint .size 8,
}

; Ends the handle, gives an open claim and a lent block back, and leaves the writer's or reader's
; place to others. Its creator's close removes the name and marks the ring closed: writers get
; RT_FFI_ERROR_CLOSED, readers get it after the last block.
ring_close-request = {
  ; Id of a rt_ffi_ring.
  "ring" => uint .size 8 / nil,
}

ring_close-reply = {}

; Slots in the ring.
ring_slots-request = {
  ; Id of a rt_ffi_ring.
  "ring" => uint .size 8,
}

ring_slots-reply = {
  "slots" => uint .size 4,
}

; What the ring does when a reader is late.
ring_get_mode-request = {
  ; Id of a rt_ffi_ring.
  "ring" => uint .size 8,
}

ring_get_mode-reply = {
  "mode" => rt_ffi_ring_mode,
}

; Blocks this handle could read now.
ring_available-request = {
  ; Id of a rt_ffi_ring.
  "ring" => uint .size 8,
}

ring_available-reply = {
  "blocks" => uint .size 8,
}

; Counters of the ring and of this handle.
ring_get_counters-request = {
  ; Id of a rt_ffi_ring.
  "ring" => uint .size 8,
}

ring_get_counters-reply = {
  "counters" => rt_ffi_ring_counters,
}

; Opens the registry `name`, creating it when there is none. Exactly one opener initialises it.
registry_open-request = {
  "name" => tstr,
}

registry_open-reply = {
  ; Id of a rt_ffi_registry.
  "registry" => uint .size 8,
}

; Ends the handle. Entries stay until they are unregistered or their process dies.
registry_close-request = {
  ; Id of a rt_ffi_registry.
  "registry" => uint .size 8 / nil,
}

registry_close-reply = {}

; Looks a live service up by its name. Asks the system whether its process still runs.
registry_find-request = {
  "name" => tstr,
  ; Id of a rt_ffi_registry.
  "registry" => uint .size 8,
}

registry_find-reply = {
  "service" => rt_ffi_service_info,
}

; Live services whose name starts with `prefix`, in order of name; the first `capacity` of them.
registry_list-request = {
  ; "" for all
  "prefix" => tstr,
  ; room in `services`
  "capacity" => uint .size 8,
  ; Id of a rt_ffi_registry.
  "registry" => uint .size 8,
}

registry_list-reply = {
  "services" => [* rt_ffi_service_info],
}

; Waits until the registry differs from `seen`: a service was entered, changed, taken out or
; collected. A death is no change by itself; RT_FFI_ERROR_STALE when every service entered has died.
registry_watch-request = {
  ; generation seen last; 0 at first
  "seen" => uint .size 8,
  ; Id of a rt_ffi_registry.
  "registry" => uint .size 8,
  "timeout_ms" => -2147483648..2147483647,
}

registry_watch-reply = {
  ; the generation now
  "generation" => uint .size 8,
}

; The contract's clock, now.
rt_now_ns-request = {}

rt_now_ns-reply = {
  "result" => uint .size 8,
}

; What went wrong. The numbers are stable: none is ever used again for something else.
; Open: other values must be expected.
rt_ffi_error = RT_FFI_OK / RT_FFI_ERROR_NULL_POINTER / RT_FFI_ERROR_INVALID_ARGUMENT / RT_FFI_ERROR_NOT_FOUND / RT_FFI_ERROR_EXISTS / RT_FFI_ERROR_FULL / RT_FFI_ERROR_EMPTY / RT_FFI_ERROR_TIMEOUT / RT_FFI_ERROR_CLOSED / RT_FFI_ERROR_STALE / RT_FFI_ERROR_VERSION_MISMATCH / RT_FFI_ERROR_FINGERPRINT_MISMATCH / RT_FFI_ERROR_PERMISSION / RT_FFI_ERROR_OUT_OF_MEMORY / RT_FFI_ERROR_SYSTEM / RT_FFI_ERROR_CORRUPT / RT_FFI_ERROR_BUSY / RT_FFI_ERROR_INTERNAL / RT_FFI_ERROR_UNSUPPORTED / 0..2147483647
; Done.
RT_FFI_OK = 0
; A pointer that must not be NULL was.
RT_FFI_ERROR_NULL_POINTER = 1
; A value out of its range, or not allowed here.
RT_FFI_ERROR_INVALID_ARGUMENT = 2
; No such segment, service or entry.
RT_FFI_ERROR_NOT_FOUND = 3
; The name is taken by a live owner.
RT_FFI_ERROR_EXISTS = 4
; No free slot, and none may be overwritten.
RT_FFI_ERROR_FULL = 5
; Nothing to read.
RT_FFI_ERROR_EMPTY = 6
; The time ran out first.
RT_FFI_ERROR_TIMEOUT = 7
; The other side closed it for good.
RT_FFI_ERROR_CLOSED = 8
; The owner died, or the id belongs to an ended life.
RT_FFI_ERROR_STALE = 9
; Made by another major version of the contract.
RT_FFI_ERROR_VERSION_MISMATCH = 10
; Made from a contract with another layout.
RT_FFI_ERROR_FINGERPRINT_MISMATCH = 11
; The system refused access.
RT_FFI_ERROR_PERMISSION = 12
; Memory or shared memory ran out.
RT_FFI_ERROR_OUT_OF_MEMORY = 13
; A system call failed; the text names it.
RT_FFI_ERROR_SYSTEM = 14
; The segment is foreign, short or half built.
RT_FFI_ERROR_CORRUPT = 15
; Another live process or claim holds it.
RT_FFI_ERROR_BUSY = 16
; A defect in the library.
RT_FFI_ERROR_INTERNAL = 17
; This system has no such thing; the text says what it lacks.
RT_FFI_ERROR_UNSUPPORTED = 18

; What a ring does when a reader is late. Fixed when it is created.
; Open: other values must be expected.
rt_ffi_ring_mode = RT_FFI_RING_OVERWRITE / RT_FFI_RING_LOSSLESS / 0..2147483647
; The oldest block goes; readers count what they lost.
RT_FFI_RING_OVERWRITE = 0
; The writer is told RT_FFI_ERROR_FULL. One reader.
RT_FFI_RING_LOSSLESS = 1

; Who gets a message. Fixed when the channel is created.
; Open: other values must be expected.
rt_ffi_channel_mode = RT_FFI_CHANNEL_BROADCAST / RT_FFI_CHANNEL_QUEUE / 0..2147483647
; Every reader. The oldest goes when it is full; readers count what they lost.
RT_FFI_CHANNEL_BROADCAST = 0
; One reader. Senders are told RT_FFI_ERROR_FULL.
RT_FFI_CHANNEL_QUEUE = 1

; What a service does, bits.
; Bits, combined.
rt_ffi_service_flags = uint .size 4
; Nothing special.
RT_FFI_SERVICE_NONE = 0
; Writes audio.
RT_FFI_SERVICE_PRODUCER = 1
; Reads audio.
RT_FFI_SERVICE_CONSUMER = 2
; Ready to take over, silent until then.
RT_FFI_SERVICE_STANDBY = 4

; What the system granted to a thread, weakest first.
; Open: other values must be expected.
rt_ffi_rt_level = RT_FFI_RT_NONE / RT_FFI_RT_NICE / RT_FFI_RT_ROUND_ROBIN / RT_FFI_RT_FIFO / RT_FFI_RT_DEADLINE / RT_FFI_RT_TIME_CONSTRAINT / RT_FFI_RT_MMCSS / 0..2147483647
; Ordinary scheduling.
RT_FFI_RT_NONE = 0
; Ordinary scheduling, raised priority.
RT_FFI_RT_NICE = 1
; SCHED_RR, mostly through rtkit.
RT_FFI_RT_ROUND_ROBIN = 2
; SCHED_FIFO.
RT_FFI_RT_FIFO = 3
; SCHED_DEADLINE.
RT_FFI_RT_DEADLINE = 4
; Mach time constraint (macOS).
RT_FFI_RT_TIME_CONSTRAINT = 5
; Multimedia class scheduler (Windows).
RT_FFI_RT_MMCSS = 6

; Version of this contract, major * 1000 + minor. A library serves every client of the same major.
RT_FFI_ABI_VERSION = 1000

; Most frames in one block.
RT_FFI_MAX_FRAMES = 1024

; Most channels in one block.
RT_FFI_MAX_CHANNELS = 2

; Samples in one block: frames times channels, interleaved.
RT_FFI_MAX_SAMPLES = 2048

; Bytes of a name with its terminating NUL.
RT_FFI_NAME_MAX = 64

; Entries in the registry.
RT_FFI_REGISTRY_CAPACITY = 4096

; Fewest slots in a ring. Must be a power of two.
RT_FFI_RING_MIN_SLOTS = 2

; Most slots in a ring.
RT_FFI_RING_MAX_SLOTS = 65536

; Sample rate of a new shared state, in Hz.
RT_FFI_DEFAULT_SAMPLE_RATE = 48000

; Frames per buffer of a new shared state.
RT_FFI_DEFAULT_FRAMES = 64

; Gain of a new shared state: unity, linear.
RT_FFI_DEFAULT_GAIN = 1.0

; Descriptors that may wait for blocks, messages or space of one ring or channel at once.
RT_FFI_DESCRIPTORS = 64

; A timeout that never runs out.
RT_FFI_WAIT_FOREVER = -1

; Return at once instead of waiting.
RT_FFI_NO_WAIT = 0

; Nanoseconds in a second.
RT_FFI_NSEC_PER_SEC = 1000000000

; Name of this contract.
RT_FFI_CONTRACT_NAME = "rt_audio_ffi"

; Handles that may send at once, and in a queue receive.
RT_FFI_CHANNEL_SEATS = 64

; Bytes of the longest message that a channel can be made for.
RT_FFI_CHANNEL_MAX_MESSAGE = 1048576

; Bytes of the text that says what messages are, with its terminating NUL.
RT_FFI_CHANNEL_CONTENT_MAX = 128

; Bytes of the longest request or answer that a server can be made for.
RT_FFI_CALL_MAX_MESSAGE = 1048544

; Bytes of the text that says what requests and answers are, with its terminating NUL.
RT_FFI_CALL_CONTENT_MAX = 120

; Calls of one client that may be under way at once.
RT_FFI_CALLS = 16


; What can be called. The rules of a method have _ in place of its dot.
ffi_methods = "ffi.cancel" / "ffi.describe" / "ffi.hello" / "ffi.stats" /
  "abi_version" /
  "state.open" /
  "state.close" /
  "state.get_format" /
  "state.get_active" /
  "state.set_active" /
  "state.wait_active" /
  "state.check" /
  "state.get_gain" /
  "state.set_gain" /
  "state.get_pan" /
  "state.set_pan" /
  "state.get_counters" /
  "state.heartbeat_age" /
  "ring.open" /
  "ring.close" /
  "ring.slots" /
  "ring.get_mode" /
  "ring.available" /
  "ring.get_counters" /
  "registry.open" /
  "registry.close" /
  "registry.find" /
  "registry.list" /
  "registry.watch" /
  "rt_now_ns"

; What a failed call answers.
ffi_error = {
  "code" => -2147483648..2147483647,
  "name" => tstr,
  "text" => tstr,
}

; Who calls: a client of another layout is refused, unless it leaves it to each message.
ffi_hello-request = {
  "contract" => tstr,
  ? "tolerant" => bool .default false,
  "fingerprint" => tstr,
}

ffi_hello-reply = {
  "limits" => {
    "objects" => uint .size 8,
    "request" => uint .size 8,
  },
  "version" => tstr,
  "contract" => tstr,
  "fingerprint" => tstr,
}

; Nobody waits for the request directly before it any more.
ffi_cancel-request = {}

ffi_cancel-reply = {}

ffi_describe-request = {}

ffi_describe-reply = {
  "cddl" => tstr,
}

ffi_stats-request = {}

ffi_stats-reply = {
  "calls" => uint .size 8,
  "errors" => uint .size 8,
  "methods" => [* ffi_method-stats],
  "objects" => uint .size 8,
  "refused" => uint .size 8,
  "received" => uint .size 8,
  "sent" => uint .size 8,
  "uptime_ns" => uint .size 8,
  "connections" => uint .size 8,
}

ffi_method-stats = {
  "name" => tstr,
  "calls" => uint .size 8,
  "errors" => uint .size 8,
  "longest_ns" => uint .size 8,
  "total_ns" => uint .size 8,
}
)cddl";

} // namespace

const Contract &rt_audio_rpc() {
  static const Contract contract{
      "rt_audio", "1.0.0",
      "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89",
      cddl, methods};
  return contract;
}
