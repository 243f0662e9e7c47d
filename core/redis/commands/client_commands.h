#pragma once

#include "base/bytes.h"

/// What CLIENT shares with HELLO.
namespace redis {

/// Whether a client may call itself so: no blanks, nothing that is not printable.
bool isClientName(base::BytesView name);

}  // namespace redis
