// The page: the bar at the top, what is open, and the deeds that belong to videos.

import { enter, events, get, post, put, remove, session } from "./api.js";
import { Composer } from "./composer.js";
import { calm, h, icon, menu, notice, plural, round } from "./dom.js";
import { Gallery } from "./gallery.js";
import { install as shortcuts } from "./keys.js";
import { follow, leave } from "./live.js";
import { shapeOf } from "./settings.js";
import { ACTIVE, store } from "./store.js";

const root = document.getElementById("app");
const THEME = "video01.theme", TELL = "video01.tell";
let composer, gallery, bar;

async function start(away = null) {
  try {
    await enter();
  } catch (error) {
    if (error.status === 401) return door();
    return setTimeout(start, 2000, away ?? notice(error.message, { lasts: 0, name: "away" }));
  }
  away?.remove();
  return show();
}

async function door(message = "") {
  const { signIn } = await import("./door.js");
  // Nothing of another key's may stay on the page.
  root.replaceChildren(signIn(message || refused(), async (key) => { await enter(key); if (composer) location.reload(); else await show(); }));
  root.removeAttribute("aria-busy");
  document.title = "Sign in · video01";
}

const refused = () => (location.hash.startsWith("#/signin/") ? decodeURIComponent(location.hash.slice(9)) : "");

async function show() {
  if (location.hash.startsWith("#/signin")) history.replaceState(null, "", location.pathname);
  composer = new Composer();
  gallery = new Gallery({ open: (id) => go(`/v/${id}`), act });
  bar = topBar();
  root.replaceChildren(bar.element, composer.element, gallery.element);
  root.removeAttribute("aria-busy");
  gallery.measure();
  await store.refresh().catch(() => {}); // the stream tries again, and says so
  if (!session.key) return;
  follow();
  route();
  if (!location.hash && !matchMedia("(hover: none)").matches && document.activeElement === document.body) composer.text.focus({ preventScroll: true });
}

function topBar() {
  const count = h("button", { type: "button", class: "count", onclick: async () => (await import("./queue.js")).open(act), hidden: true, "aria-live": "polite" });
  const recall = h("button", { type: "button", class: "recall", tabindex: "-1", onclick: () => composer.recall() }, icon("text"), h("span", null, "New video"));
  new IntersectionObserver(([entry]) => {
    recall.classList.toggle("shown", !entry.isIntersecting);
    element.classList.toggle("stuck", !entry.isIntersecting);
    recall.tabIndex = entry.isIntersecting ? -1 : 0;
    recall.lastChild.textContent = composer.state.prompt || "New video";
  }, { rootMargin: "-70px 0px 0px" }).observe(composer.form);
  const anchor = h("div", { class: "anchor" }, round("Menu", "more", { "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => menu(anchor, entries()) }));
  const element = h("header", { class: "top" }, h("a", { class: "mark", href: "#/", "aria-label": "video01 studio" }, icon("mark"), h("b", null, "video01")),
    h("span", { class: "push" }), recall, h("span", { class: "push" }), count, anchor);
  return { element, count };
}

function entries() {
  const light = document.documentElement.dataset.theme === "light" || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: light)").matches);
  const telling = localStorage.getItem(TELL) === "1";
  return [
    h("p", { class: "small quiet" }, `Signed in as ${session.key.name}`),
    "-",
    [light ? "Dark" : "Light", light ? "moon" : "sun", () => theme(light ? "dark" : "light")],
    "Notification" in window && [telling ? "Tell me no more" : "Tell me when one is done", "bell", tellMe],
    ["Keys", "help", async () => (await import("./keys.js")).sheet()],
    session.key.admin && ["Run the place", "gauge", () => go("/admin")],
    ["The API", "code", "openapi.json"],
    "-",
    ["Sign out", "out", signOut],
  ];
}

function theme(name) {
  if (name) document.documentElement.dataset.theme = name;
  if (name) localStorage.setItem(THEME, name);
}

async function tellMe() {
  const on = localStorage.getItem(TELL) !== "1" && (await Notification.requestPermission()) === "granted";
  localStorage.setItem(TELL, on ? "1" : "0");
  notice(on ? "You will be told when a video is done and this tab is hidden." : "No notifications.");
}

async function signOut() {
  leave();
  await remove("session").catch(() => {});
  location.reload();
}

// -- what can be done with videos ---------------------------------------------------------------------------------------

const again = (video, count) => post(`videos/${video.id}/again`, { takes: count });

const DEEDS = {
  open: (video) => go(`/v/${video.id}`),
  again: async (video) => made(await again(video, 1)),
  vary: async (video) => made(await again(video, 4)),
  retry: async (video) => { made(await post(`videos/${video.id}/retry`)); store.drop(video.id); },
  full: async (video) => made(await post(`videos/${video.id}/again`, { takes: 1, full: true })),
  cancel: async (video) => store.take(await post(`videos/${video.id}/cancel`)),
  favourite: async (video) => store.take(await put(`videos/${video.id}/favourite`, { favourite: !video.favourite })),
  remix: async (video) => {
    const [first, last] = await Promise.all([video.first_frame, video.last_frame].map((path) => path && picture(path)));
    opened?.close(); // it gives the focus back before the form takes it
    composer.fill({ ...recipeOf(video), first, last, parent: video.first_frame ? video.parent : video.id });
  },
  use: async (video, at) => {
    const first = await picture(`studio/api/videos/${video.id}/frame?at=${at}`);
    opened?.close(); // it gives the focus back before the form takes it
    composer.fill({ ...recipeOf(video), prompt: "", seed: null, shape: "auto", first, parent: video.id });
  },
  share: async (video) => (await import("./code.js")).copy(new URL((await get(`videos/${video.id}/share`)).link, document.baseURI).href, "A link to this one video is copied."),
  code: async (video) => (await import("./code.js")).showCode(video),
  download: (video) => h("a", { href: `studio/api/videos/${video.id}/download`, download: "" }).click(),
};

export async function act(name, ids, extra) {
  const videos = ids.map((id) => store.get(id)).filter(Boolean);
  try {
    if (name === "compare") return go(`/compare/${ids.join(",")}`);
    if (name === "delete") return await discard(videos);
    for (const video of videos) await DEEDS[name](video, extra);
  } catch (error) {
    notice(error.message);
  }
  return undefined;
}

function made({ videos }) {
  for (const video of videos) store.take(video, { fresh: true });
  document.dispatchEvent(new CustomEvent("made", { detail: videos }));
  notice(videos.length > 1 ? `${plural(videos.length, "take")} on the way.` : "On the way.", { lasts: 2000 });
}

// Deleting waits a moment, so that it can be undone.
async function discard(videos) {
  const ids = new Set(videos.map((video) => video.id));
  if (location.hash.startsWith("#/v/")) go("/");
  gallery.clear();
  for (const id of ids) store.drop(id);
  let undone = false;
  const end = async () => {
    if (undone) return;
    removeEventListener("pagehide", end);
    for (const video of videos) await remove(`videos/${video.id}`).catch((error) => error.status !== 404 && (notice(error.message), store.take(video, { fresh: true })));
  };
  addEventListener("pagehide", end);
  setTimeout(end, 5000);
  notice(`${plural(ids.size, "video")} deleted.`, { lasts: 5000, act: ["Undo", () => { undone = true; removeEventListener("pagehide", end); for (const video of videos) store.take(video, { fresh: true }); store.refresh().catch(() => {}); }] });
}

export const recipeOf = (video) => ({
  prompt: video.prompt, model: video.model, duration: video.duration, steps: video.steps, seed: video.seed, optimize: video.optimize,
  guidance: video.guidance, negative_prompt: video.negative_prompt, ...shapeOf(video.size),
});

async function picture(path) {
  const { checkPicture } = await import("./picture.js");
  const response = await fetch(path);
  if (!response.ok) throw new Error("The picture is no longer there.");
  return checkPicture(await response.blob(), session.limits);
}

// -- what is open, as the address says ----------------------------------------------------------------------------------

let opened = null, routed = "", leaving = null;
history.scrollRestoration = "manual"; // the gallery keeps its place itself, and going back must not scroll away from the form

export async function go(path) {
  await leaving; // the browser goes back in its own time, and takes back what was opened meanwhile
  if ((location.hash || "#/") === `#${path}`) return;
  if (path === "/" && history.state?.inside) {
    leaving = new Promise((left) => { addEventListener("popstate", left, { once: true }); });
    history.back();
  } else if (location.hash.startsWith("#/v/") && path.startsWith("/v/")) { history.replaceState(history.state, "", `#${path}`); route(); }
  else { history.pushState(path === "/" ? null : { inside: true }, "", path === "/" ? location.pathname : `#${path}`); route(); }
}

async function route() {
  if (location.hash === routed) return; // popstate and hashchange both tell of some moves
  const here = routed = location.hash;
  const [, place, detail] = location.hash.split("/");
  const showing = opened;
  opened = null;
  const keep = place === "v" && showing?.show?.(detail);
  if (keep) { opened = showing; return; }
  showing?.close();
  const open = {
    v: async () => (await import("./viewer.js")).view,
    compare: async () => (await import("./compare.js")).compare,
    admin: async () => (await import("./admin.js")).admin,
  }[place];
  const show = await open?.();
  if (!show || routed !== here) return; // somebody went on while the module came
  const mine = opened = show(detail, { act, go, closed: () => { if (opened === mine) { opened = null; go("/"); } } });
}

addEventListener("popstate", route);
addEventListener("hashchange", route);
events.addEventListener("signedout", ({ detail }) => {
  opened?.close();
  routed = "";
  document.querySelectorAll("dialog").forEach((one) => one.close());
  session.key = null;
  door(detail ?? "You were signed out.");
});

// -- telling when something is done -------------------------------------------------------------------------------------

let ready = 0;
store.addEventListener("change", ({ detail: { video, before } }) => {
  if (video && before && ACTIVE.has(before.status) && video.status === "succeeded" && document.hidden) {
    ready += 1;
    if (localStorage.getItem(TELL) === "1") new Notification("Your video is ready", { body: video.prompt.slice(0, 120), icon: video.output.poster, tag: video.id });
  }
  drawTitle();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) { ready = 0; drawTitle(); } });

function drawTitle() {
  if (!bar || !session.key) return;
  const active = store.active;
  bar.count.hidden = !active.length;
  bar.count.textContent = active.some((video) => video.status === "running") ? `${active.length} in the works` : `${active.length} waiting`;
  bar.count.classList.toggle("busy", active.length > 0);
  const running = active.find((video) => video.status === "running");
  document.title = ready ? `✓ ${plural(ready, "video")} ready · video01` : running ? `${Math.floor(running.progress * 100)} % · video01` : "video01";
}

// -- dropping ------------------------------------------------------------------------------------------------------------

let depth = 0, veil = null;
const lift = () => { veil?.remove(); veil = null; depth = 0; composer?.form.classList.remove("over"); };
addEventListener("dragenter", (event) => {
  event.preventDefault();
  depth += 1;
  if (veil || !session.key || !event.dataTransfer?.types.includes("Files")) return;
  composer.form.classList.add("over");
  veil = h("div", { class: "drop-all" }, h("p", null, "Drop it anywhere", h("small", null, "A picture becomes the first frame. A video made here brings back its settings.")));
  document.body.append(veil);
});
addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) lift(); });
addEventListener("dragover", (event) => event.preventDefault()); // a drop beside the target must not leave the page
addEventListener("drop", (event) => {
  event.preventDefault();
  lift();
  const file = event.dataTransfer?.files[0];
  if (file && session.key) { go("/"); composer.takeFile(file); }
});

document.addEventListener("made", () => {
  if (gallery.wall.getBoundingClientRect().top > innerHeight - 160) gallery.element.scrollIntoView({ behavior: calm.matches ? "instant" : "smooth", block: "center" });
});
shortcuts({ composer: () => composer, gallery: () => gallery });
theme(localStorage.getItem(THEME));
start();
