/** Every help text. The examples are executed by a test. */

export const kMainHelp = `Usage: ferrous-lua COMMAND [option ...] [word ...]

Runs Redis Lua scripts without a server, exactly as Redis 7.0.15 answers.

Commands:
  eval FILE [key ...] , [arg ...]   run a script, as redis-cli --eval does
  lua FILE [arg ...]                run a plain Lua 5.1 program, without Redis
  list FILE                         print the bytecode, in the layout of luac -l -l
  server                            serve Redis clients on a port

Options:
  --version                         print the version
  --help                            print this text; after a command, its own help

Example:
  ferrous-lua eval -e 'return redis.call("INCRBY", KEYS[1], ARGV[1])' visits , 42
`;

export const kEvalHelp = `Usage: ferrous-lua eval [option ...] FILE [key ...] , [arg ...]
       ferrous-lua eval [option ...] -e CODE [key ...] , [arg ...]

Runs a script against an empty keyspace and prints the reply: as a numbered tree on a terminal, as raw lines in a pipe. FILE may
be - for standard input. The comma between keys and arguments is a word of its own, with spaces on both sides.

The exit code is 1 when the script fails; the error is then on standard error.

Options:
  -e CODE         run this code instead of a file
  --json          print the reply as one line of JSON
  --no-raw        print the tree even in a pipe
  --raw           print raw lines even on a terminal
  -3              ask for a RESP3 reply (maps, sets, doubles)
  --data FILE     load the keyspace from this file before the run and save it afterwards. A file that does not exist is made.
                  Lines as typed into redis-cli, a JSON snapshot (.json), or an RDB file (.rdb)
  --seed N        seed of commands that choose at random
  --clock MS      stop the clock at this moment, in milliseconds since 1970
  --compat RELEASE
                  answer like this release of Redis: 7.0.15 (default) or 7.4
  --log LEVEL     show redis.log from this level on: debug, verbose, notice (default), warning, none
  --max-instructions N
                  end the run after about N instructions
  --timeout MS    end the run after so many milliseconds
  --max-memory SIZE
                  size of the Lua heap, such as 64mb: beyond it there is the error "not enough memory"
  --help          print this text

Example:
  ferrous-lua eval -e 'return {KEYS[1], ARGV[1]}' user:1 , hello
`;

export const kLuaHelp = `Usage: ferrous-lua lua FILE [arg ...]

Runs a plain Lua 5.1 program: files, debug hooks and require work; processes and modules in C do not; Redis and its sandbox
are not there. Programs and modules are found from the current folder, then beside FILE. FILE may be - for standard input. The exit
code is what the program gives to os.exit.

The exit code is 1 when the program fails; the error is then on standard error.

Options:
  --max-instructions N
                  end the run after about N instructions
  --timeout MS    end the run after so many milliseconds
  --max-memory SIZE
                  size of the Lua heap, such as 64mb: beyond it there is the error "not enough memory"
  --help          print this text

Example:
  echo 'print("hello", ...)' | ferrous-lua lua - world
`;

export const kServerHelp = `Usage: ferrous-lua server [option ...]

Serves Redis clients until it is interrupted or a client sends SHUTDOWN, and prints the address when it is ready.

Options:
  --port N          TCP port; 0 takes a free one. Default: 6379
  --bind ADDRESS    address to listen at. Default: 127.0.0.1, which only this machine reaches
  --unixsocket PATH listen at a Unix socket instead
  --requirepass S   password that clients have to give
  --data FILE       load the keyspace from this file and save it at the end, as with eval; not after SHUTDOWN NOSAVE
  --databases N     number of databases. Default: 16
  --compat RELEASE  answer like this release of Redis: 7.0.15 (default) or 7.4
  --help            print this text

redis-cli debugs scripts here, on a copy of the keyspace or, with --ldb-sync-mode instead of --ldb, on the keyspace itself:
  redis-cli -p 6379 --ldb --eval script.lua key1 , arg1
`;

export const kListHelp = `Usage: ferrous-lua list FILE

Compiles a script and prints its bytecode in the layout of luac -l -l: functions, instructions with lines, constants, locals and
upvalues. FILE may be - for standard input.

Options:
  --help          print this text

Example:
  echo 'return KEYS[1]' | ferrous-lua list -
`;
