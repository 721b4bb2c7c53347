#include "table.hpp"

#include "rt/realtime.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace {

/// Rows of texts, each column as wide as its widest.
class Table {
  public:
    /// '<' or '>' for each column.
    Table(std::string sides, std::vector<std::string> titles) : sides_(std::move(sides)) {
        rows_.push_back(std::move(titles));
    }
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    std::string text(std::size_t columns) const;

  private:
    std::string sides_;
    std::vector<std::vector<std::string>> rows_;
};

std::string Table::text(std::size_t columns) const {
    if (rows_.size() == 1) {
        return "";
    }
    std::vector<std::size_t> widths(sides_.size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    std::string text = "\n";
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string gap = i == 0 ? "" : "  ";
            line += sides_[i] == '<' ? fmt::format("{}{:<{}}", gap, row[i], widths[i])
                                     : fmt::format("{}{:>{}}", gap, row[i], widths[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line.substr(0, columns) + "\n";
    }
    return text;
}

std::string per_second(const std::optional<double>& rate) {
    return rate ? fmt::format("{:.1f}", *rate) : "-";
}

std::string age(const std::optional<std::uint64_t>& ns) {
    if (!ns) {
        return "-";
    }
    const double ms = static_cast<double>(*ns) / 1e6;
    return ms < 10'000 ? fmt::format("{:.0f} ms", ms) : fmt::format("{:.0f} s", ms / 1000);
}

std::string level(const rt::realtime_grant& grant) {
    return grant.priority == 0 ? rt::level_name(grant.level)
                               : fmt::format("{} {}", rt::level_name(grant.level), grant.priority);
}

std::string role(std::uint32_t flags) {
    std::string text;
    for (const auto& [bit, name] :
         {std::pair{rt::service_producer, "producer"}, std::pair{rt::service_consumer, "consumer"},
          std::pair{rt::service_standby, "standby"}}) {
        if ((flags & bit) != 0) {
            text += (text.empty() ? "" : "+") + std::string(name);
        }
    }
    return text.empty() ? "-" : text;
}

std::string condition(const ServiceRow& row) {
    if (row.service.verdict != rt::Verdict::alive) {
        return verdict_name(row.service.verdict);
    }
    return !row.plays ? "alive" : *row.plays ? "plays" : "waits";
}

std::string end_of(const rt::SeenEnd& end) {
    return !end.taken ? "-" : end.pid == 0 ? "dead" : std::to_string(end.pid);
}

std::string condition(const rt::SeenSegment& segment) {
    return segment.closed                          ? "closed"
           : segment.creator == rt::Verdict::alive ? ""
           : segment.creator == rt::Verdict::dead  ? "creator died"
                                                   : "creator unknown";
}

std::string services_text(const View& view, std::size_t columns) {
    Table table("<><<><<",
                {"SERVICE", "PID", "ROLE", "STATE", "BEAT", "SCHEDULING", "WHY NOT MORE"});
    for (const ServiceRow& row : view.services) {
        const rt::service_info& info = row.service.info;
        table.add({info.name, std::to_string(info.pid), role(info.flags), condition(row),
                   age(row.heartbeat_age_ns), row.grant ? level(*row.grant) : "-",
                   row.grant ? row.grant->reason : ""});
    }
    return table.text(columns);
}

std::string rings_text(const View& view, std::size_t columns) {
    Table table("<<>>>>>>>><", {"RING", "MODE", "SLOTS", "WRITTEN", "PER S", "UNREAD", "ABANDONED",
                                "WRITER", "READER", "KIB", ""});
    for (const RingRow& row : view.rings) {
        const rt::SeenRing& ring = row.ring;
        const bool counted = ring.mode == rt::ring_mode::lossless && ring.written >= ring.tail;
        table.add({ring.name, mode_name(ring.mode), std::to_string(ring.slots),
                   std::to_string(ring.written), per_second(row.rate),
                   counted ? std::to_string(ring.written - ring.tail) : "-",
                   std::to_string(ring.abandoned), end_of(ring.writer), end_of(ring.reader),
                   std::to_string(ring.bytes / 1024), condition(ring)});
    }
    return table.text(columns);
}

std::string channels_text(const View& view, std::size_t columns) {
    Table table("<<>>>>>>>>><", {"CHANNEL", "MODE", "SLOTS", "BYTES", "SENT", "PER S", "UNREAD",
                                 "ABANDONED", "PASSED", "SENDERS", "READERS", "CONTENT"});
    for (const ChannelRow& row : view.channels) {
        const rt::SeenChannel& channel = row.channel;
        const bool queue = channel.mode == rt::channel_mode::queue;
        const std::string state = condition(channel);
        table.add({channel.name, mode_name(channel.mode), std::to_string(channel.slots),
                   std::to_string(channel.message_bytes), std::to_string(channel.sent),
                   per_second(row.rate), queue ? std::to_string(channel.unread) : "-",
                   std::to_string(channel.abandoned), std::to_string(channel.passed),
                   std::to_string(channel.senders), queue ? std::to_string(channel.receivers) : "-",
                   state.empty() ? channel.content : state});
    }
    return table.text(columns);
}

std::string streams_text(const View& view, std::size_t columns) {
    Table table("<<>><>>>>>><", {"STREAM", "FORMAT", "GAIN", "PAN", "RUNS", "PRODUCED", "PLAYED",
                                 "PER S", "GAPS", "OVERRUNS", "NEW", ""});
    for (const StreamRow& row : view.streams) {
        const rt::SeenState& state = row.state;
        const rt::stream_counters& counters = state.counters;
        table.add({state.name,
                   fmt::format("{} Hz x{} /{}", state.format.sample_rate, state.format.channels,
                               state.format.frames_per_buffer),
                   fmt::format("{:.2f}", state.gain), fmt::format("{:.2f}", state.pan),
                   state.active ? "yes" : "no", std::to_string(counters.blocks_produced),
                   std::to_string(counters.blocks_consumed), per_second(row.rate),
                   std::to_string(counters.underruns), std::to_string(counters.overruns),
                   std::to_string(row.new_losses), condition(state)});
    }
    return table.text(columns);
}

std::string losses_text(const rt::SeenReport& report) {
    std::string text;
    for (std::size_t i = 0; i < rt::xrun_causes; ++i) {
        if (report.xruns[i] > 0) {
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", report.xruns[i],
                                rt::cause_name(static_cast<rt::XrunCause>(i)));
        }
    }
    return text.empty() ? "none" : text;
}

std::string processes_text(const View& view, std::size_t columns) {
    Table table(">><>>>>><<", {"PID", "PERIOD", "SCHEDULING", "PERIODS", "LATE p50", "p99", "MOST",
                               "LOST", "BY CAUSE", "WHO"});
    const auto below = [](std::uint64_t us) {
        return us == 0 ? std::string("-") : fmt::format("<{} us", us);
    };
    for (const ProcessRow& row : view.processes) {
        const rt::SeenReport& report = row.process.report;
        table.add({std::to_string(row.process.pid),
                   report.period_ns == 0
                       ? "-"
                       : fmt::format("{:.2f} ms", static_cast<double>(report.period_ns) / 1e6),
                   report.has_grant ? level(report.grant) : "-", std::to_string(report.periods),
                   below(row.late_p50_us), below(row.late_p99_us), below(row.late_most_us),
                   std::to_string(row.lost), losses_text(report), row.who});
    }
    return table.text(columns);
}

std::string latest_text(const View& view, std::size_t columns) {
    constexpr std::size_t most_shown = 5;
    Table table(">>><", {"AGO", "PID", "PERIODS", "LOST BECAUSE"});
    for (const ProcessRow& row : view.processes) {
        const std::vector<rt::Xrun>& last = row.process.report.last;
        for (std::size_t i = last.size() - std::min(last.size(), most_shown); i < last.size();
             ++i) {
            const std::uint64_t ns =
                view.time_ns > last[i].time_ns ? view.time_ns - last[i].time_ns : 0;
            table.add({age(ns), std::to_string(row.process.pid), std::to_string(last[i].periods),
                       rt::cause_name(last[i].cause)});
        }
    }
    return table.text(columns);
}

} // namespace

std::string table_text(const View& view, std::size_t columns) {
    std::string text =
        fmt::format("{} services, {} rings, {} channels, {} streams", view.services.size(),
                    view.rings.size(), view.channels.size(), view.streams.size())
            .substr(0, columns) +
        "\n";
    text += services_text(view, columns) + rings_text(view, columns) +
            channels_text(view, columns) + streams_text(view, columns) +
            processes_text(view, columns) + latest_text(view, columns);
    Table unseen("<<", {"NOT SEEN", "WHY"});
    for (const rt::Unseen& each : view.unseen) {
        unseen.add({each.file, each.problem});
    }
    return text + unseen.text(columns);
}
