// Two to four videos in step, and the settings in which they differ.

import { get } from "./api.js";
import { dialog, h, icon, notice, round, clock } from "./dom.js";
import { store } from "./store.js";
import { facts } from "./viewer.js";

const RESULTS = new Set(["Made in", "File"]); // no settings
const DRIFT = 0.06; // seconds that one may be off before it is set right

export function compare(ids, { closed }) {
  const content = h("div", { class: "compare" });
  const { sheet } = dialog("Side by side", { wide: true, name: "contest-sheet" }, content);
  sheet.addEventListener("close", closed);
  fill(ids.split(",").slice(0, 4), content, sheet).catch((error) => { notice(error.message); sheet.close(); });
  return { close: () => sheet.close() };
}

async function fill(ids, content, sheet) {
  const videos = await Promise.all(ids.map(async (id) => store.get(id) ?? get(`videos/${id}`)));
  const films = videos.map((video) => h("video", { src: video.output.video, poster: video.output.poster, muted: true, loop: true, playsInline: true, preload: "auto", "aria-label": video.prompt.slice(0, 120) }));
  const [lead] = films;
  const play = round("Play", "play", { onclick: () => (lead.paused ? start() : stop()) });
  const longest = Math.max(...videos.map((video) => video.output.duration));
  const time = h("input", { type: "range", min: 0, max: longest, step: 0.04, value: 0, "aria-label": "Time", oninput: () => { stop(); for (const film of films) film.currentTime = Number(time.value); } });
  const at = h("span", { class: "small quiet number" });
  const draw = () => { play.replaceChildren(icon(lead.paused ? "play" : "pause")); play.setAttribute("aria-label", lead.paused ? "Play" : "Pause"); };
  const start = () => { for (const film of films) film.play().catch(() => {}); draw(); };
  const stop = () => { for (const film of films) film.pause(); draw(); };
  const step = () => {
    if (!sheet.isConnected) return;
    if (!lead.paused) {
      for (const film of films.slice(1)) if (Math.abs(film.currentTime - lead.currentTime) > DRIFT && lead.currentTime < film.duration - DRIFT) film.currentTime = lead.currentTime;
      time.value = lead.currentTime;
    }
    at.textContent = `${clock(Number(time.value))} / ${clock(longest)}`;
    requestAnimationFrame(step);
  };
  content.append(h("div", { class: "contest", style: { "--across": String(videos.length === 4 ? 2 : videos.length) } }, films.map((film, number) => h("figure", null, film, h("figcaption", null, videos[number].prompt)))),
    h("div", { class: "player" }, play, time, at), table(videos));
  lead.addEventListener("play", draw);
  lead.addEventListener("pause", draw);
  start();
  step();
}

function table(videos) {
  const all = videos.map((video) => new Map([["Prompt", video.prompt], ["Given to the model", video.report?.prompt ?? ""], ...facts(video)]));
  const names = [...new Set(all.flatMap((one) => [...one.keys()]))];
  const rows = names.map((name) => {
    const values = all.map((one) => one.get(name) ?? "–");
    const differs = !RESULTS.has(name) && new Set(values).size > 1;
    return h("tr", { class: differs ? "differs" : "" }, h("th", { scope: "row" }, name, differs && h("span", { class: "hear" }, " (differs)")), values.map((value) => h("td", null, value)));
  });
  return h("table", { "aria-label": "Settings; those that differ are marked" }, h("tbody", null, rows));
}
