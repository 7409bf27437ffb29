// The page: reads the world once, then keeps it by what the server tells; everything drawn follows from that.

import { ask } from "./sheet.js";
import { hueOf, initials, make } from "./messages.js";
import { Phone } from "./phone.js";
import { addCall, setCalls, showWire } from "./wire.js";

const world = { bot: null, people: new Map(), chats: new Map(), messages: new Map(), offset: 0 };
const phones = new Map();
const box = document.getElementById("phones");
const tabs = document.getElementById("people");
let current = null;

// -- talking to the server -------------------------------------------------------------------------------------

async function post(path, body) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const read = await answer.json();
  if (!answer.ok) toast(read.error ?? "Tidak bisa.");
  return answer.ok ? read : null;
}

const act = (asked) => post("/sandbox/act", asked);

function toast(text) {
  const item = make("div", "toast", text);
  document.getElementById("toasts").append(item);
  setTimeout(() => item.remove(), 4500);
}

// -- the world -------------------------------------------------------------------------------------------------

async function load() {
  const state = await (await fetch("/sandbox/state")).json();
  const open = new Map([...phones].map(([id, phone]) => [id, phone.open]));
  world.bot = state.bot;
  world.people = new Map(state.people.map((person) => [person.id, person]));
  world.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
  world.messages = new Map(Object.entries(state.messages).map(([id, list]) => [Number(id), new Map(list.map((m) => [m.id, m]))]));
  setTime(state.time);
  setCalls(state.calls);
  phones.clear();
  box.replaceChildren();
  for (const person of world.people.values()) addPhone(person, open.get(person.id));
  choosePerson(world.people.has(current) ? current : [...world.people.keys()][0]);
}

function addPhone(person, open) {
  if (phones.has(person.id) || !world.chats.has(person.id)) return;
  const phone = new Phone(person, world, act);
  phones.set(person.id, phone);
  box.append(phone.element);
  phone.element.addEventListener("focusin", () => choosePerson(person.id, false));
  if (open && open !== person.id && world.chats.has(open)) phone.show(open);
  else phone.down();
  showTabs();
}

function showTabs() {
  tabs.replaceChildren(
    ...[...phones.values()].map((phone) => {
      const tab = make("button", "");
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(phone.person.id === current));
      const face = make("span", "face", initials(phone.person.name));
      face.style.setProperty("--hue", hueOf(phone.person.id));
      tab.append(face, make("span", "", phone.person.name));
      const unread = [...phone.unread.values()].reduce((sum, n) => sum + n, 0) + (phone.missed ?? 0);
      if (unread) tab.append(make("span", "count", String(unread)));
      tab.addEventListener("click", () => choosePerson(phone.person.id));
      return tab;
    }),
  );
}

function choosePerson(id, focus = true) {
  current = id;
  for (const phone of phones.values()) {
    const chosen = phone.person.id === id;
    phone.element.classList.toggle("current", chosen);
    if (chosen) phone.missed = 0;
  }
  showTabs();
  const phone = phones.get(id);
  if (focus && phone) {
    phone.down();
    if (document.activeElement?.closest(".people")) phone.element.scrollIntoView({ inline: "center", block: "nearest" });
  }
}

// -- what the server tells -------------------------------------------------------------------------------------

const heard = {
  message({ chat, message }) {
    const list = world.messages.get(chat) ?? new Map();
    const fresh = !list.has(message.id);
    world.messages.set(chat, list.set(message.id, message));
    for (const phone of phones.values()) {
      phone.said(chat, message, fresh);
      const elsewhere = phone.person.id !== current && phone.open === chat && message.from.id !== phone.person.id;
      if (fresh && elsewhere && phone.chats().some((c) => c.id === chat)) phone.missed = (phone.missed ?? 0) + 1;
    }
    showTabs();
  },
  deleted({ chat, about }) {
    world.messages.get(chat)?.delete(about);
    for (const phone of phones.values()) phone.gone(chat, about);
  },
  chat(chat) {
    world.chats.set(chat.id, chat);
    if (world.people.has(chat.id)) addPhone(world.people.get(chat.id));
    for (const phone of phones.values()) {
      if (phone.chat.migrated_to === undefined) continue;
      if (phone.chat.migrated_to && world.chats.has(phone.chat.migrated_to)) phone.show(phone.chat.migrated_to);
      phone.showChats();
      if (phone.open === chat.id) phone.showState();
    }
  },
  person(person) {
    world.people.set(person.id, person);
  },
  action({ chat }) {
    for (const phone of phones.values()) if (phone.chats().some((c) => c.id === chat)) phone.typing(chat);
  },
  answer(answer) {
    const phone = phones.get(answer.person);
    if (phone?.answered(answer)) toast(answer.text);
  },
  call: addCall,
  clock: setTime,
};

function live() {
  const source = new EventSource("/sandbox/live");
  const lost = document.getElementById("lost");
  source.addEventListener("open", async () => {
    lost.hidden = true;
    await load();
    document.body.dataset.live = "yes";
  });
  source.addEventListener("error", () => {
    lost.hidden = false;
  });
  for (const [name, hear] of Object.entries(heard)) {
    source.addEventListener(name, (event) => hear(JSON.parse(event.data)));
  }
}

// -- the clock -------------------------------------------------------------------------------------------------

const moment = new Intl.DateTimeFormat("id-ID", {
  weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta",
});

function setTime({ now, offset }) {
  world.offset = now * 1000 - Date.now();
  document.getElementById("now").classList.toggle("moved", Math.abs(offset) > 1);
  showTime();
}

function showTime() {
  const parts = moment.formatToParts(Date.now() + world.offset);
  const get = (type) => parts.find((part) => part.type === type)?.value ?? "";
  const date = `${get("weekday")}, ${get("day")} ${get("month")}`;
  const now = document.getElementById("now");
  now.dateTime = new Date(Date.now() + world.offset).toISOString();
  now.replaceChildren(date, make("span", "wide", ` ${get("year")}`), ` · ${get("hour")}.${get("minute")}`, make("span", "wide", " WIB"));
}

document.querySelector(".moves").addEventListener("click", async (event) => {
  const { move, next } = event.target.dataset;
  if (move) await post("/sandbox/clock", { seconds: Number(move) });
  else if (next !== undefined) await post("/sandbox/clock", { next: true });
});

document.getElementById("add-person").addEventListener("click", async () => {
  const name = await ask("Orang baru", "Nama", { button: "Tambah" });
  if (!name?.trim()) return;
  const person = await post("/sandbox/people", { name });
  if (person) setTimeout(() => choosePerson(person.id), 150);
});

document.addEventListener("keydown", (event) => {
  const phone = event.altKey && /^[1-9]$/.test(event.key) && [...phones.values()][Number(event.key) - 1];
  if (phone) {
    event.preventDefault();
    choosePerson(phone.person.id);
    phone.part("textarea").focus();
  }
  if (event.altKey && event.key === "k") showWire(document.getElementById("wire").hidden);
});

setInterval(showTime, 2000);
live();
