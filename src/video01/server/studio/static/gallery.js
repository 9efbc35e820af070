// All videos as one wall of cards. Only those in view and near it exist, so ten thousand cost no more than fifty.

import { Card } from "./card.js";
import { button, h, icon, later, phone, plural } from "./dom.js";
import { ACTIVE, store } from "./store.js";

const GAP = 22, CAPTION = 78, NEAR = 900; // pixels
const AWAY = 200; // pixels above the view from where on what is new waits
const FAR = 3000; // videos that are read again after a reload, at most
const PLACE = "video01.place";

export class Gallery {
  chosen = new Set(); // ids
  #cards = new Map();
  #across = 1;
  #row = 0;
  #width = 0;
  #wanted = false;
  #restore = readPlace();

  constructor({ open, act }) {
    this.acts = { open, act, choose: (id) => this.choose(id) };
    this.wall = h("div", { class: "gallery", id: "gallery", role: "list", "aria-label": "Videos", tabindex: "-1" });
    this.title = h("h2", null, "Videos");
    this.field = h("input", { class: "field", type: "search", placeholder: "Search", "aria-label": "Search prompts", oninput: later(220, () => this.find()) });
    this.hearts = h("button", { type: "button", class: "round", "aria-pressed": "false", "aria-label": "Favourites only", title: "Favourites only", onclick: () => {
      const on = !store.filter.favourite;
      this.hearts.setAttribute("aria-pressed", String(on));
      store.show({ favourite: on }).catch(() => {});
    } }, icon("heart"));
    this.tools = h("div");
    this.news = h("button", { type: "button", class: "button news", hidden: true, onclick: () => scrollTo({ top: 0, behavior: "smooth" }) }, icon("up"), h("span"));
    store.hold = () => this.wall.getBoundingClientRect().top < -AWAY;
    this.element = h("main", { "aria-label": "Gallery" }, h("div", { class: "shelf" }, this.title, h("div", { class: "search" }, icon("search"), this.field, h("kbd", { "aria-hidden": "true" }, "/")), this.hearts), this.wall, this.tools, this.news);
    this.wall.addEventListener("keydown", (event) => this.#keys(event));
    new ResizeObserver(() => this.measure()).observe(this.wall);
    addEventListener("scroll", () => this.soon(), { passive: true });
    addEventListener("pagehide", () => this.keepPlace());
    store.addEventListener("change", ({ detail }) => this.#changed(detail));
    setInterval(() => { for (const card of this.#cards.values()) card.tick(); }, 500);
  }

  find() {
    const search = this.field.value.trim();
    if (search !== store.filter.search) store.show({ search }).catch(() => {});
  }

  measure() {
    const width = this.wall.clientWidth;
    if (!width) return;
    const least = phone.matches ? 280 : innerWidth > 2000 ? 400 : 300;
    this.#width = width;
    this.#across = Math.max(1, Math.floor((width + GAP) / (least + GAP)));
    this.#row = Math.round((width - GAP * (this.#across - 1)) / this.#across * 9 / 16) + CAPTION + GAP;
    this.draw();
  }

  soon() {
    if (this.#wanted) return;
    this.#wanted = true;
    requestAnimationFrame(() => { this.#wanted = false; this.draw(); });
  }

  draw() {
    if (!this.#row) return;
    this.#drawNews();
    const top = -this.wall.getBoundingClientRect().top;
    const rows = Math.ceil(store.ids.length / this.#across);
    this.wall.style.height = `${Math.max(rows * this.#row, innerHeight * 0.3)}px`;
    const first = Math.max(0, Math.floor((top - NEAR) / this.#row)) * this.#across;
    const end = Math.min(store.ids.length, Math.ceil((top + innerHeight + NEAR) / this.#row) * this.#across);
    const near = store.ids.slice(first, Math.max(first, end));
    const keep = new Set(near);
    for (const [id, card] of this.#cards) {
      if (!keep.has(id) && !card.element.contains(document.activeElement)) { card.remove(); this.#cards.delete(id); }
    }
    let previous = null;
    for (const [offset, id] of near.entries()) {
      const card = this.#cards.get(id) ?? this.#make(id);
      this.#lay(card, first + offset);
      const wanted = previous ? previous.nextSibling : this.wall.firstChild;
      if (card.element !== wanted) this.wall.insertBefore(card.element, wanted);
      previous = card.element;
    }
    this.#background();
    if (end >= store.ids.length - this.#across) store.more()?.catch(() => {});
  }

  #make(id) {
    const card = new Card(store.get(id), this.acts);
    card.choose(this.chosen.has(id));
    this.#cards.set(id, card);
    return card;
  }

  #lay(card, at) {
    const width = (this.#width - GAP * (this.#across - 1)) / this.#across;
    const { style } = card.element;
    style.width = `${width}px`;
    style.transform = `translate(${(at % this.#across) * (width + GAP)}px, ${Math.floor(at / this.#across) * this.#row}px)`;
    card.element.setAttribute("aria-posinset", String(at + 1));
    card.element.setAttribute("aria-setsize", String(store.complete ? store.ids.length : -1));
  }

  // What stands where no card is.
  #background() {
    const { search, favourite } = store.filter;
    const state = store.ids.length ? "" : !store.loaded ? "loading" : search || favourite ? "none" : "empty";
    if (this.wall.dataset.state === state) return;
    this.wall.dataset.state = state;
    this.wall.setAttribute("role", state ? "group" : "list"); // a list without items is none
    this.wall.querySelectorAll(".nothing, .ghost").forEach((element) => element.remove());
    if (state === "loading") {
      const width = (this.#width - GAP * (this.#across - 1)) / this.#across;
      for (let at = 0; at < this.#across * 2; at++) {
        this.wall.append(h("i", { class: "ghost", role: "presentation", style: { width: `${width}px`, height: `${width * 9 / 16}px`, transform: `translate(${(at % this.#across) * (width + GAP)}px, ${Math.floor(at / this.#across) * this.#row}px)` } }));
      }
    } else if (state === "none") {
      this.wall.append(h("div", { class: "nothing" }, h("p", null, search ? `No prompt has “${search}”${favourite ? " among the favourites" : ""}.` : "No favourites yet. A heart on a video puts it here."),
        button("Show all videos", { onclick: () => this.all() })));
    } else if (state === "empty") {
      this.wall.append(h("div", { class: "nothing" }, h("div", { class: "strip", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
        h("p", null, "Your videos will lie here. Write a sentence, or drop a picture anywhere.")));
    }
  }

  all() {
    this.field.value = "";
    this.hearts.setAttribute("aria-pressed", "false");
    store.show({ search: "", favourite: false }).catch(() => {});
  }

  #changed({ video, gone }) {
    if (video) this.#cards.get(video.id)?.update(video);
    if (gone && this.chosen.delete(gone.id)) this.#drawTools();
    const focused = gone && this.#remove(gone.id);
    if (!video && !gone) for (const [id, card] of this.#cards) { const now = store.get(id); if (now) card.update(now); }
    this.draw();
    if (focused) this.focus(store.ids[Math.min(focused, store.ids.length) - 1]);
    this.#backToPlace();
  }

  // Returns its place, counted from 1, if it had the focus: its neighbour takes that.
  #remove(id) {
    const card = this.#cards.get(id);
    this.#cards.delete(id);
    const focused = card?.element.contains(document.activeElement);
    card?.remove();
    return focused ? Number(card.element.getAttribute("aria-posinset")) : 0;
  }

  // What came in meanwhile is shown when the top is near again.
  #drawNews() {
    if (store.held.size && !store.hold()) store.release();
    this.news.hidden = !store.held.size;
    this.news.lastChild.textContent = plural(store.held.size, "new video");
  }

  keepPlace() {
    sessionStorage.setItem(PLACE, JSON.stringify({ top: scrollY, count: store.ids.length }));
  }

  // After a reload: read as far as it was read before, then go there.
  async #backToPlace() {
    const place = this.#restore;
    if (!place || !store.loaded) return;
    this.#restore = null;
    for (let idle = 0; idle < 5 && store.ids.length < Math.min(place.count, FAR) && !store.complete;) {
      const had = store.ids.length;
      await store.more()?.catch(() => {});
      if (store.ids.length > had) continue;
      idle += 1; // another fetch came in between
      await new Promise((resolve) => { setTimeout(resolve, 150); });
    }
    scrollTo({ top: place.top, behavior: "instant" });
    this.soon();
  }

  choose(id) {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.#cards.get(id)?.choose(this.chosen.has(id));
    this.#drawTools();
  }

  clear() {
    for (const id of this.chosen) this.#cards.get(id)?.choose(false);
    this.chosen.clear();
    this.#drawTools();
  }

  #drawTools() {
    const ids = [...this.chosen], count = ids.length;
    this.wall.classList.toggle("choosing", count > 0);
    const finished = ids.filter((id) => store.get(id)?.output);
    this.tools.replaceChildren(...(count ? [h("div", { class: "tools", role: "toolbar", "aria-label": "Chosen videos" },
      h("span", { class: "small number" }, `${count} chosen`),
      button("", { class: "button main", disabled: finished.length < 2 || finished.length > 4, title: "Two to four videos in step", onclick: () => this.acts.act("compare", finished) }, icon("compare"), h("span", { class: "label" }, "Compare")),
      button("", { class: "button bare bad", "aria-label": "Delete the chosen", onclick: () => this.acts.act("delete", ids) }, icon("trash"), h("span", { class: "label" }, "Delete")),
      button("", { class: "round", "aria-label": "Choose none", onclick: () => this.clear() }, icon("close")))] : []));
  }

  #keys(event) {
    const id = event.target.closest(".card")?.dataset.id;
    if (!id) return;
    const at = store.ids.indexOf(id);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.#across, ArrowUp: -this.#across, l: 1, h: -1, j: this.#across, k: -this.#across }[event.key];
    if (step && store.ids[at + step]) { event.preventDefault(); this.focus(store.ids[at + step]); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { f: "favourite", a: "again", v: "vary", r: "remix", d: "download", Delete: "delete", Backspace: "delete" }[event.key];
    if (event.key === "x") this.choose(id);
    else if (event.key === " " && event.target.matches(".open")) this.#cards.get(id).toggle();
    else if (event.key === "Delete" && ACTIVE.has(store.get(id).status)) this.acts.act("cancel", [id]);
    else if (act) this.acts.act(act, [id]);
    else return;
    event.preventDefault();
  }

  focus(id) {
    if (!id) { this.wall.focus({ preventScroll: true }); return; }
    const row = Math.floor(store.ids.indexOf(id) / this.#across) * this.#row;
    const top = this.wall.getBoundingClientRect().top + scrollY + row;
    if (top < scrollY + 80 || top + this.#row > scrollY + innerHeight) scrollTo({ top: Math.max(0, top - innerHeight / 3), behavior: "instant" });
    this.draw();
    this.#cards.get(id)?.open.focus({ preventScroll: true });
  }
}

function readPlace() {
  try {
    const place = JSON.parse(sessionStorage.getItem(PLACE));
    return place?.top > 0 ? place : null;
  } catch {
    return null;
  }
}
