import assert from "node:assert/strict";
import { test } from "node:test";
import { type Inspected, namesForServer, statedSettings } from "../src/settings";

function sent(inspected: Record<string, Inspected>): Record<string, unknown> {
  return statedSettings(Object.keys(inspected), (name) => inspected[name]);
}

test("defaults are not sent", () => {
  // What VS Code tells has more members than those that count.
  const told: Inspected & { defaultValue: string } = { defaultValue: "default" };
  assert.deepEqual(sent({ profile: told, preview: {} }), {});
});

test("the value nearest to the file counts", () => {
  const inspected = {
    profile: { globalValue: "strict", workspaceValue: "size", workspaceFolderValue: "security" },
    preview: { globalValue: true },
    maxProblems: { globalValue: 10, workspaceValue: 20 },
    ignore: { globalValue: ["a"], workspaceValue: [] },
  };
  assert.deepEqual(sent(inspected), { profile: "security", preview: true, maxProblems: 20, ignore: [] });
});

test("tables are put together", () => {
  const inspected = { rules: { globalValue: { a: "off", b: "error" }, workspaceValue: { b: "hint" } } };
  assert.deepEqual(sent(inspected), { rules: { a: "off", b: "hint" } });
});

test("false counts, null means nothing", () => {
  assert.deepEqual(sent({ enable: { globalValue: false }, edition: { globalValue: null } }), { enable: false });
});

test("the server gets no settings of the extension", () => {
  const declared = [
    "dockwright.enable",
    "dockwright.server.command",
    "dockwright.trace.server",
    "dockwright.hideDuplicates",
    "dockwright.ignore",
  ];
  assert.deepEqual(namesForServer(declared), ["enable", "ignore"]);
});
