#include "lock/merge.hpp"

#include "lock/unsealed.hpp"
#include "passes/fingerprint.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace ffigen::lock {
namespace {

using nlohmann::ordered_json;

/// Absent where a side does not have it.
using Side = std::optional<ordered_json>;

class Merger {
  public:
    Side merge(const Side& base, const Side& ours, const Side& theirs, const std::string& path) {
        if (ours == theirs || base == theirs)
            return ours;
        if (base == ours)
            return theirs;
        if (ours && theirs && ours->is_object() && theirs->is_object() && !is_entity(path))
            return merge_objects(base, *ours, *theirs, path);
        if (ours && theirs && has_keys(*ours) && has_keys(*theirs) && !is_entity(path))
            return merge_lists(base, *ours, *theirs, path);
        conflicts.push_back(path);
        return ours;
    }

    std::vector<std::string> conflicts;

  private:
    /// "records/engine": an entity is one thing, since the layout of a record is not the sum of
    /// two.
    static bool is_entity(const std::string& path) { return path.find('/') != std::string::npos; }

    /// What tells an element of a list from the others.
    static std::string key_of(const ordered_json& item) {
        if (item.is_string())
            return item.get<std::string>();
        std::string key;
        for (const char* part : {"fingerprint", "enum", "name"})
            if (item.is_object() && item.contains(part))
                key += (key.empty() ? "" : ".") + item[part].get<std::string>();
        if (item.is_object() && item.contains("triples"))
            key = item["triples"].dump();
        return key;
    }

    static bool has_keys(const ordered_json& list) {
        return list.is_array() && std::ranges::none_of(list, [](const ordered_json& item) {
                   return key_of(item).empty();
               });
    }

    static Side member(const Side& object, const std::string& key) {
        return object && object->is_object() && object->contains(key) ? Side((*object)[key])
                                                                      : std::nullopt;
    }

    Side merge_objects(const Side& base, const ordered_json& ours, const ordered_json& theirs,
                       const std::string& path) {
        ordered_json result = ordered_json::object();
        std::vector<std::string> keys;
        for (const auto* side : {&ours, &theirs})
            for (const auto& [key, value] : side->items())
                if (std::ranges::find(keys, key) == keys.end())
                    keys.push_back(key);
        for (const std::string& key : keys)
            if (auto value = merge(member(base, key), member(ours, key), member(theirs, key),
                                   path.empty() ? key : path + "/" + key))
                result[key] = std::move(*value);
        return result;
    }

    static std::map<std::string, ordered_json> by_key(const ordered_json& list) {
        std::map<std::string, ordered_json> result;
        for (const ordered_json& item : list)
            result.emplace(key_of(item), item);
        return result;
    }

    Side merge_lists(const Side& base, const ordered_json& ours, const ordered_json& theirs,
                     const std::string& path) {
        const auto before = by_key(base && base->is_array() ? *base : ordered_json::array());
        const auto mine = by_key(ours), other = by_key(theirs);
        const auto find = [](const auto& side, const std::string& key) {
            const auto found = side.find(key);
            return found == side.end() ? Side() : Side(found->second);
        };
        std::set<std::string> keys;
        for (const auto* side : {&mine, &other})
            for (const auto& [key, item] : *side)
                keys.insert(key);
        ordered_json result = ordered_json::array();
        for (const std::string& key : keys) // sorted, as a lock is
            if (auto item =
                    merge(find(before, key), find(mine, key), find(other, key), path + "/" + key))
                result.push_back(std::move(*item));
        return result;
    }
};

/// Names of sections become those of their targets: which targets are alike is each lock's own.
void expand(ordered_json& value, const ordered_json& sections) {
    if (value.is_object() && value.contains("targets")) {
        std::set<std::string> triples;
        for (const ordered_json& name : value["targets"])
            if (name.is_string() && sections.contains(name.get<std::string>()))
                for (const ordered_json& triple : sections[name.get<std::string>()])
                    triples.insert(triple.get<std::string>());
        if (!triples.empty())
            value["targets"] = triples;
    }
    if (value.is_structured())
        for (ordered_json& part : value)
            expand(part, sections);
}

ordered_json parsed(std::string_view text) {
    ordered_json file = ordered_json::parse(text);
    const ordered_json sections = file["sections"];
    for (const char* derived : {"fingerprint", "sha256", "tool", "sections"})
        file.erase(derived);
    expand(file, sections);
    ordered_json own = ordered_json::object();
    for (const auto& [name, triples] : sections.items())
        for (const ordered_json& triple : triples)
            own[triple.get<std::string>()] = {triple};
    file["sections"] = own;
    return file;
}

} // namespace

std::variant<std::string, MergeConflict> merge_locks(std::string_view base, std::string_view ours,
                                                     std::string_view theirs) {
    Merger merger;
    const auto merged = merger.merge(parsed(base), parsed(ours), parsed(theirs), "");
    if (!merger.conflicts.empty())
        return MergeConflict{std::move(merger.conflicts)};
    const ordered_json mine = ordered_json::parse(ours);
    ordered_json whole = *merged;
    whole["tool"] = mine["tool"];
    whole["fingerprint"] = mine["fingerprint"];
    auto lock = read_unsealed(whole);
    auto* read = std::get_if<Lock>(&lock);
    if (read == nullptr)
        return MergeConflict{{std::get<LockError>(lock).message}};
    read->contract.fingerprint = passes::fingerprint(read->contract);
    return write_lock(*read);
}

bool has_conflict_marks(std::string_view text) {
    return text.starts_with("<<<<<<< ") || text.find("\n<<<<<<< ") != std::string_view::npos ||
           text.find("\n>>>>>>> ") != std::string_view::npos;
}

} // namespace ffigen::lock
