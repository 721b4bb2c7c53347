// The function that C calls when it calls a closure.
#pragma once

#include "calls/closures.hpp"
#include "emit/rust/values.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// How a trampoline finds its closure, and what it may do with it.
struct TrampolineKind {
    std::string name;
    std::string trait; ///< Fn, FnMut, FnOnce
    bool kept = false; ///< it is found by its number, not by its address
    std::string hook;  ///< static that has the number, where C hands none back
    std::string here;  ///< the thread's place of the closure, where C hands nothing back
    std::string alias; ///< type of what is there
    /// Which of the closures behind one user data it is, and how many there are.
    std::size_t place = 0, size = 1;
    bool optional = false; ///< the caller may have given none
    bool gives = false;    ///< it gives C texts, which stay beside it
    bool copies = false;   ///< nothing keeps what the closure is shown as it is

    /// What holds a closure of the type.
    [[nodiscard]] std::string state(const std::string& closure) const {
        const std::string held = trait == "FnMut"    ? "RefCell<" + closure + ">"
                                 : trait == "FnOnce" ? "closures::Once<" + closure + ">"
                                                     : closure;
        const std::string kept_beside = gives ? "Giving<" + held + ">" : held;
        return optional ? "Option<" + kept_beside + ">" : kept_beside;
    }
};

/// A parameter as the closure sees it: type, and how it is made of what C passes.
struct Seen {
    std::string type, value;
    std::vector<std::string> before; ///< statements that make it
};

class Trampoline {
  public:
    /// With `copies` the closure gets copies of what it only looks at.
    Trampoline(Safe& safe, const api::Callback& callback, bool copies);
    /// FnMut(i32, &AudioBlock) -> bool
    [[nodiscard]] std::string closure_type(const std::string& trait) const;
    /// `generics` are the closure's type, and those of what stands beside it.
    [[nodiscard]] Json json(const TrampolineKind& kind,
                            const std::vector<std::string>& generics) const;

  private:
    [[nodiscard]] bool is_status() const { return callback_.error_set.has_value(); }
    [[nodiscard]] bool gives_text() const {
        return callback_.result.role == api::ResultRole::string;
    }
    [[nodiscard]] std::string raw_type(const model::Type& type) const;
    /// What C's user data leads to.
    void add_state(Json& data, const TrampolineKind& kind, const std::vector<std::string>& generics,
                   std::string state) const;
    /// What C is answered.
    [[nodiscard]] Json answers(const model::Type& signature) const;
    /// Finds a closure that is kept.
    [[nodiscard]] std::string enter(const TrampolineKind& kind, const std::string& state) const;
    /// Where a closure is found by its thread.
    void add_place(Json& data, const TrampolineKind& kind) const;
    /// Whether the closure sees it, or something is made of it.
    [[nodiscard]] bool is_used(std::size_t i) const;
    [[nodiscard]] std::string fallback() const;
    [[nodiscard]] std::string text_cast() const;
    /// Elements of an array that C passes.
    [[nodiscard]] std::string length_of(const api::Param& param) const;
    [[nodiscard]] std::string elements_at(std::size_t i) const;
    void see(std::size_t i);
    void read_text(std::size_t i);
    void read_texts(std::size_t i);
    /// What was seen last is made before anything may be changed.
    void make_beforehand();
    /// What is only looked at, as a copy.
    void copy(std::size_t i, const std::string& record);
    /// What is only looked at while other memory is changed.
    void look(std::size_t i, const std::string& record);
    /// What comes before anything may be changed.
    [[nodiscard]] std::vector<std::string> beforehand() const;
    /// Refuses to show one place by two names of which one may change it.
    [[nodiscard]] std::vector<std::string> places() const;
    void see_object(std::size_t i);
    void made(std::string type, const std::string& name, const std::string& made_by,
              const std::string& value = {});
    [[nodiscard]] std::string element(const api::Param& param) const;
    void add(std::string type, std::string value);

    Safe& safe_;
    const api::Callback& callback_;
    std::size_t target_;
    std::vector<std::string> names_;
    calls::Shown shown_;
    bool copies_;
    std::vector<Seen> seen_;
    /// Of objects that closures may use meanwhile: locals that say so.
    std::map<std::size_t, std::pair<std::string, std::string>> lenders_;
    std::map<std::size_t, std::string> text_sizes_; ///< locals
    std::vector<std::string> looked_at_;            ///< statements before anything may be changed
    std::optional<Value> result_;
};

} // namespace ffigen::emit::rust
