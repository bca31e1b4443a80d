// Who we are to AWS, looked for where its own tools look, in the same order.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "draft/model/aws/sigv4.h"
#include "draft/model/http/client.h"

namespace sayquel::model {

using Variables = std::function<std::optional<std::string>(const std::string& name)>;

// Any thread may ask.
class CredentialChain {
 public:
  explicit CredentialChain(Variables environment);

  // 1. AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, with AWS_SESSION_TOKEN;
  // 2. the profile AWS_PROFILE (else default) of AWS_SHARED_CREDENTIALS_FILE (else ~/.aws/credentials);
  // 3. the role of this EC2 instance, by IMDSv2, unless AWS_EC2_METADATA_DISABLED is true; asked for again every five
  //    minutes. AWS_EC2_METADATA_SERVICE_ENDPOINT stands in for its address.
  // PermissionDenied, naming the places, where there are none; BadInput where a profile has only half of them.
  Result<AwsCredentials> get(const Stop& stop) const;

 private:
  Result<std::optional<AwsCredentials>> from_profile() const;
  Result<AwsCredentials> from_instance(const Stop& stop) const;

  Variables environment_;
  HttpClient client_;
  mutable std::mutex mutex_;
  mutable std::optional<AwsCredentials> role_;
  mutable Clock::time_point role_until_;
};

// region=... of the address, else AWS_REGION or AWS_DEFAULT_REGION. Usage where there is none or it is none.
Result<std::string> aws_region(const std::string& named, const Variables& environment);

}  // namespace sayquel::model
