/** Findings of Dockwright that another extension shows as well are hidden; their fixes stay. */

import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { DocumentDiagnosticRequest, type LanguageClient, type Middleware, vsdiag } from "vscode-languageclient/node";
import { type Finding, isDuplicate, type KnownElsewhere, readKnownElsewhere } from "./duplicates";

const SOURCE = "dockwright";
const SETTING = "dockwright.hideDuplicates";

type ProvideDiagnostics = NonNullable<Middleware["provideDiagnostics"]>;

export interface OtherLinters {
  readonly provideDiagnostics: ProvideDiagnostics;
  dispose(): void;
}

/** `file` is what the package holds about other tools' ids; without it nothing is hidden. */
export function watchOtherLinters(file: string, running: () => LanguageClient | undefined): OtherLinters {
  const known = load(file);
  const complete = new Map<string, vscode.Diagnostic[]>();
  const seen = new Map<string, string>();

  const changed = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) {
      const now = JSON.stringify(theirs(uri));
      if ((seen.get(uri.toString()) ?? "[]") === now) continue;
      seen.set(uri.toString(), now);
      if (complete.has(uri.toString())) pullAgain(uri, running());
    }
  });
  const changedSettings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(SETTING)) return;
    for (const uri of complete.keys()) pullAgain(vscode.Uri.parse(uri), running());
  });
  const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    complete.delete(uri.toString());
    seen.delete(uri.toString());
  });

  return {
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      const uri = document instanceof vscode.Uri ? document : document.uri;
      if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) complete.set(uri.toString(), report.items);
      const items = complete.get(uri.toString());
      if (report === undefined || report === null || items === undefined) return report;
      return {
        kind: vsdiag.DocumentDiagnosticReportKind.full,
        resultId: report.resultId ?? "",
        items: visible(uri, items, known),
      };
    },
    dispose: () => {
      changed.dispose();
      changedSettings.dispose();
      closed.dispose();
    },
  };
}

function visible(uri: vscode.Uri, items: vscode.Diagnostic[], known: KnownElsewhere): vscode.Diagnostic[] {
  const others = theirs(uri);
  const isWanted = vscode.workspace.getConfiguration(undefined, uri).get<boolean>(SETTING, true);
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (!isWanted || others.length === 0 || document === undefined) return items;
  const lines = document.getText().split(/\r\n|\r|\n/);
  return items.filter((item) => !isDuplicate(finding(item), others, known, lines));
}

function theirs(uri: vscode.Uri): Finding[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source !== SOURCE)
    .map(finding);
}

function finding({ code, range }: vscode.Diagnostic): Finding {
  return { code: String(typeof code === "object" ? code.value : code), line: range.start.line };
}

function pullAgain(uri: vscode.Uri, client: LanguageClient | undefined): void {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (client === undefined || document === undefined) return;
  const provider = client.getFeature(DocumentDiagnosticRequest.method).getProvider(document);
  provider?.onDidChangeDiagnosticsEmitter.fire();
}

function load(file: string): KnownElsewhere {
  try {
    return readKnownElsewhere(readFileSync(file, "utf8"));
  } catch {
    return new Map();
  }
}
