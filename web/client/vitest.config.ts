import { defineConfig } from 'vitest/config';

// The tests use the package as it is built, through its public entries, so that what is tested is what is shipped.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    server: { deps: { external: [/\/dist\//] } },
  },
});
