// Where a video begins: the prompt, its pictures and settings. What is written here survives a reload.

import { post, session } from "./api.js";
import { cameraTray } from "./camera.js";
import { button, h, icon, later, notice, phone, plural, round, seconds, segments } from "./dom.js";
import { checkPicture, thumbnail } from "./picture.js";
import { DEFAULTS, describeSize, settingsTray, sizeOf } from "./settings.js";
import { store } from "./store.js";
import { wordsTray } from "./words.js";

const DRAFT = "video01.draft";
const EXAMPLES = [
  "a red fox runs through a snowy forest at dawn [Tracking shot]",
  "a rocket rises over a city at night [Tilt up]",
  "a sailboat on the ocean at sunset [Truck right]",
  "a dragon flies over the mountains, storm and lightning [Push in]",
  "an astronaut floats in space [Pull out]",
  "a cat chasing a mouse in a castle, film noir",
];

export class Composer {
  state = { ...DEFAULTS, prompt: "", takes: 1, first: null, last: null, parent: null, ...readDraft() };
  #tray = null;
  #busy = false;
  #again = false; // something else was asked for meanwhile
  #arriving = null; // the file that is being looked at: whether it could be taken
  #once = null; // names one click, so that one repeated after a lost answer counts once

  constructor() {
    this.text = h("textarea", {
      rows: 2, "aria-label": "Prompt", "aria-describedby": "prompt-hint", placeholder: "What happens in the video?",
      autocomplete: "off", spellcheck: true, enterkeyhint: "enter", name: "prompt",
      oninput: () => this.set({ prompt: this.text.value }),
      onkeydown: (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.make(); }
      },
    });
    this.pictures = h("div", { class: "actions" });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.tally = h("span", { class: "tally" });
    this.hint = h("p", { class: "hint", id: "prompt-hint", hidden: true });
    this.chooser = h("input", { type: "file", accept: "image/*,video/mp4", hidden: true, "aria-label": "First frame",
      onchange: () => { if (this.chooser.files[0]) this.takeFile(this.chooser.files[0], this.chooser.place); this.chooser.value = ""; } });
    this.go = h("button", { class: "button main make-it", type: "submit" }, h("span", null, "Make"), h("kbd", { "aria-hidden": "true" }, isApple() ? "⌘↵" : "Ctrl ↵"));
    this.buttons = {
      first: this.#opener("Picture", "image", "Begin with a picture (drop, paste or choose)", () => this.choose("first")),
      camera: this.#opener("Camera", "camera", "Camera moves", () => this.open("camera")),
      words: this.#opener("Words", "wand", "See what the model reads in your words", () => this.open("words")),
      settings: this.#opener("", "sliders", "Settings", () => this.open("settings"), "long"),
    };
    this.buttons.first.removeAttribute("aria-expanded");
    this.takes = segments("takes", "How many takes, each with its own seed",
      [1, 2, 3, 4].map((count) => [count, `×${count}`, plural(count, "take")]), this.state.takes, (takes) => this.set({ takes }), "segments takes");
    this.slot = h("div");
    this.form = h("form", { class: "composer", "aria-label": "Make a video", onsubmit: (event) => { event.preventDefault(); this.make(); } },
      h("div", { class: "write" }, this.text, this.pictures), this.problem, this.hint,
      h("div", { class: "bar" }, this.buttons.first, this.buttons.camera, this.buttons.words, this.buttons.settings,
        h("span", { class: "push" }), this.tally, this.takes, this.go), this.slot, this.chooser);
    this.examples = h("div", { class: "examples", role: "group", "aria-label": "Examples" }, EXAMPLES.map((text) => h("button", {
      type: "button", class: "chip", onclick: () => { this.set({ prompt: text }); this.text.focus(); } }, text.replace(/ \[.*/, ""))));
    this.element = h("section", { class: "make", "aria-label": "New video" }, h("h1", null, "What shall we film?"), this.form, this.examples);
    this.text.addEventListener("paste", (event) => this.#paste(event));
    store.addEventListener("change", () => { this.examples.hidden = store.ids.length > 0; });
    const save = () => localStorage.setItem(DRAFT, JSON.stringify(withoutPictures(this.state)));
    this.save = later(300, save);
    addEventListener("pagehide", save);
    this.draw();
  }

  get model() { return session.models.find((model) => model.id === this.state.model) ?? session.models[0] ?? { features: {} }; }

  set(change) {
    Object.assign(this.state, change);
    this.#once = null;
    this.problem.hidden = true;
    this.draw();
    this.save();
    this.#tray?.changed?.();
  }

  draw() {
    const { state } = this;
    if (this.text.value !== state.prompt) this.text.value = state.prompt;
    const over = state.prompt.length - session.limits.prompt;
    this.tally.textContent = over > -400 ? String(-over) : "";
    this.tally.title = "Characters left";
    this.tally.classList.toggle("over", over > 0);
    const label = [seconds(state.duration), describeSize(state)].concat(state.steps ? `${state.steps} steps` : []).join(" · ");
    this.buttons.settings.lastChild.textContent = label;
    this.buttons.settings.setAttribute("aria-label", `Settings: ${label}`);
    this.takes.querySelector(`[value="${state.takes}"]`).checked = true;
    this.pictures.replaceChildren(...["first", "last"].filter((place) => state[place]).map((place) =>
      thumbnail(state[place], place, sizeOf(state), () => this.set({ [place]: null, ...(place === "first" ? { parent: null } : {}) }))));
    this.pictures.hidden = !this.pictures.childElementCount;
    this.text.placeholder = state.first ? "What happens next? You may leave this empty." : "What happens in the video?";
    this.go.disabled = over > 0 || this.#busy || (!state.prompt.trim() && !state.first);
    this.examples.hidden = store.ids.length > 0;
  }

  fill(change) {
    this.set({ ...DEFAULTS, takes: 1, first: null, last: null, parent: null, ...change });
    this.recall();
  }

  recall() {
    scrollTo({ top: 0, behavior: "smooth" });
    this.text.focus({ preventScroll: true });
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
  }

  async make() {
    if (this.#busy) { this.#again ||= this.#once === null; return; }
    if (this.go.disabled) { if (!this.state.prompt.trim()) this.text.focus(); return; }
    this.#busy = true;
    this.#once ??= crypto.randomUUID();
    this.draw();
    try {
      if (this.#arriving && !(await this.#arriving)) return; // why not is said in the form
      const { videos } = await post("videos", { ...this.request(), once: this.#once ??= crypto.randomUUID() });
      this.#once = null;
      for (const video of videos) store.take(video, { fresh: true });
      if (phone.matches) { this.close(); this.text.blur(); }
      document.dispatchEvent(new CustomEvent("made", { detail: videos }));
    } catch (error) {
      if (error.status) this.#once = null;
      this.fail(error.message);
    } finally {
      this.#busy = false;
      this.draw();
    }
    if (this.#again) { this.#again = false; await this.make(); }
  }

  // The request as the server reads it.
  request() {
    const { state } = this, size = sizeOf(state), features = this.model.features;
    return {
      prompt: state.prompt, model: this.model.id, takes: state.takes, duration: state.duration, optimize: state.optimize,
      ...(size && { width: size[0], height: size[1] }),
      ...(state.seed !== null && { seed: state.seed }),
      ...(features.steps && state.steps && { steps: state.steps }),
      ...(features.guidance && state.guidance !== null && { guidance: state.guidance }),
      ...(features.negative_prompt && state.negative_prompt && { negative_prompt: state.negative_prompt }),
      ...(state.first && { first_frame: state.first.send }),
      ...(features.last_frame && state.last && { last_frame: state.last.send }),
      ...(state.parent && { parent: state.parent }),
    };
  }

  fail(message) {
    this.problem.textContent = message;
    this.problem.hidden = false;
  }

  choose(place) {
    this.chooser.place = place;
    this.chooser.accept = "image/*" + (place === "first" ? ",video/mp4" : "");
    this.chooser.click();
  }

  // A picture becomes a frame; a video of ours gives back what it was made of.
  takeFile(file, place = "first") {
    const taken = this.#take(file, place).finally(() => { if (this.#arriving === taken) this.#arriving = null; });
    this.#arriving = taken;
  }

  async #take(file, place) {
    try {
      if (/^video\//.test(file.type) || /\.(mp4|m4v|mov)$/i.test(file.name)) {
        const { readRecipe } = await import("./recipe.js");
        this.fill(await readRecipe(file));
        notice("Everything this video was made of is back in the form.");
      } else this.set({ [place]: await checkPicture(file, session.limits), ...(place === "first" ? { parent: null } : {}) });
      return true;
    } catch (error) {
      this.fail(error.message);
      this.form.scrollIntoView({ block: "nearest" });
      return false;
    }
  }

  open(name) {
    const same = this.#tray?.name === name;
    this.close();
    if (same) return;
    const make = { camera: cameraTray, words: wordsTray, settings: settingsTray }[name];
    this.#tray = Object.assign(make(this), { name });
    const { element, title, says } = this.#tray;
    const heading = h("h2", { id: `tray-${name}` }, title);
    this.slot.replaceChildren(h("section", { class: `tray tray-${name}`, "aria-labelledby": heading.id,
      onkeydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); this.close(); this.buttons[name].focus(); } } },
      h("header", null, heading, h("p", null, says ?? ""), round("Close", "close", { onclick: () => { this.close(); this.buttons[name].focus(); } })), element));
    this.buttons[name].setAttribute("aria-expanded", "true");
    this.#tray.changed?.();
    if (phone.matches) setTimeout(() => document.addEventListener("pointerdown", this.#outside), 0);
  }

  close() {
    document.removeEventListener("pointerdown", this.#outside);
    if (this.#tray) this.buttons[this.#tray.name].setAttribute("aria-expanded", "false");
    this.#tray = null;
    this.slot.replaceChildren();
  }

  #outside = (event) => { if (!this.slot.contains(event.target) && !event.target.closest(".bar")) this.close(); };

  #opener(label, name, title, act, extra = "") {
    return button(label, { class: `button bare ${extra}`, title, "aria-label": title, "aria-expanded": "false", onclick: act },
      icon(name), h("span", { class: extra ? "" : "label" }, label));
  }

  #paste(event) {
    const file = [...event.clipboardData.files].find((one) => /^(image|video)\//.test(one.type));
    if (!file) return;
    event.preventDefault();
    this.takeFile(file);
  }
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

function withoutPictures({ first, last, ...rest }) {
  return { ...rest, parent: null };
}

function readDraft() {
  try {
    const draft = JSON.parse(localStorage.getItem(DRAFT) ?? "{}");
    return Object.fromEntries(Object.entries(draft).filter(([name, value]) => name in DEFAULTS || (name === "prompt" && typeof value === "string")));
  } catch {
    return {};
  }
}
