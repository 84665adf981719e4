// Drives VS Code in a browser: opens a Dockerfile, looks at what is found, fixes one finding, then all, and saves.
// Reads TASK, a JSON object with `steps`, names of functions below, and what they need; writes what was seen to the file `report`, and pictures to the folder `pictures`.

import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const task = JSON.parse(process.env.TASK);
const { chromium } = createRequire(path.join(task.modules, "package.json"))("playwright-core");
const seen = {};

const browser = await chromium.launch({
  executablePath: task.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"].concat([
    "--disable-component-update",
    "--disable-sync",
  ]),
});
const page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
page.setDefaultTimeout(45_000);

async function picture(name) {
  await page.screenshot({ path: path.join(task.pictures, `${name}.png`) });
}

// Choose a command from the list; what comes up just then takes the focus, and the list goes away.
async function command(title, justBefore = async () => {}) {
  const box = page.locator(".quick-input-widget input").first();
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  for (let round = 1; ; round += 1) {
    await page.keyboard.press("F1");
    try {
      await box.fill(`>${title}`, { timeout: 8_000 });
      await row.waitFor({ timeout: 8_000 });
      await justBefore();
      await row.click({ timeout: 8_000 });
      return;
    } catch (error) {
      if (round === 5) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

const problems = page.locator(".markers-panel .monaco-list-row");

function problem(text) {
  return problems.filter({ hasText: text });
}

// Go to a finding from the list, as a double click does; the editor has the focus then.
async function goTo(text) {
  await problem(text).first().dblclick();
  await page.locator(".monaco-editor.focused").first().waitFor();
}

// Open the menu of fixes; findings that come just then close it again.
async function openFixes(title) {
  const row = page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
  for (let round = 0; round < 5; round += 1) {
    await page.keyboard.press("Control+.");
    if (await row.waitFor({ timeout: 8_000 }).then(() => true, () => false)) break;
    await page.keyboard.press("Escape");
  }
  await row.waitFor({ timeout: 1_000 });
  return row;
}

async function save() {
  await page.locator(".tab.active.dirty").waitFor();
  await page.keyboard.press("Control+s");
  await page.locator(".tab.active:not(.dirty)").waitFor();
}

async function statusOfServer() {
  await page.locator('.statusbar-item[id="status.languageStatus"]').click();
  const item = page.locator(".hover-language-status", { hasText: "Dockwright" }).first();
  await item.waitFor();
  const text = (await item.innerText()).replaceAll("\n", " ");
  await page.keyboard.press("Escape");
  return text;
}

// Pictures have no room for the explorer, and files are opened from it.
async function showExplorer(isWanted) {
  const view = page.locator(".explorer-folders-view");
  if ((await view.isVisible()) === isWanted) return;
  await page.keyboard.press("Control+b");
  await view.waitFor({ state: isWanted ? "visible" : "hidden" });
}

async function openFile() {
  await page.goto(task.address);
  const name = path.basename(task.file);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
  await page.locator(".monaco-editor .view-line", { hasText: "FROM" }).first().waitFor();
}

async function lookAtFindings() {
  await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
  await page.locator(".codelens-decoration a", { hasText: "Grade" }).first().waitFor();
  await page.locator(".monaco-editor .view-line", { hasText: /\d\sMB/ }).first().waitFor();
  await showExplorer(false);
  seen.squiggles = await page.locator(".monaco-editor .squiggly-warning, .monaco-editor .squiggly-info").count();
  await command("Problems: Focus on Problems View");
  await problem(task.message).first().waitFor();
  seen.row = (await problem(task.message).first().innerText()).replaceAll("\n", " ");
  seen.rows = await problem(task.message).count();
  seen.badge = await page.locator(".panel .action-item", { hasText: "Problems" }).locator(".badge-content").innerText();
  seen.problems = await problems.allInnerTexts();
  await picture("problems");
}

async function hover() {
  await goTo(task.message);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+i");
  const box = page.locator(".monaco-hover:not(.hidden)", { hasText: task.message }).first();
  await box.waitFor();
  seen.hover = await box.innerText();
  // It fades in.
  await page.waitForTimeout(500);
  await picture("hover");
  await page.keyboard.press("Escape");
}

async function fixOne() {
  await goTo(task.message);
  const row = await openFixes(task.title);
  seen.titles = await page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
  await picture("quick-fix");
  await row.click();
  await problem(task.message).first().waitFor({ state: "detached" });
  await save();
  copyFileSync(task.file, task.afterOne);
}

async function fixAll() {
  await command("Dockwright: Fix All");
  await problem(task.secondMessage).first().waitFor({ state: "detached" });
  await save();
}

async function restart() {
  await command("Dockwright: Restart");
  await command("Dockwright: Restart");
  seen.statusAfterRestart = await statusOnceStarted();
}

async function statusOnceStarted() {
  let text;
  do {
    await page.waitForTimeout(300);
    text = await statusOfServer();
  } while (text.includes("starting"));
  return text;
}

// The processes of the server that comes with the extension.
function servers() {
  return readdirSync("/proc").filter((name) => {
    try {
      const [, ...words] = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
      return words.some((word) => word.startsWith(task.extensions) && word.endsWith("launch.py"));
    } catch {
      return false;
    }
  });
}

// The program of the settings never answers: that is told, and does not stand in the way of a restart.
async function waitInVain() {
  seen.status = await statusOnceStarted();
  await command("Dockwright: Restart");
  do seen.statusAfterRestart = await statusOfServer();
  while (!seen.statusAfterRestart.includes("starting"));
}

// How many there are once those that were told to end have ended.
async function countServers() {
  for (let round = 0; round < 50 && servers().length !== 1; round += 1) await page.waitForTimeout(200);
  return servers().length;
}

// A server that has crashed is started again, and while it starts somebody asks for a restart.
async function crash() {
  seen.serversBefore = await countServers();
  await command("Dockwright: Restart", async () => {
    for (const server of servers()) process.kill(Number(server), "SIGKILL");
  });
  seen.statusAfterCrash = await statusOnceStarted();
  seen.serversAfter = await countServers();
}

async function openSettings(name, label) {
  await command("Preferences: Open Settings (UI)");
  const box = page.locator(".settings-editor .search-container .monaco-editor").first();
  await box.waitFor();
  await box.click();
  await page.keyboard.type(`@ext:dockwright.dockwright ${name}`);
  await page.locator(".setting-item-label", { hasText: label }).first().waitFor();
}

async function settings() {
  await openSettings("profile", "Profile");
  seen.settings = await page.locator(".settings-count-widget").innerText();
  await picture("settings");
  await page.keyboard.press("Escape");
}

// The three steps that a new user is led through, and what each of them shows.
async function walkthrough() {
  await command("View: Close All Editors");
  // Where there is less room, the pictures of the steps are left out.
  await page.setViewportSize({ width: 1300, height: 800 });
  await command("Welcome: Open Walkthrough...");
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "Get started with Dockwright" });
  await row.first().click();
  const start = page.locator(".gettingStartedContainer");
  await start.locator(".step-title", { hasText: "Make it yours" }).waitFor();
  seen.steps = await start.locator(".step-title").allInnerTexts();
  await start.locator(".step-title", { hasText: "Fix it" }).click();
  await start.locator(".getting-started-media img").waitFor();
  await page.waitForTimeout(500);
  await picture("walkthrough");
  await start.locator(".step-title", { hasText: "See what could be better" }).click();
  await start.locator(".monaco-button", { hasText: "Show problems" }).click();
  await start.locator("[role=checkbox][aria-checked=true][aria-label^=See]").waitFor();
}

// In a second Dockerfile: the lens above a stage, and the graph beside the editor.
async function stageGraph() {
  writeFileSync(path.join(path.dirname(task.file), task.second.name), task.second.text);
  await showExplorer(true);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: task.second.name }).first().dblclick();
  const lens = page.locator(".codelens-decoration a", { hasText: "used by" }).first();
  await lens.waitFor();
  seen.lens = await lens.innerText();
  await lens.click();
  await page.locator(".reference-zone-widget").waitFor();
  seen.references = await page.locator(".reference-zone-widget .ref-tree .referenceMatch").allInnerTexts();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+j");
  await page.locator(".markers-panel").waitFor({ state: "hidden" });
  await showExplorer(false);
  await command("Dockwright: Show Stage Graph");
  const inner = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await inner.locator("button.shipped").waitFor();
  seen.nodes = await inner.locator(".node").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label")));
  await page.mouse.move(5, 5);
  await page.waitForTimeout(500);
  await picture("stage-graph");
  await inner.locator("button.shipped").click();
  await page.locator(".statusbar-item", { hasText: /Ln (?!1,)\d+/ }).first().waitFor();
  seen.place = await page.locator(".statusbar-item", { hasText: /Ln \d+/ }).first().innerText();
}

// Another extension finds the same: ours is not listed, and its fix is offered.
async function lookAtOther() {
  await command("Problems: Focus on Problems View");
  await problem(task.other).first().waitFor();
  await problem("shell-form-command").first().waitFor();
  await problem(task.message).waitFor({ state: "detached" });
  seen.problems = await problems.allInnerTexts();
  await goTo(task.other);
  await openFixes(task.title);
  seen.titles = await page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
  await page.keyboard.press("Escape");
  await page.locator(".action-widget").first().waitFor({ state: "hidden" });
}

// The setting counts at once, without a change in the file.
async function showDuplicates() {
  await openSettings("hideDuplicates", "Hide Duplicates");
  await page.locator(".setting-value-checkbox[aria-checked=true]").click();
  await page.locator(".setting-item-contents.is-configured").waitFor();
  await page.keyboard.press("Escape");
  await problem(task.message).first().waitFor();
}

async function open(name, text = "FROM") {
  await showExplorer(true);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
  await page.locator(".tab.active", { hasText: name }).first().waitFor();
  await page.locator(".monaco-editor .view-line", { hasText: text }).first().waitFor();
}

async function goToPlace(line, column) {
  await page.keyboard.press("Control+g");
  const box = page.locator(".quick-input-widget input").first();
  await box.waitFor();
  await box.fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).first().waitFor();
}

// At the end of the file: an instruction is completed, and then an image's tag is offered.
async function completion() {
  await page.locator(".codelens-decoration a", { hasText: "Grade" }).first().waitFor();
  await page.locator(".monaco-editor .view-line").last().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("STOPS");
  await page.keyboard.press("Control+Space");
  const row = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "STOPSIGNAL" }).first();
  await row.waitFor();
  seen.offers = await page.locator(".suggest-widget.visible .monaco-list-row").allInnerTexts();
  await picture("completion");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "SIGTERM" }).first().waitFor();
  seen.signals = await page.locator(".suggest-widget.visible .monaco-list-row").allInnerTexts();
  await page.keyboard.press("Escape");
  await page.keyboard.type("SIGTERM");
  await page.keyboard.press("Escape");
}

// Saving fixes what is safe, as codeActionsOnSave says.
async function fixOnSave() {
  await save();
  await page.locator(".monaco-editor .view-line", { hasText: task.mended }).first().waitFor();
}

// In the second Dockerfile: a stage, which a Bake file names too.
async function rename() {
  await open(task.second.name);
  await page.locator(".codelens-decoration a", { hasText: "Grade" }).first().waitFor();
  seen.lenses = await page.locator(".codelens-decoration a").allInnerTexts();
  await goToPlace(1, 24);
  await page.keyboard.press("F2");
  const box = page.locator(".rename-box .rename-input, .rename-box input").first();
  await box.waitFor();
  seen.renamed = await box.inputValue();
  await box.fill("compile");
  await picture("rename");
  await page.keyboard.press("Enter");
  await page.locator(".monaco-editor .view-line", { hasText: "AS compile" }).first().waitFor();
  await command("File: Save All Files");
  await page.locator(".tab.active:not(.dirty)").waitFor();
}

// From the Bake file, which the server has asked for, to the stage that it names.
async function definitionFromBake() {
  await open("docker-bake.hcl", "compile");
  await goToPlace(3, 14);
  await page.keyboard.press("F12");
  await page.locator(".tab.active", { hasText: task.second.name }).first().waitFor();
  await page.locator(".statusbar-item", { hasText: "Ln 1, Col 21" }).first().waitFor();
  seen.definition = await page.locator(".tab.active").first().innerText();
}

async function scorecard() {
  await showExplorer(false);
  await command("Dockwright: Show Scorecard");
  const inner = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await inner.locator("h1").waitFor();
  seen.card = await inner.locator("main").innerText();
  await page.mouse.move(5, 5);
  await page.waitForTimeout(500);
  await picture("scorecard");
  await inner.locator("button[data-wants=place]").first().click();
  await page.locator(".statusbar-item", { hasText: `Ln ${task.second.finding}` }).first().waitFor();
}

// In the third Dockerfile: what would change is shown, and then applied.
async function convert() {
  await command("View: Close All Editors");
  await open(task.third.name);
  await showExplorer(false);
  await command("Dockwright: Convert to a Multi-Stage Build");
  const panel = page.locator(".bulk-edit-panel, .refactor-preview, [id='refactorPreview']").first();
  await panel.waitFor();
  seen.preview = await panel.innerText();
  // What has to be confirmed is left out until it is ticked.
  await panel.locator("input[type=checkbox], .monaco-checkbox").first().click();
  await panel.locator(".monaco-list-row", { hasText: "AS build" }).first().dblclick();
  await page.locator(".monaco-diff-editor .line-insert").first().waitFor();
  await page.mouse.move(5, 5);
  await page.waitForTimeout(500);
  await picture("multi-stage");
  seen.beforeApplying = readFileSync(path.join(path.dirname(task.file), task.third.name), "utf8");
  await page.locator(".monaco-button", { hasText: "Apply" }).first().click();
  await page.locator(".tab.dirty", { hasText: task.third.name }).first().waitFor();
  await command("File: Save All Files");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
}

async function status() {
  seen.status = await statusOfServer();
}

async function lookForMessage() {
  const message = page.locator(".notification-toast", { hasText: "Python" }).first();
  await message.waitFor();
  seen.message = await message.locator(".notification-list-item-message").innerText();
  seen.buttons = await message.locator(".notification-list-item-buttons-container .monaco-button").allInnerTexts();
  seen.status = await statusOfServer();
}

const looking = { openFile, lookAtFindings, hover, stageGraph, settings, walkthrough, status, lookForMessage };
const changing = { fixOne, fixAll, restart, completion, fixOnSave, rename, definitionFromBake, scorecard, convert };
const besides = { crash, waitInVain, lookAtOther, showDuplicates };
const steps = { ...looking, ...changing, ...besides };

try {
  for (const name of task.steps) {
    seen.step = name;
    await steps[name]();
  }
} catch (error) {
  seen.failure = `${seen.step}: ${error}`;
  await picture("failure");
}
writeFileSync(task.report, JSON.stringify(seen));
await browser.close();
process.exit(seen.failure ? 1 : 0);
