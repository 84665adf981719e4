/** The scorecard as the server tells it, and the page that shows it. Nothing here knows VS Code. */

import { escaped } from "./html";
import type { Position } from "./stageGraph";

export interface Improvement {
  readonly rule: string;
  readonly title: string;
  readonly grade: string;
  readonly count: number;
  readonly fixable: number;
  readonly page: string;
  /** Whether mending it is what raises the grade of its category. */
  readonly raises: boolean;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface Mark {
  readonly name: string;
  readonly grade: string;
  readonly meaning: string;
  readonly improvements: readonly Improvement[];
}

export interface Scorecard {
  readonly grade: string;
  readonly summary: string;
  readonly marks: readonly Mark[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** What a click on the page asks for: the place of a finding, or the page of a rule; by their number in the card. */
export interface Click {
  readonly id: string;
  readonly wants: "place" | "page";
}

/** The improvement that a click is about. */
export function improvementOf(card: Scorecard, id: string): Improvement | undefined {
  const [mark, improvement] = id.split("-").map(Number);
  return card.marks[mark ?? NaN]?.improvements[improvement ?? NaN];
}

/** The whole page. It loads nothing, runs no script but the one here, and takes its colours from the theme. */
export function scorecardPage(card: Scorecard, title: string, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<header>
<span class="grade ${escaped(card.grade)}" role="img" aria-label="Grade ${escaped(card.grade)}">${escaped(card.grade)}</span>
<h1>${escaped(title)}</h1>
</header>
<dl>${card.facts.map(({ name, value }) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join("")}</dl>
${card.marks.map(section).join("\n")}
<p>A: nothing was found. B: hints and information only. C: a warning. D: an error. The grade of the file is the lowest one.</p>
</main>
<script nonce="${nonce}">
const editor = acquireVsCodeApi();
for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", () => editor.postMessage({ id: button.dataset.id, wants: button.dataset.wants }));
}
</script>
</body>
</html>`;
}

function section(mark: Mark, index: number): string {
  const id = `mark${String(index)}`;
  const heading = `<h2 id="${id}"><span class="grade ${escaped(mark.grade)}" aria-hidden="true">${escaped(mark.grade)}</span>${escaped(mark.name)}<small>${escaped(`${mark.grade}, ${mark.meaning}`)}</small></h2>`;
  const raising = mark.improvements.filter(({ raises }) => raises).length;
  const items = mark.improvements.map((one, number) => item(one, `${String(index)}-${String(number)}`));
  const rest = items.slice(raising);
  return `<section aria-labelledby="${id}">${heading}
${raising === 0 ? "" : `<p>Mend this to raise it:</p><ul>${items.slice(0, raising).join("")}</ul>`}
${rest.length === 0 ? "" : `<details><summary>${String(rest.length)} more</summary><ul>${rest.join("")}</ul></details>`}
</section>`;
}

function item(one: Improvement, id: string): string {
  const count = one.count === 1 ? "" : ` (${String(one.count)} places)`;
  const fix =
    one.fixable === 0
      ? ""
      : `<small>${one.fixable === one.count ? "" : `${String(one.fixable)} of them `}safe to fix</small>`;
  const place = `<button data-id="${id}" data-wants="place">${escaped(one.title.replace(/\.$/, "") + count)}</button>`;
  const page = `<button class="page" data-id="${id}" data-wants="page" aria-label="Open the page of ${escaped(one.rule)}">${escaped(one.rule)}</button>`;
  return `<li>${place} ${page} ${fix}</li>`;
}

const STYLE = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background); font-family: var(--vscode-font-family); }
main { max-width: 46em; padding: 0.5em 1em; }
header { display: flex; align-items: center; gap: 1em; }
h1 { font-size: 1.3em; font-weight: 600; }
h2 { font-size: 1.1em; font-weight: 600; margin: 1.2em 0 0.3em; display: flex; align-items: center; gap: 0.6em; }
small { font-weight: normal; color: var(--vscode-descriptionForeground); font-size: 0.9em; }
.grade { display: inline-block; box-sizing: border-box; min-width: 1.7em; text-align: center; font-weight: 700; border-radius: 4px;
  border: 2px solid var(--vscode-testing-iconPassed, currentColor); padding: 0.05em 0.3em; }
header .grade { font-size: 2em; }
.grade.B { border-color: var(--vscode-editorInfo-foreground, currentColor); }
.grade.C { border-color: var(--vscode-editorWarning-foreground, currentColor); }
.grade.D { border-color: var(--vscode-editorError-foreground, currentColor); }
dl { display: flex; flex-wrap: wrap; gap: 0.3em 2em; }
dt { color: var(--vscode-descriptionForeground); font-size: 0.9em; }
dd { margin: 0; }
section p { margin: 0.2em 0; color: var(--vscode-descriptionForeground); }
ul { margin: 0.2em 0; padding-left: 1.4em; }
li { margin: 0.25em 0; }
summary { cursor: pointer; }
button { font: inherit; text-align: left; vertical-align: top; padding: 0; border: none; background: none; cursor: pointer;
  color: var(--vscode-textLink-foreground); }
button.page { color: var(--vscode-descriptionForeground); font-size: 0.9em; }
button:hover { text-decoration: underline; }
button:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;
