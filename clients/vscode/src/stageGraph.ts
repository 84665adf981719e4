/** The graph of stages as the server tells it, and the page that shows it. Nothing here knows VS Code. */

import { escaped } from "./html";

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface StageNode {
  readonly id: string;
  readonly name: string;
  readonly kind: "image" | "stage";
  readonly role: string | null;
  readonly range: { readonly start: Position; readonly end: Position } | null;
}

export interface StageEdge {
  readonly source: string;
  readonly target: string;
  readonly kind: string;
}

export interface StageGraph {
  readonly nodes: readonly StageNode[];
  readonly edges: readonly StageEdge[];
}

export interface Place {
  readonly layer: number;
  readonly rank: number;
}

const WIDTH = 160;
const HEIGHT = 46;
const GAP_X = 20;
const GAP_Y = 56;
const MARGIN = 16;

/**
 * A layer and a rank in it for each node: what is needed stands above what needs it, and near it where that is possible.
 */
export function layout(graph: StageGraph): Map<string, Place> {
  const layers = new Map(graph.nodes.map((node) => [node.id, 0]));
  // One round more than there are nodes would mean a circle, which a Dockerfile cannot have.
  for (let round = 0; round < graph.nodes.length; round += 1) {
    for (const { source, target } of graph.edges) {
      const least = (layers.get(source) ?? 0) + 1;
      if (layers.has(source) && (layers.get(target) ?? least) < least) layers.set(target, least);
    }
  }
  const places = new Map<string, Place>();
  const last = Math.max(0, ...layers.values());
  for (let layer = 0; layer <= last; layer += 1) {
    const members = graph.nodes.filter((node) => layers.get(node.id) === layer);
    const weights = new Map(members.map((node, index) => [node.id, meanRank(node.id, graph, places) ?? index]));
    members.sort((one, other) => (weights.get(one.id) ?? 0) - (weights.get(other.id) ?? 0));
    members.forEach((node, rank) => places.set(node.id, { layer, rank }));
  }
  return places;
}

function meanRank(id: string, graph: StageGraph, places: ReadonlyMap<string, Place>): number | undefined {
  const ranks = graph.edges
    .filter((edge) => edge.target === id)
    .map((edge) => places.get(edge.source)?.rank)
    .filter((rank) => rank !== undefined);
  return ranks.length === 0 ? undefined : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
}

/**
 * The whole page. It loads nothing, runs no script but the one here, and takes its colours from the theme. A click on a
 * stage sends `{ id }` to whoever shows the page.
 */
export function page(graph: StageGraph, title: string, nonce: string): string {
  const places = layout(graph);
  const width = MARGIN * 2 + span(places, "rank", WIDTH, GAP_X);
  const height = MARGIN * 2 + span(places, "layer", HEIGHT, GAP_Y);
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<style nonce="${nonce}">
${STYLE}
.graph { width: ${String(width)}px; height: ${String(height)}px; }
${graph.nodes.map((node) => position(node, places)).join("\n")}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>From top to bottom: images, the stages that are built from them, and what is shipped. Dashed lines are copies and mounts.</p>
<div class="graph">
<svg aria-hidden="true" width="${String(width)}" height="${String(height)}">${graph.edges.map((edge) => line(edge, places)).join("")}</svg>
${graph.nodes.map((node) => box(node, graph)).join("\n")}
</div>
<script nonce="${nonce}">
const editor = acquireVsCodeApi();
for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", () => editor.postMessage({ id: button.id }));
}
</script>
</body>
</html>`;
}

const STYLE = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background); font-family: var(--vscode-font-family); }
h1 { font-size: 1.2em; font-weight: 600; }
.graph { position: relative; }
svg { position: absolute; left: 0; top: 0; }
path { fill: none; stroke: var(--vscode-foreground); stroke-opacity: 0.6; stroke-width: 1.5; }
path.copy, path.mount { stroke-dasharray: 5 4; }
.node { position: absolute; box-sizing: border-box; width: ${String(WIDTH)}px; height: ${String(HEIGHT)}px;
  padding: 4px 10px; overflow: hidden; text-align: left; font: inherit; border-radius: 4px;
  color: var(--vscode-editorWidget-foreground); background: var(--vscode-editorWidget-background);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border)); }
.node b, .node small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button.node { cursor: pointer; }
button.node:hover { background: var(--vscode-list-hoverBackground); }
button.node:focus { outline: 2px solid var(--vscode-focusBorder); }
.image { border-radius: 22px; border-style: dotted; }
.shipped { border-width: 3px; border-color: var(--vscode-focusBorder); }
.apart { border-style: dashed; }
`;

const ROLES: Record<string, string> = { shipped: "shipped", apart: "not shipped" };

function box(node: StageNode, graph: StageGraph): string {
  const role = node.kind === "image" ? "image" : (ROLES[node.role ?? ""] ?? "goes into another stage");
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const needs = new Set(graph.edges.filter(({ target }) => target === node.id).map(({ source }) => names.get(source)));
  const label = [node.name, role, ...(needs.size > 0 ? [`needs ${[...needs].join(", ")}`] : [])].join("; ");
  const inside = `<b>${escaped(node.name)}</b><small>${escaped(role)}</small>`;
  const attributes = `id="${escaped(node.id)}" class="node ${escaped(node.kind)} ${escaped(node.role ?? "")}" title="${escaped(label)}"`;
  return node.range === null
    ? `<div ${attributes} role="img" aria-label="${escaped(label)}">${inside}</div>`
    : `<button ${attributes} aria-label="${escaped(label)}">${inside}</button>`;
}

function line(edge: StageEdge, places: ReadonlyMap<string, Place>): string {
  const source = places.get(edge.source);
  const target = places.get(edge.target);
  if (source === undefined || target === undefined) return "";
  const [fromX, fromY] = [left(source) + WIDTH / 2, top(source) + HEIGHT];
  const [toX, toY] = [left(target) + WIDTH / 2, top(target)];
  const bend = GAP_Y * 0.6;
  const curve = [fromX, fromY + bend, toX, toY - bend, toX, toY].map((value) => value.toFixed(1)).join(" ");
  const tip = `M${String(toX - 4)} ${String(toY - 7)} L${String(toX)} ${String(toY)} L${String(toX + 4)} ${String(toY - 7)}`;
  return `<path class="${escaped(edge.kind)}" d="M${String(fromX)} ${String(fromY)} C${curve}"/><path d="${tip}"/>`;
}

function position(node: StageNode, places: ReadonlyMap<string, Place>): string {
  const place = places.get(node.id) ?? { layer: 0, rank: 0 };
  return `#${node.id} { left: ${String(left(place))}px; top: ${String(top(place))}px; }`;
}

function left(place: Place): number {
  return MARGIN + place.rank * (WIDTH + GAP_X);
}

function top(place: Place): number {
  return MARGIN + place.layer * (HEIGHT + GAP_Y);
}

function span(places: ReadonlyMap<string, Place>, axis: keyof Place, size: number, gap: number): number {
  const count = Math.max(0, ...[...places.values()].map((place) => place[axis])) + 1;
  return count * (size + gap) - gap;
}
