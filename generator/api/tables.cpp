// Records of function pointers: a closure stands behind each of these members, as behind a function
// pointer that is a parameter, and all of them share one user data. Numbers and texts may stand
// beside them.
#include "api/callable.hpp"
#include "api/ranges.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

using model::TypeKind;

/// Adds what the members of a table are made of behind the parameters that C has.
class TableReader {
  public:
    TableReader(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                const model::Annotation& annotation)
        : lowering_(lowering), callable_(callable), roles_(roles), index_(index),
          annotation_(annotation), use_(read_use(lowering, callable, index, annotation)) {}

    void read() {
        const Shape& shape = roles_.shapes[index_];
        record_ = lowering_.contract.record(shape.target.name);
        if (!shape.pointee_const())
            return roles_.unsafe(fmt::format("C may change the record of function pointers '{}': "
                                             "make it const",
                                             callable_.entity(index_)));
        if (record_ == nullptr || record_->layouts.find(callable_.target) == nullptr ||
            record_->is_union || !same_everywhere())
            return roles_.unsafe(fmt::format("'{}' points to no record whose members are the same "
                                             "on every target",
                                             callable_.entity(index_)));
        if (!can_last())
            return;
        const std::size_t first = roles_.params.size();
        for (const model::Field& field : record_->layouts.find(callable_.target)->fields)
            if (!add_member(field))
                return;
        finish(first);
    }

  private:
    /// Members do not come and go with the target.
    [[nodiscard]] bool same_everywhere() const {
        const auto& groups = record_->layouts.groups;
        const auto same = [](const model::Field& one, const model::Field& other) {
            return one.name == other.name && !one.name.empty() && !one.is_bitfield;
        };
        return std::all_of(groups.begin(), groups.end(), [&](const auto& group) {
            const auto &fields = group.value.fields, &first = groups.front().value.fields;
            return std::equal(fields.begin(), fields.end(), first.begin(), first.end(), same);
        });
    }

    [[nodiscard]] bool can_last() {
        const std::string entity = callable_.entity(index_);
        if (use_.lifetime == Lifetime::once)
            roles_.unsafe(
                fmt::format("which of the functions of '{}' is called once is not said", entity));
        else if (annotation_.value("user_data") == nullptr)
            roles_.unsafe(
                fmt::format("the functions of '{}' get no user data, so no closures can stand "
                            "behind them",
                            entity));
        else
            return true;
        return false;
    }

    [[nodiscard]] bool is_named(std::string_view key, const std::string& field) const {
        const std::string* name = annotation_.value(std::string(key));
        return name != nullptr && *name == field && !callable_.find(*name);
    }

    bool add_member(const model::Field& field) {
        const Shape shape = shape_of(lowering_.contract, field.type, callable_.target);
        const model::FieldInfo* info = record_->info(field.name);
        const model::Annotations none;
        const model::Annotations& marks = info == nullptr ? none : info->annotations;
        Param param;
        param.type = field.type;
        param.name.c = field.name;
        param.member = Member{index_, field.name};
        param.nullable = shape.nullable || has(marks, "nullable");
        if (info != nullptr)
            param.doc = parse_doc(info->doc).text;
        param.unit = argument(marks, "unit");
        if (is_named("user_data", field.name) && is_user_data(shape)) {
            data_ = roles_.params.size();
            param.role = Role::user_data;
        } else if (is_named("destroy", field.name) &&
                   is_destructor(lowering_, shape, callable_.target)) {
            use_.destroy = roles_.params.size();
            param.role = Role::destroy;
        } else if (has(marks, "reserved")) {
            param.role = Role::reserved;
            param.of = index_;
        } else if (is_named("size", field.name) && shape.is_integer()) {
            param.role = Role::reserved;
            param.of = index_;
            param.is_size = true;
        } else if (shape.is_function_pointer()) {
            if (!add_closure(field, info, param))
                return false;
        } else if (!add_value(field, shape, marks, param)) {
            return false;
        }
        roles_.params.push_back(std::move(param));
        roles_.shapes.push_back(shape);
        return true;
    }

    /// A number or a text that callers give beside the functions.
    bool add_value(const model::Field& field, const Shape& shape, const model::Annotations& marks,
                   Param& param) {
        const std::string entity = record_->c_name + "." + field.name;
        if (const model::Annotation* range = model::find(marks, "range");
            range != nullptr && range->positional.size() == 2)
            param.range = Range{without_suffix(range->positional[0]),
                                without_suffix(range->positional[1]), std::nullopt};
        const bool is_text = shape.points_to(TypeKind::char_) && shape.pointee_const();
        const bool is_number = is_plain_number(lowering_, field.type, callable_.target) ||
                               shape.type.kind == TypeKind::bool_ ||
                               shape.type.kind == TypeKind::enumeration;
        param.role = is_text ? Role::string_in : Role::value;
        // A caller could say more than the record has.
        const bool may_lie =
            is_number && !param.range && param.unit.empty() && may_be_length(shape, field.name);
        if (!is_text && !is_number)
            roles_.unsafe(fmt::format("'{}' is neither function pointer, number nor text, and what "
                                      "it holds is not said: name it as user_data, or mark it "
                                      "FFI_RESERVED",
                                      entity));
        else if (may_lie)
            roles_.unsafe(fmt::format("'{}' may be a length, and of what is not said: write size = "
                                      "{} for that of the record, FFI_RANGE, or FFI_RESERVED",
                                      entity, field.name));
        return (is_text || is_number) && !may_lie;
    }

    bool add_closure(const model::Field& field, const model::FieldInfo* info, Param& param) {
        CallbackUse use = use_;
        use.type = callback_of(
            lowering_,
            {field.type, record_->name, field.name, info == nullptr ? record_->where : info->where},
            callable_.target);
        const Callback* callback = lowering_.api.callback(use.type);
        if (callback == nullptr || !callback->user_data) {
            roles_.unsafe(fmt::format("'{}.{}' gets no user data when it is called, so no closure "
                                      "can stand behind it",
                                      record_->c_name, field.name));
            return false;
        }
        if (!callback->problem.empty() && !callback->is_typedef)
            roles_.unsafe(
                fmt::format("{}; the type of '{}.{}' is written out: a typedef of its own "
                            "can say this",
                            callback->problem, record_->c_name, field.name));
        else if (!callback->problem.empty())
            roles_.unsafe(callback->problem);
        param.role = Role::callback;
        param.callback = std::move(use);
        return true;
    }

    /// What all members share: their user data, and what destroys it.
    void finish(std::size_t first) {
        const auto closure = std::find_if(
            roles_.params.begin() + static_cast<std::ptrdiff_t>(first), roles_.params.end(),
            [](const Param& each) { return each.callback.has_value(); });
        if (closure == roles_.params.end())
            return roles_.unsafe(
                fmt::format("'{}' has no function pointers", callable_.entity(index_)));
        const auto leader = static_cast<std::size_t>(closure - roles_.params.begin());
        if (!find_data(leader) || !find_destroy(leader) || !has_size(first))
            return;
        for (std::size_t i = first; i < roles_.params.size(); ++i) {
            if (!roles_.params[i].callback)
                continue;
            roles_.params[i].callback->user_data = data_;
            roles_.params[i].callback->destroy = use_.destroy;
        }
        roles_.params[index_].role = Role::table;
        roles_.params[index_].of = leader;
        roles_.params[index_].table = table_of(first);
    }

    /// What has the same members is given in the same way.
    [[nodiscard]] std::size_t table_of(std::size_t first) {
        Table table;
        table.record = record_->name;
        table.doc = parse_doc(record_->doc).text;
        Scope names;
        for (std::size_t i = first; i < roles_.params.size(); ++i) {
            Param each = roles_.params[i];
            if (each.of) // its user data, its destructor, what is always the same
                continue;
            const Words words = split_words(each.name.c);
            each.name.words = names.claim(words, words);
            table.members.push_back(std::move(each));
        }
        auto& known = lowering_.api.tables;
        const auto same = std::find_if(known.begin(), known.end(), [&](const Table& other) {
            return other.record == table.record &&
                   std::equal(other.members.begin(), other.members.end(), table.members.begin(),
                              table.members.end(),
                              [](const auto& a, const auto& b) { return a.name.c == b.name.c; });
        });
        if (same != known.end())
            return static_cast<std::size_t>(same - known.begin());
        Words words = lowering_.type_words(*record_);
        words.emplace_back("functions");
        table.name = lowering_.type_name(record_->name + "_functions", words);
        known.push_back(std::move(table));
        return known.size() - 1;
    }

    /// The member that holds the record's size is there, where one is named.
    bool has_size(std::size_t first) {
        const std::string* name = annotation_.value("size");
        if (name == nullptr ||
            std::any_of(roles_.params.begin() + static_cast<std::ptrdiff_t>(first),
                        roles_.params.end(), [](const Param& each) { return each.is_size; }))
            return true;
        lowering_.error(
            "A13", annotation_.where, callable_.entity(index_),
            fmt::format("'{}' has no integer '{}' for its size", record_->c_name, *name),
            "name the member that holds the size of the record");
        return false;
    }

    bool find_data(std::size_t leader) {
        if (data_) {
            roles_.params[*data_].of = leader;
            return true;
        }
        data_ = named_parameter(lowering_, callable_, index_, annotation_,
                                *annotation_.value("user_data"));
        if (!data_)
            return false;
        if (is_user_data(roles_.shapes[*data_]))
            return claim(lowering_, callable_, roles_, *data_, Role::user_data, leader);
        lowering_.error("A13", annotation_.where, callable_.entity(*data_),
                        fmt::format("'{}', the user data of '{}', is no 'void *'",
                                    callable_.entity(*data_), callable_.parameter(index_).name),
                        "name a parameter, or a member of the record, of type void *");
        return false;
    }

    bool find_destroy(std::size_t leader) {
        const std::string* name = annotation_.value("destroy");
        if (name == nullptr)
            return true;
        if (use_.destroy) {
            roles_.params[*use_.destroy].of = leader;
            return true;
        }
        use_.destroy = named_parameter(lowering_, callable_, index_, annotation_, *name);
        if (!use_.destroy)
            return false;
        if (is_destructor(lowering_, roles_.shapes[*use_.destroy], callable_.target))
            return claim(lowering_, callable_, roles_, *use_.destroy, Role::destroy, leader);
        lowering_.error("A13", annotation_.where, callable_.entity(*use_.destroy),
                        fmt::format("'{}' cannot destroy the user data of '{}'",
                                    callable_.entity(*use_.destroy),
                                    callable_.parameter(index_).name),
                        "name a parameter or member of type void (*)(void *)");
        return false;
    }

    Lowering& lowering_;
    const Callable& callable_;
    Roles& roles_;
    std::size_t index_;
    const model::Annotation& annotation_;
    CallbackUse use_;
    const model::Record* record_ = nullptr;
    std::optional<std::size_t> data_;
};

} // namespace

void relate_table(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                  const model::Annotation& annotation) {
    const std::string& record = roles.shapes[index].target.name;
    if (lowering.handle(record) != nullptr)
        return lowering.error(
            "A13", annotation.where, callable.entity(index),
            fmt::format("'{}' is marked FFI_CALLBACK but is an object", callable.entity(index)),
            "mark a function pointer, or the pointer to a record of them");
    if (annotation.value("type") != nullptr)
        return lowering.error("A13", annotation.where, callable.entity(index),
                              fmt::format("'{}' is a record, whose function pointers have types of "
                                          "their own",
                                          callable.entity(index)),
                              "drop type, and write the typedefs in the record");
    TableReader(lowering, callable, roles, index, annotation).read();
}

} // namespace ffigen::api
