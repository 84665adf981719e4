/** A page beside the editor: one panel of a kind, for the Dockerfile that it was last asked for. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Position } from "./stageGraph";

const PAUSE_MILLISECONDS = 300;

/** Where a click on a page leads: a place in the document, or an address. */
export type Goal = { readonly start: Position; readonly end: Position } | { readonly address: string };

export interface PanelKind<Content> {
  /** The name by which VS Code knows it. */
  readonly id: string;
  title(file: string): string;
  page(content: Content, title: string, nonce: string): string;
  goal(content: Content, message: unknown): Goal | undefined;
  /** Asked for again when the document has changed. */
  ask(uri: vscode.Uri): Promise<Content | undefined>;
}

export interface Panel<Content> {
  show(uri: vscode.Uri, content: Content): void;
  dispose(): void;
}

export function createPanel<Content>(kind: PanelKind<Content>): Panel<Content> {
  let panel: vscode.WebviewPanel | undefined;
  let shown: { uri: vscode.Uri; content: Content } | undefined;
  let timer: NodeJS.Timeout | undefined;

  function draw(uri: vscode.Uri, content: Content): void {
    if (panel === undefined) return;
    shown = { uri, content };
    const title = kind.title(vscode.workspace.asRelativePath(uri));
    panel.title = title;
    panel.webview.html = kind.page(content, title, randomBytes(16).toString("hex"));
  }

  async function go(message: unknown): Promise<void> {
    const goal = shown === undefined ? undefined : kind.goal(shown.content, message);
    if (shown === undefined || goal === undefined) return;
    if ("address" in goal) {
      await vscode.env.openExternal(vscode.Uri.parse(goal.address));
      return;
    }
    const { start, end } = goal;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(shown.uri, { viewColumn: vscode.ViewColumn.One, selection });
  }

  const listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    const uri = shown?.uri;
    if (panel === undefined || uri?.toString() !== document.uri.toString()) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      void kind.ask(uri).then((content) => {
        if (content !== undefined && shown?.uri === uri) draw(uri, content);
      });
    }, PAUSE_MILLISECONDS);
  });

  return {
    show: (uri, content) => {
      if (panel === undefined) {
        const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
        panel = vscode.window.createWebviewPanel(kind.id, "", where, { enableScripts: true, localResourceRoots: [] });
        panel.webview.onDidReceiveMessage(go);
        panel.onDidDispose(() => {
          panel = undefined;
          shown = undefined;
        });
      }
      draw(uri, content);
      panel.reveal(undefined, true);
    },
    dispose: () => {
      clearTimeout(timer);
      listening.dispose();
      panel?.dispose();
    },
  };
}
