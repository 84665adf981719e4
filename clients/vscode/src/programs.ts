/** Programs of this machine: where they are, and what an interpreter says of itself. */

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";
import type { PythonVersion } from "./discovery";

const MOST_MILLISECONDS = 15_000;

/** The absolute path of a program on the PATH; relative folders on it, which mean the workspace, do not count. */
export async function findOnPath(
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const isWindows = process.platform === "win32";
  const endings = isWindows ? [".exe"] : [""];
  for (const folder of (environment.PATH ?? environment.Path ?? "").split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    // These start the Microsoft Store instead of a program that is not installed.
    if (isWindows && folder.toLowerCase().includes("\\microsoft\\windowsapps")) continue;
    for (const ending of endings) {
      const candidate = path.join(folder, name + ending);
      if (await isExecutable(candidate)) return candidate;
    }
  }
  return undefined;
}

export async function pythonVersion(python: string): Promise<PythonVersion | undefined> {
  const said = await output(python, ["-I", "-c", "import sys; print(*sys.version_info[:2])"]);
  const parts = /^(\d+) (\d+)\s*$/.exec(said ?? "");
  return parts === null ? undefined : { major: Number(parts[1]), minor: Number(parts[2]) };
}

export async function hasServer(python: string): Promise<boolean> {
  const program = "import importlib.util; print(importlib.util.find_spec('dockwright') is not None)";
  return (await output(python, ["-P", "-c", program]))?.trim() === "True";
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function output(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: MOST_MILLISECONDS, windowsHide: true }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
