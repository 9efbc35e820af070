// The optimizer, run alone: what the model would be given, what changed, and what nothing in the video will show.

import { post } from "./api.js";
import { button, h, later } from "./dom.js";

// Words of `before` and `after` as [kind, text]: "same", "del" or "ins"; the longest common subsequence.
export function differences(before, after) {
  const a = before.match(/\s+|[^\s.,;:!?[\]]+|./g) ?? [], b = after.match(/\s+|[^\s.,;:!?[\]]+|./g) ?? [];
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const same = (i, j) => a[i].toLowerCase() === b[j].toLowerCase();
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) lengths[i][j] = same(i, j) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  }
  const parts = [];
  const add = (kind, text) => { if (parts.at(-1)?.[0] === kind) parts.at(-1)[1] += text; else parts.push([kind, text]); };
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(i, j)) { add("same", b[j]); i++; j++; }
    else if (j >= b.length || (i < a.length && lengths[i + 1][j] >= lengths[i][j + 1])) add("del", a[i++]);
    else add("ins", b[j++]);
  }
  return tidy(parts);
}

// A single space between two changes belongs to both, so that phrases read as phrases.
function tidy(parts) {
  const out = [];
  let removed = "", added = "";
  const flush = () => { if (removed) out.push(["del", removed]); if (added) out.push(["ins", added]); removed = added = ""; };
  for (const [index, [kind, text]] of parts.entries()) {
    if (kind === "del") removed += text;
    else if (kind === "ins") added += text;
    else if (/^\s+$/.test(text) && (removed || added) && index < parts.length - 1) { removed += removed ? text : ""; added += added ? text : ""; if (!removed || !added) { flush(); out.push(["same", text]); } }
    else { flush(); out.push(["same", text]); }
  }
  flush();
  return out;
}

export const diff = (before, after) => h("p", { class: "diff" }, differences(before, after).map(([kind, text]) => (kind === "same" ? text : h(kind, null, text))));

export function readings(prompt, report) {
  return h("div", { class: "readings" }, diff(prompt, report.prompt),
    report.ignored.length > 0 && h("div", { class: "chips" }, h("span", { class: "small quiet" }, "Not shown:"), report.ignored.map((word) => h("span", { class: "chip lost" }, word))),
    report.notes.length > 0 && h("ul", { class: "remarks" }, report.notes.map((note) => h("li", null, note))));
}

export function wordsTray(composer) {
  const element = h("div", { class: "readings", "aria-live": "polite" });
  let original = null, asked = 0, written = "";
  const use = (report) => { original ??= composer.state.prompt; written = report.prompt; composer.set({ prompt: report.prompt }); };
  const revert = () => { const text = original; original = null; composer.set({ prompt: text }); };
  async function read() {
    const prompt = composer.state.prompt, number = ++asked;
    if (!prompt.trim()) { element.replaceChildren(h("p", { class: "quiet small" }, "Write something first: this shows what the model reads in it.")); return; }
    try {
      const report = await post("optimize", { prompt, has_image: Boolean(composer.state.first) });
      if (number !== asked) return;
      const taken = report.prompt === prompt;
      element.replaceChildren(readings(prompt, report), h("div", { class: "actions" },
        taken ? h("span", { class: "small quiet" }, "The model reads this word for word.") : button("Use this text", { onclick: () => use(report) }),
        original !== null && button("Back to your words", { class: "button bare", onclick: revert }),
        !composer.state.optimize && h("span", { class: "small quiet" }, "Rewriting is off in the settings: your words go to the model as they are.")));
    } catch (error) {
      if (number === asked) element.replaceChildren(h("p", { class: "problem" }, error.message));
    }
  }
  const soon = later(350, read);
  let shown = null;
  const changed = () => {
    const now = `${composer.state.prompt}\n${Boolean(composer.state.first)}${composer.state.optimize}`;
    if (now === shown) return;
    if (shown === null || composer.state.prompt === written || composer.state.prompt === original) read(); else soon();
    shown = now;
  };
  return { element, title: "What the model reads", says: "It knows a storybook of words; other words become the nearest.", changed };
}
