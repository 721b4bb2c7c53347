// What each handle type is made of in Rust: whether something else can keep its objects open, what
// its own objects keep open, which threads may have it, and what it is called.
#pragma once

#include "api/api.hpp"
#include "calls/plan.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// Objects of one type that an object may need, at most `count` at a time.
struct ParentType {
    std::string handle; ///< Handle::c_name
    std::size_t count = 0;
};

struct ObjectType {
    const api::Handle* handle = nullptr;
    std::string name;                ///< Engine
    std::string inner;               ///< ConstEngine where is_split, else as name
    std::vector<ParentType> parents; ///< that its objects keep open
    /// Others keep it open: its end hangs on an owner that they share.
    bool is_shared = false;
    /// The owner may be missing: the object is lent by a callback or for a lifetime.
    bool has_lent = false;
    bool has_lifetime = false; ///< it borrows a parent that only one thread at a time may use
    bool is_split = false;     ///< some of its objects may only be read
    bool is_sync = false, is_send = false;
    bool lends_arrays = false; ///< that last until it is changed
    /// What may change it takes it as `&mut`, so that arrays can be shown where they lie.
    bool is_exclusive = false;
    bool keeps_closures = false; ///< C calls closures as long as it has the object
    bool ends_closures = false;  ///< closing it ends some
    /// Its closures end with the object that it belongs to, whose address it has.
    bool knows_whole = false;
    bool runs_closures = false; ///< while a closure of its runs, other calls may be refused
    /// So may those on what it belongs to, or on what belongs to it: which that is, is told at run
    /// time.
    bool has_relatives = false;
    bool takes_over = false; ///< it consumes objects that need others
    bool in_family = false;  ///< calls ask at run time which objects it belongs to
    bool descends = false;   ///< calls that make one say whose it is, see calls::Plan::traced
    /// Guards of what it lends only borrow it: what none gave back keeps it open.
    bool counts_loans = false;

    [[nodiscard]] bool closes() const { return !handle->close.empty(); }
    /// Guards and children borrow it instead of sharing it.
    [[nodiscard]] bool is_borrowed_by_children() const {
        return handle->threads == api::Threads::send || has_lifetime;
    }
    [[nodiscard]] std::string owner() const { return name + "Owner"; }
};

/// Types or values as one: a tuple of several, a tuple of tuples of very many.
std::string group(std::vector<std::string> items);
/// What selects the one of that index: `.1`, `.0.11`; nothing where there is but one.
std::string place_in_group(std::size_t index, std::size_t count);

class ObjectTypes {
  public:
    /// `left_out` are functions that the crate does not have.
    ObjectTypes(const api::Api& api, const calls::Plan& plan,
                const std::set<std::string>& left_out);

    [[nodiscard]] const ObjectType& of(const std::string& handle) const {
        return types_.at(handle);
    }
    [[nodiscard]] ObjectType& of(const std::string& handle) { return types_.at(handle); }
    /// Type of what an object of this type keeps open: Option<Arc<EngineOwner>>; empty: nothing.
    [[nodiscard]] std::string parents(const ObjectType& type) const;
    /// Whether what is given keeps its owners open by itself, and not only for a lifetime.
    [[nodiscard]] bool keeps_parents(const calls::Output& output, const ObjectType& type) const;
    /// It is given as a Borrowed.
    [[nodiscard]] static bool is_wrapped(const calls::Output& output, const ObjectType& type) {
        return output.what == calls::Given::borrowed && type.closes();
    }

  private:
    void learn_lent(const api::Callback& callback);
    bool learn_parents(const calls::Call& call, const calls::Output& output);
    bool learn_call(const calls::Call& call);
    void learn_holders(const calls::Call& call);
    void learn_threads(const calls::Plan& plan);
    void learn_families(const calls::Plan& plan);
    void learn_descent(const calls::Plan& plan, const std::set<std::string>& left_out);
    void learn_relatives(const calls::Plan& plan);

    const api::Api& api_;
    std::map<std::string, ObjectType> types_;
    std::map<std::string, std::vector<std::string>> needs_; ///< parents of any kind
};

/// The parameters with the objects that a new one belongs to, as far as calls ask for them later.
std::vector<std::size_t> ancestors_of(const calls::Plan& plan, const calls::Call& call,
                                      const calls::Output& output);

/// The handle type of an object that a call gives.
const std::string& handle_of(const calls::Call& call, const calls::Output& output);

/// C gives objects of the type to a closure of the call, for it to use.
bool is_handed_over(const api::Api& api, const calls::Call& call, const std::string& handle);

} // namespace ffigen::emit::rust
