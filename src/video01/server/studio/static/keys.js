// Everything works from the keyboard; `?` shows how.

import { dialog, h } from "./dom.js";

const SHORTCUTS = [
  ["Write a prompt", ["n"]], ["Make it", ["Ctrl", "Enter"]], ["Search", ["/"]], ["To the videos", ["g"]],
  ["Move between videos", ["←", "↑", "↓", "→"]], ["Open", ["Enter"]], ["Play and pause", ["Space"]], ["Again, another seed", ["a"]], ["Four other seeds", ["v"]],
  ["Remix: back to the form", ["r"]], ["Favourite", ["f"]], ["Choose, for comparing", ["x"]], ["Compare the chosen", ["c"]], ["Download", ["d"]], ["Delete, or cancel", ["Del"]], ["Close", ["Esc"]], ["These keys", ["?"]],
];

export function sheet() {
  dialog("Keys", { name: "keys" }, h("div", { class: "shortcuts" }, SHORTCUTS.map(([what, keys]) => h("div", null, h("span", null, what), h("span", null, keys.flatMap((key) => [h("kbd", null, key), " "]))))));
}

export function install({ composer, gallery }) {
  document.addEventListener("keydown", (event) => {
    if (!gallery() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return; // one that was closed may hold the focus a moment longer
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select, [role=menu]")) {
      if (event.key === "Escape" && event.target === composer().text) event.target.blur();
      return;
    }
    const act = {
      n: () => composer().recall(),
      "/": () => gallery().field.focus(),
      g: () => gallery().wall.querySelector(".open")?.focus(),
      c: () => gallery().chosen.size > 1 && gallery().acts.act("compare", [...gallery().chosen]),
      "?": sheet,
      Escape: () => gallery().clear(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
