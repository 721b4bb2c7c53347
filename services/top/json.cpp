#include "json.hpp"

#include "rt/realtime.hpp"

#include <nlohmann/json.hpp>

namespace {

using nlohmann::ordered_json;

template <class T>
ordered_json or_null(const std::optional<T>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json grant_json(const rt::realtime_grant& grant) {
    return {{"level", rt::level_name(grant.level)},
            {"priority", grant.priority},
            {"memory_locked", grant.memory_locked != 0},
            {"why_not_more", grant.reason}};
}

ordered_json segment_json(const rt::SeenSegment& segment) {
    return {{"name", segment.name},
            {"bytes", segment.bytes},
            {"creator", segment.pid},
            {"creator_is", verdict_name(segment.creator)},
            {"closed", segment.closed}};
}

ordered_json end_json(const rt::SeenEnd& end) {
    return !end.taken ? ordered_json(nullptr)
                      : ordered_json{{"pid", end.pid}, {"dead", end.pid == 0}};
}

ordered_json service_json(const ServiceRow& row) {
    const rt::service_info& info = row.service.info;
    return {{"name", info.name},
            {"registry", row.registry},
            {"pid", info.pid},
            {"is", verdict_name(row.service.verdict)},
            {"producer", (info.flags & rt::service_producer) != 0},
            {"consumer", (info.flags & rt::service_consumer) != 0},
            {"standby", (info.flags & rt::service_standby) != 0},
            {"plays", or_null(row.plays)},
            {"heartbeat_age_ns", or_null(row.heartbeat_age_ns)},
            {"scheduling", row.grant ? grant_json(*row.grant) : ordered_json(nullptr)}};
}

ordered_json ring_json(const RingRow& row) {
    ordered_json json = segment_json(row.ring);
    json.update({{"mode", mode_name(row.ring.mode)},
                 {"slots", row.ring.slots},
                 {"written", row.ring.written},
                 {"per_second", or_null(row.rate)},
                 {"abandoned", row.ring.abandoned},
                 {"writer", end_json(row.ring.writer)},
                 {"reader", end_json(row.ring.reader)}});
    return json;
}

ordered_json channel_json(const ChannelRow& row) {
    const rt::SeenChannel& channel = row.channel;
    ordered_json json = segment_json(channel);
    json.update({{"mode", mode_name(channel.mode)},
                 {"content", channel.content},
                 {"slots", channel.slots},
                 {"message_bytes", channel.message_bytes},
                 {"sent", channel.sent},
                 {"per_second", or_null(row.rate)},
                 {"unread", channel.unread},
                 {"abandoned", channel.abandoned},
                 {"passed", channel.passed},
                 {"senders", channel.senders},
                 {"receivers", channel.receivers}});
    return json;
}

ordered_json stream_json(const StreamRow& row) {
    const rt::SeenState& state = row.state;
    ordered_json json = segment_json(state);
    json.update({{"sample_rate", state.format.sample_rate},
                 {"channels", state.format.channels},
                 {"frames_per_buffer", state.format.frames_per_buffer},
                 {"gain", state.gain},
                 {"pan", state.pan},
                 {"active", state.active},
                 {"produced", state.counters.blocks_produced},
                 {"consumed", state.counters.blocks_consumed},
                 {"underruns", state.counters.underruns},
                 {"overruns", state.counters.overruns},
                 {"per_second", or_null(row.rate)}});
    return json;
}

ordered_json process_json(const ProcessRow& row) {
    const rt::SeenReport& report = row.process.report;
    ordered_json lateness = ordered_json::array();
    for (std::size_t i = 0; i < rt::lateness_buckets; ++i) {
        lateness.push_back({{"below_us", std::uint64_t{2} << i}, {"periods", report.lateness[i]}});
    }
    ordered_json xruns = ordered_json::object();
    for (std::size_t i = 0; i < rt::xrun_causes; ++i) {
        xruns[rt::cause_name(static_cast<rt::XrunCause>(i))] = report.xruns[i];
    }
    ordered_json last = ordered_json::array();
    for (const rt::Xrun& loss : report.last) {
        last.push_back({{"time_ns", loss.time_ns},
                        {"cause", rt::cause_name(loss.cause)},
                        {"periods", loss.periods}});
    }
    return {{"pid", row.process.pid},
            {"is", verdict_name(row.process.creator)},
            {"who", row.who},
            {"scheduling", report.has_grant ? grant_json(report.grant) : ordered_json(nullptr)},
            {"period_ns", report.period_ns},
            {"periods", report.periods},
            {"late_ns", report.late_ns},
            {"lateness", lateness},
            {"xruns", xruns},
            {"last_xruns", last}};
}

template <class Row, class Make>
ordered_json list_json(const std::vector<Row>& rows, const Make& make) {
    ordered_json list = ordered_json::array();
    for (const Row& row : rows) {
        list.push_back(make(row));
    }
    return list;
}

} // namespace

std::string view_json(const View& view) {
    const ordered_json document{{"schema_version", 1},
                                {"time_ns", view.time_ns},
                                {"services", list_json(view.services, service_json)},
                                {"rings", list_json(view.rings, ring_json)},
                                {"channels", list_json(view.channels, channel_json)},
                                {"streams", list_json(view.streams, stream_json)},
                                {"processes", list_json(view.processes, process_json)},
                                {"unseen", list_json(view.unseen, [](const rt::Unseen& each) {
                                     return ordered_json{{"file", each.file},
                                                         {"problem", each.problem}};
                                 })}};
    // Damaged memory holds any number and any byte: neither may end the program.
    return document.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}
