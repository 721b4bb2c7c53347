// What each parameter of a C function becomes in its Python wrapper. Its methods stand in files by
// what they are about: call_params.cpp, call_slices.cpp, call_texts.cpp, call_objects.cpp,
// call_closures.cpp.
#pragma once

#include "emit/python/call_text.hpp"
#include "emit/python/elements.hpp"
#include "emit/text/nested.hpp"

#include <map>

namespace ffigen::emit::python {

class ParamWriter {
  public:
    ParamWriter(const Context& context, const api::Function& function, const Bound& bound);
    CallText run();
    /// Instead of that: checks of a record that was lent and goes back.
    [[nodiscard]] Lines checks_of_lent() const;

  private:
    using Param = api::Param;

    void argument(std::size_t i, std::string type, std::string fallback = {}, std::string doc = {});
    void pass(std::string expression, std::string type);
    void pass_pointer(std::string expression, const std::string& pointee);
    void pass_record(std::size_t i, std::string expression);
    void pass_address(std::string expression);
    void pass_byref(const std::string& variable);
    void output(std::string expression, std::string type, std::size_t i, bool is_owned = false);
    [[nodiscard]] std::string if_given(std::size_t i, std::string expression) const;
    /// The same of what a statement before the call has made of it, by the name with a `_`.
    [[nodiscard]] std::string if_made(std::size_t i, std::string expression) const;
    [[nodiscard]] std::string class_of(const model::Type& type) const;
    [[nodiscard]] std::string call_ctype(const model::Type& type) const;
    [[nodiscard]] std::string bound(const std::string& c_name) const;

    void add(std::size_t i);
    void add_record(std::size_t i);
    /// Its truth values are bytes that any could stand in, as numpy writes them.
    [[nodiscard]] bool holds_truth(std::size_t i) const;
    /// It may lie within a packed record, where C allows no pointer to its type.
    [[nodiscard]] bool is_misaligned(std::size_t i) const;
    [[nodiscard]] bool is_copied(std::size_t i) const;
    void check_copied(std::size_t i);
    void copy_checked(std::size_t i, const std::string& memory);
    void refuse_shared();
    void add_reserved(const Param& param);
    void add_value(std::size_t i);
    [[nodiscard]] text::Nested field_check(const calls::Number& number) const;
    [[nodiscard]] Lines range_checks(std::size_t i) const;
    void check_bounds();
    void add_record_out(std::size_t i);
    void add_scalar_out(std::size_t i);
    void add_scalar_inout(std::size_t i);

    void add_slice(std::size_t i);
    void add_record_slice(std::size_t i);
    void require_aligned(std::size_t i, const std::string& memory);
    void add_number_slice(std::size_t i);
    [[nodiscard]] bool is_plain(std::size_t i) const;
    void give_plain(std::size_t i, const Elements& elements);
    void add_rows(std::size_t i);
    void slice_output(std::size_t i, const std::string& whole, const std::string& part,
                      const std::string& type);
    [[nodiscard]] std::string slice_doc(std::size_t i, std::string_view what) const;
    [[nodiscard]] std::string element_size(const Param& param) const;
    /// The length that C is told of what the caller gave.
    [[nodiscard]] std::string present_length_of(std::size_t of) const;
    /// The same, 0 for None.
    [[nodiscard]] std::string length_of(std::size_t of) const;
    [[nodiscard]] std::string length_of(std::size_t of, std::size_t count) const;
    [[nodiscard]] std::vector<std::string> factors() const; ///< see CallText::lengths
    void add_count(std::size_t i);
    void add_written(std::size_t i);
    void add_buffer_out(std::size_t i);
    void add_length_check(std::size_t i);
    void pass_span(std::size_t i, const std::string& array);
    [[nodiscard]] std::string room_of(std::size_t i) const;
    [[nodiscard]] std::string given_of(std::size_t i) const;
    void check_shared_lengths();

    void add_string_in(std::size_t i);
    void add_strings_in(std::size_t i);
    void add_texts_out(std::size_t i);
    void add_string_out(std::size_t i);
    void add_text_out(std::size_t i);
    [[nodiscard]] std::string capacity_of(std::size_t text) const;

    void require_all_taken();
    void add_handle(std::size_t i);
    void add_handle_out(std::size_t i);
    void add_handles(std::size_t i);
    void add_uses();
    void add_kin();
    void add_const_checks();

    void add_callback(std::size_t i);
    void add_registration(std::size_t i, const std::string& slot);
    void add_guard(const calls::Registration& registration, const std::string& slot,
                   const std::string& owner);
    void add_user_data(std::size_t i);
    void end_by_hand();
    [[nodiscard]] std::string take_turn(const std::string& owner, const std::string& name);
    /// What C gets in a member of a record of functions instead of in a parameter.
    void take_values();
    void add_member(std::size_t i);
    void fill_table(std::size_t i);
    /// What a function is called where the caller gives it.
    [[nodiscard]] std::string given_name(std::size_t i) const;
    [[nodiscard]] std::string slot_of(std::size_t callback) const;
    [[nodiscard]] std::string registration_owner(const calls::Registration& registration) const;

    const Context& context_;
    const api::Function& function_;
    const calls::Call& plan_;
    const Bound& bound_;
    const DocWriter& docs_;
    std::vector<std::string> names_;
    CallText text_;
    std::map<std::string, std::string> turns_; ///< that the call takes, and their names
    std::map<std::size_t, Lines> members_; ///< of records of functions: statements that fill them
};

} // namespace ffigen::emit::python
