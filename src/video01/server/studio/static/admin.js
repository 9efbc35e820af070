// Running the place: what works and waits, what is stored, what failed, and who has a key.

import { get, post, remove } from "./api.js";
import { ago, button, bytes, dialog, h, notice, plural } from "./dom.js";
import { copy } from "./code.js";

export function admin(_, { closed }) {
  const content = h("div", { class: "stack" });
  const { sheet } = dialog("Run the place", { wide: true, name: "admin" }, content);
  sheet.addEventListener("close", () => { clearInterval(timer); closed(); });
  const load = () => get("admin").then((now) => draw(content, now)).catch((error) => notice(error.message));
  const timer = setInterval(() => document.hidden || content.contains(document.activeElement) || load(), 3000);
  load();
  return { close: () => sheet.close() };
}

const tile = (value, label) => h("div", { class: "tile" }, h("b", null, String(value)), h("span", null, label));

function draw(content, now, secret) {
  const { counts, storage } = now;
  const named = new Map(now.keys.map((key) => [key.id, key.name]));
  const change = (answer) => answer.then((next) => draw(content, next, next.secret)).catch((error) => notice(error.message));
  const name = h("input", { class: "field", placeholder: "Who is it for?", "aria-label": "Name of the new key", maxlength: 200, required: true });
  const credits = h("input", { class: "field", type: "number", min: 0, placeholder: "Credits: no limit", "aria-label": "Credits of the new key" });
  const form = h("form", { class: "actions", onsubmit: (event) => { event.preventDefault(); change(post("admin/keys", { name: name.value, ...(credits.value && { credits: Number(credits.value) }) })); } },
    h("div", { style: { flex: "2 1 180px" } }, name), h("div", { style: { flex: "1 1 110px" } }, credits), h("button", { class: "button main", type: "submit" }, "Make a key"));
  content.replaceChildren(
    h("section", { class: "tiles", "aria-label": "Now" }, tile(counts.running, "being made"), tile(counts.queued, "waiting"), tile(counts.succeeded.toLocaleString(), "finished"), tile(counts.failed, "failed"),
      tile(now.workers, `${now.workers === 1 ? "worker" : "workers"} here (${now.engine})`), tile(bytes(storage.used), `in ${plural(storage.files, "file")}, ${bytes(storage.free)} free`)),
    h("section", { class: "stack", style: { gap: "10px" } }, h("h2", null, "Keys"), form,
      secret && h("div", { class: "actions", role: "status" }, h("code", { class: "listing" }, secret), button("Copy", { onclick: () => copy(secret, "The key is copied.") }), h("span", { class: "small quiet" }, "It is shown this once.")),
      h("div", { style: { "overflow-x": "auto" } }, h("table", null, h("thead", null, h("tr", null, ["Name", "Begins", "May", "Videos", "Credits used", "Left", "A minute", "Made", ""].map((one) => h("th", { scope: "col" }, one)))),
        h("tbody", null, now.keys.map((key) => h("tr", { class: key.revoked_at ? "quiet" : "" }, h("td", null, key.name), h("td", null, h("code", null, `${key.prefix}…`)), h("td", null, key.scopes.join(", ")), h("td", null, key.videos.toLocaleString()),
          h("td", null, key.credits_used.toLocaleString()), h("td", null, key.credits === null ? "no limit" : key.credits.toLocaleString()), h("td", null, key.rpm === null ? "no limit" : String(key.rpm)), h("td", null, ago(key.created_at)),
          h("td", null, key.revoked_at ? "revoked" : key.mine ? "yours" : button("Revoke", { class: "button bare bad", "aria-label": `Revoke ${key.name}`, onclick: (event) => sure(event.target, () => change(remove(`admin/keys/${key.id}`))) })))))))),
    h("section", { class: "stack", style: { gap: "10px" } }, h("h2", null, "Last failures"), now.failures.length === 0 ? h("p", { class: "quiet" }, "None.") :
      h("ul", { class: "rows" }, now.failures.map((one) => h("li", null, h("span", { class: "words", title: one.message }, one.message, h("small", null, `${one.name} · ${named.get(one.owner) ?? one.owner} · ${ago(one.at)}`)))))));
}

// A second press within three seconds means it.
function sure(element, act) {
  if (element.dataset.asked) { act(); return; }
  element.dataset.asked = "1";
  element.textContent = "Really?";
  setTimeout(() => { delete element.dataset.asked; element.textContent = "Revoke"; }, 3000);
}
