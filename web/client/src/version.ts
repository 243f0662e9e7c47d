/** Version of this package; a test compares it with `package.json`. */
export const kVersion = '0.1.0';
/** The Redis whose answers this engine gives. */
export const kRedisVersion = '7.0.15';
