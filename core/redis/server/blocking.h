#pragma once

#include <cstdint>

/// Clients that wait for keys.
namespace redis {

struct Blocking {};

}  // namespace redis
