#include "draft/model/backends/chat_template.h"

#include <string_view>

namespace sayquel::model {
namespace {

constexpr std::string_view kMarks[] = {"[INST]", "[/INST]", "<s>", "</s>"};

std::string without_marks(std::string text) {
  for (std::string_view mark : kMarks)
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += 2) text.insert(at + 1, " ");
  return text;
}

}  // namespace

std::string mistral_instruct(const std::vector<Message>& messages) {
  std::string out, system;
  for (const Message& message : messages) {
    const std::string text = without_marks(message.text);
    switch (message.speaker) {
      case Speaker::System:
        system += text + "\n\n";
        break;
      case Speaker::User:
        out += "[INST] " + system + text + " [/INST]";
        system.clear();
        break;
      case Speaker::Assistant:
        out += " " + text + "</s>";
        break;
    }
  }
  return out;
}

}  // namespace sayquel::model
