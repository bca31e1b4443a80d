// Wires the real parts: the database, its catalog, the grounding and the embedded parser.
#include "database/open.h"

#include <filesystem>

#include "catalog/build.h"
#include "draft/parser/parser.h"
#include "engine/parts.h"

namespace sayquel {
namespace {

catalog::BuildOptions build_options(const EngineOptions& options, const database::Location& location) {
  catalog::BuildOptions build;
  build.cache_folder = options.cache_folder;
  build.database = location.path;
  build.sensitive = options.sensitive;
  build.progress = options.progress;
  return build;
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::open(EngineOptions options) {
  SAYQUEL_TRY(const database::Location location, database::locate(options.database));
  const catalog::BuildOptions build = build_options(options, location);
  SAYQUEL_TRY(const std::string fingerprint, database::file_fingerprint(location));

  engine::Parts parts;
  parts.name = std::filesystem::path(location.path).filename().string();
  parts.connect = [location] { return database::open(location); };
  std::unique_ptr<catalog::Loaded> loaded = catalog::load_cached(fingerprint, build);
  if (!loaded) {
    SAYQUEL_TRY(const auto connection, database::open(location));
    SAYQUEL_TRY(catalog::Loaded built, catalog::build(*connection, build, options.stop));
    loaded = std::make_unique<catalog::Loaded>(std::move(built));
  }
  parts.catalog = loaded->catalog;
  parts.values = loaded->values;
  parts.notes = loaded->notes;
  parts.drafter = draft::make_parser();
  return engine::make_engine(std::move(parts), std::move(options));
}

}  // namespace sayquel
