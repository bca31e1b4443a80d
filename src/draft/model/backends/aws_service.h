// What SageMaker's and Bedrock's backends share: a signed call, and its answer as events.
#pragma once

#include <memory>
#include <string>

#include "draft/model/aws/credentials.h"
#include "draft/model/backend.h"
#include "draft/model/http/retry.h"
#include "draft/model/http/service.h"

namespace sayquel::model {

struct AwsOptions {
  std::string name;  // SageMaker: the endpoint; Bedrock: the model's id, an inference profile's or an ARN
  std::string region;
  Url base;  // "https://runtime.sagemaker.us-east-1.amazonaws.com"
  bool stream = true;
  Variables environment;
  HttpLimits limits{};
  RetryPolicy retry{};
  Random random{};  // empty: the system's
};

class AwsService {
 public:
  AwsService(AwsOptions options, std::string service)
      : options_(std::move(options)),
        scope_{options_.region, std::move(service)},
        chain_(options_.environment),
        service_(options_.limits, options_.retry, options_.random ? options_.random : system_random()) {}

  const AwsOptions& options() const { return options_; }

  // A POST of JSON to the path (encoded), signed anew for each try.
  Result<HttpResponse> post(const std::string& path, const std::string& body, Service::Handling handling,
                            const Listener& listener, const Stop& stop) const {
    SAYQUEL_TRY(const AwsCredentials credentials, chain_.get(stop));
    handling.secret = credentials.secret_key;
    const auto make = [&]() -> Result<HttpRequest> {
      HttpRequest request;
      request.url = options_.base;
      request.url.path = path;
      request.headers = {{"content-type", "application/json"}};
      request.body = body;
      sign(request, credentials, scope_, aws_time());
      return request;
    };
    return service_.call(make, handling, listener, stop);
  }

 private:
  AwsOptions options_;
  AwsScope scope_;
  CredentialChain chain_;
  Service service_;
};

// An event that is an exception, as an error: throttling is Busy, a fault of the service Network, the rest BadInput.
Error aws_exception(const std::string& type, const std::string& payload, const std::string& origin);

// SageMaker InvokeEndpoint and InvokeEndpointWithResponseStream, for containers of Hugging Face (TGI) and DJL (LMI):
//
//   POST /endpoints/NAME/invocations                    {"inputs": "[INST] ...", "parameters": {"max_new_tokens", ...}}
//   [{"generated_text": "SELECT ..."}]                  or the object alone
//   POST /endpoints/NAME/invocations-response-stream    the same with "stream": true
//   event PayloadPart: data:{"token": {"text": "SEL"}}  lines, cut anywhere between events; LMI leaves out "data:"
std::unique_ptr<ModelBackend> make_sagemaker(AwsOptions options);

// Bedrock Converse and ConverseStream:
//
//   POST /model/ID/converse         {"messages": [{"role", "content": [{"text"}]}], "system": [{"text"}],
//                                    "inferenceConfig": {"maxTokens", "temperature", "stopSequences"}}
//   {"output": {"message": {"content": [{"text"}]}}, "stopReason", "usage": {"inputTokens", "outputTokens"}}
//   POST /model/ID/converse-stream  events contentBlockDelta, messageStop, metadata
//
// Mixtral and Mistral 7B take no system prompt there: it goes before the first message.
std::unique_ptr<ModelBackend> make_bedrock(AwsOptions options);

}  // namespace sayquel::model
