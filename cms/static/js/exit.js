// "Leave this site": blank the page at once, then go, leaving no way back to this page by the Back button.

const link = document.querySelector("[data-exit]");

const leave = () => {
  document.documentElement.classList.add("is-leaving");
  document.title = " ";
  try {
    sessionStorage.clear();
  } catch {
    // Storage may be blocked; leaving must not depend on it.
  }
  location.replace(link.href);
};

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// Three presses of Shift with no other key between: typing capitals must never throw anybody out.
let presses = 0;
let forget;
addEventListener("keydown", (event) => {
  if (event.repeat) return;
  presses = event.key === "Shift" ? presses + 1 : 0;
  clearTimeout(forget);
  forget = setTimeout(() => (presses = 0), 3000);
  if (link && presses === 3) leave();
});
// Back after leaving: show a page again, not a blank one.
addEventListener("pageshow", (event) => event.persisted && document.documentElement.classList.remove("is-leaving"));
