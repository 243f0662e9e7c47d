/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not do its work, for a reason that the message says completely: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
