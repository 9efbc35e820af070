// The one stream of changes of this tab. A dead stream is noticed, opened again ever more slowly, and what was missed is
// fetched: a tab that comes back from the browser's cache, or from sleep, has a dead stream and hears of no error.

import { events, url } from "./api.js";
import { notice } from "./dom.js";
import { store } from "./store.js";

const SILENCE = 40_000; // ms without a sign of life: the server sends one every 15 s
const SLOWEST = 15_000;
let source = null;
let heard = 0;
let tries = 0;
let retry = 0;
let away = null;
let wanted = false;

export function follow() {
  wanted = true;
  connect();
}

export function leave() {
  wanted = false;
  close();
  clearTimeout(retry);
  back();
}

function close() {
  source?.close();
  source = null;
}

function connect() {
  close();
  clearTimeout(retry);
  if (!wanted) return;
  heard = Date.now();
  source = new EventSource(url("events"));
  source.addEventListener("open", () => { tries = 0; heard = Date.now(); back(); });
  source.addEventListener("video", (event) => hear(event, (data) => store.take(data)));
  source.addEventListener("place", (event) => hear(event, ({ id, ...place }) => store.place(id, place)));
  source.addEventListener("gone", (event) => hear(event, (data) => store.drop(data.id)));
  source.addEventListener("hello", (event) => hear(event, () => store.refresh().catch(() => {}))); // nothing is missed
  source.addEventListener("alive", (event) => hear(event, () => {}));
  source.onerror = lost;
}

function hear(event, act) {
  heard = Date.now();
  act(JSON.parse(event.data || "null"));
}

function lost() {
  close();
  if (!wanted) return;
  const wait = Math.min(500 * 2 ** tries++, SLOWEST) * (0.75 + Math.random() / 2);
  if (tries > 1) gone();
  retry = setTimeout(again, wait);
}

// Ask before connecting, as an EventSource cannot say that the key was revoked.
async function again() {
  try {
    await store.refresh();
    connect();
  } catch (error) {
    if (error.status === 401) return;
    lost();
  }
}

function gone() {
  document.documentElement.dataset.away = "";
  away ??= notice(navigator.onLine
    ? "The server is restarting or out of reach. Your videos are safe; this page reconnects by itself."
    : "You are offline. Your videos are safe; this page reconnects by itself.", { lasts: 0, name: "away" });
}

function back() {
  delete document.documentElement.dataset.away;
  away?.remove();
  away = null;
}

function wake() {
  if (!wanted || document.visibilityState === "hidden") return;
  if (source?.readyState === EventSource.OPEN && Date.now() - heard < SILENCE / 2) store.refresh().catch(() => {});
  else { tries = 0; again(); }
}

addEventListener("pageshow", (event) => event.persisted && wake());
addEventListener("online", wake);
document.addEventListener("visibilitychange", wake);
events.addEventListener("signedout", leave);
setInterval(() => wanted && source && Date.now() - heard > SILENCE && lost(), 5000);
