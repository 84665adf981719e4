/**
 * Which server is started. The order is part of the documentation:
 *
 * 1. what the setting `dockwright.server.command` says;
 * 2. Dockwright in the Python environment that is selected in VS Code;
 * 3. `dockwright` on the PATH;
 * 4. the server that comes with the extension, run by a Python 3.11 or later.
 *
 * Nothing here touches the machine: what is asked of it is passed in.
 */

export const OLDEST_PYTHON: PythonVersion = { major: 3, minor: 11 };

export interface PythonVersion {
  readonly major: number;
  readonly minor: number;
}

export type Origin = "setting" | "environment" | "path" | "bundled";

export interface Launch {
  readonly origin: Origin;
  readonly command: string;
  readonly args: readonly string[];
}

export interface Surroundings {
  /** The program and its first arguments, as set; empty where nothing is set. */
  readonly setting: readonly string[];
  /** The path of the launcher of the server that comes with the extension; undefined in a build without one. */
  readonly launcher: string | undefined;
  /** The interpreter of the selected environment, if there is one that may be run. */
  selectedPython(): Promise<string | undefined>;
  /** The absolute path of a program on the PATH. */
  onPath(name: string): Promise<string | undefined>;
  /** The version of an interpreter; undefined for what does not run. */
  pythonVersion(python: string): Promise<PythonVersion | undefined>;
  /** Whether an interpreter can import Dockwright. */
  hasServer(python: string): Promise<boolean>;
}

export async function findServer(surroundings: Surroundings): Promise<Launch | undefined> {
  return (
    fromSetting(surroundings.setting) ??
    (await fromEnvironment(surroundings)) ??
    (await fromPath(surroundings)) ??
    (await fromExtension(surroundings))
  );
}

export function isRecentEnough(version: PythonVersion | undefined): boolean {
  if (version === undefined) return false;
  if (version.major !== OLDEST_PYTHON.major) return version.major > OLDEST_PYTHON.major;
  return version.minor >= OLDEST_PYTHON.minor;
}

function fromSetting(setting: readonly string[]): Launch | undefined {
  const [command, ...args] = setting;
  if (command === undefined || command.trim() === "") return undefined;
  return { origin: "setting", command, args: [...args, "server"] };
}

async function fromEnvironment(surroundings: Surroundings): Promise<Launch | undefined> {
  const python = await surroundings.selectedPython();
  if (python === undefined) return undefined;
  if (!isRecentEnough(await surroundings.pythonVersion(python))) return undefined;
  if (!(await surroundings.hasServer(python))) return undefined;
  // -P: a folder `dockwright` in the workspace is not the server.
  return { origin: "environment", command: python, args: ["-P", "-m", "dockwright", "server"] };
}

async function fromPath(surroundings: Surroundings): Promise<Launch | undefined> {
  const command = await surroundings.onPath("dockwright");
  return command === undefined ? undefined : { origin: "path", command, args: ["server"] };
}

const PYTHON_NAMES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];

async function fromExtension(surroundings: Surroundings): Promise<Launch | undefined> {
  if (surroundings.launcher === undefined) return undefined;
  const python = await anyPython(surroundings);
  if (python === undefined) return undefined;
  // -I: neither the workspace nor variables of the environment decide what is imported.
  return { origin: "bundled", command: python, args: ["-I", surroundings.launcher, "server"] };
}

async function anyPython(surroundings: Surroundings): Promise<string | undefined> {
  const selected = await surroundings.selectedPython();
  if (selected !== undefined && isRecentEnough(await surroundings.pythonVersion(selected))) return selected;
  for (const name of PYTHON_NAMES) {
    const python = await surroundings.onPath(name);
    if (python !== undefined && isRecentEnough(await surroundings.pythonVersion(python))) return python;
  }
  return undefined;
}
