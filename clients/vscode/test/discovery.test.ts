import assert from "node:assert/strict";
import { test } from "node:test";
import { findServer, isRecentEnough, type PythonVersion, type Surroundings } from "../src/discovery";

interface Machine {
  readonly setting?: readonly string[];
  readonly launcher?: string;
  readonly selected?: string;
  readonly path?: Record<string, string>;
  readonly versions?: Record<string, PythonVersion>;
  readonly servers?: readonly string[];
}

function surroundings(machine: Machine): Surroundings {
  return {
    setting: machine.setting ?? [],
    launcher: machine.launcher,
    selectedPython: () => Promise.resolve(machine.selected),
    onPath: (name) => Promise.resolve(machine.path?.[name]),
    pythonVersion: (python) => Promise.resolve(machine.versions?.[python]),
    hasServer: (python) => Promise.resolve(machine.servers?.includes(python) ?? false),
  };
}

const OLD = { major: 3, minor: 10 };
const NEW = { major: 3, minor: 11 };

const FULL: Machine = {
  setting: ["/opt/dockwright"],
  launcher: "/extension/launch.py",
  selected: "/project/python",
  path: { dockwright: "/bin/dockwright", python3: "/bin/python3" },
  versions: { "/project/python": NEW, "/bin/python3": NEW },
  servers: ["/project/python"],
};

test("the setting comes first, with its own arguments", async () => {
  assert.deepEqual(await findServer(surroundings({ ...FULL, setting: ["uvx", "dockwright"] })), {
    origin: "setting",
    command: "uvx",
    args: ["dockwright", "server"],
  });
});

test("an empty setting says nothing", async () => {
  for (const setting of [[], [""], ["  "]]) {
    assert.equal((await findServer(surroundings({ ...FULL, setting })))?.origin, "environment");
  }
});

test("the selected environment comes second", async () => {
  assert.deepEqual(await findServer(surroundings({ ...FULL, setting: [] })), {
    origin: "environment",
    command: "/project/python",
    args: ["-P", "-m", "dockwright", "server"],
  });
});

test("the PATH comes third: where the environment has no Dockwright, or is too old", async () => {
  const expected = { origin: "path", command: "/bin/dockwright", args: ["server"] };
  assert.deepEqual(await findServer(surroundings({ ...FULL, setting: [], servers: [] })), expected);
  assert.deepEqual(
    await findServer(surroundings({ ...FULL, setting: [], versions: { "/project/python": OLD } })),
    expected,
  );
});

test("the server of the extension comes last, and prefers the selected Python", async () => {
  const machine = { ...FULL, setting: [], servers: [], path: { python3: "/bin/python3" } };
  const args = ["-I", "/extension/launch.py", "server"];
  assert.deepEqual(await findServer(surroundings(machine)), { origin: "bundled", command: "/project/python", args });
  const old = { ...machine, versions: { "/project/python": OLD, "/bin/python3": NEW } };
  assert.deepEqual(await findServer(surroundings(old)), { origin: "bundled", command: "/bin/python3", args });
});

test("an old python3 does not hide a newer one", async () => {
  const path = { python3: "/bin/python3", "python3.12": "/bin/python3.12" };
  const versions = { "/bin/python3": OLD, "/bin/python3.12": { major: 3, minor: 12 } };
  const found = await findServer(surroundings({ launcher: "/extension/launch.py", path, versions }));
  assert.equal(found?.command, "/bin/python3.12");
});

test("without a Python there is no server", async () => {
  const machine = {
    launcher: "/extension/launch.py",
    path: { python: "/bin/python" },
    versions: { "/bin/python": OLD },
  };
  assert.equal(await findServer(surroundings(machine)), undefined);
});

test("versions are compared as numbers", () => {
  const versions: [PythonVersion | undefined, boolean][] = [
    [undefined, false],
    [{ major: 2, minor: 99 }, false],
    [{ major: 3, minor: 9 }, false],
    [{ major: 3, minor: 11 }, true],
    [{ major: 3, minor: 100 }, true],
    [{ major: 4, minor: 0 }, true],
  ];
  for (const [version, isRecent] of versions) assert.equal(isRecentEnough(version), isRecent);
});
