#include "draft/model/aws/credentials.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace sayquel::model {
namespace {

using std::chrono::milliseconds;

// An instance answers at once; elsewhere nobody does.
constexpr milliseconds kInstanceAnswers{1'000};
constexpr std::chrono::minutes kRoleKept{5};

HttpLimits instance_limits() {
  HttpLimits limits;
  limits.connect = kInstanceAnswers;
  limits.idle = kInstanceAnswers;
  limits.body_bytes = 64u << 10;
  return limits;
}

tl::unexpected<Error> nowhere(std::string_view why) {
  return fail(ErrorCode::PermissionDenied, fmt::format("There are no credentials for AWS: {}.", why),
              "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE with ~/.aws/credentials, or run on an "
              "instance with a role.");
}

Result<std::string> ask_instance(const HttpClient& client, HttpRequest request, const Stop& stop) {
  const auto response = client.send(request, {}, stop.within(2 * kInstanceAnswers));
  if (stop.requested()) SAYQUEL_CHECK(stop.check("asking for credentials"));
  if (!response || response->status != 200)
    return nowhere("none in the environment, none in a profile, and no role of an instance");
  return response->body;
}

}  // namespace

CredentialChain::CredentialChain(Variables environment)
    : environment_(std::move(environment)), client_(instance_limits()) {}

Result<AwsCredentials> CredentialChain::get(const Stop& stop) const {
  const auto key = environment_("AWS_ACCESS_KEY_ID"), secret = environment_("AWS_SECRET_ACCESS_KEY");
  if (key && secret && !key->empty() && !secret->empty())
    return AwsCredentials{*key, *secret, environment_("AWS_SESSION_TOKEN").value_or("")};
  SAYQUEL_TRY(const auto profile, from_profile());
  if (profile) return *profile;
  if (base::lower_ascii(environment_("AWS_EC2_METADATA_DISABLED").value_or("")) == "true")
    return nowhere("none in the environment, and none in a profile");
  return from_instance(stop);
}

// [default]
// aws_access_key_id = AKIA...
// aws_secret_access_key = ...
Result<std::optional<AwsCredentials>> CredentialChain::from_profile() const {
  std::string path = environment_("AWS_SHARED_CREDENTIALS_FILE").value_or("");
  if (path.empty()) path = environment_("HOME").value_or("") + "/.aws/credentials";
  const std::string profile = environment_("AWS_PROFILE").value_or("default");
  std::ifstream file(path);
  AwsCredentials found;
  bool here = false, there = false;
  for (std::string line; std::getline(file, line);) {
    const std::string_view text = base::trim(line);
    if (text.starts_with('[')) {
      here = text == "[" + profile + "]";
      there = there || here;
    }
    const std::size_t equals = text.find('=');
    if (!here || equals == std::string_view::npos || text.starts_with('#')) continue;
    const std::string_view name = base::trim(text.substr(0, equals)), value = base::trim(text.substr(equals + 1));
    if (name == "aws_access_key_id") found.access_key = value;
    if (name == "aws_secret_access_key") found.secret_key = value;
    if (name == "aws_session_token") found.session_token = value;
  }
  if (!there && environment_("AWS_PROFILE"))
    return nowhere(fmt::format("{} has no profile {}", base::printable(path), base::printable(profile)));
  if (!there) return std::optional<AwsCredentials>();
  if (found.access_key.empty() || found.secret_key.empty())
    return fail(
        ErrorCode::BadInput,
        fmt::format("The profile {} of {} lacks a key or its secret.", base::printable(profile), base::printable(path)),
        "It needs aws_access_key_id and aws_secret_access_key.");
  return std::optional<AwsCredentials>(std::move(found));
}

Result<AwsCredentials> CredentialChain::from_instance(const Stop& stop) const {
  {
    const std::lock_guard lock(mutex_);
    if (role_ && Clock::now() < role_until_) return *role_;
  }
  HttpRequest request;
  SAYQUEL_TRY(request.url,
              parse_url(environment_("AWS_EC2_METADATA_SERVICE_ENDPOINT").value_or("http://169.254.169.254")));
  request.method = "PUT";
  request.url.path = "/latest/api/token";
  request.headers = {{"x-aws-ec2-metadata-token-ttl-seconds", "21600"}};
  SAYQUEL_TRY(const std::string token, ask_instance(client_, request, stop));
  request.method = "GET";
  request.headers = {{"x-aws-ec2-metadata-token", token}};
  request.url.path = "/latest/meta-data/iam/security-credentials/";
  SAYQUEL_TRY(const std::string roles, ask_instance(client_, request, stop));
  request.url.path += percent_encode(base::trim(roles.substr(0, roles.find('\n'))));
  SAYQUEL_TRY(const std::string body, ask_instance(client_, request, stop));
  const auto json = nlohmann::json::parse(body, nullptr, false);
  const auto text = [&](const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                                             : std::string();
  };
  AwsCredentials found{text("AccessKeyId"), text("SecretAccessKey"), text("Token")};
  if (found.access_key.empty() || found.secret_key.empty()) return nowhere("the instance's role gives none");
  const std::lock_guard lock(mutex_);
  role_ = found;
  // Roles are renewed hours before they end: asking again every few minutes is always in time.
  role_until_ = Clock::now() + kRoleKept;
  return found;
}

Result<std::string> aws_region(const std::string& named, const Variables& environment) {
  std::string region = named;
  for (const char* variable : {"AWS_REGION", "AWS_DEFAULT_REGION"})
    if (region.empty()) region = environment(variable).value_or("");
  const bool fits =
      !region.empty() && region.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (fits) return region;
  return fail(ErrorCode::Usage, region.empty() ? "No AWS region is named." : "The AWS region is none.",
              "Write ...?region=us-east-1, or set AWS_REGION.");
}

}  // namespace sayquel::model
