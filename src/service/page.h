// The page that the server gives out: the files of web/, built and embedded (cmake/Page.cmake).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "service/http.h"

namespace sayquel::service {

struct PageFile {
  std::string_view path;  // "/", "/assets/index-D3fQ.js"
  std::string_view type;
  std::string_view bytes;  // compressed with gzip
};

// Empty where the program was built without npm.
const std::vector<PageFile>& page_files();

// The file that a GET asks for; nothing for any other request. Files under /assets/ have their content's hash in their
// names, and may be kept for good.
std::optional<Response> page_file(const Request& request);

}  // namespace sayquel::service
