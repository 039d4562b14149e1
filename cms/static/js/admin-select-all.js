// "Select all" on the page that sends a page to translation.

const all = document.querySelector('[name="select_all"]');
const locales = document.querySelectorAll('[name="locales"]');
all?.addEventListener("change", () => locales.forEach((box) => (box.checked = all.checked)));
