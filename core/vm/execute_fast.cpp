#include "vm/execute.h"

namespace lua {
template RunState Machine::execute<Mode::Fast>();
}  // namespace lua
