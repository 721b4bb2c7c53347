// Writes one function of the safe layer. Its methods stand in files by what they are about:
// calls.cpp, call_results.cpp, call_helpers.cpp, call_waits.cpp.
#pragma once

#include "emit/python/call_text.hpp"
#include "emit/python/calls.hpp"

namespace ffigen::emit::python {

void append(Lines& to, const Lines& lines, std::size_t indent = 0);
/// A statement `head(items)tail`, broken over lines where it must be.
void add_call(Lines& lines, const std::string& head, const Lines& items, const std::string& tail,
              std::size_t indent, std::size_t nested = 0);

class FunctionWriter {
  public:
    FunctionWriter(const Context& context, const api::Function& function, const api::Handle* handle,
                   FunctionModule& module);
    void write();

  private:
    void bind_release(const std::string& c_name);
    std::string add_binding(const model::Function& function, const Lines& types,
                            const std::string& result, std::string_view library);
    [[nodiscard]] std::string_view binder() const;

    void plan_result();
    void plan_value();
    void plan_text();
    void plan_record();
    void plan_handle_result();
    void plan_buffer();
    void plan_texts();
    [[nodiscard]] std::string result_length(const std::string& terminated) const;
    void add_result(std::string expression, std::string type, bool is_owned = false);
    [[nodiscard]] std::string value_ctype() const;
    [[nodiscard]] Lines body() const;
    [[nodiscard]] Lines attempt(std::size_t nested) const;
    [[nodiscard]] Lines call_lines(std::size_t nested) const;
    void add_failures(Lines& lines) const;
    [[nodiscard]] bool knows_error_text() const;
    [[nodiscard]] Lines result_lines(std::size_t nested) const;
    [[nodiscard]] std::string result_type() const;

    [[nodiscard]] std::string loan_class() const;
    [[nodiscard]] const api::Param& lent() const;
    void write_loan_class();
    std::string loan_end(const std::string& c_name);
    void write_end_helper(const calls::Registration& registration);
    [[nodiscard]] Lines entered(const api::Function& function, const Lines& lines) const;

    void write_wait(const std::string& name);
    void write_async(const std::string& name);

    [[nodiscard]] Lines warning() const;
    [[nodiscard]] bool is_getter() const;
    [[nodiscard]] bool is_setter() const;
    [[nodiscard]] Lines decorators(const std::string& name) const;
    [[nodiscard]] Lines parameters() const;
    [[nodiscard]] std::string definition(const Lines& decorators, const std::string& def,
                                         const std::string& name, const Lines& body,
                                         const std::string& doc) const;
    [[nodiscard]] std::string with_python_names(std::string text) const;
    [[nodiscard]] std::string docs(bool async) const;

    const Context& context_;
    const api::Function& function_;
    const api::Handle* handle_;
    FunctionModule& module_;
    std::size_t indent_;
    const model::Function& c_function_;
    const calls::Call& plan_;
    CallText text_;
    std::string result_ctype_, call_;
};

/// `if` the status is none that the failure accepts.
std::string status_check(const Context& context, const calls::Failure& failure);
/// `raise` of the error of a status, or an expression of it.
std::string failure_of(const Context& context, const calls::Call& call, bool is_known = false);
/// The exception for NULL where something must be given.
std::string nothing_failure(const api::Function& function, const calls::Call& call);

} // namespace ffigen::emit::python
