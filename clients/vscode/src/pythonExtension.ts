/** The Python extension, where it is installed: which environment is selected, and when that changes. */

import * as vscode from "vscode";

const EXTENSION = "ms-python.python";

/** The part of its interface that is needed here. */
interface PythonExtension {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function pythonExtension(): Promise<PythonExtension | undefined> {
  const extension = vscode.extensions.getExtension<Partial<PythonExtension>>(EXTENSION);
  if (extension === undefined) return undefined;
  const api = await extension.activate();
  // Versions before 2023 have no environments.
  return api.environments === undefined ? undefined : { environments: api.environments };
}

/** The interpreter of the selected environment; none in a workspace that is not trusted, where it may lie in it. */
export async function selectedPython(): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  try {
    const environments = (await pythonExtension())?.environments;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const resolved = await environments?.resolveEnvironment(environments.getActiveEnvironmentPath(folder));
    return resolved?.executable.uri?.fsPath;
  } catch {
    return undefined;
  }
}

export async function onDidSelectPython(listener: () => void): Promise<vscode.Disposable | undefined> {
  try {
    return (await pythonExtension())?.environments.onDidChangeActiveEnvironmentPath(listener);
  } catch {
    return undefined;
  }
}
