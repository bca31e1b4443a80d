// From what stands behind --model to a backend.
#pragma once

#include <memory>
#include <string>

#include "draft/model/aws/credentials.h"
#include "draft/model/backend.h"
#include "sayquel/engine.h"

namespace sayquel::model {

//   https://HOST/v1?model=NAME     OpenAI's protocol; http:// to this machine or a network that you trust
//   openai://HOST[:PORT]/MODEL     the same at https://HOST/v1, http:// where HOST is this machine
//   ...&api=completion             /completions with Mixtral's instruct format in place of /chat/completions
//   ...&grammar=llama-server|vllm  the service constrains its replies by a grammar
//   sagemaker://ENDPOINT?region=REGION[&stream=no]
//   bedrock://MODEL-ID[?region=REGION]
//
// The key is options.key, else what the service's users keep it in: OPENAI_API_KEY for api.openai.com, MISTRAL_API_KEY
// for api.mistral.ai, SAYQUEL_MODEL_KEY for any other. Usage: an address that is none. PermissionDenied: a service that
// needs a key, and none is set. NotFound: a file that is not there. Unsupported: a file that is. Nothing is sent.
Result<std::unique_ptr<ModelBackend>> open_backend(const ModelOptions& options, const Variables& environment);

}  // namespace sayquel::model
