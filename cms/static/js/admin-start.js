// Wagtail starts its date pickers, choosers and inline panels by inline scripts, which the content policy forbids.
// Our overrides leave <template data-start="PageChooser" data-new data-arguments="[…]"> instead; this starts what
// they name, also in rows that an editor adds later.

// Data can start these and nothing else. An upgrade of Wagtail may bring another: see tests/core/test_admin_scripts.py.
const STARTERS = new Set([
  "Chooser",
  "DocumentChooser",
  "ImageChooser",
  "PageChooser",
  "SnippetChooser",
  "createTaskChooser",
  "InlinePanel",
  "MultipleChooserPanel",
  "initDateChooser",
  "initDateTimeChooser",
  "initTimeChooser",
]);

const start = (mark) => {
  const { start: name, arguments: list, new: isClass } = mark.dataset;
  const starter = STARTERS.has(name) ? window[name] : undefined;
  if (typeof starter !== "function") return;
  mark.remove();
  const values = JSON.parse(list);
  if (isClass === undefined) starter(...values);
  else new starter(...values);
};

const startAll = () => document.querySelectorAll("template[data-start]").forEach(start);

startAll();
new MutationObserver(startAll).observe(document.body, { childList: true, subtree: true });
