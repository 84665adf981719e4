/** The server's life: found, started, restarted one at a time, stopped. */

import { existsSync } from "node:fs";
import * as vscode from "vscode";
import {
  type DocumentSelector,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  State,
  type StaticFeature,
} from "vscode-languageclient/node";
import { findServer, type Launch } from "./discovery";
import { watchOtherLinters } from "./otherLinters";
import { findOnPath, hasServer, pythonVersion } from "./programs";
import { selectedPython } from "./pythonExtension";
import { createQueue } from "./queue";
import { namesForServer, statedSettings, type Settings } from "./settings";
import type { Status } from "./status";

export const STAGE_GRAPH_ON_SERVER = "dockwright.stageGraph";
export const SCORECARD_ON_SERVER = "dockwright.showScorecard";

/** Commands of the client that the server may put behind its lenses, once it knows of them. */
export const SHOW_REFERENCES = "dockwright.showReferences";
export const BUILD_TARGET = "dockwright.buildTarget";

/** The command whose presence tells the server that the scorecard is shown here, and needs no message. */
export const SCORECARD = "dockwright.openScorecard";

/** Called with what the server has answered to a command for the URI of a document. */
export type Show = (command: string, uri: string, answer: unknown) => void;

/** Without a limit, a program that never answers would hold up every later restart. */
const MOST_MILLISECONDS_TO_START = 30_000;
const MOST_MILLISECONDS_TO_STOP = 3_000;

const NO_PYTHON = "Dockwright needs Python 3.11 or later, and none was found on this machine.";
const GET_PYTHON = "Get Python";
const PYTHON_DOWNLOADS = "https://www.python.org/downloads/";

export interface Channels {
  readonly output: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
}

export interface Server {
  /** Start the server, after stopping it where it runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** The client, while the server runs. */
  running(): LanguageClient | undefined;
}

export function createServer(context: vscode.ExtensionContext, channels: Channels, status: Status, show: Show): Server {
  const others = watchOtherLinters(context.asAbsolutePath("python/rules.json"), running);
  context.subscriptions.push(others);
  const inTurn = createQueue();
  const names = declaredNames(context);
  let client: LanguageClient | undefined;

  function running(): LanguageClient | undefined {
    return client?.state === State.Running ? client : undefined;
  }

  async function stop(): Promise<void> {
    const stopped = client;
    client = undefined;
    // A client that is coming up, as it does by itself after a crash, can be stopped only once it is up.
    if (stopped?.state === State.Starting) await comesUp(stopped, MOST_MILLISECONDS_TO_STOP).catch(() => undefined);
    // A client that never came up has nothing to stop and says so by failing.
    await stopped?.dispose().catch((error: unknown) => {
      channels.output.warn(`the server did not end as it should: ${String(error)}`);
    });
  }

  async function start(): Promise<void> {
    status.starting();
    const launch = await findServer({
      setting: vscode.workspace.getConfiguration("dockwright").get<string[]>("server.command", []),
      launcher: launcherIn(context),
      selectedPython,
      onPath: findOnPath,
      pythonVersion,
      hasServer,
    });
    if (launch === undefined) {
      status.broken("no Python 3.11 or later was found");
      void offerPython();
      return;
    }
    channels.output.info(`starting ${[launch.command, ...launch.args].join(" ")}`);
    const middleware = createMiddleware((uri) => settingsFor(names, uri), show);
    const starting = createClient(launch, {
      outputChannel: channels.output,
      traceOutputChannel: channels.trace,
      initializationOptions: () => settingsFor(names, undefined),
      middleware: { ...middleware, provideDiagnostics: others.provideDiagnostics },
    });
    client = starting;
    starting.onDidChangeState(({ newState }) => {
      if (client !== starting) return;
      if (newState === State.Starting) status.starting();
      if (newState === State.Stopped || newState === State.StartFailed) status.broken("the server has stopped");
      if (newState === State.Running) status.running(versionOf(starting), launch.origin);
    });
    try {
      await comesUp(starting, MOST_MILLISECONDS_TO_START);
      status.running(versionOf(starting), launch.origin);
    } catch (error) {
      channels.output.error(`the server could not be started: ${String(error)}`);
      status.broken("the server could not be started");
    }
    await vscode.commands.executeCommand("setContext", "dockwright.serverCommands", commandsOf(starting));
  }

  return {
    restart: () =>
      inTurn(async () => {
        await stop();
        await start();
      }),
    stop,
    running,
  };
}

/** Start a client, or wait for one that is starting; fails where that cannot be done in time. */
async function comesUp(client: LanguageClient, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("it does not answer"));
    }, milliseconds);
  });
  await Promise.race([client.start(), late]).finally(() => {
    clearTimeout(timer);
  });
}

/** The commands that the running server carries out. */
export function commandsOf(client: LanguageClient): string[] {
  return client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
}

function versionOf(client: LanguageClient): string {
  return client.initializeResult?.serverInfo?.version ?? "";
}

function createClient(launch: Launch, options: LanguageClientOptions): LanguageClient {
  const documentSelector: DocumentSelector = [{ language: "dockerfile" }];
  const revealOutputChannelOn = RevealOutputChannelOn.Never;
  const server = { command: launch.command, args: [...launch.args] };
  const client = new LanguageClient(
    "dockwright",
    "Dockwright",
    { run: server, debug: server },
    { documentSelector, revealOutputChannelOn, ...options },
  );
  client.registerFeature(knownCommands);
  return client;
}

function createMiddleware(settings: (uri: string | undefined) => Settings, show: Show): Middleware {
  return {
    workspace: {
      configuration: (params) => params.items.map((item) => settings(item.scopeUri)),
      // What has changed is asked for again; the values that VS Code would send hold defaults.
      didChangeConfiguration: (_sections, next) => next(undefined),
    },
    // Lenses name such commands; what they answer is to be seen.
    executeCommand: async (command, args, next) => {
      const answer: unknown = await next(command, args);
      const [uri] = args as unknown[];
      if (typeof uri === "string") show(command, uri, answer);
      return answer;
    },
  };
}

/** Tells the server which commands it may name in what it answers. */
const knownCommands: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      commands: { commands: [SHOW_REFERENCES, BUILD_TARGET, SCORECARD] },
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

function settingsFor(names: readonly string[], uri: string | undefined): Settings {
  const scope = uri === undefined ? undefined : vscode.Uri.parse(uri);
  const configuration = vscode.workspace.getConfiguration("dockwright", scope);
  return statedSettings(names, (name) => configuration.inspect(name));
}

function declaredNames(context: vscode.ExtensionContext): string[] {
  const manifest = context.extension.packageJSON as {
    contributes: { configuration: { properties: Record<string, unknown> }[] };
  };
  return namesForServer(manifest.contributes.configuration.flatMap((group) => Object.keys(group.properties)));
}

function launcherIn(context: vscode.ExtensionContext): string | undefined {
  const libraries = context.asAbsolutePath("python/libs/dockwright");
  return existsSync(libraries) ? context.asAbsolutePath("python/launch.py") : undefined;
}

async function offerPython(): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(NO_PYTHON, GET_PYTHON);
  if (chosen === GET_PYTHON) await vscode.env.openExternal(vscode.Uri.parse(PYTHON_DOWNLOADS));
}
