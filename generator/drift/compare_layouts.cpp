#include "drift/compare_layouts.hpp"

#include <functional>
#include <set>
#include <unordered_map>

namespace ffigen::drift {
namespace {

using model::Enum;
using model::Record;
using model::Type;
using model::Typedef;
using model::TypeKind;

class Walk {
  public:
    Walk(Scope& scope, const std::vector<lock::Retired>& retired)
        : scope_(scope), enums_(match_by_name(scope, scope.before.enums, scope.after.enums)),
          records_(match_by_name(scope, scope.before.records, scope.after.records)),
          typedefs_(match_by_name(scope, scope.before.typedefs, scope.after.typedefs)),
          old_aliases_(aliases_of(scope.before)), new_aliases_(aliases_of(scope.after)) {
        name_anonymous();
        for (const auto& match : enums_)
            visit_enum(match, retired);
        for (std::size_t i = 0; i < records_.size(); ++i)
            if (records_[i].before)
                record_index_[records_[i].before->name] = i;
        for (std::size_t i = 0; i < typedefs_.size(); ++i)
            if (typedefs_[i].before)
                typedef_index_[typedefs_[i].before->name] = i;
        for (std::size_t i = 0; i < typedefs_.size(); ++i)
            visit_typedef(i);
        for (std::size_t i = 0; i < records_.size(); ++i)
            visit_record(i);
        aliases();
    }

  private:
    using Aliases = std::map<std::string, std::string>; ///< typedef's name → name of the type

    /// Types without a name are shown as the field they belong to. Members of anonymous members are
    /// told with the outer record, where they live.
    void name_anonymous() {
        for (const auto* contract : {&scope_.before, &scope_.after})
            for (const Record& record : contract->records)
                for (const auto& group : record.layouts.groups)
                    for (const model::Field& field : group.value.fields) {
                        const Type* type = &field.type;
                        while (type->kind == TypeKind::array || type->kind == TypeKind::pointer ||
                               type->kind == TypeKind::flexible_array)
                            type = &type->element();
                        if (type->kind != TypeKind::record)
                            continue;
                        if (field.is_anonymous)
                            flattened_.insert(type->name);
                        else
                            display_.try_emplace(type->name, record.name + "." + field.name);
                    }
    }

    std::string display(const Record& record) const {
        if (!record.is_anonymous)
            return record.name;
        const auto found = display_.find(record.name);
        return found == display_.end() ? record.name : found->second;
    }

    template <class T>
    Change presence(const T& item, std::string rule, std::string_view noun,
                    std::string_view verb) const {
        Change change;
        change.rule = std::move(rule);
        change.entity = item.name;
        change.subject = item.name;
        change.where = item.where;
        change.what = fmt::format("{} {}: {}", noun, verb, item.name);
        return change;
    }

    void visit_enum(const Matched<Enum>& match, const std::vector<lock::Retired>& retired) {
        if (match.before && match.after) {
            compare_enum(scope_, *match.before, *match.after, retired);
            return;
        }
        const Enum& item = match.before ? *match.before : *match.after;
        if (!item.from_header)
            return;
        Change change = presence(item, match.before ? "E12" : "E11", "enum",
                                 match.before ? "removed" : "added");
        if (item.is_anonymous && !item.enumerators.empty()) {
            change.entity = item.enumerators.front().name;
            change.what = fmt::format("enum {}: the one of {}", match.before ? "removed" : "added",
                                      change.entity);
        }
        change.consequences.push_back(fmt::format("{} enumerator{}", item.enumerators.size(),
                                                  item.enumerators.size() == 1 ? "" : "s"));
        scope_.add(std::move(change));
    }

    /// What the type contains by value comes first.
    void visit_contained(const Type& type) {
        switch (type.kind) {
        case TypeKind::array:
        case TypeKind::flexible_array:
        case TypeKind::atomic:
        case TypeKind::vector:
        case TypeKind::complex:
            visit_contained(type.element());
            return;
        case TypeKind::record:
            if (const auto found = record_index_.find(type.name); found != record_index_.end())
                visit_record(found->second);
            return;
        case TypeKind::typedef_:
            if (const auto found = typedef_index_.find(type.name); found != typedef_index_.end())
                visit_typedef(found->second);
            return;
        default:
            return;
        }
    }

    void visit_typedef(std::size_t index) {
        if (!typedefs_seen_.insert(index).second)
            return;
        const Matched<Typedef>& match = typedefs_[index];
        if (match.before)
            for (const auto& group : match.before->layouts.groups)
                visit_contained(group.value.underlying);
        if (match.before && match.after) {
            compare_typedef(scope_, *match.before, *match.after);
            return;
        }
        const Typedef& item = match.before ? *match.before : *match.after;
        // The name may live on as a record's or an enum's own.
        const bool lives_on = match.before ? names_a_type(scope_.after, new_aliases_, item.name)
                                           : names_a_type(scope_.before, old_aliases_, item.name);
        if (!item.from_header || lives_on)
            return;
        scope_.add(presence(item, match.before ? "T03" : "T04", "typedef",
                            match.before ? "removed" : "added"));
    }

    void visit_record(std::size_t index) {
        if (!records_seen_.insert(index).second)
            return;
        const Matched<Record>& match = records_[index];
        if (match.before)
            for (const auto& group : match.before->layouts.groups)
                for (const model::Field& field : group.value.fields)
                    visit_contained(field.type);
        const Record& item = match.before && !match.after ? *match.before : *match.after;
        if (flattened_.contains(item.name))
            return;
        if (match.before && match.after) {
            compare_record(scope_, *match.before, *match.after, display(item));
            return;
        }
        // A nameless type comes and goes with its field.
        if (!item.from_header || item.is_anonymous)
            return;
        scope_.add(presence(item, match.before ? "R05" : "R06", item.is_union ? "union" : "record",
                            match.before ? "removed" : "added"));
    }

    // ---- further names of records and enums
    // ----------------------------------------------------------------

    static Aliases aliases_of(const model::Contract& contract) {
        Aliases result;
        for (const Record& record : contract.records)
            for (const std::string& name : record.typedefs)
                result[name] = record.name;
        for (const Enum& item : contract.enums)
            for (const std::string& name : item.typedefs)
                result[name] = item.name;
        return result;
    }

    static bool names_a_type(const model::Contract& contract, const Aliases& aliases,
                             const std::string& name) {
        return contract.record(name) || contract.enumeration(name) || aliases.contains(name);
    }

    void aliases() {
        const auto tell = [&](const std::string& rule, const std::string& name,
                              const std::string& what, const std::string& from,
                              const std::string& to) {
            Change change;
            change.rule = rule;
            change.entity = name;
            change.what = what;
            change.old_value = from;
            change.new_value = to;
            if (const Record* record = scope_.after.record(to.empty() ? scope_.new_name(from) : to))
                change.where = record->where;
            else if (const Enum* item =
                         scope_.after.enumeration(to.empty() ? scope_.new_name(from) : to))
                change.where = item->where;
            scope_.add(std::move(change));
        };
        for (const auto& [name, type] : old_aliases_) {
            const auto now = new_aliases_.find(name);
            if (now != new_aliases_.end()) {
                if (scope_.new_name(type) != now->second)
                    tell("T02", name,
                         fmt::format("typedef retargeted: {} was {}, now {}", name, type,
                                     now->second),
                         type, now->second);
            } else if (!scope_.after.record(name) && !scope_.after.enumeration(name) &&
                       !scope_.after.typedef_named(name)) {
                tell("T03", name, fmt::format("typedef removed: {} for {}", name, type), type, "");
            }
        }
        for (const auto& [name, type] : new_aliases_)
            if (!old_aliases_.contains(name) && !scope_.before.record(name) &&
                !scope_.before.enumeration(name) && !scope_.before.typedef_named(name))
                tell("T04", name, fmt::format("typedef added: {} for {}", name, type), "", type);
    }

    Scope& scope_;
    std::vector<Matched<Enum>> enums_;
    std::vector<Matched<Record>> records_;
    std::vector<Matched<Typedef>> typedefs_;
    Aliases old_aliases_, new_aliases_;
    std::unordered_map<std::string, std::size_t> record_index_, typedef_index_; ///< by old name
    std::set<std::size_t> records_seen_, typedefs_seen_;
    std::set<std::string> flattened_;
    std::map<std::string, std::string> display_;
};

} // namespace

void compare_layouts(Scope& scope, const std::vector<lock::Retired>& retired) {
    Walk(scope, retired);
}

} // namespace ffigen::drift
