// Signing in with a key.

import { h, icon } from "./dom.js";

export function signIn(message, enter) {
  const field = h("input", { class: "field", type: "password", name: "key", "aria-label": "Key", placeholder: "v01_…", autocomplete: "current-password", required: true, spellcheck: false, autofocus: true });
  const problem = h("p", { class: "problem", role: "alert" }, message);
  const submit = h("button", { class: "button main", type: "submit" }, "Open the studio");
  const form = h("form", { onsubmit: async (event) => {
    event.preventDefault();
    submit.disabled = true;
    problem.textContent = "";
    try {
      await enter(field.value.trim());
    } catch (error) {
      problem.textContent = error.message;
      submit.disabled = false;
      field.select();
    }
  } }, h("h1", { class: "mark" }, icon("mark"), "video01"), h("p", { class: "quiet" }, "Make videos from a sentence or a picture."), field, problem, submit,
  h("p", { class: "small quiet" }, "No key? On the machine that runs this server: ", h("code", null, "video01 keys create")));
  queueMicrotask(() => field.focus());
  return h("main", { class: "door" }, form);
}
