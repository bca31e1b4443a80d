#include "sayquel/result.h"

namespace sayquel {

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::Usage:
      return "usage";
    case ErrorCode::BadInput:
      return "bad_input";
    case ErrorCode::NotFound:
      return "not_found";
    case ErrorCode::PermissionDenied:
      return "permission_denied";
    case ErrorCode::Corrupt:
      return "corrupt";
    case ErrorCode::Busy:
      return "busy";
    case ErrorCode::DiskFull:
      return "disk_full";
    case ErrorCode::Syntax:
      return "syntax";
    case ErrorCode::Refused:
      return "refused";
    case ErrorCode::Database:
      return "database";
    case ErrorCode::Deadline:
      return "deadline";
    case ErrorCode::Cancelled:
      return "cancelled";
    case ErrorCode::TooLarge:
      return "too_large";
    case ErrorCode::Unsupported:
      return "unsupported";
    case ErrorCode::Declined:
      return "declined";
    case ErrorCode::Network:
      return "network";
    case ErrorCode::Internal:
      return "internal";
  }
  return "internal";
}

}  // namespace sayquel
