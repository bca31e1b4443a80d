#include "draft/model/backends/open.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/text.h"
#include "draft/model/backends/aws_service.h"
#include "draft/model/backends/openai.h"

namespace sayquel::model {
namespace {

constexpr const char* kHint =
    "Write none, auto, https://HOST/v1?model=NAME, openai://HOST/MODEL, sagemaker://ENDPOINT?region=REGION or "
    "bedrock://MODEL-ID.";

struct KnownService {
  const char* host;
  const char* variable;
};
constexpr KnownService kServices[] = {{"api.openai.com", "OPENAI_API_KEY"}, {"api.mistral.ai", "MISTRAL_API_KEY"}};

// What a user named of a query's parts, taken out of it; empty: not named.
std::string taken(Url& url, const std::string& name) {
  const auto found = url.query.find(name);
  if (found == url.query.end()) return {};
  std::string value = found->second;
  url.query.erase(found);
  return value;
}

Result<std::string> key_for(const Url& url, const ModelOptions& options, const Variables& environment) {
  if (!options.key.empty()) return options.key;
  for (const KnownService& service : kServices) {
    if (url.host != service.host) continue;
    const auto key = environment(service.variable);
    if (key && !key->empty()) return *key;
    return fail(ErrorCode::PermissionDenied, fmt::format("{} needs a key, and there is none.", url.origin()),
                fmt::format("Set {}, or [model] key in the settings.", service.variable));
  }
  return environment("SAYQUEL_MODEL_KEY").value_or("");
}

Result<Grammars> grammars_of(const std::string& name) {
  if (name.empty()) return Grammars::None;
  if (name == "llama-server") return Grammars::LlamaServer;
  if (name == "vllm") return Grammars::Vllm;
  return fail(ErrorCode::Usage, fmt::format("`{}` is no way to give a grammar.", base::printable(name)),
              "Write grammar=llama-server or grammar=vllm.");
}

Result<std::unique_ptr<ModelBackend>> open_openai(Url url, const ModelOptions& options, const Variables& environment) {
  OpenAiOptions made;
  const std::string api = taken(url, "api");
  if (!api.empty() && api != "chat" && api != "completion")
    return fail(ErrorCode::Usage, fmt::format("There is no api `{}`.", base::printable(api)),
                "Write api=chat or api=completion.");
  made.completion = api == "completion";
  made.model = taken(url, "model");
  SAYQUEL_TRY(made.grammars, grammars_of(taken(url, "grammar")));
  SAYQUEL_TRY(made.key, key_for(url, options, environment));
  for (std::string_view end : {"/chat/completions", "/completions"})
    if (url.path.ends_with(end)) {
      made.completion = made.completion || end == "/completions";
      url.path.resize(url.path.size() - end.size());
    }
  if (url.path == "/" || url.path.empty()) url.path = "/v1";
  if (!made.key.empty() && !url.tls && !url.loopback())
    return fail(ErrorCode::Usage, fmt::format("The key would go to {} in the clear.", url.origin()),
                "Use https://, or leave out the key.");
  made.limits.ca_file = options.ca_file;
  made.base = std::move(url);
  return make_openai(std::move(made));
}

// openai://HOST[:PORT]/MODEL[?...], where a model's name may hold slashes.
Result<Url> expand_openai(std::string_view rest) {
  SAYQUEL_TRY(Url url, parse_url("http://" + std::string(rest)));
  url.tls = !url.loopback();
  if (url.tls && url.port == 80) url.port = 443;
  SAYQUEL_TRY(const std::string model, percent_decode(std::string_view(url.path).substr(1)));
  if (!model.empty()) url.query["model"] = model;
  url.path = "/v1";
  return url;
}

// sagemaker://ENDPOINT?region=..., bedrock://MODEL-ID?region=... The service's own variable may name another address.
Result<std::unique_ptr<ModelBackend>> open_aws(std::string_view rest, bool sagemaker, const ModelOptions& options,
                                               const Variables& environment) {
  AwsOptions made;
  SAYQUEL_TRY(made.name, percent_decode(rest.substr(0, rest.find('?'))));
  // The name may hold what no host may: read with a host of its own.
  SAYQUEL_TRY(Url url, parse_url("https://aws/" + std::string(rest.find('?') == std::string_view::npos
                                                                  ? std::string_view()
                                                                  : rest.substr(rest.find('?')))));
  SAYQUEL_TRY(made.region, aws_region(taken(url, "region"), environment));
  const std::string stream = taken(url, "stream");
  if (made.name.empty() || !url.query.empty() || (!stream.empty() && stream != "yes" && stream != "no"))
    return fail(ErrorCode::Usage, "The model's address is not one of AWS.", kHint);
  made.stream = stream != "no";
  const char* service = sagemaker ? "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME" : "AWS_ENDPOINT_URL_BEDROCK_RUNTIME";
  const std::string address = environment(service).value_or(environment("AWS_ENDPOINT_URL").value_or(""));
  SAYQUEL_TRY(made.base, parse_url(!address.empty() ? address
                                   : sagemaker ? fmt::format("https://runtime.sagemaker.{}.amazonaws.com", made.region)
                                               : fmt::format("https://bedrock-runtime.{}.amazonaws.com", made.region)));
  made.environment = environment;
  made.limits.ca_file = options.ca_file;
  return sagemaker ? make_sagemaker(std::move(made)) : make_bedrock(std::move(made));
}

Result<std::unique_ptr<ModelBackend>> open_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return fail(ErrorCode::NotFound, fmt::format("There is no model file {}.", base::printable(path)), kHint);
  return fail(ErrorCode::Unsupported, "A model file cannot be run by this version itself.",
              fmt::format("Serve it (llama-server -m {} --port 8080) and use --model http://127.0.0.1:8080/v1.",
                          base::printable(path)));
}

}  // namespace

Result<std::unique_ptr<ModelBackend>> open_backend(const ModelOptions& options, const Variables& environment) {
  const std::string& text = options.url;
  const std::string scheme = base::lower_ascii(text.substr(0, text.find("://")));
  if (scheme == "openai") {
    SAYQUEL_TRY(Url url, expand_openai(std::string_view(text).substr(9)));
    return open_openai(std::move(url), options, environment);
  }
  if (scheme == "http" || scheme == "https") {
    SAYQUEL_TRY(Url url, parse_url(text));
    return open_openai(std::move(url), options, environment);
  }
  if (scheme == "sagemaker" || scheme == "bedrock")
    return open_aws(std::string_view(text).substr(scheme.size() + 3), scheme == "sagemaker", options, environment);
  if (base::lower_ascii(text).ends_with(".gguf")) return open_file(text);
  return fail(ErrorCode::Usage, fmt::format("`{}` names no model.", base::printable(text.substr(0, 80))), kHint);
}

}  // namespace sayquel::model
