// Small help for pages that work without it: focus on errors, copy buttons, live counts.

const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const target = event.target.closest("a") && document.getElementById(event.target.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    (target.closest("fieldset") ?? target.closest(".field") ?? target).scrollIntoView();
    target.focus({ preventScroll: true });
  });
}

const copyText = (source) => (source.value === undefined ? source.innerText : source.value);

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copyText(source));
    const status = button.parentElement.querySelector("[role=status]");
    if (status) status.textContent = button.dataset.copied;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const BETWEEN_WORDS =
  /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u2013\u2014]+/;
const countOf = {
  // The same rule as cms/letters/words.py, which decides. What is a space is spelled out: \s differs between the two.
  words: (text) => text.split(BETWEEN_WORDS).filter((part) => /[\p{L}\p{N}]/u.test(part)).length,
  characters: (text) => [...text].length,
};

for (const note of document.querySelectorAll("[data-count-for]")) {
  const field = document.getElementById(note.dataset.countFor);
  if (!field) continue;
  const { unit, limit, now, over } = note.dataset;
  let announce;
  const status = document.createElement("span");
  status.className = "vh";
  status.setAttribute("role", "status");
  note.after(status);
  const show = () => {
    const number = countOf[unit](field.value);
    const isOver = number > Number(limit);
    note.textContent = (isOver ? over : now).replace("NUMBER", number.toLocaleString("en-US"));
    note.classList.toggle("count--over", isOver);
  };
  field.addEventListener("input", () => {
    show();
    // Read aloud after a pause, not at every key.
    clearTimeout(announce);
    announce = setTimeout(() => (status.textContent = note.textContent), 1500);
  });
  show();
}
