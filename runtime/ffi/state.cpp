#include "guard.hpp"

#include <cstring>

using namespace rt::ffi;
using rt::Counter;
using rt::ErrorCode;
using rt::SharedState;

/// As with(), unless the memory went away. Out parameters are written only on success.
template <class State, class Body, class... Pointers>
static rt_ffi_error on_memory(State* state, const Body& body, Pointers... pointers) {
    return with(
        state,
        [&](auto& shared) {
            const ErrorCode error = shared.check_memory();
            return error == ErrorCode::ok ? body(shared) : error;
        },
        pointers...);
}

rt_ffi_error rt_ffi_state_create(const char* name, rt_ffi_state** state) {
    return checked([&] { return hand_out<StatePool>(SharedState::create(name), state); }, name,
                   state);
}

rt_ffi_error rt_ffi_state_open(const char* name, rt_ffi_state** state) {
    return checked([&] { return hand_out<StatePool>(SharedState::open(name), state); }, name,
                   state);
}

void rt_ffi_state_close(rt_ffi_state* state) { close<StatePool>(state); }

rt_ffi_error rt_ffi_state_get_format(const rt_ffi_state* state, rt_ffi_stream_format* format) {
    return on_memory(
        state,
        [&](const SharedState& shared) {
            rt::stream_format found{};
            const ErrorCode error = shared.get_format(found);
            if (error == ErrorCode::ok) {
                *format = {found.sample_rate, found.channels, found.frames_per_buffer, 0};
            }
            return error;
        },
        format);
}

rt_ffi_error rt_ffi_state_set_format(rt_ffi_state* state, const rt_ffi_stream_format* format) {
    return on_memory(
        state,
        [&](SharedState& shared) {
            return shared.set_format(
                {format->sample_rate, format->channels, format->frames_per_buffer, 0});
        },
        format);
}

rt_ffi_error rt_ffi_state_get_active(const rt_ffi_state* state, bool* active) {
    return on_memory(
        state,
        [&](const SharedState& shared) {
            *active = shared.active();
            return ErrorCode::ok;
        },
        active);
}

rt_ffi_error rt_ffi_state_set_active(rt_ffi_state* state, bool active) {
    return on_memory(state, [&](SharedState& shared) {
        shared.set_active(active);
        return ErrorCode::ok;
    });
}

rt_ffi_error rt_ffi_state_wait_active(const rt_ffi_state* state, bool active, int32_t timeout_ms) {
    return on_memory(
        state, [&](const SharedState& shared) { return shared.wait_active(active, timeout_ms); });
}

rt_ffi_error rt_ffi_state_check(const rt_ffi_state* state) {
    return on_memory(state, [](const SharedState& shared) { return shared.check(); });
}

rt_ffi_error rt_ffi_state_get_gain(const rt_ffi_state* state, float* gain) {
    return on_memory(
        state, [&](const SharedState& shared) { return shared.get_gain(*gain); }, gain);
}

rt_ffi_error rt_ffi_state_set_gain(rt_ffi_state* state, float gain) {
    return on_memory(state, [&](SharedState& shared) { return shared.set_gain(gain); });
}

rt_ffi_error rt_ffi_state_get_pan(const rt_ffi_state* state, float* pan) {
    return on_memory(state, [&](const SharedState& shared) { return shared.get_pan(*pan); }, pan);
}

rt_ffi_error rt_ffi_state_set_pan(rt_ffi_state* state, float pan) {
    return on_memory(state, [&](SharedState& shared) { return shared.set_pan(pan); });
}

rt_ffi_error rt_ffi_state_get_counters(const rt_ffi_state* state,
                                       rt_ffi_stream_counters* counters) {
    return on_memory(
        state,
        [&](const SharedState& shared) {
            const rt::stream_counters found = shared.counters();
            *counters = {found.blocks_produced, found.blocks_consumed, found.underruns,
                         found.overruns};
            return ErrorCode::ok;
        },
        counters);
}

static rt_ffi_error add(rt_ffi_state* state, Counter counter, uint64_t count) {
    return on_memory(state, [&](SharedState& shared) {
        shared.add(counter, count);
        return ErrorCode::ok;
    });
}

rt_ffi_error rt_ffi_state_add_produced(rt_ffi_state* state, uint64_t blocks) {
    return add(state, Counter::produced, blocks);
}
rt_ffi_error rt_ffi_state_add_consumed(rt_ffi_state* state, uint64_t blocks) {
    return add(state, Counter::consumed, blocks);
}
rt_ffi_error rt_ffi_state_add_underruns(rt_ffi_state* state, uint64_t count) {
    return add(state, Counter::underruns, count);
}
rt_ffi_error rt_ffi_state_add_overruns(rt_ffi_state* state, uint64_t count) {
    return add(state, Counter::overruns, count);
}

rt_ffi_error rt_ffi_state_descriptor(const rt_ffi_state* state, int32_t* descriptor) {
    return with(
        state, [&](const SharedState& shared) { return store(shared.descriptor(), descriptor); },
        descriptor);
}

rt_ffi_error rt_ffi_state_touch_heartbeat(rt_ffi_state* state) {
    return on_memory(state, [](SharedState& shared) {
        shared.touch_heartbeat();
        return ErrorCode::ok;
    });
}

rt_ffi_error rt_ffi_state_heartbeat_age(const rt_ffi_state* state, uint64_t* age_ns) {
    return on_memory(
        state, [&](const SharedState& shared) { return shared.heartbeat_age(*age_ns); }, age_ns);
}
