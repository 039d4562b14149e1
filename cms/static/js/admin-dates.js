// Wagtail starts its date choosers by inline scripts, which the content policy forbids. Its widget templates are
// overridden to leave a <template> instead; this finds them, also in rows that an editor adds later.

const start = (mark) => {
  const { chooser, for: id, config } = mark.dataset;
  if (!document.getElementById(id) || typeof window[chooser] !== "function") return;
  mark.remove();
  window[chooser](id, JSON.parse(config));
};

const startAll = () => document.querySelectorAll("template[data-chooser]").forEach(start);

startAll();
new MutationObserver(startAll).observe(document.body, { childList: true, subtree: true });
