import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { findOnPath, hasServer, pythonVersion } from "../src/programs";

const posix = process.platform === "win32" ? { skip: "needs executable files as POSIX has them" } : {};

let folder = "";

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "dockwright-"));
});

after(async () => {
  await rm(folder, { recursive: true });
});

test("a program is found in the first absolute folder that has it", posix, async () => {
  const program = path.join(folder, "dockwright");
  await writeFile(program, "#!/bin/sh\n");
  const environment = { PATH: ["relative", "/nowhere", folder].join(path.delimiter) };
  assert.equal(await findOnPath("dockwright", environment), undefined);
  await chmod(program, 0o755);
  assert.equal(await findOnPath("dockwright", environment), program);
  assert.equal(await findOnPath("dockwright", { PATH: path.relative(process.cwd(), folder) }), undefined);
  assert.equal(await findOnPath("dockwright", {}), undefined);
});

test("an interpreter says its version", posix, async (context) => {
  const python = await findOnPath("python3");
  if (python === undefined) {
    context.skip("no python3 here");
    return;
  }
  assert.equal((await pythonVersion(python))?.major, 3);
});

test("what is no interpreter has no version and no server", posix, async () => {
  const program = path.join(folder, "fake");
  await writeFile(program, "#!/bin/sh\necho Python 3.12\n");
  await chmod(program, 0o755);
  assert.equal(await pythonVersion(program), undefined);
  assert.equal(await hasServer(program), false);
  assert.equal(await pythonVersion(path.join(folder, "absent")), undefined);
});
