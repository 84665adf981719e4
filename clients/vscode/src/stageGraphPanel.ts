/** The stage graph beside the editor: one panel, for the Dockerfile that it was last asked for. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { page, type StageGraph } from "./stageGraph";

const PAUSE_MILLISECONDS = 300;

export interface StageGraphPanel {
  show(uri: vscode.Uri, graph: StageGraph): void;
  dispose(): void;
}

/** `ask` is called for the graph again when the document has changed. */
export function createStageGraphPanel(ask: (uri: vscode.Uri) => Promise<StageGraph | undefined>): StageGraphPanel {
  let panel: vscode.WebviewPanel | undefined;
  let shown: { uri: vscode.Uri; graph: StageGraph } | undefined;
  let timer: NodeJS.Timeout | undefined;

  function draw(uri: vscode.Uri, graph: StageGraph): void {
    if (panel === undefined) return;
    shown = { uri, graph };
    const title = `Stages of ${vscode.workspace.asRelativePath(uri)}`;
    panel.title = title;
    panel.webview.html = page(graph, title, randomBytes(16).toString("hex"));
  }

  async function reveal(id: unknown): Promise<void> {
    const range = shown?.graph.nodes.find((node) => node.id === id)?.range;
    if (shown === undefined || range === undefined || range === null) return;
    const { start, end } = range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(shown.uri, { viewColumn: vscode.ViewColumn.One, selection });
  }

  const listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    const uri = shown?.uri;
    if (panel === undefined || uri?.toString() !== document.uri.toString()) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      void ask(uri).then((graph) => {
        if (graph !== undefined && shown?.uri === uri) draw(uri, graph);
      });
    }, PAUSE_MILLISECONDS);
  });

  return {
    show: (uri, graph) => {
      if (panel === undefined) {
        const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
        const options = { enableScripts: true, localResourceRoots: [] };
        panel = vscode.window.createWebviewPanel("dockwright.stageGraph", "Stages", where, options);
        panel.webview.onDidReceiveMessage((message: { id?: unknown }) => reveal(message.id));
        panel.onDidDispose(() => {
          panel = undefined;
          shown = undefined;
        });
      }
      draw(uri, graph);
      panel.reveal(undefined, true);
    },
    dispose: () => {
      clearTimeout(timer);
      listening.dispose();
      panel?.dispose();
    },
  };
}
