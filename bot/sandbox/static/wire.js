// The drawer with the calls: the newest on top, each opens to what was sent and what was answered.

import { make } from "./messages.js";

const drawer = document.getElementById("wire");
const list = document.getElementById("calls");
const opener = document.getElementById("open-wire");
const quiet = document.getElementById("wire-quiet");
const count = document.getElementById("wire-count");
const MOST = 300;
const stamp = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Jakarta" });
const FLAGS = { limit: "kena batas", refused: "ditolak", lost: "jawaban hilang" };
let flagged = 0;

function row(call) {
  const item = make("li", `call ${call.flagged}`);
  item.dataset.quiet = call.quiet;
  const details = make("details");
  const line = make("summary");
  line.append(make("time", "", stamp.format(call.at * 1000).replaceAll(":", ".")), make("b", "", call.method), make("span", "where", call.where));
  line.append(make("span", `status ${call.flagged || "ok"}`, FLAGS[call.flagged] ? `${call.status} ${FLAGS[call.flagged]}` : String(call.status)));
  details.append(line);
  if (call.note) details.append(make("p", "note", call.note));
  details.addEventListener("toggle", () => details.open && fill(details, call.n), { once: true });
  item.append(details);
  return item;
}

async function fill(details, number) {
  const whole = await (await fetch(`/sandbox/call/${number}`)).json();
  for (const [heading, value] of [["Dikirim", whole.parameters], ["Dijawab", whole.answer ?? whole.error]]) {
    details.append(make("h3", "", heading), make("pre", "", JSON.stringify(value, null, 2)));
  }
}

export function addCall(call) {
  if (call.flagged) {
    flagged += 1;
    count.hidden = false;
    count.textContent = String(flagged);
    count.classList.toggle("limit", call.flagged === "limit" || count.classList.contains("limit"));
  }
  list.prepend(row(call));
  while (list.childElementCount > MOST) list.lastElementChild.remove();
}

export function setCalls(calls) {
  flagged = 0;
  count.hidden = true;
  list.replaceChildren();
  for (const call of calls) addCall(call);
}

export function showWire(open) {
  drawer.hidden = !open;
  document.body.classList.toggle("wired", open);
  opener.setAttribute("aria-expanded", String(open));
  (open ? list : opener).focus();
}

opener.addEventListener("click", () => showWire(drawer.hidden));
document.getElementById("close-wire").addEventListener("click", () => showWire(false));
drawer.addEventListener("keydown", (event) => event.key === "Escape" && showWire(false));
quiet.addEventListener("change", () => list.classList.toggle("all", quiet.checked));
