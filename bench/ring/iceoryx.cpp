// iceoryx with its daemon in the same process, so that nothing has to be started.
#include "peers.hpp"

#include <iceoryx_posh/iceoryx_posh_config.hpp>
#include <iceoryx_posh/internal/roudi/roudi.hpp>
#include <iceoryx_posh/popo/publisher.hpp>
#include <iceoryx_posh/popo/subscriber.hpp>
#include <iceoryx_posh/roudi/iceoryx_roudi_components.hpp>
#include <iceoryx_posh/runtime/posh_runtime_single_process.hpp>

#include <iostream>
#include <string>
#include <thread>

namespace {

class Daemon {
    iox::RouDiConfig_t config_ = iox::RouDiConfig_t().setDefaults();
    iox::roudi::IceOryxRouDiComponents components_{config_};
    iox::roudi::RouDi roudi_{
        components_.rouDiMemoryManager, components_.portManager,
        iox::roudi::RouDi::RoudiStartupParameters{iox::roudi::MonitoringMode::OFF, false}};
    iox::runtime::PoshRuntimeSingleProcess runtime_{"rt-bench-ring"};
};

iox::capro::ServiceDescription next_service() {
    static int number = 0;
    return {"bench", "ring",
            iox::capro::IdString_t(iox::cxx::TruncateToCapacity, std::to_string(number++))};
}

iox::popo::PublisherOptions losing_nothing() {
    iox::popo::PublisherOptions options;
    options.subscriberTooSlowPolicy = iox::popo::ConsumerTooSlowPolicy::WAIT_FOR_CONSUMER;
    return options;
}
iox::popo::SubscriberOptions of_all_blocks() {
    iox::popo::SubscriberOptions options;
    options.queueCapacity = queue_blocks;
    options.queueFullPolicy = iox::popo::QueueFullPolicy::BLOCK_PRODUCER;
    return options;
}

template <std::size_t bytes>
class IceoryxQueue : public Queue {
  public:
    IceoryxQueue() {
        while (!publisher_.hasSubscribers() ||
               subscriber_.getSubscriptionState() != iox::SubscribeState::SUBSCRIBED) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    /// Waits by itself while there is no room.
    std::size_t write(std::size_t) override { return publisher_.publishCopyOf(in_) ? 1 : 0; }
    std::size_t read(std::size_t) override {
        std::size_t got = 0;
        subscriber_.take().and_then([&](auto& sample) {
            out_ = *sample;
            got = 1;
        });
        return got;
    }

  private:
    iox::capro::ServiceDescription service_ = next_service();
    iox::popo::Publisher<Block<bytes>> publisher_{service_, losing_nothing()};
    iox::popo::Subscriber<Block<bytes>> subscriber_{service_, of_all_blocks()};
    Block<bytes> in_{};
    Block<bytes> out_{};
};

} // namespace

std::unique_ptr<Queue> make_iceoryx(std::size_t bytes) {
    [[maybe_unused]] static const bool is_quiet = [] {
        std::cout.rdbuf(nullptr); // It tells there of each step, beside the results.
        std::clog.rdbuf(nullptr);
        return true;
    }();
    static const Daemon daemon;
    return of_size<IceoryxQueue>(bytes);
}
