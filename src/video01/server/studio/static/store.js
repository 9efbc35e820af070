// What the page knows of the videos. The truth is the server's: everything here can be thrown away and fetched again.

import { get } from "./api.js";

const AT_ONCE = 60;
export const ACTIVE = new Set(["queued", "running"]);

class Store extends EventTarget {
  videos = new Map();
  ids = []; // of the list that is shown, newest first
  next = null; // where the next page begins
  filter = { search: "", favourite: false };
  complete = false;
  loaded = false;
  paused = false;
  held = new Set(); // ids that came in while the gallery was read further down
  hold = () => false; // whether they shall wait
  #loading = null;
  #round = 0;
  #gone = new Set(); // ids that an answer on its way may still tell of

  get(id) { return this.videos.get(id); }

  get active() { return [...this.videos.values()].filter((video) => ACTIVE.has(video.status)); }

  tell(change) { this.dispatchEvent(new CustomEvent("change", { detail: change })); }

  // A video as the server tells it, from whatever answer or event.
  take(video, { fresh = false } = {}) {
    const before = this.videos.get(video.id);
    if (fresh) this.#gone.delete(video.id);
    if (!this.#isNews(video)) return;
    video.heard_at = performance.now();
    this.videos.set(video.id, video);
    if (!this.ids.includes(video.id) && (fresh || this.#belongs(video)) && !this.#keepsOut(video.id)) this.#place(video);
    this.tell({ video, before });
  }

  // A new place in the queue and nothing else.
  place(id, { position, time_left }) {
    const video = this.videos.get(id);
    if (video) this.take({ ...video, position, time_left });
  }

  // An answer may be overtaken by an event, and either by a deletion.
  #isNews({ id, revision }) { return !this.#gone.has(id) && !(this.videos.get(id)?.revision > revision); }

  // Nothing that is read moves away because something new came in above it.
  #keepsOut(id) {
    const keeps = this.ids.length > 0 && id > this.ids[0] && this.hold();
    if (keeps) this.held.add(id);
    return keeps;
  }

  release() {
    const ids = [...this.held].filter((id) => this.videos.has(id) && !this.ids.includes(id));
    this.held.clear();
    for (const id of ids) this.#place(this.videos.get(id));
    this.tell({ list: true });
  }

  drop(id) {
    this.#gone.add(id);
    this.held.delete(id);
    const video = this.videos.get(id);
    this.videos.delete(id);
    this.ids = this.ids.filter((other) => other !== id);
    this.tell({ gone: video ?? { id } });
  }

  // Only what is newer than the page's end belongs into the list that has been read so far.
  #belongs(video) {
    const { search, favourite } = this.filter;
    if (favourite && !video.favourite) return false;
    if (search && !video.prompt.toLowerCase().includes(search.toLowerCase())) return false;
    return this.loaded && (this.complete || !this.ids.length || video.id > this.ids.at(-1));
  }

  #place(video) {
    const at = this.ids.findIndex((id) => id < video.id);
    this.ids.splice(at < 0 ? this.ids.length : at, 0, video.id);
  }

  // As part of a page; what has become of it meanwhile is told, too.
  #learn(video) {
    const before = this.videos.get(video.id);
    if (!this.#isNews(video)) return;
    this.videos.set(video.id, Object.assign(video, { heard_at: performance.now() }));
    if (before && before.status !== video.status) this.tell({ video, before });
  }

  async show(filter) {
    this.filter = { ...this.filter, ...filter };
    this.ids = [];
    this.held.clear();
    this.next = null;
    this.complete = this.loaded = false;
    this.tell({ list: true });
    await this.refresh();
  }

  // The first page again, as after a restart; what is shown further down stays, and so does what came in meanwhile.
  async refresh() {
    const round = ++this.#round, began = performance.now();
    const page = await get(this.#path());
    if (round !== this.#round) return;
    for (const video of page.videos) this.#learn(video);
    const newest = page.videos.map((video) => video.id).filter((id) => !this.#gone.has(id) && (this.ids.includes(id) || !this.#keepsOut(id)));
    const oldest = newest.at(-1);
    const rest = oldest === undefined ? [] : this.ids.filter((id) => id < oldest && this.videos.has(id));
    this.ids = page.next ? [...newest, ...rest] : newest;
    if (!rest.length || !page.next) this.next = page.next;
    this.complete = this.next === null;
    this.loaded = true;
    this.paused = page.paused ?? false;
    this.#loading = null;
    for (const video of this.videos.values()) {
      if (video.heard_at > began && !this.ids.includes(video.id) && this.#belongs(video) && !this.#keepsOut(video.id)) this.#place(video);
    }
    this.tell({ list: true });
  }

  more() {
    if (this.complete || !this.loaded || !this.next) return null;
    this.#loading ??= this.#more(this.#round).finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #more(round) {
    const page = await get(this.#path(this.next));
    if (round !== this.#round) return;
    for (const video of page.videos) this.#learn(video);
    const known = new Set(this.ids);
    this.ids.push(...page.videos.map((video) => video.id).filter((id) => !known.has(id) && !this.#gone.has(id)));
    this.next = page.next;
    this.complete = page.next === null;
    this.tell({ list: true });
  }

  #path(before) {
    const query = new URLSearchParams({ limit: AT_ONCE });
    if (this.filter.search) query.set("search", this.filter.search);
    if (this.filter.favourite) query.set("favourite", "true");
    if (before) query.set("before", before);
    return `videos?${query}`;
  }
}

export const store = new Store();
