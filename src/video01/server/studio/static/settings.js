// Duration, shape, size, steps and seed: only what the chosen model honours.

import { session } from "./api.js";
import { button, clamp, h, icon, seconds, segments } from "./dom.js";

export const DEFAULTS = {
  model: "video-01", duration: 6, shape: "auto", short: 720, steps: null, seed: null, optimize: true, guidance: null, negative_prompt: "",
};
const SHAPES = { "16:9": 16 / 9, "1:1": 1, "9:16": 9 / 16, "4:3": 4 / 3, "21:9": 21 / 9 };
const SHORTS = [[480, "480p"], [720, "720p"], [1088, "1080p"]];
const LONGEST = 1920, MULTIPLE = 16;

// [width, height], or null where the server shall choose.
export function sizeOf({ shape, short, first }) {
  const aspect = SHAPES[shape] ?? (first ? first.width / first.height : 16 / 9);
  if (shape === "auto" && short === 720) return null;
  const fit = (value) => clamp(Math.round(value / MULTIPLE) * MULTIPLE, 128, LONGEST);
  const small = Math.min(short, (LONGEST + MULTIPLE) / Math.max(aspect, 1 / aspect));
  return aspect >= 1 ? [fit(small * aspect), fit(small)] : [fit(small), fit(small / aspect)];
}

export function describeSize({ shape, short, first }) {
  const name = shape === "auto" ? (first ? "as picture" : "16:9") : shape;
  return short === 720 ? name : `${name} ${SHORTS.find(([value]) => value === short)?.[1] ?? ""}`;
}

// What sizes of a finished video say in the form.
export function shapeOf(size) {
  if (!size) return { shape: "auto", short: 720 };
  const aspect = size[0] / size[1];
  const [shape] = Object.entries(SHAPES).reduce((best, entry) => (Math.abs(entry[1] - aspect) < Math.abs(best[1] - aspect) ? entry : best));
  const small = Math.min(...size);
  const [short] = SHORTS.reduce((best, entry) => (Math.abs(entry[0] - small) < Math.abs(best[0] - small) ? entry : best));
  return { shape, short };
}

export function settingsTray(composer) {
  const { state, model } = composer;
  const { features, default_steps: usual = 12 } = model;
  const draw = [];
  const set = (change) => { composer.set(change); };
  const shown = (text) => { const value = h("output"); draw.push(() => { value.textContent = text(); }); return value; };

  const duration = h("input", { type: "range", min: 1, max: session.limits.duration, step: 0.5, value: state.duration, "aria-label": "Duration in seconds",
    oninput: (event) => set({ duration: Number(event.target.value) }) });
  const shapes = h("div", { class: "shapes", role: "radiogroup", "aria-label": "Shape" });
  const drawShapes = () => shapes.replaceChildren(...Object.keys(SHAPES).map((shape) => {
    const chosen = state.shape === shape || (state.shape === "auto" && !state.first && shape === "16:9");
    return h("label", null, h("input", { type: "radio", name: "shape", value: shape, checked: chosen, "aria-label": shape, onchange: () => set({ shape }) }),
      h("span", null, h("i", { class: `is-${shape.replace(":", "-")}` }), shape));
  }), ...(state.first ? [h("label", null, h("input", { type: "radio", name: "shape", value: "auto", checked: state.shape === "auto", "aria-label": "As the picture", onchange: () => set({ shape: "auto" }) }),
    h("span", null, icon("image"), "Picture"))] : []));
  const seed = h("input", { class: "field", inputmode: "numeric", placeholder: "A new one each time", "aria-label": "Seed", value: state.seed ?? "",
    oninput: (event) => {
      const text = event.target.value.replace(/\D/g, "").slice(0, 10);
      event.target.value = text;
      set({ seed: text === "" ? null : Math.min(Number(text), session.limits.seed) });
    } });
  draw.push(() => {
    const had = shapes.contains(document.activeElement) && document.activeElement.value;
    drawShapes();
    if (had) shapes.querySelector(`[value="${had}"]`)?.focus();
    if (document.activeElement !== seed) seed.value = state.seed ?? "";
    duration.value = state.duration;
  });
  const quality = features.steps && option("Quality", shown(() => `${state.steps ?? usual} steps`),
    segments("steps", "Quality", [[Math.max(2, Math.round(usual / 3)), "Draft", "Fewer steps: quick and rough"], [null, "Full", "The model's own number of steps"], [Math.min(usual * 2, session.limits.steps), "Fine", "Twice the steps"]],
      state.steps, (steps) => set({ steps })));
  const element = h("div", { class: "options" },
    option("Duration", shown(() => seconds(state.duration)), duration),
    option("Shape", shown(() => (sizeOf(state) ?? (state.first ? [] : [1280, 720])).join(" × ")), shapes),
    option("Size", null, segments("short", "Size", SHORTS.map(([value, label]) => [value, label]), state.short, (short) => set({ short }))),
    quality,
    option("Seed", null, h("div", { class: "row" }, h("div", { style: { flex: "1" } }, seed),
      button("", { class: "round", "aria-label": "Draw a seed", title: "Draw a seed and keep it", onclick: () => set({ seed: Math.floor(Math.random() * session.limits.seed) }) }, icon("seeds")))),
    features.last_frame && option("Last frame", null, button("", { onclick: () => composer.choose("last") }, icon("image"), state.last ? "Choose another" : "Choose a picture")),
    option("Words", null, h("label", { class: "switch" }, h("input", { type: "checkbox", role: "switch", checked: state.optimize, onchange: (event) => set({ optimize: event.target.checked }) }), "Rewrite to what the model knows")),
    features.guidance && more(composer, set, shown));
  const changed = () => draw.forEach((act) => act());
  return { element, title: "Settings", changed };
}

function more(composer, set, shown) {
  const { state, model } = composer;
  const usual = model.default_guidance;
  return h("details", { class: "option", open: state.guidance !== null || Boolean(state.negative_prompt) }, h("summary", { class: "quiet small" }, "More"),
    h("div", { class: "option" },
      option("Guidance", shown(() => (state.guidance === null ? "the model's own" : String(state.guidance))),
        h("input", { type: "range", min: 0, max: 12, step: 0.5, value: state.guidance ?? usual ?? 4, "aria-label": "Guidance", oninput: (event) => set({ guidance: Number(event.target.value) }) })),
      model.features.negative_prompt && h("input", { class: "field", placeholder: "What to lead away from", "aria-label": "Negative prompt", value: state.negative_prompt, maxlength: session.limits.prompt,
        oninput: (event) => set({ negative_prompt: event.target.value }) })));
}

const option = (label, value, ...content) => h("div", { class: "option" }, h("header", null, h("h3", null, label), value), content);
