// Talks to the server. Every failure is an `ApiError` whose message can be shown as it is.

export class ApiError extends Error {
  constructor(message, status, field) {
    super(message);
    this.status = status; // 0: the server did not answer
    this.field = field;
  }
}

const BASE = new URL("studio/api/", document.baseURI);
export const session = { token: "", key: null, limits: null, models: [], retention_days: 0, version: "" };
export const events = new EventTarget(); // "signedout"

async function call(method, path, body, type) {
  const headers = {};
  if (method !== "GET") headers["X-Studio-Token"] = session.token;
  if (body !== undefined) headers["Content-Type"] = type ?? "application/json";
  let response;
  try {
    response = await fetch(new URL(path, BASE), {
      method, headers, body: body === undefined || type ? body : JSON.stringify(body), credentials: "same-origin",
      keepalive: method === "DELETE", // what was deleted is deleted, even if the page is left at once
    });
  } catch {
    throw new ApiError("The server does not answer. Nothing is lost: what it has taken on, it keeps.", 0);
  }
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  if (response.status === 401 && session.key) events.dispatchEvent(new CustomEvent("signedout", { detail: answer?.message }));
  throw new ApiError(sentence(answer?.message ?? `The server answered with ${response.status}`), response.status, answer?.error?.data?.field);
}

function sentence(text) {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const put = (path, body = {}) => call("PUT", path, body);
export const remove = (path) => call("DELETE", path);
export const send = (path, blob) => call("POST", path, blob, "application/octet-stream");
export const url = (path) => new URL(path, BASE).href;

export async function enter(key) {
  Object.assign(session, key ? await post("session", { key }) : await get("session"));
  return session;
}
