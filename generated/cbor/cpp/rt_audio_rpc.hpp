// Made by ffigen from rt_audio_ffi.h: its functions, called in another process. C++20 and POSIX; the
// client in C is what connects, and nothing has to be linked.
//
//   rt_audio_rpc::Client client("unix:/run/x.sock", {.timeout_ms = 5000});
//
// Calls throw Error: the contract's codes are its enumerators. Threads may share a client, which makes
// one call at a time; it connects again with the next call when the connection was lost.
#ifndef RT_AUDIO_RPC_HPP
#define RT_AUDIO_RPC_HPP

#include "rt_audio_rpc.h"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace rt_audio_rpc {

/// Why a call has no reply.
class Error : public std::runtime_error {
public:
  Error(std::int32_t code, std::string name, const std::string& text)
      : std::runtime_error(name + ": " + text), code_(code), name_(std::move(name)) {}
  /// The contract's, or the protocol's, which are below FFI_RPC_LOWEST.
  std::int32_t code() const { return code_; }
  /// As C has it; "ffi." and more of the protocol.
  const std::string& name() const { return name_; }

private:
  std::int32_t code_;
  std::string name_;
};

/// The connection of the call or of the object is no more. The call may have been made.
class Lost : public Error {
  using Error::Error;
};

/// No answer came in time. The call may have been made.
class Deadline : public Error {
  using Error::Error;
};

/// The call was given up by a Cancel. It may have been made.
class Cancelled : public Error {
  using Error::Error;
};

/// Gives calls up, from any thread: those that a thread makes while it has a Scope of it, for good.
/// The connection and its objects stay, unless a request was being sent, which ends them.
///
///   Cancel cancel;
///   std::jthread other([&] { cancel.now(); });
///   const Cancel::Scope scope(cancel);
///   watch.next(-1); // throws Cancelled
class Cancel {
public:
  Cancel() {
    if (pipe(ends_) != 0)
      throw Error(FFI_RPC_LOCAL, "ffi.local", std::strerror(errno));
    for (const int end : ends_)
      (void)fcntl(end, F_SETFD, FD_CLOEXEC);
  }
  Cancel(const Cancel&) = delete;
  Cancel& operator=(const Cancel&) = delete;
  /// No scope of it may be left.
  ~Cancel() {
    for (const int end : ends_)
      close(end);
  }
  void now() noexcept {
    if (!done_.exchange(true))
      (void)!write(ends_[1], "", 1);
  }

  /// Of the thread that makes it; the innermost one counts.
  class Scope {
  public:
    explicit Scope(const Cancel& cancel) : Scope(cancel.ends_[0]) {}
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() { current() = before_; }

    /// What is read once calls are to be given up; -1: nothing.
    static int& current() {
      thread_local int fd = -1;
      return fd;
    }
    /// For what must not be left out: closing.
    static Scope none() { return Scope(-1); }

  private:
    explicit Scope(int fd) : before_(std::exchange(current(), fd)) {}
    int before_;
  };

private:
  int ends_[2] = {-1, -1};
  std::atomic<bool> done_ = false;
};

struct Options {
  int timeout_ms = -1;   ///< of each call, connecting included; -1: none
  bool tolerant = false; ///< a server of another layout may answer
  /// For tls:, with FFI_RPC_OPENSSL, and nats+tls:, with FFI_RPC_NATS: PEM files.
  std::string certificate{}, key{}, authority{};
};

namespace detail {

inline const char nothing[1] = {};

/// Views whose address says that they are there.
template <class View, class From>
void give(View& to, const From& from) {
  if constexpr (std::is_same_v<View, ffi_cbor_list>)
    to = {from.data(), from.size(), 0, false};
  else
    to = {from.data(), from.size()};
  if constexpr (std::is_same_v<View, ffi_cbor_list>)
    to.items = to.items != nullptr ? to.items : nothing;
  else if (to.data == nullptr)
    to.data = reinterpret_cast<decltype(to.data)>(nothing);
}

inline std::vector<ffi_cbor_text> views_of(std::span<const std::optional<std::string_view>> texts) {
  std::vector<ffi_cbor_text> views;
  for (const auto& text : texts) {
    ffi_cbor_text view = {nullptr, 0};
    if (text)
      give(view, *text);
    views.push_back(view);
  }
  return views;
}

inline std::vector<std::optional<std::string>> texts_of(const std::vector<ffi_cbor_text>& views) {
  std::vector<std::optional<std::string>> texts;
  for (const ffi_cbor_text& view : views)
    texts.push_back(view.data != nullptr ? std::optional(std::string(view.data, view.size))
                                         : std::nullopt);
  return texts;
}

template <class T>
T take(const ffi_cbor_text& text) {
  return text.size == 0 ? T() : T(text.data, text.size);
}

template <class T>
T take(const ffi_cbor_bytes& bytes) {
  return T(bytes.data, bytes.data + bytes.size);
}

template <class T>
T take(const ffi_cbor_numbers& numbers) {
  T values(numbers.count);
  if (numbers.count > 0)
    ffi_cbor_copy_numbers(values.data(), numbers.data, numbers.count, sizeof values[0]);
  return values;
}

/// The options live as long as the client.
inline void set(ffi_rpc_client& client, const Options& options) {
  const auto file = [](const std::string& name) { return name.empty() ? nullptr : name.c_str(); };
  client.timeout_ms = options.timeout_ms;
  client.tolerant = options.tolerant;
  client.certificate = file(options.certificate);
  client.key = file(options.key);
  client.authority = file(options.authority);
}

/// The status of what succeeded.
inline std::int32_t check(const ffi_rpc_client& client, std::int32_t status) {
  if (client.code == 0)
    return status;
  if (client.code == FFI_RPC_LOST)
    throw Lost(client.code, client.name, client.text);
  if (client.code == FFI_RPC_DEADLINE)
    throw Deadline(client.code, client.name, client.text);
  if (client.code == FFI_RPC_CANCELLED)
    throw Cancelled(client.code, client.name, client.text);
  throw Error(client.code, client.name, client.text);
}

/// A connection, which a client and its objects share.
struct Link {
  explicit Link(Options given) : options(std::move(given)) {
    rt_audio_rpc_init(&client);
    set(client, options);
  }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link() { ffi_rpc_close(&client); }

  /// For one call.
  std::unique_lock<std::mutex> lock() {
    std::unique_lock guard(mutex);
    client.cancel_fd = Cancel::Scope::current();
    return guard;
  }

  std::int32_t check(std::int32_t status) const { return detail::check(client, status); }

  template <class T, class Reply>
  std::vector<T> items(const Reply& reply, const ffi_cbor_list& list,
                       ffi_cbor_status (*get)(const Reply*, T*)) {
    // What is shorter than it is large, as null and a record of defaults are, comes from nobody in
    // any number.
    if (list.count > (std::size_t{64} << 20) / sizeof(T))
      throw Error(FFI_RPC_MALFORMED, "ffi.malformed", ffi_cbor_status_text(FFI_CBOR_LIMIT));
    std::vector<T> found(list.count);
    const ffi_cbor_status status = get(&reply, found.data());
    if (status != FFI_CBOR_OK)
      throw Error(FFI_RPC_MALFORMED, "ffi.malformed", ffi_cbor_status_text(status));
    return found;
  }

  Options options;
  std::mutex mutex;
  ffi_rpc_client client;
};

/// What the server keeps for a client, until it is closed.
class Object {
public:
  Object(std::shared_ptr<Link> link, std::uint64_t id)
      : link_(std::move(link)), id_(id), epoch_(link_->client.connections) {}
  Object(Object&& other) noexcept
      : link_(other.link_), id_(std::exchange(other.id_, 0)), epoch_(other.epoch_) {}
  Object& operator=(Object&&) = delete;

  /// Its number for a call; an object that was closed, or is another client's, has none, nor has
  /// one whose connection is no more.
  std::uint64_t id(const Link& of) const {
    if (id_ == 0 || link_.get() != &of)
      throw Error(FFI_RPC_LOCAL, "ffi.closed", "closed, or another client's");
    if (!ffi_rpc_is_connected(&of.client) || of.client.connections != epoch_)
      throw Lost(FFI_RPC_LOST, "ffi.lost", "the object's connection is no more");
    return id_;
  }
  void end() { id_ = 0; }

protected:
  ~Object() = default;

  std::shared_ptr<Link> link_;
  std::uint64_t id_, epoch_;
};

} // namespace detail

class State;

class Ring;

class Registry;

/// State that a host and a service share: format, gain, pan, counters, heartbeat.
class State : public detail::Object {
public:
  State(std::shared_ptr<detail::Link> link, std::uint64_t id) : Object(std::move(link), id) {}
  State(State&&) noexcept = default;
  State& operator=(State&& other) noexcept {
    if (this != &other) {
      this->~State();
      ::new (this) State(std::move(other));
    }
    return *this;
  }
  ~State() {
    try {
      const Cancel::Scope none = Cancel::Scope::none();
      if (id_ != 0)
        close();
    } catch (const Error&) { // it ended with its connection, or the server closes it
    }
  }

  /// Ends the handle; its creator's close removes the name and marks the state closed.
  void close();

  /// The stream's format.
  ::rt_ffi_stream_format get_format() const;

  /// Whether the stream runs; a service leaves its loop when it does not. 0 or 1.
  bool get_active() const;

  /// Starts or stops the stream, and wakes those that wait for it.
  void set_active(bool active) const;

  /// Waits until the stream is active or not as asked. Fails as rt_ffi_state_check does when
  /// nobody is left to change it.
  void wait_active(bool active, int32_t timeout_ms) const;

  /// Whether the state's creator is still there: RT_FFI_ERROR_CLOSED when it closed the state,
  /// RT_FFI_ERROR_STALE when it died. Asks the system: meant for now and then, not for each
  /// block.
  void check() const;

  /// Linear gain, 0 to 16.
  float get_gain() const;

  /// Sets the linear gain, 0 to 16.
  void set_gain(float gain) const;

  /// Pan, -1 (left) to 1 (right).
  float get_pan() const;

  /// Sets the pan, -1 (left) to 1 (right).
  void set_pan(float pan) const;

  /// All counters, each read atomically.
  ::rt_ffi_stream_counters get_counters() const;

  /// Nanoseconds since the last touch; RT_FFI_ERROR_EMPTY when there was none.
  uint64_t heartbeat_age() const;
};

/// A ring of audio blocks in shared memory. One handle writes at a time, any number reads, each
/// with its own cursor. The first write makes a handle the writer until it is closed or its
/// process dies; others get RT_FFI_ERROR_BUSY until then, and the next that writes takes over.
/// The same holds for the one reader of a lossless ring.
class Ring : public detail::Object {
public:
  Ring(std::shared_ptr<detail::Link> link, std::uint64_t id) : Object(std::move(link), id) {}
  Ring(Ring&&) noexcept = default;
  Ring& operator=(Ring&& other) noexcept {
    if (this != &other) {
      this->~Ring();
      ::new (this) Ring(std::move(other));
    }
    return *this;
  }
  ~Ring() {
    try {
      const Cancel::Scope none = Cancel::Scope::none();
      if (id_ != 0)
        close();
    } catch (const Error&) { // it ended with its connection, or the server closes it
    }
  }

  /// Ends the handle, gives an open claim and a lent block back, and leaves the writer's or
  /// reader's place to others. Its creator's close removes the name and marks the ring closed:
  /// writers get RT_FFI_ERROR_CLOSED, readers get it after the last block.
  void close();

  /// Slots in the ring.
  uint32_t slots() const;

  /// What the ring does when a reader is late.
  ::rt_ffi_ring_mode get_mode() const;

  /// Blocks this handle could read now.
  uint64_t available() const;

  /// Counters of the ring and of this handle.
  ::rt_ffi_ring_counters get_counters() const;
};

/// The table of running services.
class Registry : public detail::Object {
public:
  Registry(std::shared_ptr<detail::Link> link, std::uint64_t id) : Object(std::move(link), id) {}
  Registry(Registry&&) noexcept = default;
  Registry& operator=(Registry&& other) noexcept {
    if (this != &other) {
      this->~Registry();
      ::new (this) Registry(std::move(other));
    }
    return *this;
  }
  ~Registry() {
    try {
      const Cancel::Scope none = Cancel::Scope::none();
      if (id_ != 0)
        close();
    } catch (const Error&) { // it ended with its connection, or the server closes it
    }
  }

  /// Ends the handle. Entries stay until they are unregistered or their process dies.
  void close();

  /// Looks a live service up by its name. Asks the system whether its process still runs.
  ::rt_ffi_service_info find(std::string_view name) const;

  /// Live services whose name starts with `prefix`, in order of name; the first `capacity` of
  /// them.
  std::vector<::rt_ffi_service_info> list(std::string_view prefix, uint64_t capacity) const;

  /// Waits until the registry differs from `seen`: a service was entered, changed, taken out or
  /// collected. A death is no change by itself; RT_FFI_ERROR_STALE when every service entered has
  /// died.
  uint64_t watch(uint64_t seen, int32_t timeout_ms) const;
};

/// Calls functions in another process.
class Client {
public:
  /// Connects to "unix:PATH", "tcp:HOST:PORT", "tls:HOST:PORT" or, with FFI_RPC_NATS,
  /// "nats://HOST:PORT/MODULE.INSTANCE".
  explicit Client(const std::string& address, Options options = {})
      : link_(std::make_shared<detail::Link>(std::move(options))) {
    link_->client.cancel_fd = Cancel::Scope::current();
    link_->check(ffi_rpc_connect(&link_->client, address.c_str()));
  }

  /// The limit of each call's time, from now on; -1: none.
  void set_timeout(int ms) {
    const auto guard = link_->lock();
    link_->client.timeout_ms = ms;
  }

  /// RT_FFI_ABI_VERSION of the library.
  uint32_t abi_version();

  /// Opens a state that exists. RT_FFI_ERROR_STALE when its creator died.
  State state_open(std::string_view name);

  /// Opens a ring that exists. Reading starts at the next block written, in a lossless ring at
  /// the first block that is still unread. RT_FFI_ERROR_STALE when its creator died.
  Ring ring_open(std::string_view name);

  /// Opens the registry `name`, creating it when there is none. Exactly one opener initialises
  /// it.
  Registry registry_open(std::string_view name);

  /// The contract's clock, now.
  uint64_t rt_now_ns();

private:
  std::shared_ptr<detail::Link> link_;
};

inline uint32_t Client::abi_version() {
  const auto guard = link_->lock();
  rt_ffi_abi_version_request request{};
  rt_ffi_abi_version_reply reply{};
  link_->check(rt_ffi_abi_version_rpc(&link_->client, &request, &reply));
  return reply.result;
}

inline State Client::state_open(std::string_view name) {
  const auto guard = link_->lock();
  rt_ffi_state_open_request request{};
  detail::give(request.name, name);
  rt_ffi_state_open_reply reply{};
  link_->check(rt_ffi_state_open_rpc(&link_->client, &request, &reply));
  return State(link_, reply.state);
}

inline void State::close() {
  const auto guard = link_->lock();
  rt_ffi_state_close_request request{};
  request.state = id(*link_);
  rt_ffi_state_close_reply reply{};
  link_->check(rt_ffi_state_close_rpc(&link_->client, &request, &reply));
  end();
}

inline ::rt_ffi_stream_format State::get_format() const {
  const auto guard = link_->lock();
  rt_ffi_state_get_format_request request{};
  request.state = id(*link_);
  rt_ffi_state_get_format_reply reply{};
  link_->check(rt_ffi_state_get_format_rpc(&link_->client, &request, &reply));
  return reply.format;
}

inline bool State::get_active() const {
  const auto guard = link_->lock();
  rt_ffi_state_get_active_request request{};
  request.state = id(*link_);
  rt_ffi_state_get_active_reply reply{};
  link_->check(rt_ffi_state_get_active_rpc(&link_->client, &request, &reply));
  return reply.active;
}

inline void State::set_active(bool active) const {
  const auto guard = link_->lock();
  rt_ffi_state_set_active_request request{};
  request.state = id(*link_);
  request.active = active;
  rt_ffi_state_set_active_reply reply{};
  link_->check(rt_ffi_state_set_active_rpc(&link_->client, &request, &reply));
}

inline void State::wait_active(bool active, int32_t timeout_ms) const {
  const auto guard = link_->lock();
  rt_ffi_state_wait_active_request request{};
  request.state = id(*link_);
  request.active = active;
  request.timeout_ms = timeout_ms;
  rt_ffi_state_wait_active_reply reply{};
  link_->check(rt_ffi_state_wait_active_rpc(&link_->client, &request, &reply));
}

inline void State::check() const {
  const auto guard = link_->lock();
  rt_ffi_state_check_request request{};
  request.state = id(*link_);
  rt_ffi_state_check_reply reply{};
  link_->check(rt_ffi_state_check_rpc(&link_->client, &request, &reply));
}

inline float State::get_gain() const {
  const auto guard = link_->lock();
  rt_ffi_state_get_gain_request request{};
  request.state = id(*link_);
  rt_ffi_state_get_gain_reply reply{};
  link_->check(rt_ffi_state_get_gain_rpc(&link_->client, &request, &reply));
  return reply.gain;
}

inline void State::set_gain(float gain) const {
  const auto guard = link_->lock();
  rt_ffi_state_set_gain_request request{};
  request.state = id(*link_);
  request.gain = gain;
  rt_ffi_state_set_gain_reply reply{};
  link_->check(rt_ffi_state_set_gain_rpc(&link_->client, &request, &reply));
}

inline float State::get_pan() const {
  const auto guard = link_->lock();
  rt_ffi_state_get_pan_request request{};
  request.state = id(*link_);
  rt_ffi_state_get_pan_reply reply{};
  link_->check(rt_ffi_state_get_pan_rpc(&link_->client, &request, &reply));
  return reply.pan;
}

inline void State::set_pan(float pan) const {
  const auto guard = link_->lock();
  rt_ffi_state_set_pan_request request{};
  request.state = id(*link_);
  request.pan = pan;
  rt_ffi_state_set_pan_reply reply{};
  link_->check(rt_ffi_state_set_pan_rpc(&link_->client, &request, &reply));
}

inline ::rt_ffi_stream_counters State::get_counters() const {
  const auto guard = link_->lock();
  rt_ffi_state_get_counters_request request{};
  request.state = id(*link_);
  rt_ffi_state_get_counters_reply reply{};
  link_->check(rt_ffi_state_get_counters_rpc(&link_->client, &request, &reply));
  return reply.counters;
}

inline uint64_t State::heartbeat_age() const {
  const auto guard = link_->lock();
  rt_ffi_state_heartbeat_age_request request{};
  request.state = id(*link_);
  rt_ffi_state_heartbeat_age_reply reply{};
  link_->check(rt_ffi_state_heartbeat_age_rpc(&link_->client, &request, &reply));
  return reply.age_ns;
}

inline Ring Client::ring_open(std::string_view name) {
  const auto guard = link_->lock();
  rt_ffi_ring_open_request request{};
  detail::give(request.name, name);
  rt_ffi_ring_open_reply reply{};
  link_->check(rt_ffi_ring_open_rpc(&link_->client, &request, &reply));
  return Ring(link_, reply.ring);
}

inline void Ring::close() {
  const auto guard = link_->lock();
  rt_ffi_ring_close_request request{};
  request.ring = id(*link_);
  rt_ffi_ring_close_reply reply{};
  link_->check(rt_ffi_ring_close_rpc(&link_->client, &request, &reply));
  end();
}

inline uint32_t Ring::slots() const {
  const auto guard = link_->lock();
  rt_ffi_ring_slots_request request{};
  request.ring = id(*link_);
  rt_ffi_ring_slots_reply reply{};
  link_->check(rt_ffi_ring_slots_rpc(&link_->client, &request, &reply));
  return reply.slots;
}

inline ::rt_ffi_ring_mode Ring::get_mode() const {
  const auto guard = link_->lock();
  rt_ffi_ring_get_mode_request request{};
  request.ring = id(*link_);
  rt_ffi_ring_get_mode_reply reply{};
  link_->check(rt_ffi_ring_get_mode_rpc(&link_->client, &request, &reply));
  return reply.mode;
}

inline uint64_t Ring::available() const {
  const auto guard = link_->lock();
  rt_ffi_ring_available_request request{};
  request.ring = id(*link_);
  rt_ffi_ring_available_reply reply{};
  link_->check(rt_ffi_ring_available_rpc(&link_->client, &request, &reply));
  return reply.blocks;
}

inline ::rt_ffi_ring_counters Ring::get_counters() const {
  const auto guard = link_->lock();
  rt_ffi_ring_get_counters_request request{};
  request.ring = id(*link_);
  rt_ffi_ring_get_counters_reply reply{};
  link_->check(rt_ffi_ring_get_counters_rpc(&link_->client, &request, &reply));
  return reply.counters;
}

inline Registry Client::registry_open(std::string_view name) {
  const auto guard = link_->lock();
  rt_ffi_registry_open_request request{};
  detail::give(request.name, name);
  rt_ffi_registry_open_reply reply{};
  link_->check(rt_ffi_registry_open_rpc(&link_->client, &request, &reply));
  return Registry(link_, reply.registry);
}

inline void Registry::close() {
  const auto guard = link_->lock();
  rt_ffi_registry_close_request request{};
  request.registry = id(*link_);
  rt_ffi_registry_close_reply reply{};
  link_->check(rt_ffi_registry_close_rpc(&link_->client, &request, &reply));
  end();
}

inline ::rt_ffi_service_info Registry::find(std::string_view name) const {
  const auto guard = link_->lock();
  rt_ffi_registry_find_request request{};
  request.registry = id(*link_);
  detail::give(request.name, name);
  rt_ffi_registry_find_reply reply{};
  link_->check(rt_ffi_registry_find_rpc(&link_->client, &request, &reply));
  return reply.service;
}

inline std::vector<::rt_ffi_service_info> Registry::list(std::string_view prefix, uint64_t capacity) const {
  const auto guard = link_->lock();
  rt_ffi_registry_list_request request{};
  request.registry = id(*link_);
  detail::give(request.prefix, prefix);
  request.capacity = capacity;
  rt_ffi_registry_list_reply reply{};
  link_->check(rt_ffi_registry_list_rpc(&link_->client, &request, &reply));
  return link_->items<::rt_ffi_service_info>(reply, reply.services, rt_ffi_registry_list_reply_get_services);
}

inline uint64_t Registry::watch(uint64_t seen, int32_t timeout_ms) const {
  const auto guard = link_->lock();
  rt_ffi_registry_watch_request request{};
  request.registry = id(*link_);
  request.seen = seen;
  request.timeout_ms = timeout_ms;
  rt_ffi_registry_watch_reply reply{};
  link_->check(rt_ffi_registry_watch_rpc(&link_->client, &request, &reply));
  return reply.generation;
}

inline uint64_t Client::rt_now_ns() {
  const auto guard = link_->lock();
  rt_ffi_rt_now_ns_request request{};
  rt_ffi_rt_now_ns_reply reply{};
  link_->check(rt_ffi_rt_now_ns_rpc(&link_->client, &request, &reply));
  return reply.result;
}

#if defined(FFI_RPC_NATS)

/// A method whose results servers can publish: of `topics`.
template <class Reply, class T>
struct Topic {
  const char* method;
  std::int32_t (*next)(ffi_rpc_subscription*, Reply*);
  T Reply::*result;
};

/// What a server published.
template <class T>
struct Event {
  T value;            ///< the method's result
  std::string server; ///< its id
  std::uint64_t lost; ///< how many of the same server and name should have come since the last that did
};

/// Listens to the servers of an instance, at "nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE". One thread
/// uses it at a time. When the connection to NATS is lost it is made again.
///
///   Subscription events("nats://localhost/rt_audio.main", topics::state_get_format);
///   const auto event = events.next();
template <class Reply, class T>
class Subscription {
public:
  /// `name`: by which it is published, where that is not the method's.
  Subscription(const std::string& address, Topic<Reply, T> topic, Options options = {},
               std::string name = {})
      : topic_(topic), state_(std::make_unique<State>(std::move(options), std::move(name))) {
    state_->events.client.cancel_fd = Cancel::Scope::current();
    detail::check(state_->events.client,
                  ffi_rpc_subscribe(&state_->events, address.c_str(), topic.method));
  }

  /// The next event. What is thrown of one that was not understood (ffi.other_contract,
  /// ffi.malformed) says nothing of those that follow.
  Event<T> next(int timeout_ms = -1) {
    ffi_rpc_subscription& events = state_->events;
    events.client.timeout_ms = timeout_ms;
    events.client.cancel_fd = Cancel::Scope::current();
    Reply reply{};
    detail::check(events.client, topic_.next(&events, &reply));
    return {reply.*topic_.result, events.server, events.lost};
  }

private:
  struct State {
    State(Options given, std::string called) : options(std::move(given)), name(std::move(called)) {
      rt_audio_rpc_subscription_init(&events);
      detail::set(events.client, options);
      events.name = name.empty() ? nullptr : name.c_str();
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { ffi_rpc_unsubscribe(&events); }

    Options options;
    std::string name;
    ffi_rpc_subscription events;
  };

  Topic<Reply, T> topic_;
  std::unique_ptr<State> state_;
};

/// The methods of the contract that have one record as their result.
namespace topics {

inline constexpr Topic<rt_ffi_state_get_format_reply, ::rt_ffi_stream_format> state_get_format = {
    "state.get_format", rt_ffi_state_get_format_rpc_event, &rt_ffi_state_get_format_reply::format};

inline constexpr Topic<rt_ffi_state_get_counters_reply, ::rt_ffi_stream_counters> state_get_counters = {
    "state.get_counters", rt_ffi_state_get_counters_rpc_event, &rt_ffi_state_get_counters_reply::counters};

inline constexpr Topic<rt_ffi_ring_get_counters_reply, ::rt_ffi_ring_counters> ring_get_counters = {
    "ring.get_counters", rt_ffi_ring_get_counters_rpc_event, &rt_ffi_ring_get_counters_reply::counters};

inline constexpr Topic<rt_ffi_registry_find_reply, ::rt_ffi_service_info> registry_find = {
    "registry.find", rt_ffi_registry_find_rpc_event, &rt_ffi_registry_find_reply::service};

} // namespace topics

#endif // FFI_RPC_NATS

} // namespace rt_audio_rpc

#endif // RT_AUDIO_RPC_HPP
