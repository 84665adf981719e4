/**
 * What is sent to the server: settings that somebody has stated, not the defaults of package.json. The settings of the
 * editor win over `dockwright.toml`, and a default must not.
 */

/** Where a setting was stated, as VS Code tells; the later ones are nearer to the file. */
export interface Inspected {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

export type Settings = Record<string, unknown>;

const PREFIX = "dockwright.";

/** Settings of the extension, which the server does not know. */
const OWN = /^(hideDuplicates|server\..*|trace\..*)$/;

/** The names, without prefix, of the settings for the server among all that the extension declares. */
export function namesForServer(declared: readonly string[]): string[] {
  return declared
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
    .filter((name) => !OWN.test(name));
}

export function statedSettings(names: readonly string[], inspect: (name: string) => Inspected | undefined): Settings {
  const settings: Settings = {};
  for (const name of names) {
    const value = statedValue(inspect(name));
    if (value !== undefined) settings[name] = value;
  }
  return settings;
}

/** The value that counts; tables are put together, as VS Code does it. */
function statedValue(inspected: Inspected | undefined): unknown {
  const values = [inspected?.globalValue, inspected?.workspaceValue, inspected?.workspaceFolderValue];
  const stated = values.filter((value) => value !== undefined && value !== null);
  if (stated.length > 1 && stated.every(isTable)) return Object.assign({}, ...stated) as Settings;
  return stated.at(-1);
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
