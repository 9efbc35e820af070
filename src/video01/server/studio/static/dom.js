// Builds the page: elements, icons, words for numbers and times. Never from HTML text, so nothing can be injected.

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  add: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10.3 21h3.4",
  camera: "M3 8.5A1.5 1.5 0 0 1 4.5 7h9A1.5 1.5 0 0 1 15 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 15.5zM15 10.5l6-3v9l-6-3",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  code: "M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5",
  compare: "M4 5.5h7v13H4zM13 5.5h7v13h-7z",
  down: "M6 9.5l6 6 6-6",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  film: "M4 5.5h16v13H4zM8 5.5v13M16 5.5v13M4 10h4M4 14h4M16 10h4M16 14h4",
  forward: "M9 5l7 7-7 7",
  gauge: "M4.5 17a8.5 8.5 0 1 1 15 0M12 14l4-5",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  heart: "M12 20s-7.5-4.6-7.5-10.1A4.2 4.2 0 0 1 12 7.2a4.2 4.2 0 0 1 7.5 2.7C19.5 15.4 12 20 12 20z",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.6 9.3a2.5 2.5 0 1 1 3.6 2.5c-.8.4-1.2.9-1.2 1.7M12 16.7h.01",
  image: "M4 5.5h16v13H4zM4 15.5l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5h.01",
  key: "M14.5 14a5 5 0 1 0-4.6-3.1L3.5 17.3V20.5h3.2v-2.3H9v-2.3h2.2l1.3-1.3c.6.3 1.3.4 2 .4zM16 8.5h.01",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  mark: "M3 8a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3zM10.3 9v6l5-3z",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  out: "M10 4.5H5.5v15H10M14 8l4 4-4 4M18 12H9.5",
  pause: "M8.5 6v12M15.5 6v12",
  play: "M8 5.5v13l10.5-6.5z",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
  seeds: "M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z",
  sliders: "M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9M13 5v5M7.5 14v5",
  stop: "M7 7h10v10H7z",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1 1M17.4 17.4l1 1M5.6 18.4l1-1M17.4 6.6l1-1",
  text: "M5 6.5h14M5 11.5h14M5 16.5h8",
  trash: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.2 10.5v5.5M13.8 10.5v5.5",
  turn: "M19 12a7 7 0 1 1-2-4.9M19.5 4v4h-4",
  up: "M6 14.5l6-6 6 6",
  wand: "M5 19L15 9M13 7l4 4M18 3v3M16.5 4.5h3M20 12v2.4M18.8 13.2h2.4M8 4v2.4M6.8 5.2h2.4",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17.3h.01",
};

export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "style") for (const [key, style] of Object.entries(value)) element.style.setProperty(key, style);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child != null && child !== false && child !== ""));
  return element;
}

export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name} ${extra}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export const button = (label, props, ...children) =>
  h("button", { type: "button", class: "button", ...props }, children.length ? children : label);

export const round = (label, name, props) =>
  h("button", { type: "button", class: "round", "aria-label": label, title: label, ...props }, icon(name));

// Radio buttons in a row; `entries` are [value, label or element]. Calls back with the value.
export function segments(name, label, entries, value, change, className = "segments") {
  const set = h("div", { class: className, role: "radiogroup", "aria-label": label });
  for (const [entry, shown, title] of entries) {
    const input = h("input", { type: "radio", name, value: String(entry), checked: entry === value, "aria-label": title });
    input.addEventListener("change", () => change(entry));
    set.append(h("label", { title }, input, h("span", null, shown)));
  }
  return set;
}

export function dialog(title, { wide = false, name = "" } = {}, ...content) {
  const body = h("div", { class: "body" }, content);
  const heading = h("h2", { id: `title-${name || "sheet"}` }, title);
  const sheet = h("dialog", { class: `sheet ${wide ? "wide" : ""} ${name}`, "aria-labelledby": heading.id },
    h("header", null, heading, round("Close", "close", { onclick: () => sheet.close() })), body);
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
  return { sheet, body };
}

export function menu(anchor, entries) {
  const open = anchor.querySelector(".menu");
  if (open) return open.leave();
  const list = h("div", { class: "menu", role: "menu" });
  const opener = anchor.querySelector("button");
  const outside = (event) => anchor.contains(event.target) || list.leave();
  const keys = (event) => {
    const items = [...list.querySelectorAll("[role=menuitem]")];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items.at((at + step + items.length) % items.length).focus();
    else if (event.key === "Escape") { list.leave(); opener.focus(); } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  list.leave = () => {
    list.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
  };
  for (const entry of entries.filter(Boolean)) {
    if (entry === "-") list.append(h("hr", { role: "separator" }));
    else if (entry instanceof Node) list.append(entry);
    else {
      const [label, name, act] = entry;
      const props = { role: "menuitem", class: entry[3] ?? "" };
      list.append(typeof act === "string"
        ? h("a", { ...props, href: act, onclick: () => list.leave(), download: entry[4] }, icon(name), label)
        : h("button", { type: "button", ...props, onclick: () => { list.leave(); act(); } }, icon(name), label));
    }
  }
  list.addEventListener("keydown", keys);
  document.addEventListener("pointerdown", outside);
  opener.setAttribute("aria-expanded", "true");
  anchor.append(list);
  list.querySelector("[role=menuitem]")?.focus();
  return undefined;
}

// One short sentence at the bottom; `act` is [label, what to do].
export function notice(text, { act, lasts = 4500, name = "" } = {}) {
  const notices = document.getElementById("notices");
  const element = h("div", { class: `notice ${name}` }, h("span", null, text));
  if (act) element.append(h("button", { type: "button", onclick: () => { element.remove(); act[1](); } }, act[0]));
  const passing = [...notices.querySelectorAll(".notice:not(.away)")];
  for (const old of passing.slice(0, -2)) old.remove();
  notices.append(element);
  raise(notices);
  if (lasts) setTimeout(() => element.remove(), lasts);
  return element;
}

// Above any sheet that is open.
function raise(notices) {
  if (document.querySelector("dialog[open]") && notices.matches(":popover-open")) notices.hidePopover();
  if (!notices.matches(":popover-open")) notices.showPopover();
}

// Does what replaces elements of `root`; the focus goes to the one that stands for the one that had it, or to `root`.
export function keepFocus(root, act) {
  const name = (element) => element.getAttribute("aria-label") ?? element.textContent;
  const had = root.contains(document.activeElement) ? document.activeElement : null;
  act();
  if (!had || had.isConnected) return;
  const twin = [...root.querySelectorAll("button, a, input")].find((one) => name(one) === name(had));
  (twin ?? root).focus({ preventScroll: true });
}

export const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const phone = matchMedia("(max-width: 640px)");
export const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
export const later = (wait, act) => {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
};

export const seconds = (value) => `${Math.round(value * 10) / 10} s`;
export const clock = (value) => `${Math.floor(Math.round(value) / 60)}:${String(Math.round(value) % 60).padStart(2, "0")}`;
export const left = (value) => (value < 1.5 ? "a moment" : value < 90 ? `${Math.round(value)} s` : value < 5400 ? `${Math.round(value / 60)} min` : `${Math.round(value / 3600)} h`);
export const bytes = (value) => (value < 1e6 ? `${Math.round(value / 1e3)} kB` : value < 1e9 ? `${(value / 1e6).toFixed(1)} MB` : `${(value / 1e9).toFixed(1)} GB`);
export const plural = (count, noun) => `${count.toLocaleString()} ${noun}${count === 1 ? "" : "s"}`;

const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
export function ago(time) {
  const past = time - Date.now() / 1000;
  if (past > -45) return "just now";
  for (const [unit, size, limit] of [["minute", 60, 3600], ["hour", 3600, 86400], ["day", 86400, 7 * 86400]]) {
    if (-past < limit) return RELATIVE.format(Math.round(past / size), unit);
  }
  return day(time);
}
export const day = (time) => new Date(time * 1000).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
