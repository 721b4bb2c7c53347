// What all builders of parameters share.
#pragma once

#include "emit/go/calls.hpp"

namespace ffigen::emit::go {

class ParamParts {
  public:
    ParamParts(const SafeScope& scope, std::size_t index, Parts& parts)
        : scope_(scope), context_(scope.context), index_(index),
          param_(scope.function.params[index]), name_(scope.names[index]),
          c_name_(scope.c_names[index]), parts_(parts) {}

  protected:
    [[nodiscard]] const api::Param& other(std::size_t index) const {
        return scope_.function.params[index];
    }
    [[nodiscard]] const calls::Output& output() const { return *scope_.call.output_of(index_); }
    [[nodiscard]] std::string safe_type(const model::Type& type) const;
    [[nodiscard]] std::string c_declaration(const model::Type& type) const;
    void parameter(const std::string& type) { parts_.parameters.emplace_back(name_, type); }
    void refuse_nil();
    /// What C takes from a part of a field's type alone, in one record or in many.
    void check_fields() { check_fields(name_); }
    void check_fields(const std::string& record);
    /// What is checked in memory is a copy, which C gets, where closures could change the caller's.
    /// A pointer to what is one, or a slice.
    void copy_checked(bool is_slice);
    [[nodiscard]] bool is_copied() const {
        return scope_.call.may_call_back && scope_.call.is_checked_in_memory(index_);
    }
    [[nodiscard]] std::string given() const;
    /// What C wrote there goes to where the caller has it.
    void give_back_checked(bool is_slice);
    [[nodiscard]] bool is_changed() const {
        return param_.role == api::Role::slice_inout || param_.role == api::Role::record_inout ||
               param_.role == api::Role::scalar_inout;
    }
    /// The parameter's type: a typedef of a pointer keeps its name, since cgo tells the two apart.
    [[nodiscard]] model::Type passed_type() const;
    /// An address of Go memory; `pointer` is a Go expression of some pointer type.
    void pass_address(const std::string& pointer, bool is_unsafe = false);
    /// The bridge passes the address of a variable of its own and returns what it holds.
    void returned_field(const model::Type& type);
    [[nodiscard]] std::string field() const { return "result." + field_name(c_name_); }
    /// Through the bridge's result, in words, as which Go aligns the most.
    void returned_bytes(const model::Type& type);
    [[nodiscard]] const RecordPlan* plan_of(const model::Type& type) const;
    /// C's alignment of an element is a question only for records that have an allocator's
    /// constant.
    [[nodiscard]] std::string alignment_of(const model::Type& type) const;

    const SafeScope& scope_;
    const Context& context_;
    std::size_t index_;
    const api::Param& param_;
    const std::string& name_;
    const std::string& c_name_;
    Parts& parts_;
};

} // namespace ffigen::emit::go
