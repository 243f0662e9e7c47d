/** Everything public except `createEngine` and `createSession`, which each platform's entry adds. */
export { Engine } from './engine.js';
export type {
  Argument,
  CallOptions,
  CommandOptions,
  EngineOptions,
  EvalOptions,
  LuaOptions,
} from './engine_options.js';
export {
  EngineClosedError,
  EngineLoadError,
  FerrousLuaError,
  InvalidArgumentError,
  LimitError,
  LuaRuntimeError,
  LuaSyntaxError,
  ProtocolError,
  RedisReplyError,
  StoppedError,
  WrongStateError,
} from './errors.js';
export {
  arrayFromBytes,
  bytesFrom,
  bytesFromArray,
  bytesFromText,
  isText,
  quoteBytes,
  splitCommandLine,
  textFromBytes,
} from './bytes.js';
export type { BytesLike, SplitFailure } from './bytes.js';
export { decodeReply, toReplyValue } from './reply.js';
export type { ReplyValue, StringForm } from './reply.js';
export { formatJson, formatRaw, formatTree } from './reply_format.js';
export type { ListenOptions, ListeningServer } from './server/listen.js';
export type { EngineSocket } from './server/transport.js';
export { Session } from './session.js';
export { asSnapshot } from './snapshot.js';
export type { Snapshot, SnapshotKey, SnapshotString, SnapshotValue } from './snapshot.js';
export { WorkerSession, workerPort } from './worker_session.js';
export type { PagePort, WorkerSessionOptions } from './worker_session.js';
export type { WasmSource } from './platform.js';
export { kRedisVersion, kVersion } from './version.js';
export type * from './protocol.js';
export type { ClockSetting } from './clock.js';
