import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** The entries that are there. The window's entry and the preload join when they exist. */
const entries = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files)
      .map(([name, file]) => [name, at(file)] as const)
      .filter(([, file]) => existsSync(file)),
  );

/** Loaded at run time from node_modules: they carry compiled code. All else is bundled, since few files start faster. */
const natives = ['better-sqlite3', 'serialport', /^@serialport\//];

const main = entries({
  core: 'src/main/core.ts',
  headless: 'src/main/headless.ts',
  'history-worker': 'src/main/storage/history-worker.ts',
  index: 'src/main/index.ts',
  'port-process': 'src/main/devices/transports/port-process.ts',
});
const preload = entries({ index: 'src/preload/index.ts' });

/** The API page works offline: its script and style come from a package and are served by the console. */
function apiPageAssets(): Plugin {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return {
    name: 'api-page-assets',
    apply: 'build',
    generateBundle() {
      for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE']) {
        this.emitFile({
          type: 'asset',
          fileName: `api-docs/${name}`,
          source: readFileSync(join(folder, name)),
        });
      }
    },
  };
}

/** Workers are started by the path of their source, `new URL('./core.ts', import.meta.url)`; built, all stand in out/main. */
function workerPaths(names: readonly string[]): Plugin {
  return {
    name: 'worker-paths',
    apply: 'build',
    renderChunk(code) {
      return code.replaceAll(
        /new URL\((["'`])\.[\w./-]*?([\w-]+)\.ts\1,\s*import\.meta\.url\)/g,
        (_, _quote, name: string) => {
          if (!names.includes(name))
            this.error(`${name}.ts is started by its path, but is no entry of the build`);
          return `new URL('./${name}.js', import.meta.url)`;
        },
      );
    },
  };
}

export default defineConfig({
  main: {
    plugins: [workerPaths(Object.keys(main))],
    build: {
      outDir: at('out/main'),
      externalizeDeps: false,
      rolldownOptions: {
        external: natives,
        input: main,
        // Every file stands in out/main, so the path of a worker holds from any of them.
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name].js' },
      },
    },
  },
  ...(Object.keys(preload).length > 0 && {
    preload: {
      build: {
        outDir: at('out/preload'),
        externalizeDeps: false,
        // A sandboxed preload cannot be an ES module.
        rolldownOptions: { input: preload, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
      },
    },
  }),
  renderer: {
    root: at('src/renderer'),
    base: './',
    plugins: [react(), apiPageAssets()],
    build: {
      outDir: at('out/renderer'),
      // The page is opened by phones too, not only by the window's own Chromium.
      target: 'es2022',
      minify: true,
      rolldownOptions: { input: at('src/renderer/index.html') },
    },
  },
});
