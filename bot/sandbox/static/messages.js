// How one message looks: bubble, keyboard, attachments. Nothing here talks to the server.

const clock = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" });
const day = new Intl.DateTimeFormat("id-ID", { weekday: "long", day: "numeric", month: "long", timeZone: "Asia/Jakarta" });

export const timeOf = (seconds) => clock.format(seconds * 1000).replace(":", ".");
export const dayOf = (seconds) => day.format(seconds * 1000);
export const hueOf = (id) => (Math.abs(id) * 137.5) % 360;

export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

export function initials(name) {
  const words = name.replace(/^(Bu|Pak|Mbak|Mas|Bapak|Ibu)\s+/i, "").split(/\s+/);
  return words.slice(0, 2).map((word) => word[0] ?? "").join("").toUpperCase();
}

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`);

function fileCard(file) {
  const link = make("a", "file");
  link.href = `/sandbox/file/${encodeURIComponent(file.id)}`;
  link.target = "_blank";
  link.rel = "noopener";
  const kind = (file.name.split(".").pop() ?? "").slice(0, 4).toUpperCase();
  const words = make("span", "words");
  words.append(make("b", "", file.name), make("small", "", size(file.size)));
  link.append(make("span", `kind ${kind.toLowerCase()}`, kind), words);
  return link;
}

function photo(told) {
  const link = make("a", "photo");
  link.href = `/sandbox/file/${encodeURIComponent(told.file_id)}`;
  link.target = "_blank";
  link.rel = "noopener";
  const image = make("img");
  image.src = link.href;
  image.alt = "Foto";
  image.style.aspectRatio = `${told.width} / ${told.height}`;
  link.append(image);
  return link;
}

function place(message) {
  const { location, venue } = message;
  const card = make("a", "place");
  card.href = `https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}&zoom=17`;
  card.target = "_blank";
  card.rel = "noopener noreferrer";
  card.append(make("span", "map", "📍"), make("b", "", venue ? venue.title : "Lokasi"));
  card.append(make("small", "", venue ? venue.address : `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`));
  return card;
}

function attachments(message) {
  const found = [];
  if (message.photo) found.push(photo(message.photo));
  if (message.file) found.push(fileCard(message.file));
  if (message.location) found.push(place(message));
  if (message.contact) found.push(make("div", "card", `👤 ${message.contact.first_name} · ${message.contact.phone_number}`));
  if (message.voice) found.push(make("div", "card voice", `▶ Pesan suara · ${message.voice} detik`));
  if (message.sticker) found.push(make("div", "sticker", message.sticker));
  return found;
}

function keyboard(message, press) {
  const box = make("div", "inline");
  for (const row of message.rows) {
    const line = make("div", "row");
    for (const button of row) {
      const key = make("button", `key ${button.kind}`, button.text);
      key.type = "button";
      key.addEventListener("click", () => press(button, key));
      line.append(key);
    }
    box.append(line);
  }
  return box;
}

function quoted(label, text, className) {
  const box = make("div", className);
  box.append(make("b", "", label));
  if (text) box.append(make("span", "", text));
  return box;
}

/** Build the element of a message; `hands` are what one can do with it: press, follow, more. */
export function messageElement(message, { mine, group, hands }) {
  const item = make("div", message.service ? "message service" : `message ${mine ? "mine" : "theirs"}`);
  item.dataset.id = message.id;
  if (message.service) {
    item.append(make("span", "", message.service));
    return item;
  }
  const bubble = make("div", message.sticker ? "bubble bare" : "bubble");
  if (group && !mine) {
    const name = make("b", "sender", message.from.name);
    name.style.setProperty("--hue", hueOf(message.from.id));
    bubble.append(name);
  }
  if (message.forward) bubble.append(quoted(`Diteruskan dari ${message.forward}`, "", "forward"));
  if (message.via) bubble.append(quoted(`lewat @${message.via}`, "", "forward"));
  if (message.reply) bubble.append(quoted(message.reply.name, message.reply.text, "quote"));
  bubble.append(...attachments(message));
  if (message.html) {
    const text = make("div", "text");
    text.innerHTML = message.html; // written by the server from plain text and entities, everything escaped
    text.addEventListener("click", (event) => hands.textClicked(event));
    bubble.append(text);
  }
  const foot = make("span", "foot", `${message.edited ? "diubah " : ""}${timeOf(message.date)}`);
  bubble.append(foot);
  if (message.reaction) bubble.append(make("span", "reaction", message.reaction));
  const more = make("button", "more", "⋯");
  more.type = "button";
  more.setAttribute("aria-label", `Tindakan untuk pesan ${message.text.slice(0, 40)}`);
  more.addEventListener("click", () => hands.more(message));
  bubble.append(more);
  item.append(bubble);
  if (message.rows.length) item.append(keyboard(message, (button, key) => hands.press(message, button, key)));
  return item;
}
