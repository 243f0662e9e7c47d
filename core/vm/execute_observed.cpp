#include "vm/execute.h"

namespace lua {

RunState executeObserved(Machine& machine) { return machine.execute<Mode::Observed>(); }

}  // namespace lua
