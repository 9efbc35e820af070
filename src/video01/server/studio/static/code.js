// The same video by the API: as curl, Python or JavaScript that works as pasted.

import { get } from "./api.js";
import { button, dialog, h, notice, segments } from "./dom.js";

export async function showCode(video) {
  const picture = video.first_frame ? new URL(`${(await get(`videos/${video.id}/share`)).link}/first-frame`, document.baseURI).href : null;
  const kinds = { curl: curl(video, picture), Python: python(video, picture), JavaScript: javascript(video, picture) };
  let shown = "curl";
  const listing = h("code", { class: "listing", tabindex: "0", "aria-label": "Code" });
  const draw = (kind) => { shown = kind; listing.textContent = kinds[kind]; };
  draw(shown);
  dialog("The same by the API", { name: "code" }, h("div", { class: "stack" },
    h("div", { class: "actions" }, segments("language", "Language", Object.keys(kinds).map((kind) => [kind, kind]), shown, draw), h("span", { style: { flex: "1" } }), button("Copy", { class: "button main", onclick: () => copy(kinds[shown], "The code is copied.") })),
    listing, h("p", { class: "small quiet" }, "It reads your key from the variable KEY: ", h("code", null, "export KEY=v01_…"), ". JavaScript is for Node.js.")));
}

export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    notice(said);
  } catch {
    const field = h("textarea", { class: "hear", value: text });
    field.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    notice(document.execCommand("copy") ? said : "Copying is not allowed here: select the text and copy it.");
    field.remove();
  }
}

function body(video) {
  return {
    model: video.model, prompt: video.prompt, duration: video.duration, ...(video.size && { size: video.size.join("x") }), seed: video.seed,
    ...(video.steps && { num_inference_steps: video.steps }), ...(video.guidance !== null && { guidance_scale: video.guidance }),
    ...(video.negative_prompt && { negative_prompt: video.negative_prompt }), ...(!video.optimize && { enhance_prompt: false }),
  };
}

const base = () => new URL(".", document.baseURI).href.replace(/\/$/, "");

function curl(video, picture) {
  const url = `${base()}/v2/video/generations`;
  const json = JSON.stringify(body(video), null, 2);
  const call = `curl -s ${url} -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d`;
  const inHere = json.replace(/[\\$`]/g, "\\$&").replace(/\n}$/, ',\n  "image_url": "$image"\n}'); // $image is filled in by the shell
  const ask = picture ? `image=$(curl -sf "${picture}" | base64 | tr -d '\\n')\nanswer=$(${call} @- <<END\n${inHere}\nEND\n)` : `answer=$(${call} '${json.replaceAll("'", "'\\''")}')`;
  return `${ask}
id=$(printf '%s' "$answer" | sed 's/.*"id":"\\([0-9a-f]*\\)".*/\\1/')

while answer=$(curl -s "${url}?generation_id=$id" -H "Authorization: Bearer $KEY")
  printf '%s' "$answer" | grep -qE '"status":"(queued|generating)"'
do sleep 1; done

curl -sf -o video.mp4 "$(printf '%s' "$answer" | sed 's/.*"video_url":"\\([^"]*\\)".*/\\1/')" && echo video.mp4
`;
}

function python(video, picture) {
  const literal = JSON.stringify(body(video), null, 4).replace(/: true/g, ": True").replace(/: false/g, ": False");
  return `import base64
import json
import os
import time
from urllib.request import Request, urlopen

URL = "${base()}/v2/video/generations"
HEADERS = {"Authorization": f"Bearer {os.environ['KEY']}", "Content-Type": "application/json"}
request = ${literal}
${picture ? `request["image_url"] = base64.b64encode(urlopen("${picture}").read()).decode()\n` : ""}
video = json.load(urlopen(Request(URL, json.dumps(request).encode(), HEADERS)))
while video["status"] in ("queued", "generating"):
    time.sleep(1)
    video = json.load(urlopen(Request(f"{URL}?generation_id={video['id']}", headers=HEADERS)))
if video["status"] == "error":
    raise SystemExit(video["error"]["message"])
with open("video.mp4", "wb") as file:
    file.write(urlopen(video["video"]["url"]).read())
print("video.mp4")
`.replace(picture ? "" : "import base64\n", "");
}

function javascript(video, picture) {
  return `import { writeFile } from "node:fs/promises";

const url = "${base()}/v2/video/generations";
const headers = { Authorization: \`Bearer \${process.env.KEY}\`, "Content-Type": "application/json" };
const request = ${JSON.stringify(body(video), null, 2)};
${picture ? `request.image_url = Buffer.from(await (await fetch("${picture}")).arrayBuffer()).toString("base64");\n` : ""}
let video = await (await fetch(url, { method: "POST", headers, body: JSON.stringify(request) })).json();
while (["queued", "generating"].includes(video.status)) {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  video = await (await fetch(\`\${url}?generation_id=\${video.id}\`, { headers })).json();
}
if (!video.video) throw new Error(video.error?.message ?? video.message);
await writeFile("video.mp4", Buffer.from(await (await fetch(video.video.url)).arrayBuffer()));
console.log("video.mp4");
`;
}
