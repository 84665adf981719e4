/** The commands of the extension. Those that the server carries out are registered by the language client. */

import * as vscode from "vscode";
import type { Location as ServerLocation, Position as ServerPosition } from "vscode-languageclient/node";
import { buildArguments } from "./build";
import {
  BUILD_TARGET,
  type Channels,
  commandsOf,
  SCORECARD,
  SCORECARD_ON_SERVER,
  type Server,
  SHOW_REFERENCES,
  STAGE_GRAPH_ON_SERVER,
} from "./server";

export const SHOW_LOG = "dockwright.openLog";
const RESTART = "dockwright.restartServer";
const FIX_ALL = "dockwright.fixAllInFile";
const RULE_PAGE = "dockwright.openPageOfRule";
const STAGE_GRAPH = "dockwright.openStageGraph";
const MULTI_STAGE = "dockwright.convertFileToMultiStage";

const FIX_ALL_ON_SERVER = "dockwright.fixAll";
const MULTI_STAGE_ON_SERVER = "dockwright.convertToMultiStage";

export function registerCommands(server: Server, channels: Channels): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(RESTART, () => server.restart()),
    vscode.commands.registerCommand(SHOW_LOG, () => {
      channels.output.show();
    }),
    vscode.commands.registerCommand(FIX_ALL, () => fixAll(server)),
    vscode.commands.registerCommand(RULE_PAGE, openRulePage),
    vscode.commands.registerCommand(STAGE_GRAPH, () => runOnServer(server, STAGE_GRAPH_ON_SERVER)),
    vscode.commands.registerCommand(SCORECARD, () => openScorecard(server)),
    vscode.commands.registerCommand(MULTI_STAGE, () => convertToMultiStage(server)),
    vscode.commands.registerCommand(BUILD_TARGET, buildTarget),
    vscode.commands.registerCommand(SHOW_REFERENCES, showReferences(server)),
  );
}

async function fixAll(server: Server): Promise<void> {
  if ((await runOnServer(server, FIX_ALL_ON_SERVER)) === false) {
    void vscode.window.showInformationMessage("Nothing here can be fixed safely.");
  }
}

async function openScorecard(server: Server): Promise<void> {
  if ((await runOnServer(server, SCORECARD_ON_SERVER)) === null) {
    void vscode.window.showInformationMessage("There is no stage to judge here.");
  }
}

/** VS Code shows the change before it is made; a file that cannot be converted is told, not shown as a fault. */
async function convertToMultiStage(server: Server): Promise<void> {
  try {
    await runOnServer(server, MULTI_STAGE_ON_SERVER);
  } catch (error) {
    void vscode.window.showInformationMessage(`Dockwright: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Build a stage in the terminal; the shell gets each argument quoted. */
async function buildTarget(uri: string, target: string, context: string | null): Promise<void> {
  const document = vscode.Uri.parse(uri);
  if (document.scheme !== "file" || !vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage("Only saved files of a trusted workspace can be built.");
    return;
  }
  const quoted = buildArguments(document.fsPath, target, context).map((value) => ({
    value,
    quoting: vscode.ShellQuoting.Strong,
  }));
  const folder = vscode.workspace.getWorkspaceFolder(document) ?? vscode.TaskScope.Workspace;
  const definition = { type: "dockwright", target, file: document.fsPath };
  const execution = new vscode.ShellExecution("docker", quoted);
  await vscode.tasks.executeTask(new vscode.Task(definition, folder, `build ${target}`, "Dockwright", execution));
}

/** Have the server carry out a command for the file in the active editor. */
async function runOnServer(server: Server, command: string): Promise<unknown> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "dockerfile") {
    void vscode.window.showInformationMessage("Open a Dockerfile first.");
    return undefined;
  }
  const client = server.running();
  if (client === undefined || !commandsOf(client).includes(command)) {
    void vscode.window.showWarningMessage("The server of Dockwright is not running, or is too old for this.");
    return undefined;
  }
  return vscode.commands.executeCommand(command, client.code2ProtocolConverter.asUri(document.uri));
}

/** Show places that the server has found, as VS Code shows references. */
function showReferences(server: Server) {
  return async (uri: string, position: ServerPosition, locations: ServerLocation[]): Promise<void> => {
    const converter = server.running()?.protocol2CodeConverter;
    if (converter === undefined) return;
    await vscode.commands.executeCommand(
      "editor.action.showReferences",
      converter.asUri(uri),
      converter.asPosition(position),
      locations.map((location) => converter.asLocation(location)),
    );
  };
}

interface Page {
  readonly label: string;
  readonly page: vscode.Uri;
}

/** Open the page of the rule that found something at the cursor; where there are several, ask. */
async function openRulePage(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const pages = editor === undefined ? [] : pagesAt(editor);
  if (pages.length === 0) {
    void vscode.window.showInformationMessage("Dockwright has found nothing at the cursor.");
    return;
  }
  const chosen = pages.length === 1 ? pages[0] : await vscode.window.showQuickPick(pages, { title: "Which rule?" });
  if (chosen !== undefined) await vscode.env.openExternal(chosen.page);
}

function pagesAt(editor: vscode.TextEditor): Page[] {
  const pages = new Map<string, Page>();
  for (const diagnostic of vscode.languages.getDiagnostics(editor.document.uri)) {
    const code = diagnostic.code;
    if (diagnostic.source !== "dockwright" || typeof code !== "object") continue;
    if (!diagnostic.range.contains(editor.selection.active)) continue;
    const label = String(code.value);
    pages.set(label, { label, page: code.target });
  }
  return [...pages.values()];
}
