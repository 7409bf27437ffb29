// One phone: a person, the chats they are in, the one that is open, and the line they write on.

import { ask, choose } from "./sheet.js";
import { dayOf, hueOf, initials, make, messageElement } from "./messages.js";

const template = document.getElementById("phone");
const picker = document.getElementById("file");

export class Phone {
  constructor(person, world, act) {
    this.person = person;
    this.world = world;
    this.act = act;
    this.open = person.id;
    this.unread = new Map();
    this.about = null; // {kind: "reply" | "edit", message}
    this.element = template.content.firstElementChild.cloneNode(true);
    this.element.setAttribute("aria-label", `Telepon ${person.name}`);
    this.element.dataset.person = person.id;
    this.part = (name) => this.element.querySelector(name);
    this.head();
    this.listen();
    this.showChats();
    this.showTalk();
  }

  get chat() {
    return this.world.chats.get(this.open);
  }

  present(chat = this.chat) {
    return ["creator", "administrator", "member"].includes(chat.roles[this.person.id]);
  }

  chats() {
    return [...this.world.chats.values()].filter((chat) => chat.id === this.person.id || (chat.type !== "private" && chat.roles[this.person.id] && !chat.migrated_to));
  }

  offered() {
    const admin = ["creator", "administrator"].includes(this.chat.roles[this.person.id]);
    return admin && this.chat.type !== "private" ? this.chat.admin_commands : this.chat.commands;
  }

  title(chat) {
    return chat.type === "private" ? this.world.bot.name : chat.title;
  }

  head() {
    const face = this.part(".face");
    face.textContent = initials(this.person.name);
    face.style.setProperty("--hue", hueOf(this.person.id));
    this.part(".who strong").textContent = this.person.name;
    this.part(".who small").textContent = this.person.note;
  }

  listen() {
    const line = this.part("textarea");
    this.part(".write").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    line.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      } else if (event.key === "Escape") this.setAbout(null);
    });
    line.addEventListener("input", () => {
      line.style.height = "auto";
      line.style.height = `${Math.min(line.scrollHeight, 120)}px`;
      this.typed(line.value);
    });
    this.part(".begin").addEventListener("click", () => this.do("start"));
    this.part(".menu").addEventListener("click", () => this.menu());
    this.part(".attach").addEventListener("click", () => this.attach());
    this.part(".commands").addEventListener("click", () => this.commands());
    this.part(".about button").addEventListener("click", () => this.setAbout(null));
    this.part(".pinned").addEventListener("click", () => this.jump(this.chat.pinned[0]?.id));
    this.part(".talk").addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  do(deed, more = {}) {
    return this.act({ do: deed, person: this.person.id, chat: this.open, ...more });
  }

  async send() {
    const line = this.part("textarea");
    const text = line.value.trim();
    if (!text) return;
    const about = this.about;
    line.value = "";
    line.style.height = "auto";
    this.setAbout(null);
    this.hideOffers();
    if (about?.kind === "edit") await this.do("edit", { message: about.message.id, text });
    else await this.do("write", { text, reply_to: about?.message.id ?? null });
  }

  // -- inline mode: «@bot words» offers what can be shared here --------------------------------------------------

  typed(text) {
    clearTimeout(this.asking);
    const found = text.match(/^@(\w+)\s(.*)$/s);
    if (found?.[1].toLowerCase() !== this.world.bot.username.toLowerCase()) this.hideOffers();
    else this.asking = setTimeout(() => this.askInline(found[2]), 250);
  }

  async askInline(words) {
    const asked = { person: this.person.id, chat: this.open, words };
    const answer = await fetch("/sandbox/inline", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) });
    const offers = answer.ok ? await answer.json() : null;
    if (!offers || !this.part("textarea").value.endsWith(words)) return;
    const above = offers.button ? [this.offer(offers.button, "", { do: "above", query: offers.query })] : [];
    const results = offers.results.map((one) => this.offer(one.title, one.description, { do: "share", query: offers.query, result: one.id }));
    const box = this.part(".offers");
    box.replaceChildren(...above, ...results);
    box.hidden = !box.childElementCount;
  }

  offer(title, description, { do: deed, ...more }) {
    const button = make("button", "offer");
    button.type = "button";
    button.append(make("b", "", title), make("small", "", description));
    button.addEventListener("click", async () => {
      this.part("textarea").value = "";
      this.hideOffers();
      await this.went(await this.do(deed, more));
    });
    return button;
  }

  hideOffers() {
    clearTimeout(this.asking);
    this.part(".offers").hidden = true;
  }

  setAbout(about) {
    const bar = this.part(".about");
    if (!about && this.about?.kind === "edit") this.part("textarea").value = "";
    this.about = about;
    bar.hidden = !about;
    if (!about) return;
    bar.firstElementChild.textContent = `${about.kind === "edit" ? "Mengubah" : "Membalas"}: ${about.message.text.slice(0, 80) || "pesan"}`;
    const line = this.part("textarea");
    if (about.kind === "edit") line.value = about.message.text;
    line.focus();
  }

  // -- drawing -------------------------------------------------------------------------------------------------

  showChats() {
    const tabs = this.chats().map((chat) => {
      const tab = make("button", "", this.title(chat));
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(chat.id === this.open));
      const unread = this.unread.get(chat.id);
      if (unread) tab.append(make("span", "count", String(unread)));
      tab.addEventListener("click", () => this.show(chat.id));
      return tab;
    });
    this.part(".chats").replaceChildren(...tabs);
  }

  show(chatId) {
    this.open = chatId;
    this.unread.delete(chatId);
    this.setAbout(null);
    this.hideOffers();
    this.showChats();
    this.showTalk();
  }

  showTalk() {
    const talk = this.part(".talk");
    talk.replaceChildren();
    for (const message of this.world.messages.get(this.open)?.values() ?? []) this.append(message);
    if (!talk.childElementCount) talk.append(make("p", "empty", this.chat.type === "private" ? "Belum ada percakapan. Tekan Mulai, atau langsung tulis." : "Belum ada percakapan di grup ini."));
    this.showState();
    this.down();
  }

  showState() {
    const chat = this.chat;
    const isPrivate = chat.type === "private";
    const asleep = isPrivate && (!chat.started || chat.blocked);
    const begin = this.part(".begin");
    begin.hidden = !asleep;
    begin.textContent = chat.blocked ? "Buka blokir dan mulai lagi" : "Mulai";
    this.part(".write").hidden = !isPrivate && !this.present();
    this.part(".commands").hidden = !this.offered().length;
    this.part("textarea").placeholder = !isPrivate && !this.present() ? "Anda di luar grup ini" : "Tulis pesan";
    const pin = this.part(".pinned");
    pin.hidden = !chat.pinned.length;
    if (chat.pinned.length) pin.textContent = `📌 ${chat.pinned[0].text.slice(0, 90) || "Pesan tersemat"}`;
    this.showKeys(chat.keyboard);
  }

  showKeys(rows) {
    const keys = this.part(".keys");
    keys.hidden = !rows.length;
    keys.replaceChildren(
      ...rows.map((row) => {
        const line = make("div", "row");
        for (const label of row) {
          const key = make("button", "", label);
          key.type = "button";
          key.addEventListener("click", () => this.do("press", { button: label }));
          line.append(key);
        }
        return line;
      }),
    );
  }

  element_of(message) {
    const mine = message.from.id === this.person.id;
    const hands = {
      press: (about, button, key) => this.press(about, button, key),
      more: (about) => this.more(about),
      textClicked: (event) => this.textClicked(event),
    };
    return messageElement(message, { mine, group: this.chat.type !== "private", hands });
  }

  append(message) {
    const talk = this.part(".talk");
    talk.querySelector(".empty")?.remove();
    const today = dayOf(message.date);
    if (talk.dataset.day !== today || !talk.childElementCount) {
      talk.dataset.day = today;
      talk.append(make("div", "day", today));
    }
    talk.append(this.element_of(message));
  }

  down() {
    const talk = this.part(".talk");
    talk.scrollTop = talk.scrollHeight;
  }

  /** The day floats over the talk only while it is scrolled: at rest it would cover words. */
  scrolled() {
    const talk = this.part(".talk");
    talk.classList.add("moving");
    clearTimeout(this.still);
    this.still = setTimeout(() => talk.classList.remove("moving"), 1200);
  }

  jump(id) {
    const there = this.part(`.talk [data-id="${id}"]`);
    there?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  // -- what the wire says --------------------------------------------------------------------------------------

  said(chatId, message, fresh) {
    if (chatId !== this.open) {
      if (fresh && message.from.id !== this.person.id && this.chats().some((chat) => chat.id === chatId)) {
        this.unread.set(chatId, (this.unread.get(chatId) ?? 0) + 1);
        this.showChats();
      }
      return;
    }
    const talk = this.part(".talk");
    const near = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 160;
    const old = this.part(`.talk [data-id="${message.id}"]`);
    this.hush();
    if (old) {
      const element = this.element_of(message);
      element.classList.add("changed");
      const held = old.contains(document.activeElement);
      old.replaceWith(element);
      if (held) element.querySelector(".key, .more")?.focus({ preventScroll: true });
    } else this.append(message);
    if (near || message.from.id === this.person.id) this.down();
  }

  gone(chatId, id) {
    if (chatId === this.open) this.part(`.talk [data-id="${id}"]`)?.remove();
  }

  typing(chatId) {
    if (chatId !== this.open) return;
    this.hush();
    this.part(".talk").append(make("div", "typing", `${this.world.bot.name} sedang mengetik…`));
    this.down();
    this.quiet = setTimeout(() => this.hush(), 5000);
  }

  hush() {
    clearTimeout(this.quiet);
    this.part(".talk .typing")?.remove();
  }

  answered(answer) {
    for (const key of this.element.querySelectorAll(".key.waiting")) {
      if (Number(key.closest(".message").dataset.id) === answer.message) key.classList.remove("waiting");
    }
    if (answer.text && answer.alert) choose(answer.text, [{ label: "Baik", value: 1 }]);
    return answer.text && !answer.alert;
  }

  // -- what hands do -------------------------------------------------------------------------------------------

  async press(message, button, key) {
    if (button.kind === "callback_data") {
      key.classList.add("waiting");
      setTimeout(() => key.classList.remove("waiting"), 10000);
    }
    await this.went(await this.do("press", { button: button.text, message: message.id }));
  }

  async went(outcome) {
    if (outcome?.url && this.startsGroup(outcome.url)) return this.startInGroup(outcome.url);
    if (outcome?.chat) this.show(outcome.chat);
    if (outcome?.url?.includes("://") && !outcome.url.startsWith("tg:")) window.open(outcome.url, "_blank", "noopener,noreferrer");
    else if (outcome?.url) await choose(`Disalin: ${outcome.url}`, [{ label: "Baik", value: 1 }]);
  }

  startsGroup(url) {
    const link = URL.canParse(url) ? new URL(url) : null;
    const ours = link?.hostname === "t.me" && link.pathname.slice(1).toLowerCase() === this.world.bot.username.toLowerCase();
    return ours && link.searchParams.has("startgroup");
  }

  /** As Telegram: one chooses a group, the bot is added if it is not in, and hears «/start» there. */
  async startInGroup(url) {
    const groups = this.chats().filter((chat) => chat.type !== "private" && this.present(chat));
    const group = await choose(`Pilih grup untuk ${this.world.bot.name}`, groups.map((chat) => ({ label: this.title(chat), value: chat.id })));
    if (group !== null) await this.went(await this.do("follow", { url, group }));
  }

  textClicked(event) {
    const link = event.target.closest("a");
    const command = event.target.closest(".bot_command");
    if (command) this.do("write", { text: command.textContent });
    if (link?.hostname === "t.me") {
      event.preventDefault();
      this.do("follow", { url: link.href }).then((outcome) => this.went(outcome));
    } else if (link) link.target = "_blank";
    event.target.closest("tg-spoiler")?.classList.toggle("open");
  }

  async more(message) {
    const mine = message.from.id === this.person.id;
    const options = [{ label: "Balas", value: "reply" }, { label: "Teruskan", value: "forward" }];
    if (mine && message.text) options.push({ label: "Ubah", value: "edit" });
    if (message.from.id === this.world.bot.id) options.push({ label: "Tombol yang pernah ada di sini", value: "buttons" });
    const chosen = await choose(message.text.slice(0, 60) || "Pesan", options);
    if (chosen === "reply" || chosen === "edit") this.setAbout({ kind: chosen, message });
    if (chosen === "forward") await this.forward(message);
    if (chosen === "buttons") await this.oldButtons(message.id);
  }

  async forward(message) {
    const options = this.chats().map((chat) => ({ label: this.title(chat), value: chat.id }));
    const to = await choose("Teruskan ke", options);
    if (to !== null) await this.act({ do: "forward", person: this.person.id, chat: to, message: message.id, from_chat: this.open });
  }

  async oldButtons(only = null) {
    const shown = await (await fetch(`/sandbox/buttons/${this.open}`)).json();
    const options = shown
      .filter((button) => only === null || button.message === only)
      .map((button) => ({ label: button.text, value: button, note: button.there ? "" : "pesannya sudah dihapus" }));
    const chosen = await choose("Tombol yang pernah ada", options);
    if (chosen) await this.went(await this.do("press", { button: chosen.text, message: chosen.message }));
  }

  async commands() {
    const options = this.offered().map((c) => ({ label: `/${c.command}`, note: c.description, value: c.command }));
    const chosen = await choose("Perintah", options);
    if (chosen) await this.do("write", { text: `/${chosen}` });
  }

  async attach() {
    const options = [
      { label: "Berkas", value: "document" },
      { label: "Foto", value: "photo" },
      { label: "Lokasi saya", value: "location" },
      { label: "Kontak saya", value: "contact" },
      { label: "Pesan suara", value: "voice" },
      { label: "Stiker", value: "sticker" },
    ];
    const chosen = await choose("Lampirkan", options);
    if (chosen === "document" || chosen === "photo") this.pick(chosen);
    else if (chosen) await this.do(chosen);
  }

  pick(kind) {
    picker.accept = kind === "photo" ? "image/*" : "";
    picker.value = "";
    picker.onchange = async () => {
      const form = new FormData();
      form.append("person", this.person.id);
      form.append("chat", this.open);
      form.append("as", kind);
      form.append("file", picker.files[0]);
      await fetch("/sandbox/attach", { method: "POST", body: form });
    };
    picker.click();
  }

  async menu() {
    const chosen = await choose(this.title(this.chat), this.chat.type === "private" ? this.privateMenu() : this.groupMenu());
    if (chosen === "link") await this.deepLink();
    else if (chosen === "old") await this.oldButtons();
    else if (chosen === "other") await this.joinOther();
    else if (chosen) await this.do(chosen.do ?? chosen, chosen);
  }

  privateMenu() {
    return [
      { label: "Mulai (/start)", value: "start" },
      { label: "Buka tautan dalam", note: `t.me/${this.world.bot.username}?start=…`, value: "link" },
      { label: "Tombol yang pernah ada", value: "old" },
      { label: "Gabung ke grup", value: "other" },
      this.chat.blocked ? { label: "Buka blokir", value: "unblock" } : { label: "Blokir bot", value: "block", danger: true },
    ];
  }

  groupMenu() {
    const botIn = ["administrator", "member"].includes(this.chat.roles[this.world.bot.id]);
    const admin = this.chat.roles[this.world.bot.id] === "administrator";
    return [
      this.present() ? { label: "Keluar dari grup", value: "leave", danger: true } : { label: "Gabung lagi", value: "join" },
      { label: "Tombol yang pernah ada", value: "old" },
      ...(botIn ? [] : [{ label: "Masukkan bot", value: { do: "add_bot" } }]),
      { label: admin ? "Jadikan bot anggota biasa" : "Jadikan bot admin", value: { do: "add_bot", admin: !admin } },
      ...(admin ? [] : [{ label: "Jadikan bot admin tanpa izin", note: "tanpa hapus dan sematkan pesan", value: { do: "add_bot", admin: true, rights: ["can_manage_chat"] } }]),
      ...(botIn ? [{ label: "Keluarkan bot", value: "remove_bot", danger: true }] : []),
      ...(this.chat.type === "group" ? [{ label: "Ubah menjadi supergrup", value: "migrate" }] : []),
    ];
  }

  async deepLink() {
    const payload = await ask("Tautan dalam", "Muatan setelah ?start=", { button: "Mulai" });
    if (payload !== null) await this.do("start", { payload });
  }

  async joinOther() {
    const groups = [...this.world.chats.values()].filter((chat) => chat.type !== "private" && !this.present(chat) && !chat.migrated_to);
    const chosen = await choose("Gabung ke grup", groups.map((chat) => ({ label: chat.title, value: chat.id })));
    if (chosen === null) return;
    await this.act({ do: "join", person: this.person.id, chat: chosen });
    this.show(chosen);
  }
}
