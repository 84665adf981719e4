/** Which findings another tool shows as well. Nothing here knows VS Code. */

export interface Finding {
  /** The id of the rule, as its tool writes it. */
  readonly code: string;
  /** The 0-based line that it begins in. */
  readonly line: number;
}

/** The ids under which other tools know a rule, by the rule's id. */
export type KnownElsewhere = ReadonlyMap<string, readonly string[]>;

/** Read what `dockwright rules --format json` writes. */
export function readKnownElsewhere(text: string): KnownElsewhere {
  const { rules } = JSON.parse(text) as { rules: { id: string; aliases: Record<string, string[]> }[] };
  return new Map(rules.map(({ id, aliases }) => [id, Object.values(aliases).flat().map(lower)]));
}

/**
 * Whether one of `theirs` says the same as `ours`: the same rule in the same instruction. Other tools often point at the
 * first line of an instruction, so `lines`, those of the document, tell whether it goes on from there.
 */
export function isDuplicate(
  ours: Finding,
  theirs: readonly Finding[],
  known: KnownElsewhere,
  lines: readonly string[],
): boolean {
  const ids = known.get(ours.code) ?? [];
  return theirs.some(({ code, line }) => ids.includes(lower(code)) && goesOn(line, ours.line, lines));
}

function goesOn(from: number, to: number, lines: readonly string[]): boolean {
  return from <= to && lines.slice(from, to).every((line) => /[\\`]\s*$|^\s*(#|$)/.test(line));
}

function lower(text: string): string {
  return text.toLowerCase();
}
