#include "rt/segment_label.hpp"

#include "contract_fingerprint.h"
#include "rt_audio_ffi.h"

#include <cstring>

namespace rt {
namespace {

constexpr char fingerprint[] = RT_AUDIO_CONTRACT_FINGERPRINT;
static_assert(sizeof fingerprint == sizeof SegmentLabel::fingerprint + 1);

ErrorCode check_versions(const SegmentLabel& label, const char* what, const char* name) noexcept {
    if (label.version != layout_version) {
        return fail(ErrorCode::version_mismatch, "%s '%s' has layout %u; this library reads %u",
                    what, name, label.version, layout_version);
    }
    // Who lives is no matter of the contract: libraries of all contracts share one table.
    if (label.kind == static_cast<std::uint32_t>(SegmentKind::lives)) {
        return ErrorCode::ok;
    }
    if (label.abi_version / 1000 != RT_FFI_ABI_VERSION / 1000) {
        return fail(ErrorCode::version_mismatch,
                    "%s '%s' was made by contract %u.%u; this library speaks %u.%u", what, name,
                    label.abi_version / 1000, label.abi_version % 1000, RT_FFI_ABI_VERSION / 1000,
                    RT_FFI_ABI_VERSION % 1000);
    }
    if (std::memcmp(label.fingerprint, fingerprint, sizeof label.fingerprint) != 0) {
        return fail(ErrorCode::fingerprint_mismatch,
                    "%s '%s' was made from contract %.12s...; this library is built from %.12s...",
                    what, name, label.fingerprint, fingerprint);
    }
    return ErrorCode::ok;
}

} // namespace

const char* kind_name(SegmentKind kind) noexcept {
    switch (kind) {
    case SegmentKind::ring:
        return "ring";
    case SegmentKind::state:
        return "state";
    case SegmentKind::registry:
        return "registry";
    case SegmentKind::lives:
        return "lives";
    case SegmentKind::report:
        return "report";
    case SegmentKind::channel:
        return "channel";
    }
    return "segment";
}

SegmentLabel make_label(SegmentKind kind, std::size_t payload_bytes,
                        const SegmentParameters& parameters, LifeToken creator) noexcept {
    SegmentLabel label{};
    label.magic = segment_magic;
    label.version = layout_version;
    label.kind = static_cast<std::uint32_t>(kind);
    label.total_bytes = sizeof(SegmentHeader) + payload_bytes;
    label.header_bytes = sizeof(SegmentHeader);
    if (creator != 0) {
        const ProcessIdentity identity = life_identity(creator);
        label.pid = identity.pid;
        label.start_time = identity.start_time;
        label.pid_namespace = identity.pid_namespace;
        label.creator = creator;
    }
    // The table of lives itself is in no other table.
    label.lives_epoch = kind == SegmentKind::lives ? 0 : lives_epoch();
    label.payload_bytes = payload_bytes;
    label.abi_version = RT_FFI_ABI_VERSION;
    label.parameters = parameters;
    std::memcpy(label.fingerprint, fingerprint, sizeof label.fingerprint);
    return label;
}

ErrorCode check_label(const SegmentLabel& label, std::uint64_t file_bytes, SegmentKind kind,
                      const char* name) noexcept {
    const char* what = kind_name(kind);
    if (label.magic != segment_magic) {
        return fail(ErrorCode::corrupt, "%s '%s': no segment of this library (magic %016llx)", what,
                    name, static_cast<unsigned long long>(label.magic));
    }
    if (const ErrorCode error = check_versions(label, what, name); error != ErrorCode::ok) {
        return error;
    }
    if (label.kind != static_cast<std::uint32_t>(kind)) {
        return fail(ErrorCode::corrupt, "%s '%s' holds a segment of kind %u", what, name,
                    label.kind);
    }
    if (label.header_bytes != sizeof(SegmentHeader) || label.total_bytes != file_bytes ||
        label.payload_bytes != file_bytes - sizeof(SegmentHeader)) {
        return fail(ErrorCode::corrupt,
                    "%s '%s' is %s: its header promises %llu bytes, the file has %llu", what, name,
                    label.total_bytes > file_bytes ? "short" : "damaged",
                    static_cast<unsigned long long>(label.total_bytes),
                    static_cast<unsigned long long>(file_bytes));
    }
    if (kind != SegmentKind::lives && label.lives_epoch != lives_epoch()) {
        return fail(ErrorCode::corrupt,
                    "%s '%s' is foreign: process %d of pid namespace %llu, which made it, kept "
                    "its life in another table; whether it lives cannot be told from here",
                    what, name, label.pid, static_cast<unsigned long long>(label.pid_namespace));
    }
    return ErrorCode::ok;
}

Verdict verdict_on_creator(const SegmentLabel& label) noexcept {
    return label.version < layout_version || label.lives_epoch != lives_epoch()
               ? Verdict::unknown
               : verdict_on(label.creator);
}

} // namespace rt
