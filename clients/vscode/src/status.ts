/** The language status item of Dockerfiles: busy, broken, or which server of which version is running. */

import * as vscode from "vscode";
import type { Origin } from "./discovery";

export const SELECTOR: vscode.DocumentFilter[] = [{ language: "dockerfile" }];

const ORIGINS: Record<Origin, string> = {
  setting: "from the setting dockwright.server.command",
  environment: "from the selected Python environment",
  path: "from the PATH",
  bundled: "from the extension",
};

export interface Status {
  starting(): void;
  running(version: string, origin: Origin): void;
  broken(reason: string): void;
  dispose(): void;
}

export function createStatus(showLog: string): Status {
  const item = vscode.languages.createLanguageStatusItem("dockwright.status", SELECTOR);
  item.name = "Dockwright";
  item.command = { command: showLog, title: "Show log" };

  function show(text: string, detail: string, severity: vscode.LanguageStatusSeverity, busy = false): void {
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.busy = busy;
  }

  return {
    starting: () => {
      show("Dockwright", "starting", vscode.LanguageStatusSeverity.Information, true);
    },
    running: (version, origin) => {
      show(`Dockwright ${version}`, ORIGINS[origin], vscode.LanguageStatusSeverity.Information);
    },
    broken: (reason) => {
      show("Dockwright is not running", reason, vscode.LanguageStatusSeverity.Error);
    },
    dispose: () => {
      item.dispose();
    },
  };
}
