// The parts of one safe Rust function while it is put together. Each step adds to them: parameters
// (wrapper_params.cpp), texts, slices and their lengths (wrapper_buffers.cpp), results
// (wrapper_results.cpp), the body (wrapper_body.cpp).
#pragma once

#include "emit/rust/wrapper.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ffigen::emit::rust {

class WrapperBuilder {
  public:
    WrapperBuilder(Safe& safe, const api::Function& function, bool in_place);
    Json run();

  private:
    // Statements before and after the call, broken after the sign where they are a `let` and too
    // long.
    void before(std::string line) { before_.push_back(fitting(std::move(line))); }
    void after(std::string line) { after_.push_back(fitting(std::move(line))); }
    [[nodiscard]] std::string fitting(std::string line) const;
    [[nodiscard]] bool is_self(std::size_t index) const;
    const std::string& local_name(const api::Param& param) const { return local_names_.at(&param); }
    [[nodiscard]] std::vector<std::string> documentation() const;
    Json finish();
    [[nodiscard]] model::TargetSet targets() const;

    // wrapper_params.cpp
    void parameter(std::size_t index);
    void argument(const std::string& name, const std::string& type, std::string passed);
    void reference(const api::Param& param, const std::string& name, const std::string& kind,
                   const std::string& null, const std::string& to_pointer);
    /// Element type as C stores it: enums stay raw, since any value may be in there.
    std::string raw_element(const api::Param& param);
    void out(const api::Param& param, const std::string& name);
    void reserved(const api::Param& param);
    /// An object that is borrowed for the call, in a constructor or static method too.
    [[nodiscard]] const std::string& handle_type(const api::Param& param) const;
    void handle(std::size_t index, const api::Param& param, const std::string& name);
    void handle_out(const api::Param& param, const std::string& name);
    /// A new object from its address; with `borrowed` one that another object owns.
    void made(const std::string& type, const std::string& name, bool nullable, bool borrowed);
    [[nodiscard]] std::string self_or(const std::string& type) const;
    void lent_out(const api::Param& param, const std::string& name);
    void callback(const api::Param& param, const std::string& name);

    // wrapper_buffers.cpp
    void string_in(const api::Param& param, const std::string& name);
    void strings_in(const api::Param& param, const std::string& name);
    void string_out(const api::Param& param, const std::string& name);
    /// What a pointer points to.
    [[nodiscard]] model::Type pointer_behind(const model::Type& pointer) const;
    [[nodiscard]] std::string as_text(const std::string& name, const model::Type& pointer) const;
    /// A string that C gave, copied; what C wants freed is freed.
    void text_result(const std::string& name, const model::Type& pointer,
                     const std::string& release, bool nullable, bool on_error = false);
    void text_out(const api::Param& param, const std::string& name);
    void slice(const api::Param& param, const std::string& name, bool is_mutable);
    /// Length of the buffer that a count is of, as the caller's slice or text has it.
    [[nodiscard]] std::string length_of(const api::Param& buffer) const;
    void count(const api::Param& param);
    /// A length in the C type of its parameter.
    std::string sized(const api::Param& param, const std::string& length);
    std::string size_from(const api::Param& param, const std::string& name);
    void count_inout(const api::Param& param, const std::string& name);

    // wrapper_results.cpp
    void check_contract();
    void returned();
    void first_result(const std::string& type, const std::string& value) {
        results_.insert(results_.begin(), {type, value});
    }
    void move_last_first() { std::rotate(results_.begin(), results_.end() - 1, results_.end()); }
    void status(const api::Result& result);
    void string(const api::Result& result);
    [[nodiscard]] bool is_borrowed() const;
    /// Copied: what C goes on writing to must not be behind a Rust reference.
    void record_ref(const api::Result& result);
    [[nodiscard]] std::string result_type() const;

    // wrapper_body.cpp
    [[nodiscard]] std::string safety() const;
    /// Columns before a statement of the body.
    int indent() const { return function_.handle.empty() ? 4 : 8; }
    /// Text without the indentation that finish() adds.
    std::string relative(const std::string& text) const { return relative(text, indent()); }
    static std::string relative(const std::string& text, int columns);
    /// The lines after the first moved right.
    static std::string indented(const std::string& text, std::size_t columns);
    std::vector<std::string> body();
    void add_result(std::vector<std::string>& lines) const;
    /// A buffer that grows until the text fits.
    std::vector<std::string> text_body(std::vector<std::string> lines, const std::string& let);
    [[nodiscard]] std::string size_used() const;

    Safe& safe_;
    const api::Function& function_;
    bool in_place_;
    std::size_t target_;
    std::string raw_, status_, result_;
    Scope locals_;
    std::map<const api::Param*, std::string> local_names_;
    std::vector<std::string> signature_, call_, before_, checks_, after_, generics_, bounds_;
    std::vector<std::string> at_once_; ///< after the call, whatever its status
    std::vector<std::pair<std::string, std::string>> results_; ///< type, expression
    std::string buffer_, buffer_written_;                      ///< of a text that C writes
    bool fallible_ = false, asserts_ = false;
};

} // namespace ffigen::emit::rust
