// Made by ffigen from {{header}}: its functions, called in another process. C++20 and POSIX; the
// client in C is what connects, and nothing has to be linked.
//
//   {{package}}_rpc::Client client("unix:/run/x.sock", {.timeout_ms = 5000});
//
// Calls throw Error: the contract's codes are its enumerators. Threads may share a client, which makes
// one call at a time; it connects again with the next call when the connection was lost.
#ifndef {{guard}}
#define {{guard}}

#include "{{package}}_rpc.h"

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

namespace {{package}}_rpc {

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
    {{package}}_rpc_init(&client);
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
{{#objects}}

class {{name}};
{{/objects}}
{{#objects}}

{{doc}}
class {{name}} : public detail::Object {
public:
  {{name}}(std::shared_ptr<detail::Link> link, std::uint64_t id) : Object(std::move(link), id) {}
  {{name}}({{name}}&&) noexcept = default;
  {{name}}& operator=({{name}}&& other) noexcept {
    if (this != &other) {
      this->~{{name}}();
      ::new (this) {{name}}(std::move(other));
    }
    return *this;
  }
{{#has_close}}
  ~{{name}}() {
    try {
      const Cancel::Scope none = Cancel::Scope::none();
      if (id_ != 0)
        close();
    } catch (const Error&) { // it ended with its connection, or the server closes it
    }
  }
{{/has_close}}
{{^has_close}}
  ~{{name}}() = default;
{{/has_close}}
{{#calls}}

{{#is_wide}}
#if defined(__SIZEOF_INT128__)
{{/is_wide}}
{{declaration}}
{{#is_wide}}
#endif
{{/is_wide}}
{{/calls}}
};
{{/objects}}

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
{{#calls}}

{{#is_wide}}
#if defined(__SIZEOF_INT128__)
{{/is_wide}}
{{declaration}}
{{#is_wide}}
#endif
{{/is_wide}}
{{/calls}}

private:
  std::shared_ptr<detail::Link> link_;
};

{{#all}}
{{#is_wide}}
#if defined(__SIZEOF_INT128__)
{{/is_wide}}
{{definition}}
{{#is_wide}}
#endif
{{/is_wide}}

{{/all}}
{{#has_topics}}
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
///   Subscription events("nats://localhost/{{package}}.main", topics::{{first_topic}});
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
      {{package}}_rpc_subscription_init(&events);
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
{{#topics}}

{{#is_wide}}
#if defined(__SIZEOF_INT128__)
{{/is_wide}}
inline constexpr Topic<{{function}}_reply, {{type}}> {{name}} = {
    "{{method}}", {{function}}_rpc_event, &{{function}}_reply::{{field}}};
{{#is_wide}}
#endif
{{/is_wide}}
{{/topics}}

} // namespace topics

#endif // FFI_RPC_NATS

{{/has_topics}}
} // namespace {{package}}_rpc

#endif // {{guard}}
