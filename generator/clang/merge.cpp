#include "clang/merge.hpp"

#include <algorithm>
#include <unordered_map>

namespace ffigen::clang {
using namespace model;

/// Keeps entities in a linked order so that one may be inserted behind another in constant time.
template <class T>
class OrderedMerge {
  public:
    /// `combine(into, from, target)` moves what is specific to the target.
    template <class Combine>
    void add(std::vector<T> items, std::size_t target, Combine combine) {
        std::size_t previous = none;
        for (T& item : items) {
            const auto [found, inserted] = index_.try_emplace(item.name, items_.size());
            if (inserted) {
                items_.push_back(std::move(item));
                const std::size_t at = items_.size() - 1;
                std::size_t& link = previous == none ? head_ : next_[previous];
                next_.push_back(link);
                (previous == none ? head_ : next_[previous]) = at;
                combine(items_[at], items_[at], target, true);
            } else {
                combine(items_[found->second], item, target, false);
            }
            previous = found->second;
        }
    }

    std::vector<T> take() {
        std::vector<T> result;
        result.reserve(items_.size());
        for (std::size_t at = head_; at != none; at = next_[at])
            result.push_back(std::move(items_[at]));
        return result;
    }

  private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<T> items_;
    std::vector<std::size_t> next_;
    std::size_t head_ = none;
    std::unordered_map<std::string, std::size_t> index_;
};

namespace {

/// Moves the value read for the only target of `from` to `target` of `into`.
template <class T>
void move_value(PerTarget<T>& into, PerTarget<T>& from, std::size_t target, bool first) {
    if (from.groups.empty())
        return;
    T value = std::move(from.groups.front().value);
    if (first)
        into.groups.clear();
    into.set(target, std::move(value));
}

void complete_entity(Entity& into, const Entity& from) {
    if (into.doc.empty())
        into.doc = from.doc;
    if (into.annotations.empty())
        into.annotations = from.annotations;
}

void merge_record(Record& into, Record& from, std::size_t target, bool first) {
    move_value(into.layouts, from.layouts, target, first);
    if (first)
        return;
    complete_entity(into, from);
    into.is_complete |= from.is_complete;
    into.is_packed |= from.is_packed;
    into.declared_align = std::max(into.declared_align, from.declared_align);
    for (FieldInfo& info : from.field_info)
        if (into.info(info.name) == nullptr)
            into.field_info.push_back(std::move(info));
}

void merge_enum(Enum& into, Enum& from, std::size_t target, bool first) {
    move_value(into.layouts, from.layouts, target, first);
    into.is_named_by_tag |= from.is_named_by_tag;
    if (first || into.enumerators.size() == from.enumerators.size())
        return;
    for (Enumerator& enumerator : from.enumerators) {
        bool known = false;
        for (const Enumerator& other : into.enumerators)
            known |= other.name == enumerator.name;
        if (!known)
            into.enumerators.push_back(std::move(enumerator));
    }
}

void merge_function(Function& into, Function& from, std::size_t target, bool first) {
    move_value(into.signatures, from.signatures, target, first);
    if (!first)
        complete_entity(into, from);
}

} // namespace

struct Merge::Lists {
    OrderedMerge<Record> records;
    OrderedMerge<Enum> enums;
    OrderedMerge<Typedef> typedefs;
    OrderedMerge<Callback> callbacks;
    OrderedMerge<Function> functions;
    OrderedMerge<Variable> variables;
    OrderedMerge<Constant> constants;
    OrderedMerge<Skipped> skipped;
    std::vector<TargetInfo> targets;
    Annotations module;
    std::set<std::string> own_standard_names;
};

Merge::Merge() : lists_(std::make_unique<Lists>()) {}
Merge::~Merge() = default;

void Merge::add(Contract from) {
    const std::size_t target = lists_->targets.size();
    const auto by = [](auto member) {
        return [member](auto& into, auto& other, std::size_t where, bool first) {
            move_value(into.*member, other.*member, where, first);
        };
    };
    lists_->targets.push_back(std::move(from.targets.front()));
    lists_->records.add(std::move(from.records), target, merge_record);
    lists_->enums.add(std::move(from.enums), target, merge_enum);
    lists_->typedefs.add(std::move(from.typedefs), target, by(&Typedef::layouts));
    lists_->callbacks.add(std::move(from.callbacks), target, by(&Callback::signatures));
    lists_->functions.add(std::move(from.functions), target, merge_function);
    lists_->variables.add(std::move(from.variables), target, by(&Variable::types));
    lists_->constants.add(std::move(from.constants), target, by(&Constant::values));
    lists_->skipped.add(std::move(from.skipped), target,
                        [](Skipped& into, Skipped& other, std::size_t, bool first) {
                            if (!first && other.definition != into.definition)
                                into.definition.clear();
                        });
    lists_->own_standard_names.merge(from.own_standard_names);
    for (Annotation& annotation : from.module)
        if (std::ranges::find(lists_->module, annotation) == lists_->module.end())
            lists_->module.push_back(std::move(annotation));
}

Contract Merge::take() {
    Contract result;
    result.targets = std::move(lists_->targets);
    result.module = std::move(lists_->module);
    result.own_standard_names = std::move(lists_->own_standard_names);
    result.records = lists_->records.take();
    result.enums = lists_->enums.take();
    result.typedefs = lists_->typedefs.take();
    result.callbacks = lists_->callbacks.take();
    result.functions = lists_->functions.take();
    result.variables = lists_->variables.take();
    result.constants = lists_->constants.take();
    result.skipped = lists_->skipped.take();
    lists_ = std::make_unique<Lists>();
    // What is a constant on one target may be skipped on another; then it is not skipped.
    std::erase_if(result.skipped,
                  [&](const Skipped& item) { return result.constant(item.name) != nullptr; });
    return result;
}

} // namespace ffigen::clang
