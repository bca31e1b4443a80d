// Errors as values: what went wrong, to what, and what to do next.
//
// Result<T> is returned by everything that can fail for a reason that a user, an operator or a repair loop can act
// on. Mistakes of our own are assertions. Exceptions live only inside an adapter around a library that throws them.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace sayquel {

// The code is part of the outside contract (answer JSON, exit status, HTTP): its name is written in snake_case by
// code_name(). Add codes; never rename one.
enum class ErrorCode {
  Usage,             // a flag, a setting or an argument that makes no sense
  BadInput,          // a question, a file or a value that cannot be read
  NotFound,          // a file, database, table or column that is not there
  PermissionDenied,  // the operating system or the database refuses access
  Corrupt,           // a file that is not what it claims to be
  Busy,              // locked by somebody else
  DiskFull,          // no space left to write to
  Syntax,            // SQL that does not parse; the message names line and column
  Refused,           // the guard's: not one allowed SELECT
  Database,          // the database reported an error while it ran a query
  Deadline,          // the time limit passed
  Cancelled,         // somebody cancelled it
  TooLarge,          // a size or depth limit passed
  Unsupported,       // understood, but not offered
  Declined,          // the question cannot be answered from this database, or not read with enough certainty
  Network,           // a connection failed, or broke off
  Internal,          // a mistake of ours that was caught in time to say so
};

struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;  // what happened, to what
  std::string hint;     // what to do next; may be empty
};

template <typename T>
using Result = tl::expected<T, Error>;

// A function that only succeeds or fails.
using Status = tl::expected<void, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

// "bad_input" for ErrorCode::BadInput: the form that the outside sees.
std::string_view code_name(ErrorCode code);

}  // namespace sayquel

#define SAYQUEL_CONCAT_(a, b) a##b
#define SAYQUEL_CONCAT(a, b) SAYQUEL_CONCAT_(a, b)

// SAYQUEL_TRY(auto rows, connection.run(query)); unpacks a Result, or returns its error from this function.
#define SAYQUEL_TRY(declaration, expression) \
  SAYQUEL_TRY_(SAYQUEL_CONCAT(sayquel_result_, __LINE__), declaration, expression)
#define SAYQUEL_TRY_(result, declaration, expression)                              \
  auto result = (expression);                                                      \
  if (!result) return tl::unexpected<::sayquel::Error>(std::move(result.error())); \
  declaration = std::move(*result)

// SAYQUEL_CHECK(file.write(row)); returns the error of a Status, or goes on.
#define SAYQUEL_CHECK(expression)                                                                      \
  do {                                                                                                 \
    auto sayquel_status_ = (expression);                                                               \
    if (!sayquel_status_) return tl::unexpected<::sayquel::Error>(std::move(sayquel_status_.error())); \
  } while (false)
