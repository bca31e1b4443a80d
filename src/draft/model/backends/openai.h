// The protocol of OpenAI's API, which llama-server, vLLM, Ollama and Mistral speak too: chat and plain completion.
//
//   POST {base}/chat/completions  {"model", "messages": [{"role", "content"}], "max_tokens", "stream": true, ...}
//   POST {base}/completions       {"model", "prompt", "max_tokens", "stream": true, ...}
//   data: {"choices": [{"delta": {"content": "SEL"}, "finish_reason": null}]}     (completion: "text" for "delta")
//   data: {"choices": [], "usage": {"prompt_tokens": 900, "completion_tokens": 40}}
//   data: [DONE]
//
// Source: https://platform.openai.com/docs/api-reference/chat/create and .../completions/create.
#pragma once

#include <memory>
#include <string>

#include "draft/model/backend.h"
#include "draft/model/http/client.h"
#include "draft/model/http/retry.h"

namespace sayquel::model {

enum class Grammars { None, LlamaServer, Vllm };  // whose field carries a GBNF grammar

struct OpenAiOptions {
  Url base;           // up to and with /v1
  std::string model;  // empty: the first of GET {base}/models, asked for once
  std::string key;    // empty: none is sent
  bool completion = false;
  Grammars grammars = Grammars::None;
  HttpLimits limits{};
  RetryPolicy retry{};
  Random random{};  // empty: the system's
};

// A field that the service says it does not know (a seed, a temperature, usage in the stream) is left out from then on;
// what is left out is never the messages.
std::unique_ptr<ModelBackend> make_openai(OpenAiOptions options);

}  // namespace sayquel::model
