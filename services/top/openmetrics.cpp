#include "openmetrics.hpp"

#include "rt/realtime.hpp"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <utility>

namespace {

using Labels = std::initializer_list<std::pair<const char*, std::string>>;

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '\\' || c == '"') {
            safe += '\\';
        }
        safe += c == '\n' ? ' ' : c;
    }
    return safe;
}

/// All samples of one family stand together, below what it is.
class Family {
  public:
    Family(const char* name, const char* type, const char* help, const char* unit = "")
        : name_(name) {
        text_ = fmt::format("# TYPE {} {}\n", name, type);
        if (*unit != '\0') {
            text_ += fmt::format("# UNIT {} {}\n", name, unit);
        }
        text_ += fmt::format("# HELP {} {}\n", name, help);
    }
    void add(const char* suffix, Labels labels, double value) {
        std::string list;
        for (const auto& [key, text] : labels) {
            list += fmt::format("{}{}=\"{}\"", list.empty() ? "" : ",", key, escaped(text));
        }
        const std::string number = std::isnan(value)   ? "NaN"
                                   : std::isinf(value) ? (value > 0 ? "+Inf" : "-Inf")
                                                       : fmt::format("{}", value);
        text_ +=
            fmt::format("{}{}{} {}\n", name_, suffix, list.empty() ? "" : "{" + list + "}", number);
    }
    void count(Labels labels, std::uint64_t value) {
        add("_total", labels, static_cast<double>(value));
    }
    const std::string& text() const { return text_; }

  private:
    std::string name_;
    std::string text_;
};

std::string rings_text(const View& view) {
    Family written("rt_ring_blocks_written", "counter", "Blocks committed by all writers.");
    Family abandoned("rt_ring_blocks_abandoned", "counter", "Blocks left unfinished by the dying.");
    Family slots("rt_ring_slots", "gauge", "Slots of the ring.");
    Family taken("rt_ring_end_taken", "gauge", "Whether a living process is at that end.");
    for (const RingRow& row : view.rings) {
        const rt::SeenRing& ring = row.ring;
        written.count({{"ring", ring.name}}, ring.written);
        abandoned.count({{"ring", ring.name}}, ring.abandoned);
        slots.add("", {{"ring", ring.name}, {"mode", mode_name(ring.mode)}}, ring.slots);
        taken.add("", {{"ring", ring.name}, {"end", "writer"}}, ring.writer.pid != 0 ? 1 : 0);
        taken.add("", {{"ring", ring.name}, {"end", "reader"}}, ring.reader.pid != 0 ? 1 : 0);
    }
    return written.text() + abandoned.text() + slots.text() + taken.text();
}

std::string channels_text(const View& view) {
    Family sent("rt_channel_messages_sent", "counter", "Messages of all senders.");
    Family unread("rt_channel_messages_unread", "gauge", "Messages in a queue.");
    Family abandoned("rt_channel_messages_abandoned", "counter",
                     "Messages left unfinished by the dying.");
    Family passed("rt_channel_senders_passed", "counter",
                  "Times that a stopped sender was passed by.");
    Family handles("rt_channel_handles", "gauge",
                   "Living handles that sent or, in a queue, received.");
    for (const ChannelRow& row : view.channels) {
        const rt::SeenChannel& channel = row.channel;
        const auto name = std::pair<const char*, std::string>("channel", channel.name);
        sent.count({name}, channel.sent);
        unread.add("", {name}, static_cast<double>(channel.unread));
        abandoned.count({name}, channel.abandoned);
        passed.count({name}, channel.passed);
        handles.add("", {name, {"end", "sender"}}, channel.senders);
        handles.add("", {name, {"end", "receiver"}}, channel.receivers);
    }
    return sent.text() + unread.text() + abandoned.text() + passed.text() + handles.text();
}

std::string streams_text(const View& view) {
    Family produced("rt_stream_blocks_produced", "counter", "Blocks the services wrote.");
    Family consumed("rt_stream_blocks_consumed", "counter", "Blocks the host played.");
    Family underruns("rt_stream_underruns", "counter",
                     "Periods in which there was nothing to play.");
    Family overruns("rt_stream_overruns", "counter", "Blocks lost because the host was late.");
    Family gain("rt_stream_gain", "gauge", "Linear gain.");
    Family active("rt_stream_active", "gauge", "Whether the stream runs.");
    for (const StreamRow& row : view.streams) {
        const rt::stream_counters& counters = row.state.counters;
        const std::string& name = row.state.name;
        produced.count({{"stream", name}}, counters.blocks_produced);
        consumed.count({{"stream", name}}, counters.blocks_consumed);
        underruns.count({{"stream", name}}, counters.underruns);
        overruns.count({{"stream", name}}, counters.overruns);
        gain.add("", {{"stream", name}}, static_cast<double>(row.state.gain));
        active.add("", {{"stream", name}}, row.state.active ? 1 : 0);
    }
    return produced.text() + consumed.text() + underruns.text() + overruns.text() + gain.text() +
           active.text();
}

std::string services_text(const View& view) {
    Family up("rt_service_up", "gauge", "Whether the registered service lives.");
    Family plays("rt_service_playing", "gauge", "Whether it produces, or stands by.");
    Family age("rt_service_heartbeat_age_seconds", "gauge", "Since its last heartbeat.", "seconds");
    for (const ServiceRow& row : view.services) {
        const std::string name = row.service.info.name;
        up.add("", {{"service", name}, {"registry", row.registry}},
               row.service.verdict == rt::Verdict::alive ? 1 : 0);
        if (row.plays) {
            plays.add("", {{"service", name}, {"registry", row.registry}}, *row.plays ? 1 : 0);
        }
        if (row.heartbeat_age_ns) {
            age.add("", {{"service", name}, {"registry", row.registry}},
                    static_cast<double>(*row.heartbeat_age_ns) / 1e9);
        }
    }
    return up.text() + plays.text() + age.text();
}

void add_lateness(Family& late, const ProcessRow& row, const std::string& pid) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i + 1 < rt::lateness_buckets; ++i) {
        below += row.process.report.lateness[i];
        const double end = static_cast<double>(std::uint64_t{2} << i) / 1e6;
        late.add("_bucket", {{"pid", pid}, {"le", fmt::format("{}", end)}},
                 static_cast<double>(below));
    }
    // The last bucket has no end.
    below += row.process.report.lateness[rt::lateness_buckets - 1];
    late.add("_bucket", {{"pid", pid}, {"le", "+Inf"}}, static_cast<double>(below));
    late.add("_count", {{"pid", pid}}, static_cast<double>(below));
    late.add("_sum", {{"pid", pid}}, static_cast<double>(row.process.report.late_ns) / 1e9);
}

std::string processes_text(const View& view) {
    Family lost("rt_lost_periods", "counter", "Periods of sound lost, by cause.");
    Family late("rt_period_lateness_seconds", "histogram", "How late periods began.", "seconds");
    Family level("rt_scheduling", "info", "What the system granted, and why not more.");
    for (const ProcessRow& row : view.processes) {
        const std::string pid = std::to_string(row.process.pid);
        const rt::SeenReport& report = row.process.report;
        for (std::size_t i = 0; i < rt::xrun_causes; ++i) {
            lost.count({{"pid", pid}, {"cause", rt::cause_name(static_cast<rt::XrunCause>(i))}},
                       report.xruns[i]);
        }
        add_lateness(late, row, pid);
        if (report.has_grant) {
            level.add("_info",
                      {{"pid", pid},
                       {"level", rt::level_name(report.grant.level)},
                       {"why_not_more", report.grant.reason}},
                      1);
        }
    }
    return lost.text() + late.text() + level.text();
}

} // namespace

std::string openmetrics_text(const View& view) {
    Family unseen("rt_segments_not_seen", "gauge", "Segments that could not be looked at.");
    unseen.add("", {}, static_cast<double>(view.unseen.size()));
    return services_text(view) + rings_text(view) + channels_text(view) + streams_text(view) +
           processes_text(view) + unseen.text() + "# EOF\n";
}
