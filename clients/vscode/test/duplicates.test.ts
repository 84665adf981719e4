import assert from "node:assert/strict";
import { test } from "node:test";
import { isDuplicate, readKnownElsewhere } from "../src/duplicates";

const KNOWN = readKnownElsewhere(
  JSON.stringify({
    rules: [
      { id: "apt-may-prompt", aliases: { hadolint: ["DL3014"], tally: ["hadolint/DL3014"] } },
      { id: "missing-user", aliases: {} },
    ],
  }),
);

const LINES = ["FROM debian", "RUN apt-get update && \\", "  # first", "", "  apt-get install curl", "CMD x"];

function isHidden(code: string, line: number, theirCode: string, theirLine: number): boolean {
  return isDuplicate({ code, line }, [{ code: theirCode, line: theirLine }], KNOWN, LINES);
}

test("the same rule in the same line or instruction is shown once", () => {
  assert.ok(isHidden("apt-may-prompt", 4, "DL3014", 4));
  assert.ok(isHidden("apt-may-prompt", 4, "DL3014", 1));
  assert.ok(isHidden("apt-may-prompt", 4, "hadolint/dl3014", 1));
});

test("another rule, another instruction and a line below are something else", () => {
  assert.ok(!isHidden("apt-may-prompt", 4, "DL3015", 4));
  assert.ok(!isHidden("apt-may-prompt", 4, "DL3014", 0));
  assert.ok(!isHidden("apt-may-prompt", 4, "DL3014", 5));
  assert.ok(!isHidden("missing-user", 4, "missing-user", 4));
  assert.ok(!isHidden("unknown", 4, "DL3014", 4));
});
