// One video, large: how it was made, and what to do with it next.

import { get } from "./api.js";
import { stage as progress } from "./card.js";
import { ago, button, bytes, h, icon, notice, round, seconds } from "./dom.js";
import { store } from "./store.js";
import { diff } from "./words.js";

export function view(id, { act, go, closed }) {
  const screen = h("div", { class: "screen" });
  const body = h("div", { class: "body" });
  const head = h("header");
  const sheet = h("dialog", { class: "viewer", "aria-label": "Video" },
    h("div", { class: "stage" }, screen, round("Newer video", "back", { class: "round turn", onclick: () => step(-1) }), round("Older video", "forward", { class: "round turn", onclick: () => step(1) })),
    h("aside", { class: "side", "aria-label": "About this video" }, head, body));
  let shown = "", video = null;

  function step(by) {
    const next = store.ids[store.ids.indexOf(video.id) + by];
    if (next) go(`/v/${next}`);
  }

  async function show(which) {
    try {
      video = store.get(which) ?? await get(`videos/${which}`);
    } catch (error) {
      notice(error.message);
      sheet.close();
      return true;
    }
    draw();
    return true;
  }

  function draw() {
    const look = `${video.id}${video.status}`;
    if (look !== shown) { shown = look; screen.replaceChildren(film(video)); }
    head.replaceChildren(h("small", null, ago(video.created_at)),
      video.output && round("Favourite", "heart", { "aria-pressed": String(Boolean(video.favourite)), onclick: () => act("favourite", [video.id]) }),
      round("Delete", "trash", { onclick: () => act("delete", [video.id]) }), round("Close", "close", { onclick: () => sheet.close() }));
    body.replaceChildren(...details(video, act));
  }

  const heard = ({ detail }) => { if (detail.video?.id === video?.id) { video = detail.video; draw(); } };
  store.addEventListener("change", heard);
  sheet.addEventListener("close", () => { store.removeEventListener("change", heard); sheet.remove(); closed(); });
  sheet.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea")) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && !event.target.closest("video")) { event.preventDefault(); step(by); }
  });
  document.body.append(sheet);
  sheet.showModal();
  show(id);
  return { show: (which) => show(which), close: () => sheet.close() };
}

function film(video) {
  const { output } = video;
  const size = output ? [output.width, output.height] : video.size ?? [1280, 720];
  const frame = h("div", { class: "film", style: { "aspect-ratio": size.join(" / "), width: "100%" } });
  if (output) frame.append(h("video", { src: output.video, poster: output.poster, controls: true, autoplay: true, loop: true, muted: true, playsInline: true, "aria-label": video.prompt || "Video" }));
  else frame.append(h("div", { class: "developing" }));
  return frame;
}

function details(video, act) {
  const { output } = video;
  const does = (label, name, deed, extra) => button("", { class: `button ${extra ?? ""}`, onclick: () => act(deed, [video.id]) }, icon(name), label);
  const parts = [h("p", { class: `told ${video.prompt.length > 420 ? "long" : ""}` }, video.prompt || h("span", { class: "quiet" }, "Begun with a picture, without words."))];
  if (video.status === "failed") parts.push(h("p", { class: "problem" }, video.failure?.message));
  if (video.status === "running" || video.status === "queued") parts.push(h("p", { class: "quiet" }, video.status === "queued" ? "Waiting" : progress(video)), does("Cancel", "close", "cancel"));
  else parts.push(h("div", { class: "deeds" }, does("Again", "turn", "again"), does("Vary ×4", "seeds", "vary"), does("Remix", "text", "remix"),
    output && h("a", { class: "button", href: output.video, download: `${video.id}.mp4` }, icon("download"), "Download")));
  if (video.report && video.report.prompt !== video.prompt) parts.push(h("section", null, h("h3", null, "What the model was given"), diff(video.prompt, video.report.prompt)));
  parts.push(h("dl", { class: "facts" }, facts(video).map(([name, value]) => [h("dt", null, name), h("dd", null, value)])));
  return parts;
}

export function facts(video) {
  const { output } = video;
  return [
    ["Duration", seconds(output?.duration ?? video.duration)],
    ["Size", output ? `${output.width} × ${output.height}` : video.size?.join(" × ") ?? "1280 × 720"],
    ["Seed", String(video.seed)],
    ["Steps", video.steps ? String(video.steps) : "the model's own"],
    video.guidance !== null && ["Guidance", String(video.guidance)],
    video.negative_prompt && ["Led away from", video.negative_prompt],
    ["Model", video.model],
    video.started_at && video.finished_at && ["Made in", seconds(video.finished_at - video.started_at)],
    output && ["File", bytes(output.bytes)],
  ].filter(Boolean);
}
