/** Where VS Code begins and ends the extension. */

import * as vscode from "vscode";
import { registerCommands, SHOW_LOG } from "./commands";
import { onDidSelectPython } from "./pythonExtension";
import { createServer, type Server, STAGE_GRAPH_ON_SERVER } from "./server";
import type { StageGraph } from "./stageGraph";
import { createStageGraphPanel } from "./stageGraphPanel";
import { createStatus } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Dockwright", { log: true });
  const trace = vscode.window.createOutputChannel("Dockwright Trace", { log: true });
  const status = createStatus(SHOW_LOG);
  const panel = createStageGraphPanel(async (uri) => {
    const request = { command: STAGE_GRAPH_ON_SERVER, arguments: [uri.toString()] };
    try {
      return await created.running()?.sendRequest<StageGraph>("workspace/executeCommand", request);
    } catch (error) {
      output.warn(`no stage graph: ${String(error)}`);
      return undefined;
    }
  });
  const created = createServer(context, { output, trace }, status, (uri, graph) => {
    panel.show(vscode.Uri.parse(uri), graph);
  });
  server = created;
  const restart = (): void => {
    void created.restart();
  };
  context.subscriptions.push(
    output,
    trace,
    status,
    panel,
    registerCommands(created, { output, trace }),
    // User settings can arrive after this function has run, so what it has read is no more than a beginning.
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("dockwright.server")) restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  void onDidSelectPython(restart).then((listening) => {
    if (listening !== undefined) context.subscriptions.push(listening);
  });
  await created.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
