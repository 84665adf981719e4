/** The command line that builds one stage. Nothing here knows VS Code. */

import path from "node:path";

/** The arguments of `docker`; the context is the folder of the Dockerfile where nobody knows a better one. */
export function buildArguments(dockerfile: string, target: string, context: string | null): string[] {
  return ["build", "--target", target, "--file", dockerfile, context ?? path.dirname(dockerfile)];
}
