// Wagtail starts its date pickers, choosers and inline panels by inline scripts, which the content policy forbids.
// Our overrides leave <template data-start="PageChooser" data-new data-arguments="[…]"> instead; this starts what
// they name, also in rows that an editor adds later.

const start = (mark) => {
  const { start: name, arguments: list, new: isClass } = mark.dataset;
  const starter = window[name];
  if (typeof starter !== "function") return;
  mark.remove();
  const values = JSON.parse(list);
  if (isClass === undefined) starter(...values);
  else new starter(...values);
};

const startAll = () => document.querySelectorAll("template[data-start]").forEach(start);

startAll();
new MutationObserver(startAll).observe(document.body, { childList: true, subtree: true });
