// @ts-check
/**
 * Loaded before a suite of tests (`NODE_OPTIONS=--require`): connections to port 6379 of this machine go to `COMPAT_REDIS_PORT`. The suites
 * have Redis's port written into them, in many places; so two servers can run at free ports, whatever runs at 6379.
 */
const net = require('node:net');

const port = Number(process.env.COMPAT_REDIS_PORT);
const kLocalHosts = [undefined, 'localhost', '127.0.0.1', '0.0.0.0', '::1'];
const connect = net.Socket.prototype.connect;

/** @param {any} options */
function redirected(options) {
  const isRedis = options !== null && typeof options === 'object' && Number(options.port) === 6379;
  return isRedis && kLocalHosts.includes(options.host) ? { ...options, host: '127.0.0.1', port } : options;
}

/** @this {import('node:net').Socket} @param {any[]} given */
net.Socket.prototype.connect = function connectRedirected(...given) {
  // `net.connect` hands over its arguments as one array that it has put in order, marked by a symbol.
  if (Array.isArray(given[0])) given[0][0] = redirected(given[0][0]);
  else given[0] = redirected(given[0]);
  return Reflect.apply(connect, this, given);
};
