// The palette of camera moves. Each writes its command in brackets at the caret; at most three act together.

import { h, notice } from "./dom.js";

const MOVES = ["Push in", "Pull out", "Zoom in", "Zoom out", "Pan left", "Pan right", "Tilt up", "Tilt down", "Truck left", "Truck right",
  "Pedestal up", "Pedestal down", "Tracking shot", "Shake", "Static shot"];
const TOGETHER = 3;
const BRACKET = /\[([^\]\n]*)\]/g;

// The bracket around the caret or just before it: {start, end, moves}.
function bracketAt(text, caret) {
  for (const match of text.matchAll(BRACKET)) {
    const end = match.index + match[0].length;
    if (match.index <= caret && caret <= end) return { start: match.index, end, moves: match[1].split(",").map((move) => move.trim()).filter(Boolean) };
  }
  return null;
}

// The text with `move` added to, or taken from, the bracket at the caret: {text, caret}, or null if the bracket is full.
export function withMove(text, caret, move) {
  const found = bracketAt(text, caret);
  if (!found) {
    const space = (piece, edge) => (piece && !edge.test(piece) ? " " : "");
    const before = text.slice(0, caret), after = text.slice(caret);
    const head = `${before}${space(before, /\s$/)}[${move}]`;
    return { text: head + (after && !/^[\s.,;!?]/.test(after) ? " " : "") + after, caret: head.length };
  }
  const same = (other) => other.toLowerCase() === move.toLowerCase();
  const moves = found.moves.some(same) ? found.moves.filter((other) => !same(other)) : [...found.moves, move];
  if (moves.length > TOGETHER) return null;
  const written = moves.length ? `[${moves.join(", ")}]` : "";
  const before = moves.length ? text.slice(0, found.start) : text.slice(0, found.start).replace(/ $/, "");
  return { text: before + written + text.slice(found.end), caret: before.length + written.length };
}

export function cameraTray(composer) {
  let caret = composer.text.selectionEnd ?? composer.state.prompt.length;
  const note = () => { if (document.activeElement === composer.text) { caret = composer.text.selectionEnd; mark(); } };
  const buttons = MOVES.map((move) => h("button", { type: "button", "aria-pressed": "false", onclick: () => press(move) },
    h("span", { class: `lens cam-${move.toLowerCase().replace(" ", "-")}`, "aria-hidden": "true" }, h("i"), h("b")), move));
  function press(move) {
    const written = withMove(composer.state.prompt, Math.min(caret, composer.state.prompt.length), move);
    if (!written) { notice("Three moves act together at most. Put the caret elsewhere to begin another bracket."); return; }
    caret = written.caret;
    composer.set({ prompt: written.text });
    composer.text.setSelectionRange(caret, caret);
  }
  function mark() {
    const moves = (bracketAt(composer.state.prompt, caret)?.moves ?? []).map((move) => move.toLowerCase());
    for (const [at, move] of MOVES.entries()) buttons[at].setAttribute("aria-pressed", String(moves.includes(move.toLowerCase())));
  }
  for (const kind of ["select", "keyup", "pointerup", "input"]) composer.text.addEventListener(kind, note);
  const changed = () => { if (document.activeElement === composer.text) caret = composer.text.selectionEnd; mark(); };
  return { element: h("div", { class: "cameras" }, buttons), title: "Camera", says: "Up to three act together.", changed };
}
