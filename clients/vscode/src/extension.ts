/** Where VS Code begins and ends the extension. */

import * as vscode from "vscode";
import { registerCommands, SHOW_LOG } from "./commands";
import { onDidSelectPython } from "./pythonExtension";
import { createPanel } from "./panel";
import { type Click, improvementOf, type Scorecard, scorecardPage } from "./scorecard";
import { createServer, SCORECARD_ON_SERVER, type Server, STAGE_GRAPH_ON_SERVER } from "./server";
import { page, type StageGraph } from "./stageGraph";
import { createStatus } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Dockwright", { log: true });
  const trace = vscode.window.createOutputChannel("Dockwright Trace", { log: true });
  const status = createStatus(SHOW_LOG);
  /** What the server answers to a command for a document; nothing where it fails or does not run. */
  async function ask<Answer>(command: string, uri: vscode.Uri): Promise<Answer | undefined> {
    const client = created.running();
    if (client === undefined) return undefined;
    const request = { command, arguments: [client.code2ProtocolConverter.asUri(uri)] };
    try {
      return (await client.sendRequest<Answer | null>("workspace/executeCommand", request)) ?? undefined;
    } catch (error) {
      output.warn(`no answer to ${command}: ${String(error)}`);
      return undefined;
    }
  }

  const graphs = createPanel<StageGraph>({
    id: "dockwright.stageGraph",
    title: (file) => `Stages of ${file}`,
    page,
    goal: (graph, message) => graph.nodes.find(({ id }) => id === (message as { id?: unknown }).id)?.range ?? undefined,
    ask: (uri) => ask(STAGE_GRAPH_ON_SERVER, uri),
  });
  const scorecards = createPanel<Scorecard>({
    id: "dockwright.scorecard",
    title: (file) => `Scorecard of ${file}`,
    page: scorecardPage,
    goal: (card, message) => {
      const { id, wants } = message as Partial<Click>;
      const found = improvementOf(card, String(id));
      return wants === "page" && found !== undefined ? { address: found.page } : found?.range;
    },
    ask: (uri) => ask(SCORECARD_ON_SERVER, uri),
  });
  const created = createServer(context, { output, trace }, status, (command, uri, answer) => {
    if (answer === null || answer === undefined) return;
    const document = vscode.Uri.parse(uri);
    if (command === STAGE_GRAPH_ON_SERVER) graphs.show(document, answer as StageGraph);
    if (command === SCORECARD_ON_SERVER) scorecards.show(document, answer as Scorecard);
  });
  server = created;
  const restart = (): void => {
    void created.restart();
  };
  context.subscriptions.push(
    output,
    trace,
    status,
    graphs,
    scorecards,
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
