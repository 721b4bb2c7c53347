// The parts of one safe Rust function while its plan is rendered. Each step adds to them:
// parameters (call_params.cpp), objects (call_objects.cpp), closures (call_closures.cpp),
// texts, slices and their lengths (call_buffers.cpp), results (call_results.cpp), the body
// (call_body.cpp).
#pragma once

#include "emit/rust/callbacks.hpp"
#include "emit/rust/calls.hpp"
#include "emit/text/nested.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ffigen::emit::rust {

/// What C gave, taken over at once: before a panic of a closure goes on, or an error is returned.
struct Taken {
    std::string name;        ///< local that it becomes
    std::string reason;      ///< why it may be done, after SAFETY
    std::string value;       ///< expression, in an unsafe block where there is a reason
    bool on_failure = false; ///< C gives it even when it fails
};

/// Where the elements of an array are: the local that has their address, and the address.
struct Address {
    std::string local, elements;
};

/// How many elements the library made: one of these says it.
struct Length {
    std::optional<std::size_t> count = {}; ///< out parameter
    std::optional<api::Extent> extent = {};
    std::string terminator = {};
    bool in_bytes = false;
    std::string field = {}; ///< of the record that has the address
};

/// What C's user data leads to: the closure's parameter, the local that holds it, and its value.
struct Holder {
    std::string parameter, name, state;
};

class WrapperBuilder {
  public:
    WrapperBuilder(Safe& safe, const api::Function& function, bool in_place);
    Json run();
    /// Instead of that: what is checked of a record that was lent and goes back, `self` its guard.
    std::vector<std::string> checks_of_lent();

  private:
    // Statements before and after the call, broken after the sign where they are a `let` and too
    // long.
    void before(std::string line) { before_.push_back(fitting(std::move(line))); }
    void after(std::string line) { after_.push_back(fitting(std::move(line))); }
    [[nodiscard]] std::string fitting(std::string line) const;
    [[nodiscard]] bool is_self(std::size_t index) const { return function_.is_self(index); }
    const std::string& local_name(const api::Param& param) const { return local_names_.at(&param); }
    void document_values(Comment& comment) const;
    [[nodiscard]] std::vector<std::string> documentation() const;
    Json finish();
    [[nodiscard]] model::TargetSet targets() const;

    // call_params.cpp
    void parameter(std::size_t index);
    void argument(const std::string& name, const std::string& type, std::string passed);
    void reference(const api::Param& param, const std::string& name, const std::string& kind,
                   const std::string& null, const std::string& to_pointer);
    /// Element type as C stores it: enums stay raw, since any value may be in there.
    std::string raw_element(const api::Param& param);
    void out(std::size_t index, const api::Param& param, const std::string& name);
    void reserved(const api::Param& param);
    void opaque(const api::Param& param);
    [[nodiscard]] std::string user_data(const calls::Registration& registration) const;
    void check_ranges();
    [[nodiscard]] std::string member_of(const calls::Number::Step& step) const;
    [[nodiscard]] std::optional<text::Nested> field_check(const calls::Number& number) const;
    void check_fields();

    // call_objects.cpp
    [[nodiscard]] const ObjectType& object_type(const api::Param& param) const {
        return safe_.objects.of(param.element.name);
    }
    /// Which parameters' lifetimes the results share, and what that lifetime is called.
    void find_lifetime();
    [[nodiscard]] bool is_only_reference(std::size_t index) const;
    void lend(std::size_t index) { lenders_.push_back(index); }
    [[nodiscard]] bool is_lender(std::size_t index) const {
        return std::find(lenders_.begin(), lenders_.end(), index) != lenders_.end();
    }
    void handle(std::size_t index, const api::Param& param, const std::string& name);
    void consumed(std::size_t index, const api::Param& param, const std::string& name);
    std::string give_up(std::size_t index, const std::string& name, bool nullable);
    /// Closures that C kept for an object end with it. It is at an address, or not given up yet.
    void end_closures(const std::string& address, const std::string& object, bool nullable);
    /// They stay as long as the object that has it now.
    void give_closures(const std::string& address, const std::string& object, bool nullable,
                       std::size_t taker);
    /// What it belongs to must be of its taker's family.
    void check_family(std::size_t index, const std::string& object);
    /// Refuses what belongs neither to those that may keep it, nor these to it.
    void check_kin(std::size_t index);
    void handle_out(const api::Param& param, const std::string& name);
    /// A new object from its address, with those that it needs.
    void made(const calls::Output& output, const std::string& address);
    [[nodiscard]] std::string optional(std::size_t index) const;
    [[nodiscard]] std::string relatives_of(const calls::Output& output);
    [[nodiscard]] std::string descent_of(const calls::Output& output);
    [[nodiscard]] std::string maker(const calls::Output& output, const std::string& address);
    [[nodiscard]] std::string given_type(const calls::Output& output) const;
    [[nodiscard]] std::string parents_of(const calls::Output& output, const ObjectType& type);
    /// What keeps the object of a parameter open, as others share it.
    [[nodiscard]] std::string owner_of(std::size_t index, bool is_optional);
    void lent_out(const std::string& name);
    /// Address of the call's first object, if closures may belong to it.
    [[nodiscard]] std::string object_address() const;
    /// What consumed objects need stays open as long as what consumed them.
    void take_over();

    /// Whether an error is made before what C gave is taken over, and returned after it.
    [[nodiscard]] bool error_waits() const {
        return !finishes_.empty() || std::ranges::any_of(taken_, &Taken::on_failure);
    }

    // call_closures.cpp
    void callback(std::size_t index, const api::Param& param, const std::string& name);
    /// A closure that C finds by the thread alone.
    void put_here(const std::string& name, const ClosureUse& use);
    /// The closure `name` begins its life with the object that the call made, if it made one.
    void keep_with_made(const std::string& made, const std::string& name, const std::string& kind);
    void keep_closure(const calls::Registration& registration, const api::Param& param,
                      const Holder& holder, const ClosureUse& use);
    /// The local that holds a closure, and those beside it.
    [[nodiscard]] std::string holder_of(const calls::Registration& registration) const;
    /// The local that has an object which the call made.
    [[nodiscard]] std::string made_name(std::size_t output) const;
    /// The turn to register or end in; it is taken just before the call.
    std::string take_turn(const std::string& object, const std::string& kind);
    /// C says whether the call failed.
    [[nodiscard]] bool check_fails() const;
    void hook(const calls::Registration& registration, const std::string& name,
              const ClosureUse& use);
    std::string hook_function(const api::Param& param, const std::string& name,
                              const ClosureUse& use);
    void guard(const calls::Registration& registration, const std::string& name);
    [[nodiscard]] std::string id_of(const calls::Registration& registration) const;
    [[nodiscard]] std::string address_of(std::size_t index) const;
    [[nodiscard]] std::string whole_of(std::size_t index) const;
    [[nodiscard]] std::string home_of(const calls::Registration& registration,
                                      const std::string& object) const;
    void end_by_hand();
    /// The address of an object of the call, 0 for none.
    [[nodiscard]] std::string entered_address(const calls::Use& use) const;
    /// A slice of the addresses of one object, or of a list of them.
    [[nodiscard]] std::string entered_list(const calls::Use& use) const;
    /// No call disturbs a closure that a call on the same object runs.
    void check_uses();
    /// Refuses one object in two places of which C may change one. Where the compiler says it,
    /// there is nothing to check.
    void check_apart();

    // call_tables.cpp
    void table(std::size_t index, const api::Param& param, const std::string& name);
    /// What C gets in a member of a table instead of in a parameter.
    void member(std::size_t index);
    void fill_table(std::size_t index);
    /// Numbers and texts beside the functions, as locals of their own.
    void take_values();
    /// C looks at a member of a table after the call as well.
    [[nodiscard]] bool lasts(const api::Param& member) const;
    void kept_text(const api::Param& param);
    /// What makes a size a number of the parameter's type.
    [[nodiscard]] std::string size_cast(const api::Param& param) const;
    /// What a closure is called where the caller gives it.
    [[nodiscard]] std::string given_name(const api::Param& param) const;

    // call_buffers.cpp
    void string_in(const api::Param& param, const std::string& name);
    void strings_in(const api::Param& param, const std::string& name);
    void string_out(const api::Param& param, const std::string& name);
    /// What a pointer points to.
    [[nodiscard]] model::Type pointer_behind(const model::Type& pointer) const;
    [[nodiscard]] std::string as_text(const std::string& name, const model::Type& pointer) const;
    /// A string that C gave, copied; what C wants freed is freed.
    void text_result(const calls::Output& output, const std::string& name,
                     const model::Type& pointer);
    void text_out(std::size_t index, const api::Param& param, const std::string& name);
    /// Where what stands before the call goes: before each of several for text that grows.
    [[nodiscard]] std::vector<std::string>& before_each(std::size_t buffer) {
        return text_ != nullptr && text_->param == buffer ? each_try_ : before_;
    }
    void slice(const api::Param& param, const std::string& name, bool is_mutable);
    /// Length of the buffer that a count is of, as the caller's slice or text has it.
    [[nodiscard]] std::string length_of(const api::Param& buffer,
                                        const std::string& none = "0") const;
    /// The same of the rows, or of each of them, as `count` has it.
    [[nodiscard]] std::string length_of(const api::Param& buffer, std::size_t count) const {
        return buffer.each == count ? local_name(buffer) + "_rows.length()" : length_of(buffer);
    }
    void count(std::size_t index, const api::Param& param);
    /// A length in the C type of its parameter.
    std::string sized(const api::Param& param, const std::string& length);
    void written(std::size_t index, const api::Param& param, const std::string& name);

    // call_lengths.cpp
    void rows(const api::Param& param, const std::string& name);
    std::string length_of(const api::Extent& extent);
    static std::string format_array_call(const std::vector<std::string>& items);
    void extent(const api::Param& param, const std::string& name);
    std::string end_literal(const model::Type& element, const std::string& terminator);
    void terminated(const api::Param& param, const std::string& name);
    void span(const api::Param& param, const std::string& name);
    /// A length in a C type, checked by a statement.
    std::string sized(const std::string& type, const std::string& hint, const std::string& length,
                      std::vector<std::string>& into);

    // call_made.cpp
    /// A borrowed buffer that is shown where it lies: nothing can change its owner meanwhile.
    [[nodiscard]] bool shows(const calls::Output& output) const;
    [[nodiscard]] std::string release_of(const calls::Output& output, const std::string& parameter,
                                         const std::string& argument) const;
    void buffer_out(std::size_t index, const api::Param& param, const std::string& name);
    /// An address as that of elements.
    std::string as_elements(const std::string& address, const model::Type& pointer,
                            const model::Type& element);
    std::string made_length(const Length& length, const std::string& address,
                            const model::Type& element);
    void elements(const calls::Output& output, const model::Type& element, const Address& address,
                  const Length& length);
    /// What is there or not: an Option in the local of that name.
    void give(const calls::Output& output, const std::string& name, const std::string& type,
              std::string reason, std::string value);
    void buffer(const calls::Output& output);
    void in_record(const calls::Output& output, const api::Span& span);
    void texts(const calls::Output& output);
    void texts_out(std::size_t index, const api::Param& param, const std::string& name);
    void handles_in(std::size_t index, const api::Param& param, const std::string& name);
    void flexible_in(const api::Param& param, const std::string& name);
    void flexible(const calls::Output& output);

    // call_results.cpp
    void check_contract();
    void returned();
    void first_result(const std::string& type, const std::string& value) {
        results_.insert(results_.begin(), {type, value});
    }
    void move_last_first() { std::rotate(results_.begin(), results_.end() - 1, results_.end()); }
    void status(const api::Result& result);
    void string(const calls::Output& output);
    /// Copied: what C goes on writing to must not be behind a Rust reference.
    void record_ref(const api::Result& result);
    void check_errno();
    [[nodiscard]] std::string null_error();
    [[nodiscard]] std::string result_type() const;

    // call_body.cpp
    [[nodiscard]] std::string safety() const;
    /// Columns before a statement of the body.
    int indent() const { return function_.handle.empty() ? 4 : 8; }
    /// Text without the indentation that finish() adds.
    std::string relative(const std::string& text) const { return relative(text, indent()); }
    static std::string relative(const std::string& text, int columns);
    /// The lines after the first moved right.
    static std::string indented(const std::string& text, std::size_t columns);
    /// A call as a statement of the body.
    [[nodiscard]] std::string call_text(const std::string& call, const std::string& end,
                                        const std::string& let = {}) const;
    std::vector<std::string> body();
    [[nodiscard]] std::string code_type() const;
    void call_and_take(std::vector<std::string>& lines, const std::string& let, int columns);
    /// What C keeps by then is ended as it should be, also where the panic of a closure goes on.
    void settle(std::vector<std::string>& lines);
    void add_taken(std::vector<std::string>& lines, const Taken& taken, bool is_conditional,
                   int columns) const;
    /// `let value end`, with the value in an unsafe block where it needs one.
    [[nodiscard]] std::string taken_text(const Taken& taken, const std::string& let,
                                         const std::string& end, int columns) const;
    /// What is returned: the result, or a tuple of them.
    [[nodiscard]] std::string result_value() const;
    void add_result(std::vector<std::string>& lines, int columns) const;
    /// A buffer that grows until the text fits.
    std::vector<std::string> text_body(std::vector<std::string> lines, const std::string& let);

    Safe& safe_;
    const api::Function& function_;
    const calls::Call& plan_;
    bool in_place_;
    std::size_t target_;
    std::string raw_, status_, result_;
    Scope locals_;
    std::map<const api::Param*, std::string> local_names_;
    std::vector<std::string> signature_, call_, before_, after_, generics_, bounds_;
    std::vector<std::string> states_; ///< of the closures, in their order
    struct TableMember {
        std::string field, value;
        std::string there; ///< variable that tells whether there is one; empty: always
    };
    std::map<std::size_t, std::vector<TableMember>> members_;    ///< of tables
    std::map<std::size_t, std::vector<std::string>> kept_texts_; ///< of tables
    std::map<std::size_t, std::string> tables_;                  ///< the locals that are shown to C
    std::map<std::size_t, std::size_t> places_; ///< where tables stand in the signature
    std::vector<std::string> last_before_;      ///< when nothing can refuse the call any more
    std::string check_;                         ///< expression: Ok(()) unless the call failed
    std::string accepted_;                      ///< pattern of codes that are answers
    std::vector<std::string> finishes_;         ///< goes on with panics of closures
    std::vector<std::string> on_success_;       ///< what C has from then on
    std::vector<std::string> with_made_;        ///< the same of an object that C made
    std::vector<Taken> taken_;
    std::vector<std::pair<std::string, std::string>> results_; ///< type, expression
    /// What is given for a closure that C keeps, and the local that has it while panics go on.
    std::string guard_, kept_;
    std::vector<std::size_t> lenders_;
    std::string lifetime_ = "'_"; ///< of what is given
    /// Text that C writes and that is asked for again: its buffer, capacity and what C says that it
    /// wrote.
    const calls::Text* text_;
    std::string buffer_, capacity_, written_;
    std::vector<std::string> each_try_; ///< statements before each call
    std::vector<std::string> rooms_,
        cut_; ///< of other texts: bytes, and what refuses more than these
    std::map<std::size_t, std::string> given_up_; ///< consumed parameter: what it needs
    std::map<std::string, std::string> products_; ///< factors: the local that has their product
    bool needs_last_text_ = false;                ///< as it was before the call
    bool fallible_ = false, asserts_ = false, asserts_free_ = false, asserts_apart_ = false;
    bool may_refuse_ = false; ///< the library, once it is called
};

} // namespace ffigen::emit::rust
