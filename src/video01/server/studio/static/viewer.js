// One video, large: how it was made, and what to do with it next.

import { get, session } from "./api.js";
import { remaining, stage as progress } from "./card.js";
import { ago, button, bytes, day, h, icon, keepFocus, notice, plural, round, seconds } from "./dom.js";
import { ACTIVE, store } from "./store.js";
import { readings } from "./words.js";

const SMOOTH = 250; // ms between two looks at the time that is left

export function view(id, { act, go, closed }) {
  const screen = h("div", { class: "screen" });
  const story = h("nav", { class: "story", "aria-label": "Storyboard", hidden: true });
  const body = h("div", { class: "body" });
  const head = h("header");
  const sheet = h("dialog", { class: "viewer", "aria-label": "Video", tabindex: "-1" },
    h("div", { class: "stage" }, screen, story, round("Newer video", "back", { class: "round turn", onclick: () => step(-1) }), round("Older video", "forward", { class: "round turn", onclick: () => step(1) })),
    h("aside", { class: "side", "aria-label": "About this video" }, head, body));
  let wanted = "", shown = "", told = "", video = null, told_story = "";

  function step(by) {
    const next = store.ids[store.ids.indexOf(video.id) + by];
    if (next) go(`/v/${next}`);
  }

  async function show(which) {
    wanted = which;
    try {
      if (!store.get(which)) store.take(await get(`videos/${which}`));
      if (wanted !== which) return;
      video = store.get(which);
      draw();
      await tellStory(video);
    } catch (error) {
      if (wanted !== which) return;
      notice(error.message);
      if (!video) sheet.close();
    }
  }

  function draw() {
    const look = `${video.id}${video.status}`;
    if (look !== shown) { shown = look; screen.replaceChildren(film(video)); }
    if (ACTIVE.has(video.status)) develop(screen, video);
    const words = JSON.stringify({ ...video, revision: 0, heard_at: 0, progress: 0, time_left: 0, preview: 0 });
    if (words === told) return tick();
    told = words;
    keepFocus(sheet, fill);
    return tick();
  }

  function fill() {
    const heart = round("Favourite", "heart", { "aria-pressed": String(Boolean(video.favourite)), hidden: !video.output, onclick: () => act("favourite", [video.id]) });
    head.replaceChildren(h("small", null, ago(video.created_at)), heart,
      round("Delete", "trash", { onclick: () => act("delete", [video.id]) }), round("Close", "close", { onclick: () => sheet.close() }));
    body.replaceChildren(...details(video, act, () => screen.querySelector("video")));
  }

  function tick() {
    const line = body.querySelector(".going");
    if (line && video) line.textContent = going(video);
  }

  async function tellStory(now) {
    if (!now.parent && !now.output) { story.hidden = true; return; }
    const { videos } = await get(`videos/${now.id}/story`);
    const look = videos.map((one) => one.id).join() + now.id;
    if (look === told_story || video?.id !== now.id) return;
    told_story = look;
    story.hidden = videos.length < 2;
    story.replaceChildren(...videos.flatMap((one, at) => [at > 0 && icon("forward"), h("a", { href: `#/v/${one.id}`, "aria-current": String(one.id === now.id), "aria-label": `Part ${at + 1}: ${one.prompt || "a picture comes alive"}`,
      onclick: (event) => { event.preventDefault(); if (!store.get(one.id)) store.videos.set(one.id, one); go(`/v/${one.id}`); } }, one.output && h("img", { src: one.output.poster, alt: "" }))]).filter(Boolean));
  }

  const heard = ({ detail }) => {
    if (detail.video && detail.video.id === video?.id) { video = detail.video; draw(); }
    if (detail.gone && detail.gone.id === video?.id) sheet.close();
  };
  const timer = setInterval(tick, SMOOTH);
  store.addEventListener("change", heard);
  sheet.addEventListener("close", () => {
    clearInterval(timer);
    store.removeEventListener("change", heard);
    sheet.remove();
    document.querySelector("dialog.code")?.close(); // it was opened from here
    closed();
  });
  sheet.addEventListener("keydown", (event) => {
    if (!sheet.open || event.target.closest("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const deed = { f: "favourite", a: "again", v: "vary", r: "remix", d: "download", Delete: "delete" }[event.key];
    if (by && event.target.tagName !== "VIDEO") step(by);
    else if (deed && (video.output || deed === "delete")) act(deed, [video.id]);
    else return;
    event.preventDefault();
  });
  document.body.append(sheet);
  sheet.showModal();
  show(id);
  return { show: (which) => { if (sheet.open) show(which); return sheet.open; }, close: () => sheet.close() };
}

function film(video) {
  const { output } = video;
  const [width, height] = output ? [output.width, output.height] : video.size ?? [1280, 720];
  const frame = h("div", { class: "film", style: { "--ratio": `${width / height}` } });
  if (output) frame.append(h("video", { src: output.video, poster: output.poster, controls: true, autoplay: true, loop: true, muted: true, playsInline: true, "aria-label": video.prompt || "Video" }));
  else if (ACTIVE.has(video.status)) frame.append(h("div", { class: "developing" }));
  else frame.append(h("div", { class: "rest" }, icon(video.status === "failed" ? "warn" : "stop")));
  return frame;
}

function develop(screen, video) {
  const frame = screen.querySelector(".film");
  if (!video.preview || !frame || frame.querySelector("img")?.getAttribute("src") === video.preview) return;
  const before = frame.querySelector("img");
  const next = h("img", { src: video.preview, alt: "The video as it stands" });
  next.addEventListener("load", () => before?.remove());
  frame.append(next);
}

function going(video) {
  if (video.status === "queued") return video.position ? `${plural(video.position, "video")} before it` : "Next in line";
  return [video.stopping ? "Stopping" : progress(video), remaining(video)].filter(Boolean).join(" · ");
}

function details(video, act, player) {
  const { output, report } = video;
  const does = (label, name, deed, title) => button("", { title, onclick: () => act(deed, [video.id]) }, icon(name), label);
  const use = (label, at) => button(label, { onclick: () => act("use", [video.id], at()) });
  const parts = [h("p", { class: `told ${video.prompt.length > 420 ? "long" : ""}`, tabindex: video.prompt.length > 420 ? "0" : null }, video.prompt || h("span", { class: "quiet" }, "Begun with a picture, without words."))];
  if (video.status === "failed") parts.push(h("p", { class: "problem" }, video.failure?.message));
  if (ACTIVE.has(video.status)) parts.push(h("p", { class: "going quiet number" }, ""), does("Cancel", "close", "cancel"));
  else if (!output) parts.push(h("div", { class: "deeds" }, does("Try again", "turn", "retry"), does("Remix", "text", "remix", "Back to the form")));
  else {
    const draft = video.steps && video.steps < (session.models[0]?.default_steps ?? 0);
    parts.push(h("div", { class: "deeds" }, draft && button("", { class: "button main", title: "The same seed with all steps", onclick: () => act("full", [video.id]) }, icon("film"), "Make it in full"),
      does("Again", "turn", "again", "The same with another seed (A)"), does("Vary", "seeds", "vary", "Four other seeds (V)"), does("Remix", "text", "remix", "Back to the form, to change it (R)"), does("Share", "link", "share", "Copy a link to this one video")),
    h("section", null, h("h3", null, "Continue from a frame"), h("div", { class: "ways" }, use("First", () => 0), use("This one", () => player()?.currentTime ?? 0), use("Last", () => output.duration))),
    downloads(video, act));
  }
  if (video.first_frame || video.last_frame) parts.push(h("section", null, h("h3", null, "Begun with"), h("div", { class: "ways" }, [video.first_frame, video.last_frame].filter(Boolean).map((src) => h("img", { class: "given", src, alt: "The picture it began with" })))));
  if (report && (report.prompt !== video.prompt || report.notes.length)) parts.push(h("section", null, h("h3", null, "What the model was given"), readings(video.prompt, report)));
  parts.push(h("dl", { class: "facts" }, [...facts(video), kept(video)].filter(Boolean).map(([name, value]) => [h("dt", null, name), h("dd", null, value)])));
  return parts;
}

function downloads(video, act) {
  const path = `studio/api/videos/${video.id}`;
  const mp4 = h("a", { class: "button", href: `${path}/download`, download: "" }, icon("download"), "MP4");
  const recipe = h("input", { type: "checkbox", role: "switch", checked: true, onchange: () => mp4.setAttribute("href", `${path}/download${recipe.checked ? "" : "?recipe=false"}`) });
  return h("section", null, h("h3", null, "Take it with you"), h("div", { class: "ways" }, mp4, h("a", { class: "button", href: `${path}/gif`, download: "" }, "GIF"), h("a", { class: "button", href: `${path}/poster`, download: "" }, "Poster"),
    button("", { "aria-label": "Copy as code", onclick: () => act("code", [video.id]) }, icon("code"), "Code")),
  h("label", { class: "switch small quiet" }, recipe, "The MP4 tells how it was made"));
}

function kept({ finished_at: finished, favourite }) {
  if (!session.retention_days || !finished) return null;
  return ["Kept", favourite ? "while it is a favourite" : `until ${day(finished + session.retention_days * 86400)}`];
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
