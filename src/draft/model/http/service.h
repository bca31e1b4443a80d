// Calls to one model service: tries again where it says so, keeps the ledger, and turns its refusals into errors.
#pragma once

#include <functional>
#include <string>

#include "draft/model/backend.h"
#include "draft/model/http/client.h"
#include "draft/model/http/retry.h"

namespace sayquel::model {

class Service {
 public:
  Service(HttpLimits limits, RetryPolicy policy, Random random)
      : client_(std::move(limits)), policy_(policy), random_(std::move(random)) {}

  // Makes the request anew for each try: a signature carries the time.
  using Make = std::function<Result<HttpRequest>()>;
  // What to do with a finished answer of status 2xx; an error of the code Busy or Network is tried again.
  using Finish = std::function<Status(const HttpResponse&)>;
  struct Handling {
    BodySink body;                    // may be empty: the body is kept
    Finish finish;                    // may be empty
    std::function<bool()> passed_on;  // true: text has reached a listener, so that nothing is tried again
    std::function<void()> again;      // called before each further try: forget what the last one gave
    std::string secret;               // never repeated in a message
  };
  Result<HttpResponse> call(const Make& make, const Handling& handling, const Listener& listener,
                            const Stop& stop) const;

 private:
  HttpClient client_;
  RetryPolicy policy_;
  Random random_;
};

// The error that a status other than 2xx stands for, with the service's own words (cut, made printable, `secret` taken
// out).
Error refusal(const HttpResponse& response, const std::string& origin, const std::string& secret);

// Uniform numbers for jitter, seeded by the system; safe from any thread.
Random system_random();

}  // namespace sayquel::model
