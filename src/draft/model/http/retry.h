// When a call is worth another try, and how long to wait before it.
#pragma once

#include <chrono>
#include <functional>

#include "draft/model/http/client.h"

namespace sayquel::model {

struct RetryPolicy {
  int attempts = 4;  // in all
  std::chrono::milliseconds first{500};
  std::chrono::milliseconds longest{20'000};
};

// A number in [0, 1).
using Random = std::function<double()>;

// May the same request succeed later? 408, 409 (a model that is being loaded), 429 and 5xx but 501 and 505.
bool worth_retrying(int status);

// What the service asks for (Retry-After in seconds, or retry-after-ms), with up to a quarter more, so that those who
// were sent away together do not come back together; else "full jitter": a random share of first * 2^attempt (Brooker,
// "Exponential Backoff and Jitter", AWS Architecture Blog 2015). `attempt` counts from 0. Never more than `longest`
// unless the service asks for it.
std::chrono::milliseconds pause_before_retry(const RetryPolicy& policy, int attempt, const HttpResponse* response,
                                             const Random& random);

// Waits, looking at the stop. At once Deadline where the wait would outlast it.
Status pause(std::chrono::milliseconds time, const Stop& stop, std::string_view what);

}  // namespace sayquel::model
