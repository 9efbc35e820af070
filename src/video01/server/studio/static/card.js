// One video on the wall, from waiting to finished.

import { ago, button, calm, clamp, clock, h, icon, left, seconds } from "./dom.js";

const HOVER = 180; // ms before it plays

export class Card {
  #timer = 0;
  #shown = ""; // what the frame shows now

  constructor(video, acts) {
    this.acts = acts;
    this.open = h("button", { type: "button", class: "open", onclick: () => acts.open(this.video.id) });
    this.inside = h("div", { class: "inside" });
    this.heart = this.#tool("Favourite", "heart", () => acts.act("favourite", [this.video.id]));
    this.again = this.#tool("Again, with another seed", "turn", () => acts.act("again", [this.video.id]));
    this.cancel = this.#tool("Cancel", "close", () => acts.act("cancel", [this.video.id]));
    this.pick = this.#tool("Choose", "check", () => acts.choose(this.video.id));
    this.corner = h("div", { class: "corner" }, this.again, this.heart, this.cancel);
    this.words = h("p");
    this.facts = h("small");
    this.element = h("article", { class: "card", role: "listitem", onpointerenter: (event) => event.pointerType === "mouse" && this.#hover(true), onpointerleave: () => this.#hover(false) },
      h("div", { class: "frame" }, this.inside, this.open, h("div", { class: "corner left" }, this.pick), this.corner), h("div", { class: "says" }, this.words, this.facts));
    this.update(video);
  }

  update(video) {
    this.video = video;
    const { element } = this;
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    element.dataset.id = video.id;
    element.className = `card ${video.status} ${element.classList.contains("chosen") ? "chosen" : ""} ${video.output && video.output.height > video.output.width * 0.75 ? "tall" : ""}`;
    const words = video.prompt || "A picture comes alive";
    if (this.words.textContent !== words) { this.words.textContent = words; this.words.title = words; }
    this.open.setAttribute("aria-label", `${words.slice(0, 160)}: ${spoken(video)}`);
    this.heart.setAttribute("aria-pressed", String(Boolean(video.favourite)));
    this.corner.classList.toggle("stay", Boolean(video.favourite) && Boolean(video.output));
    this.heart.hidden = this.pick.hidden = !video.output;
    this.again.hidden = !video.output;
    this.cancel.hidden = !["queued", "running"].includes(video.status);
    this.#draw();
    this.tick();
    if (focused && (focused.hidden || !focused.isConnected)) this.open.focus({ preventScroll: true });
  }

  // Numbers that change without news from the server.
  tick() {
    const { video } = this;
    const facts = [seconds(video.output?.duration ?? video.duration), video.steps && `${video.steps} steps`, `seed ${video.seed}`, ago(video.created_at)].filter(Boolean).join(" · ");
    if (this.facts.textContent !== facts) this.facts.textContent = facts;
    if (video.status === "running" && this.track) {
      const progress = clamp(video.progress, 0, 1);
      this.track.style.transform = `scaleX(${progress})`;
      this.bar.setAttribute("aria-valuenow", String(Math.round(progress * 100)));
      this.doing.textContent = video.stopping ? "Stopping" : stage(video);
      this.rest.textContent = remaining(video);
    }
  }

  choose(chosen) {
    this.element.classList.toggle("chosen", chosen);
    this.pick.setAttribute("aria-pressed", String(chosen));
  }

  toggle() {
    this.#hover(!this.film, true);
  }

  remove() {
    this.#hover(false);
    this.element.remove();
  }

  #draw() {
    const { video } = this;
    const look = [video.status, video.output?.poster, video.failure?.message, video.position, video.stopping].join("|");
    if (video.status === "running" && this.#shown.startsWith("running")) this.#preview();
    if (look === this.#shown) return;
    const developed = this.#shown.startsWith("running");
    this.#shown = look;
    this.track = null;
    this.inside.replaceChildren(...{
      queued: () => this.#queued(), running: () => this.#running(), succeeded: () => this.#succeeded(developed),
      failed: () => this.#ended("warn", video.failure?.message ?? "It failed and left no reason.", "Try again"), canceled: () => this.#ended("stop", "Cancelled", "Make it after all"),
    }[video.status]());
  }

  #queued() {
    const { position } = this.video;
    return [h("div", { class: "rest" }, h("span", { class: "place" }, position ? `${ordinal(position + 1)} in line` : "Next"), h("span", null, waiting(this.video)))];
  }

  #running() {
    this.track = h("i");
    this.bar = h("div", { class: "track", role: "progressbar", "aria-label": "Progress", "aria-valuemin": "0", "aria-valuemax": "100" }, this.track);
    this.doing = h("b");
    this.rest = h("span");
    this.picture = null;
    const parts = [h("div", { class: "developing" }), h("div", { class: "state" }, this.doing, this.rest), this.bar];
    this.inside.replaceChildren(...parts);
    this.#preview();
    return [...this.inside.children];
  }

  // The newest look at the video in the making, faded over the one before.
  #preview() {
    const { preview } = this.video;
    if (!preview || this.picture?.getAttribute("src") === preview) return;
    const before = this.picture;
    const next = h("img", { class: "coming", alt: "", src: preview, decoding: "async" });
    next.addEventListener("load", () => { next.classList.remove("coming"); setTimeout(() => before?.remove(), 260); });
    next.addEventListener("error", () => next.remove());
    this.picture = next;
    this.inside.querySelector(".state").before(next);
  }

  #succeeded(developed) {
    const { output } = this.video;
    const poster = h("img", { alt: "", src: output.poster, loading: "lazy", decoding: "async", class: developed ? "coming" : "" });
    poster.addEventListener("load", () => poster.classList.remove("coming"));
    return [poster, h("span", { class: "badge", "aria-hidden": "true" }, clock(output.duration))];
  }

  #ended(name, text, label) {
    return [h("div", { class: "rest" }, icon(name), h("p", { title: text }, text), button(label, { onclick: () => this.acts.act("retry", [this.video.id]) }))];
  }

  #hover(on, now = false) {
    clearTimeout(this.#timer);
    if (!on) {
      this.film?.remove();
      this.film = null;
      return;
    }
    if (!this.video.output || (calm.matches && !now)) return;
    this.#timer = setTimeout(() => {
      const film = h("video", { muted: true, loop: true, playsInline: true, src: this.video.output.video, "aria-hidden": "true", tabindex: "-1" });
      film.addEventListener("playing", () => film.classList.add("playing"));
      this.film?.remove();
      this.film = film;
      this.inside.append(film);
      film.play().catch(() => {});
    }, now ? 0 : HOVER);
  }

  #tool(label, name, act) {
    return h("button", { type: "button", "aria-label": label, title: label, onclick: (event) => { event.stopPropagation(); act(); } }, icon(name));
  }
}

export function stage(video) {
  if (!(video.progress > 0)) return "Starting";
  const percent = `${Math.floor(clamp(video.progress, 0, 1) * 100)} %`;
  if (!video.steps_total) return percent;
  return video.step < video.steps_total ? `Step ${video.step} of ${video.steps_total} · ${percent}` : `Frames · ${percent}`;
}

export function remaining(video) {
  const total = video.time_left;
  if (total == null || video.stopping) return "";
  return `${left(Math.max(0, total - (performance.now() - video.heard_at) / 1000))} left`;
}

function waiting(video) {
  return video.time_left == null ? "Waiting" : `ready in about ${left(Math.max(1, video.time_left))}`;
}

function spoken(video) {
  return { queued: "waiting", running: "being made", succeeded: `video of ${seconds(video.output?.duration ?? 0)}`, failed: "failed", canceled: "cancelled" }[video.status];
}

const RULES = new Intl.PluralRules("en", { type: "ordinal" });
const ordinal = (number) => `${number}${{ one: "st", two: "nd", few: "rd", other: "th" }[RULES.select(number)]}`;
