import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { buildArguments } from "../src/build";

const DOCKERFILE = path.join(path.sep, "shop", "docker", "web.Dockerfile");

test("the context is the one that the server knows of", () => {
  assert.deepEqual(buildArguments(DOCKERFILE, "test", "/shop"), [
    "build",
    "--target",
    "test",
    "--file",
    DOCKERFILE,
    "/shop",
  ]);
});

test("without one it is the folder of the Dockerfile", () => {
  assert.equal(buildArguments(DOCKERFILE, "test", null).at(-1), path.dirname(DOCKERFILE));
});

test("a name with a space in it stays one argument", () => {
  const file = path.join(path.sep, "my shop", "Dockerfile");
  assert.deepEqual(buildArguments(file, "a stage", null).slice(2), ["a stage", "--file", file, path.dirname(file)]);
});
