"""An evaluation as JSON and as a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.judge.marks import EXTRAS, FACTS

SPLITS = {
    "seen": "New scenes of kinds that were trained on, in the canonical words",
    "held_out_pairs": "Subjects where, or doing what, they were never seen",
    "held_out_templates": "Sentences of kinds that were never trained on",
    "free_prose": "What people write, through the optimizer",
}
_LEGEND = """How often a clip shows a fact that its prompt told, in per cent, with the 95 % interval (Wilson).

- **generated**: clips of the model
- **ceiling**: the training world's own clips of the same facts: what the judge reads correctly when all is right
- **floor**: clips of the model beside the prompts of others: what is right by chance
- **all**: every fact of a prompt, together
"""

_BOUND = """What the judge cannot read in a true render, it cannot credit to a generated clip: a model that makes no
mistake would score the ceiling, not 100 %, and a difference smaller than the interval is none."""
_READS = {
    "what": "surroundings and figures' places, in each frame",
    "who": "names and colours, in squares about figures",
    "how": "actions, along each figure's track, and the camera, from the flow of the background",
}


def write_report(folder: Path, verdict: dict[str, Any], command: str) -> None:
    """Write quality.json and quality.md."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quality.json").write_text(json.dumps(verdict, indent=1) + "\n")
    (folder / "quality.md").write_text(page(verdict, command))


def page(verdict: dict[str, Any], command: str) -> str:
    """The whole page."""
    parts = ["# Quality of the model", _method(command), "## The judge", _judge(verdict.get("judge"))]
    parts += ["## What clips show", _LEGEND]
    for name, title in SPLITS.items():
        if name in verdict["splits"]:
            source = f", `{verdict['prompts']}`" if name == "free_prose" and "prompts" in verdict else ""
            parts += [f"### {title} (`{name}`{source})", table(verdict["splits"][name])]
    parts += ["## Pictures and motion", _numbers(verdict), "## More steps", _teacher(verdict.get("teacher"))]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def table(split: dict[str, Any]) -> str:
    """The facts of one split, without those that were never told."""
    rows = ["| fact | generated | ceiling | floor | n |", "|---|---:|---:|---:|---:|"]
    for kind in (*FACTS, *EXTRAS):
        fact = split.get(kind)
        if fact and fact["n"]:
            low, high = (100 * end for end in fact["generated_interval"])
            cells = (
                f"{_percent(fact['generated'])} ({low:.0f}–{high:.0f})",
                _percent(fact["ceiling"]),
                _percent(fact["floor"]),
            )
            rows.append(f"| {kind} | {' | '.join(cells)} | {fact['n']} |")
    return "\n".join(rows)


def _method(command: str) -> str:
    return (
        "Measured by the judge in `training/judge`: networks of their own that learned from renders alone, on scenes "
        "that the model never sees, never used as a loss or to choose a checkpoint. To repeat it:\n\n"
        f"    {command}"
    )


def _numbers(verdict: dict[str, Any]) -> str:
    rows = ["| | | |", "|---|---:|---|"]
    names = {
        "autoencoder_psnr": ("Frames of remembered pictures against painted ones", "dB at 640 x 360"),
        "autoencoder_ssim": ("The same, structural similarity", "of 1"),
        "first_frame_psnr": ("First frame of a clip from a photograph, not yet encoded (99: the same)", "dB"),
        "first_frame_psnr_12": ("Its thirteenth frame, static shot", "dB"),
        "frozen_share": ("Clips that should move and do not", "of 1"),
        "seed_diversity": ("How far clips of one prompt are apart", "0..2, own features"),
    }
    rows += [f"| {title} | {_plain(verdict.get(key))} | {unit} |" for key, (title, unit) in names.items()]
    beside = verdict.get("beside", {})
    rows += [f"| {key.replace('_', ' ')} | {_pairs(value)} | |" for key, value in beside.items()]
    return "\n".join(rows)


def _teacher(teacher: dict[str, Any] | None) -> str:
    if not teacher:
        return "Not measured."
    kinds = [kind for kind in FACTS if teacher["default"].get(kind) is not None]
    rows = [f"The first {teacher['n']} prompts of `seen`, in per cent:", "", "| steps | " + " | ".join(kinds) + " |"]
    rows.append("|---|" + "---:|" * len(kinds))
    for name, label in (("default", "default"), ("many", str(teacher["steps"]))):
        rows.append(f"| {label} | " + " | ".join(_percent(teacher[name][kind]) for kind in kinds) + " |")
    return "\n".join(rows)


def _judge(judge: dict[str, Any] | None) -> str:
    if not judge:
        return "See the ceilings below."
    rows = [_BOUND, "", f"{judge['renders']} renders that it never saw, in per cent:", ""]
    rows += ["| fact | right | of damaged frames | n |", "|---|---:|---:|---:|"]
    for kind, share in judge["plain"].items():
        low, high = (100 * end for end in share["interval"])
        worn = _percent(judge["worn"].get(kind, {}).get("right"))
        rows.append(f"| {kind} | {_percent(share['right'])} ({low:.0f}–{high:.0f}) | {worn} | {share['n']} |")
    rows += ["", "| network | reads | parameters | steps | minutes of one core |", "|---|---|---:|---:|---:|"]
    rows += [
        f"| {name} | {_READS[name]} | {one['parameters']} | {one['steps']} | {one['minutes']} |"
        for name, one in judge["networks"].items()
    ]
    rows += ["", "Beside measures that learn nothing, on the same renders:", "", "| | agree | n |", "|---|---:|---:|"]
    rows += [
        f"| {key.replace('_', ' ')} | {_percent(value['agree'])} | {value['n']} |"
        for key, value in judge["cross_checks"].items()
    ]
    if judge["mistakes"]:
        rows += ["", "What it mistakes most often:", ""]
        rows += [f"- {what}: {count}" for what, count in judge["mistakes"].items()]
    return "\n".join(rows)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _plain(value: Any) -> str:
    return "–" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)


def _pairs(value: Any) -> str:
    if not isinstance(value, dict):
        return _plain(value)
    return ", ".join(f"{key.replace('_', ' ')} {_plain(number)}" for key, number in value.items())
