/** What LDB says. Checked against redis-server 7.0.15. */

export const kHelp: readonly string[] = [
  'Redis Lua debugger help:',
  '[h]elp               Show this help.',
  '[s]tep               Run current line and stop again.',
  '[n]ext               Alias for step.',
  '[c]ontinue           Run till next breakpoint.',
  '[l]ist               List source code around current line.',
  '[l]ist [line]        List source code around [line].',
  '                     line = 0 means: current position.',
  '[l]ist [line] [ctx]  In this form [ctx] specifies how many lines',
  '                     to show before/after [line].',
  "[w]hole              List all source code. Alias for 'list 1 1000000'.",
  '[p]rint              Show all the local variables.',
  '[p]rint <var>        Show the value of the specified variable.',
  '                     Can also show global vars KEYS and ARGV.',
  '[b]reak              Show all breakpoints.',
  '[b]reak <line>       Add a breakpoint to the specified line.',
  '[b]reak -<line>      Remove breakpoint from the specified line.',
  '[b]reak 0            Remove all breakpoints.',
  '[t]race              Show a backtrace.',
  '[e]val <code>        Execute some Lua code (in a different callframe).',
  '[r]edis <cmd>        Execute a Redis command.',
  '[m]axlen [len]       Trim logged Redis replies and Lua var dumps to len.',
  '                     Specifying zero as <len> means unlimited.',
  '[a]bort              Stop the execution of the script. In sync',
  '                     mode dataset changes will be retained.',
  '',
  'Debugger functions you can call from Lua scripts:',
  'redis.debug()        Produce logs in the debugger console.',
  'redis.breakpoint()   Stop execution like if there was a breakpoint in the',
  '                     next line of code.',
];

/** By the reason that the machine gives. */
export const kStopReasons: Readonly<Record<string, string>> = {
  step: 'step over',
  breakpoint: 'break point',
  call: 'redis.breakpoint() called',
  timeout: 'timeout reached, infinite loop?',
};

export const kUnknownCommand = '<error> Unknown Redis Lua debugger command or wrong number of arguments.';
export const kTrimmedHint = "<hint> The above reply was trimmed. Use 'maxlen 0' to disable trimming.";
export const kNoVariable = 'No such variable.';
export const kNoVariables = 'No local variables in the current context.';
export const kNoBreakpoints = "No breakpoints set. Use 'b <line>' to add one.";
export const kEndOfSession = '<endsession>';
export const kUnlimited = '<value> replies are unlimited.';

/** Errors that end a script. */
export const kAborted = 'script aborted for user request';
export const kProtocolError = 'protocol error';
