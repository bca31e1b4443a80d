// AWS Signature Version 4: proves who asks without sending the secret.
//
//   CanonicalRequest = Method \n Path \n Query \n headers... \n \n SignedHeaders \n hex(sha256(body))
//   StringToSign     = "AWS4-HMAC-SHA256" \n Time \n Scope \n hex(sha256(CanonicalRequest))
//   Key              = HMAC(HMAC(HMAC(HMAC("AWS4" + secret, day), region), service), "aws4_request")
//   Signature        = hex(HMAC(Key, StringToSign))
//
// Source: AWS, "Create a signed AWS API request" (IAM User Guide).
#pragma once

#include <string>

#include "draft/model/http/client.h"

namespace sayquel::model {

struct AwsCredentials {
  std::string access_key, secret_key;
  std::string session_token;  // of a role; may be empty
};

struct AwsScope {
  std::string region, service;
};

// Adds host, x-amz-date, x-amz-security-token where there is one, and authorization, which signs every header that the
// request has by then. `time` is "20150830T123600Z". The path must be encoded once, as it is sent; it is encoded again
// for signing, as every service but S3 does.
void sign(HttpRequest& request, const AwsCredentials& credentials, const AwsScope& scope, const std::string& time);

// Now, in that form.
std::string aws_time();

}  // namespace sayquel::model
