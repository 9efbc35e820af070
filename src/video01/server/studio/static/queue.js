// What is being made and what waits: reorder, pause, cancel.

import { get, post } from "./api.js";
import { remaining, stage } from "./card.js";
import { button, dialog, h, icon, later, notice, plural, round } from "./dom.js";
import { store } from "./store.js";

export async function open(act) {
  const list = h("ol", { class: "rows", "aria-label": "Waiting, in order" });
  const running = h("ul", { class: "rows", "aria-label": "Being made" });
  const pausing = button("", { onclick: () => change(post(`queue/${paused ? "resume" : "pause"}`)) });
  const { sheet, body } = dialog("In the works", { name: "queue" }, h("div", { class: "stack" }, running, list, h("div", { class: "actions" }, pausing)));
  let paused = false, waiting = [];

  async function change(answer) {
    try {
      const now = await answer;
      if (now?.waiting) draw(now);
      else draw(await get("queue"));
    } catch (error) {
      notice(error.message);
    }
  }

  function draw(now) {
    ({ paused, waiting } = now);
    store.paused = paused;
    const had = document.activeElement?.dataset?.act;
    running.replaceChildren(...now.running.map((video) => h("li", null, icon("play"), words(video, [stage(video), remaining({ ...video, heard_at: performance.now() })].filter(Boolean).join(" · ")), cancel(video))));
    list.replaceChildren(...waiting.map((video, at) => h("li", null, h("span", { class: "rank" }, String(at + 1)), words(video, paused ? "paused" : ""),
      round("Sooner", "up", { disabled: at === 0, "data-act": `up${video.id}`, onclick: () => change(post(`videos/${video.id}/move`, { before: waiting[at - 1].id })) }),
      round("Later", "down", { disabled: at === waiting.length - 1, "data-act": `down${video.id}`, onclick: () => change(post(`videos/${video.id}/move`, waiting[at + 2] ? { before: waiting[at + 2].id } : {})) }), cancel(video))));
    if (!now.running.length && !waiting.length) running.replaceChildren(h("li", { class: "quiet" }, "Nothing is waiting."));
    pausing.replaceChildren(icon(paused ? "play" : "pause"), paused ? "Go on" : "Pause");
    pausing.setAttribute("aria-pressed", String(paused));
    pausing.title = paused ? `${plural(waiting.length, "video")} will go on` : "What is being made now is finished first";
    body.querySelector(`[data-act="${had}"]`)?.focus();
  }

  const words = (video, says) => h("span", { class: "words" }, video.prompt || "A picture comes alive", h("small", null, says || `seed ${video.seed}`));
  const cancel = (video) => round("Cancel", "close", { onclick: () => change(act("cancel", [video.id])) });
  const soon = later(250, () => change(get("queue")));
  store.addEventListener("change", soon);
  sheet.addEventListener("close", () => store.removeEventListener("change", soon));
  await change(get("queue"));
}
