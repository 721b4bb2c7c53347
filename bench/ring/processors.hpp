// Threads on processors of their own, that nobody else takes from them while something is measured.
#pragma once

#include <functional>
#include <pthread.h>

/// Binds the calling thread to the n-th processor that the process may use; the last one when there
/// are fewer.
void pin_to_processor(unsigned number);

/// Asks for the processors before everybody else that has no such leave. False when it is not
/// granted: what two threads do together is then what the scheduler lets them do.
bool ask_for_processors();

/// Runs `body` on the second processor from its first instruction on: a thread that had to be moved
/// there would wait for this one.
class OnOtherProcessor {
  public:
    explicit OnOtherProcessor(std::function<void()> body);
    OnOtherProcessor(const OnOtherProcessor&) = delete;
    OnOtherProcessor& operator=(const OnOtherProcessor&) = delete;
    ~OnOtherProcessor() { pthread_join(thread_, nullptr); }

  private:
    std::function<void()> body_;
    pthread_t thread_{};
};
