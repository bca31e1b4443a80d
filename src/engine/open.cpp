// Wires the real parts: the database, its catalog, the grounding and the embedded parser.
#include "database/open.h"

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
  // A file tells its state by itself; a server has to be asked.
  std::unique_ptr<database::Connection> connection;
  if (!location.file()) {
    SAYQUEL_TRY(connection, database::open(location, options.stop));
  }
  SAYQUEL_TRY(const std::string fingerprint,
              connection ? connection->fingerprint(options.stop) : database::file_fingerprint(location));

  engine::Parts parts;
  parts.name = location.name;
  parts.local = location.file();
  std::unique_ptr<catalog::Loaded> loaded = catalog::load_cached(fingerprint, build);
  if (!loaded) {
    if (!connection) {
      SAYQUEL_TRY(connection, database::open(location));
    }
    SAYQUEL_TRY(catalog::Loaded built, catalog::build(*connection, build, options.stop));
    loaded = std::make_unique<catalog::Loaded>(std::move(built));
  }
  // A server's connection is made once and kept for the first query.
  const auto kept = std::make_shared<std::unique_ptr<database::Connection>>();
  if (!location.file()) *kept = std::move(connection);
  parts.connect = [location, kept]() -> Result<std::unique_ptr<database::Connection>> {
    if (*kept) return std::move(*kept);
    return database::open(location);
  };
  parts.catalog = loaded->catalog;
  parts.values = loaded->values;
  parts.notes = loaded->notes;
  parts.drafter = draft::make_parser();
  return engine::make_engine(std::move(parts), std::move(options));
}

}  // namespace sayquel
