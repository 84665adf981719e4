// Bundles the extension to dist/, or with --tests the unit tests to build/test/.

import { readdir } from "node:fs/promises";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", format: "cjs", target: "node20", external: ["vscode"] };

if (process.argv.includes("--tests")) {
    const files = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));
    await build({
        ...common,
        entryPoints: files.map((name) => `test/${name}`),
        outdir: "build/test",
        sourcemap: "inline",
    });
} else {
    await build({ ...common, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", minify: true });
}
