#include "service/page.h"

#include <algorithm>

namespace sayquel::service {
namespace {

Response no_page() {
  return {200, "text/plain; charset=utf-8",
          "Sayquel is here, but was built without its page: that needs npm (make builds it where npm is installed).\n"
          "The API is under /api/v1, and /api/v1/openapi.json describes it.\n"};
}

}  // namespace

std::optional<Response> page_file(const Request& request) {
  if (request.method != "GET") return std::nullopt;
  const auto& files = page_files();
  const auto file =
      std::find_if(files.begin(), files.end(), [&](const PageFile& each) { return each.path == request.path; });
  if (file == files.end()) return files.empty() && request.path == "/" ? std::optional(no_page()) : std::nullopt;
  const bool hashed = file->path.starts_with("/assets/");
  Response response{200, std::string(file->type), {}, {{"Vary", "Accept-Encoding"}}};
  response.headers.emplace_back("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("accept-encoding").find("gzip") == std::string_view::npos)
    return error_response(400, {ErrorCode::BadInput, "The page is kept compressed.",
                                "Send the header Accept-Encoding: gzip (curl --compressed)."});
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = file->bytes;
  return response;
}

}  // namespace sayquel::service
