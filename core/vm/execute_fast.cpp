#include "vm/execute.h"

namespace lua {

RunState executeFast(Machine& machine) { return machine.execute<Mode::Fast>(); }

}  // namespace lua
