import assert from "node:assert/strict";
import { test } from "node:test";
import { buildArguments } from "../src/build";
import { type Improvement, improvementOf, type Scorecard, scorecardPage } from "../src/scorecard";

function improvement(rule: string, raises: boolean, more: Partial<Improvement> = {}): Improvement {
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  const page = `https://example.org/${rule}/`;
  return { rule, title: `About ${rule}.`, grade: "C", count: 1, fixable: 0, page, raises, range, ...more };
}

const CARD: Scorecard = {
  grade: "C",
  summary: "Grade C: security C",
  marks: [
    { name: "Correctness", grade: "A", meaning: "nothing found", improvements: [] },
    {
      name: "Security",
      grade: "C",
      meaning: "warnings",
      improvements: [
        improvement("loud", true, { count: 3, fixable: 2 }),
        improvement("quiet", false, { grade: "B", fixable: 1 }),
      ],
    },
  ],
  facts: [{ name: "Built on", value: "debian:12" }],
};

test("what raises a grade stands first, the rest is folded away", () => {
  const html = scorecardPage(CARD, "Scorecard", "abc");
  const [before, folded] = html.split("<details>");
  assert.ok(before?.includes("Mend this to raise it:"));
  assert.ok(before?.includes("About loud (3 places)"));
  assert.ok(before?.includes("2 of them safe to fix"));
  assert.ok(folded?.includes("1 more"));
  assert.ok(folded?.includes("About quiet"));
  assert.equal(html.match(/<details>/g)?.length, 1);
});

test("clicks lead to what they were drawn for", () => {
  const html = scorecardPage(CARD, "Scorecard", "abc");
  const ids = [...html.matchAll(/data-id="([\d-]+)" data-wants="place">About (\w+)/g)];
  assert.deepEqual(
    ids.map(([, id, rule]) => improvementOf(CARD, id ?? "")?.rule === rule),
    [true, true],
  );
  for (const id of ["", "9-9", "x", "0-0", "undefined"]) assert.equal(improvementOf(CARD, id), undefined);
});

test("grades are told to those who do not see colours", () => {
  const html = scorecardPage(CARD, "Scorecard", "abc");
  assert.ok(html.includes('role="img" aria-label="Grade C"'));
  assert.ok(html.includes("C, warnings"));
  assert.ok(html.includes('aria-label="Open the page of loud"'));
  for (const [, id] of html.matchAll(/aria-labelledby="(\w+)"/g)) assert.ok(html.includes(`<h2 id="${String(id)}"`));
});

test("nothing is loaded and nothing runs but what carries the nonce", () => {
  const html = scorecardPage(CARD, "Scorecard", "abc");
  assert.ok(html.includes("default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'"));
  assert.equal(html.match(/<(script|style)(?! nonce="abc")/g), null);
  assert.equal(html.match(/ style=| on\w+=|https?:|#[0-9a-f]{3,6}\b/g), null);
});

test("names from the file are text", () => {
  const facts = [{ name: "Built on", value: '<img src="x" onerror=alert(1)>' }];
  const html = scorecardPage({ ...CARD, facts }, "</title><script>", "abc");
  assert.ok(!html.includes("<img"));
  assert.equal(html.match(/<script/g)?.length, 1);
});

test("a stage is built with the context that is known, or the folder of the file", () => {
  const built = ["build", "--target", "a b", "--file", "/w/app/Dockerfile"];
  assert.deepEqual(buildArguments("/w/app/Dockerfile", "a b", "/w"), [...built, "/w"]);
  assert.deepEqual(buildArguments("/w/app/Dockerfile", "a b", null), [...built, "/w/app"]);
});
