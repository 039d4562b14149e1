// The addresses that the translation editor's choosers open, from this script's own data attributes.

window.chooserUrls ??= { ...document.currentScript.dataset };
