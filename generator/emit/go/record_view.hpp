// A record plan as template data, in the names of either layer.
#pragma once

#include "emit/go/records.hpp"
#include "emit/go/sheets.hpp"

#include <string>

namespace ffigen::emit::go {

/// Go names of a record and its members.
struct RecordNames {
    std::string type;
    std::vector<std::string> members; ///< by index into RecordPlan::members: field or accessor
    std::vector<std::string> setters; ///< the same
};
RecordNames record_names(const Context& context, const RecordPlan& plan, Layer layer);

/// Documentation of a member: its text, unit and range.
std::vector<DocPart> member_doc(const Member& member);

/// The record on one platform: name, doc, fields, accessors, over_aligned, …
Json record_view(const Context& context, const RecordPlan& plan, std::size_t platform, Layer layer);

/// The record with the elements that stand behind it.
Json flexible_view(const Context& context, const RecordPlan& plan, std::size_t platform,
                   const api::Flexible& flexible);

/// Assertions of size, alignment and offsets on one platform.
Json record_checks(const Context& context, const RecordPlan& plan, std::size_t platform,
                   Layer layer);

} // namespace ffigen::emit::go
