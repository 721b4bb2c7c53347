#include "drift/signature_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::drift {
namespace {

using model::Parameter;
using model::Type;
using Part = SignatureChange::Part;

std::string_view convention_name(model::CallingConvention convention) {
    static constexpr std::string_view names[] = {
        "c",     "stdcall",   "fastcall", "thiscall",      "vectorcall",   "ms_abi",     "sysv_abi",
        "aapcs", "aapcs_vfp", "regcall",  "preserve_most", "preserve_all", "another one"};
    return names[static_cast<std::size_t>(convention)];
}

/// "const char *name"
std::string declared(const Type& type, const std::string& name) { return model::to_c(type, name); }

std::string name_of(const std::vector<Parameter>& parameters, std::size_t index) {
    return index < parameters.size() ? parameters[index].name : std::string();
}

class SignatureComparison {
  public:
    SignatureComparison(const Scope& scope, const Type& a,
                        const std::vector<Parameter>& a_parameters, const Type& b,
                        const std::vector<Parameter>& b_parameters, model::TargetSet targets)
        : scope_(scope), a_(a), b_(b), a_parameters_(a_parameters), b_parameters_(b_parameters),
          targets_(targets) {}

    std::vector<SignatureChange> run() {
        result_type();
        if (a_.convention != b_.convention)
            add({Part::convention,
                 0,
                 TypeChange::none,
                 targets_,
                 {},
                 std::string(convention_name(a_.convention)),
                 std::string(convention_name(b_.convention)),
                 fmt::format("calling convention was {}, now {}", convention_name(a_.convention),
                             convention_name(b_.convention))});
        if (a_.args.size() != b_.args.size()) {
            count();
        } else {
            const std::set<std::size_t> told = order();
            for (std::size_t i = 1; i < b_.args.size(); ++i)
                if (!told.contains(i))
                    parameter(i);
            if (a_.has_prototype != b_.has_prototype)
                add({Part::prototype,
                     0,
                     TypeChange::none,
                     targets_,
                     {},
                     a_.has_prototype ? "(void)" : "()",
                     b_.has_prototype ? "(void)" : "()",
                     b_.has_prototype ? "() became (void)" : "(void) became ()"});
        }
        // Without a prototype a function takes anything: that is told as such.
        if (a_.variadic != b_.variadic && a_.has_prototype == b_.has_prototype)
            add({Part::variadic,
                 0,
                 TypeChange::none,
                 targets_,
                 {},
                 a_.variadic ? "variadic" : "not variadic",
                 b_.variadic ? "variadic" : "not variadic",
                 b_.variadic ? "became variadic" : "is no longer variadic"});
        return std::move(changes_);
    }

  private:
    void add(SignatureChange change) { changes_.push_back(std::move(change)); }

    void result_type() {
        const TypeDelta delta = compare_types(scope_, model::unqualified(a_.element()),
                                              model::unqualified(b_.element()), targets_);
        if (delta.what == TypeChange::none)
            return;
        std::string from = model::to_c(a_.element()), to = model::to_c(b_.element());
        if (delta.what == TypeChange::nullability) {
            from += fmt::format(" ({})", nullability_word(a_.element()));
            to += fmt::format(" ({})", nullability_word(b_.element()));
        }
        add({Part::result,
             0,
             delta.what,
             delta.targets,
             {},
             from,
             to,
             fmt::format("returned {}, now {}", from, to)});
    }

    void count() {
        std::vector<std::string> came, went;
        const auto has = [](const std::vector<Parameter>& list, const std::string& name) {
            return std::any_of(list.begin(), list.end(),
                               [&](const Parameter& p) { return p.name == name; });
        };
        for (std::size_t i = 1; i < b_.args.size(); ++i)
            if (const std::string name = name_of(b_parameters_, i - 1);
                !name.empty() && !has(a_parameters_, name))
                came.push_back(declared(b_.args[i], name));
        for (std::size_t i = 1; i < a_.args.size(); ++i)
            if (const std::string name = name_of(a_parameters_, i - 1);
                !name.empty() && !has(b_parameters_, name))
                went.push_back(declared(a_.args[i], name));
        std::string what =
            fmt::format("{} parameters, now {}", a_.args.size() - 1, b_.args.size() - 1);
        if (!came.empty())
            what += fmt::format("; added: {}", fmt::join(came, ", "));
        if (!went.empty())
            what += fmt::format("; removed: {}", fmt::join(went, ", "));
        add({Part::count,
             0,
             TypeChange::none,
             targets_,
             {},
             list_of(a_, a_parameters_),
             list_of(b_, b_parameters_),
             what});
    }

    static std::string list_of(const Type& type, const std::vector<Parameter>& parameters) {
        std::vector<std::string> items;
        for (std::size_t i = 1; i < type.args.size(); ++i)
            items.push_back(declared(type.args[i], name_of(parameters, i - 1)));
        return fmt::format("({})",
                           items.empty() ? "void" : fmt::format("{}", fmt::join(items, ", ")));
    }

    /// The same names in other places, their types with them. Of one type: nothing but the header
    /// tells. The places that this is about, counted from 1; none when it is something else.
    std::set<std::size_t> order() {
        const std::set<std::string> old_names = names_of(a_, a_parameters_),
                                    new_names = names_of(b_, b_parameters_);
        std::set<std::size_t> moved;
        std::multiset<std::string> before, after;
        for (std::size_t i = 1; i < b_.args.size(); ++i) {
            const std::string from = name_of(a_parameters_, i - 1),
                              to = name_of(b_parameters_, i - 1);
            if (from == to || !new_names.contains(from) || !old_names.contains(to))
                continue;
            moved.insert(i);
            before.insert(from);
            after.insert(to);
        }
        if (moved.empty() || before != after || before.contains(""))
            return {};
        std::vector<std::string> names;
        bool types_stay = true;
        for (const std::size_t i : moved) {
            names.push_back(name_of(b_parameters_, i - 1));
            types_stay &= same(a_.args[i], b_.args[i]);
            for (const std::size_t k : moved)
                if (name_of(a_parameters_, k - 1) == names.back() && !same(a_.args[k], b_.args[i]))
                    return {};
        }
        const std::string from = list_of(a_, a_parameters_), to = list_of(b_, b_parameters_);
        add({types_stay ? Part::swapped : Part::reordered, *moved.begin() - 1, TypeChange::none,
             targets_, names.front(), from, to,
             fmt::format("parameters {}: {}", types_stay ? "of the same type swapped" : "reordered",
                         fmt::join(names, ", "))});
        return moved;
    }

    static std::set<std::string> names_of(const Type& type,
                                          const std::vector<Parameter>& parameters) {
        std::set<std::string> result;
        for (std::size_t i = 1; i < type.args.size(); ++i)
            result.insert(name_of(parameters, i - 1));
        return result;
    }

    bool same(const Type& a, const Type& b) const {
        return compare_types(scope_, model::unqualified(a), model::unqualified(b), targets_).what ==
               TypeChange::none;
    }

    void parameter(std::size_t index) {
        const std::string old_name = name_of(a_parameters_, index - 1),
                          new_name = name_of(b_parameters_, index - 1);
        const std::string shown = new_name.empty() ? fmt::format("{}", index) : new_name;
        const TypeDelta delta = compare_types(scope_, model::unqualified(a_.args[index]),
                                              model::unqualified(b_.args[index]), targets_);
        if (delta.what != TypeChange::none) {
            std::string from = declared(a_.args[index], old_name),
                        to = declared(b_.args[index], new_name);
            std::string what = fmt::format("parameter {} was `{}`, now `{}`", shown, from, to);
            if (delta.what == TypeChange::nullability) {
                from = nullability_word(a_.args[index]);
                to = nullability_word(b_.args[index]);
                what = fmt::format("parameter {} was {}, now {}", shown, from, to);
            }
            add({Part::parameter, index - 1, delta.what, delta.targets, shown, from, to, what});
        } else if (old_name != new_name && !old_name.empty() && !new_name.empty()) {
            add({Part::name, index - 1, TypeChange::none, targets_, shown, old_name, new_name,
                 fmt::format("parameter {} renamed: {} → {}", index, old_name, new_name)});
        }
    }

    const Scope& scope_;
    const Type &a_, &b_;
    const std::vector<Parameter>&a_parameters_, &b_parameters_;
    model::TargetSet targets_;
    std::vector<SignatureChange> changes_;
};

} // namespace

std::vector<SignatureChange> compare_signatures(const Scope& scope, const Type& a,
                                                const std::vector<Parameter>& a_parameters,
                                                const Type& b,
                                                const std::vector<Parameter>& b_parameters,
                                                model::TargetSet targets) {
    return SignatureComparison(scope, a, a_parameters, b, b_parameters, targets).run();
}

} // namespace ffigen::drift
