import assert from "node:assert/strict";
import { test } from "node:test";
import { createQueue } from "../src/queue";

function later(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test("no two tasks run at a time", async () => {
  const inTurn = createQueue();
  const seen: string[] = [];
  const task = (name: string) => async (): Promise<void> => {
    seen.push(`${name} begins`);
    await later();
    seen.push(`${name} ends`);
  };
  const first = inTurn(task("first"));
  await later();
  const second = inTurn(task("second"));
  await Promise.all([first, second]);
  assert.deepEqual(seen, ["first begins", "first ends", "second begins", "second ends"]);
});

test("those who ask while a task waits share it", async () => {
  const inTurn = createQueue();
  let count = 0;
  const task = async (): Promise<void> => {
    count += 1;
    await later();
  };
  const first = inTurn(task);
  await Promise.resolve();
  const second = inTurn(task);
  const third = inTurn(task);
  assert.equal(second, third);
  await Promise.all([first, second, third]);
  assert.equal(count, 2);
});

test("a task that fails tells whoever asked, and the next one runs", async () => {
  const inTurn = createQueue();
  await assert.rejects(
    inTurn(() => Promise.reject(new Error("no"))),
    /no/,
  );
  let hasRun = false;
  await inTurn(async () => {
    await later();
    hasRun = true;
  });
  assert.ok(hasRun);
});
