// A Catalog as bytes and back.
//
//   catalog  dialect fingerprint n table{n} n foreign_key{n}
//   text     length bytes;   list: count item...;   numbers are LEB128, signed ones zigzag
//   value    one byte, its place in the variant, then what it holds
//
// The fields stand in the order of catalog.h. A change of that order or of catalog.h's fields is a new Header::version.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.h"

namespace sayquel::catalog {

std::string catalog_bytes(const Catalog& catalog);
// Nothing where the bytes are not a whole catalog (positions within their lists included).
std::optional<Catalog> catalog_from_bytes(std::string_view bytes);

}  // namespace sayquel::catalog
