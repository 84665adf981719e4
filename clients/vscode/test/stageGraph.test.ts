import assert from "node:assert/strict";
import { test } from "node:test";
import { layout, page, type StageGraph, type StageNode } from "../src/stageGraph";

function node(id: string, name: string, role: string | null = "helper"): StageNode {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } };
  return role === null ? { id, name, kind: "image", role, range: null } : { id, name, kind: "stage", role, range };
}

const GRAPH: StageGraph = {
  nodes: [
    node("stage0", "build"),
    node("stage1", "test", "apart"),
    node("stage2", "final", "shipped"),
    node("image0", "golang:1.26", null),
    node("image1", "scratch", null),
  ],
  edges: [
    { source: "image0", target: "stage0", kind: "base" },
    { source: "stage0", target: "stage1", kind: "base" },
    { source: "image1", target: "stage2", kind: "base" },
    { source: "stage0", target: "stage2", kind: "copy" },
  ],
};

test("what is needed stands above what needs it", () => {
  const places = layout(GRAPH);
  assert.equal(places.size, GRAPH.nodes.length);
  for (const { source, target } of GRAPH.edges) {
    assert.ok((places.get(source)?.layer ?? NaN) < (places.get(target)?.layer ?? NaN), `${source} ${target}`);
  }
});

test("no two nodes stand in one place", () => {
  const places = [...layout(GRAPH).values()].map(({ layer, rank }) => `${String(layer)} ${String(rank)}`);
  assert.equal(new Set(places).size, GRAPH.nodes.length);
});

test("a circle and an edge to nowhere end as well", () => {
  const edges = [
    { source: "stage0", target: "stage1", kind: "base" },
    { source: "stage1", target: "stage0", kind: "base" },
    { source: "absent", target: "stage0", kind: "base" },
  ];
  assert.equal(layout({ nodes: GRAPH.nodes, edges }).size, GRAPH.nodes.length);
  assert.ok(page({ nodes: GRAPH.nodes, edges }, "t", "n").includes("<svg"));
});

test("stages are buttons, images are not, and both have a label", () => {
  const html = page(GRAPH, "Stages", "abc");
  assert.equal(html.match(/<button /g)?.length, 3);
  assert.ok(html.includes('aria-label="final; shipped; needs scratch, build"'));
  assert.ok(html.includes('role="img" aria-label="golang:1.26; image"'));
});

test("nothing is loaded and nothing runs but what carries the nonce", () => {
  const html = page(GRAPH, "Stages", "abc");
  assert.ok(html.includes("default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'"));
  assert.equal(html.match(/<(script|style)(?! nonce="abc")/g), null);
  assert.equal(html.match(/ style=| on\w+=|https?:/g), null);
});

test("names from the file are text", () => {
  const nodes = [node("stage0", '<img src="x" onerror=alert(1)>')];
  const html = page({ nodes, edges: [] }, "</title><script>", "abc");
  assert.ok(!html.includes("<img"));
  assert.equal(html.match(/<script/g)?.length, 1);
});
