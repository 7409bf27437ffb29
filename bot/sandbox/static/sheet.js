// One dialog for every choice and question: a sheet from below on a phone, a card elsewhere.

const sheet = document.getElementById("sheet");
const title = document.getElementById("sheet-title");
const body = document.getElementById("sheet-body");
const ok = document.getElementById("sheet-ok");

function open(heading) {
  title.textContent = heading;
  body.replaceChildren();
  sheet.returnValue = "";
  return new Promise((resolve) => {
    sheet.addEventListener("close", () => resolve(sheet.returnValue), { once: true });
    sheet.showModal();
  });
}

/** Let somebody choose: options are {label, value, note?, danger?}; gives the value, or null. */
export async function choose(heading, options) {
  ok.hidden = true;
  const closed = open(heading);
  for (const [number, option] of options.entries()) {
    const button = document.createElement("button");
    button.value = String(number);
    button.className = option.danger ? "option danger" : "option";
    button.textContent = option.label;
    if (option.note) button.append(Object.assign(document.createElement("small"), { textContent: option.note }));
    body.append(button);
  }
  if (!options.length) body.textContent = "Belum ada.";
  body.querySelector("button")?.focus();
  const chosen = await closed;
  return chosen === "" ? null : options[Number(chosen)].value;
}

/** Ask for a line of text; gives it, or null. */
export async function ask(heading, label, { value = "", button = "Simpan", long = false } = {}) {
  ok.hidden = false;
  ok.textContent = button;
  const closed = open(heading);
  const field = document.createElement(long ? "textarea" : "input");
  field.value = value;
  if (long) field.rows = 5;
  const name = document.createElement("label");
  name.textContent = label;
  name.append(field);
  body.append(name);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (!long || event.ctrlKey)) {
      event.preventDefault();
      sheet.close("ok");
    }
  });
  field.focus();
  return (await closed) === "ok" ? field.value : null;
}

sheet.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close("");
});
