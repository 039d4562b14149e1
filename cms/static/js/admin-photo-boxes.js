// Boxes over a photo on the review screen: drawn with a pointer, kept in the number fields beside the photo.
// The fields work without this script, and by keyboard; what is typed there is drawn as well.

const SMALLEST = 2;
const PARTS = ["left", "top", "width", "height"];

const field = (row, part) => row.querySelector(`[data-part="${part}"]`);
const isEmpty = (row) => PARTS.every((part) => field(row, part).value === "");
const within = (value) => Math.min(100, Math.max(0, value));

const start = (photo) => {
  const canvas = photo.querySelector("[data-canvas]");
  const rows = () => [...photo.querySelectorAll("[data-box]")];

  const show = (numbers) => {
    const mark = document.createElement("span");
    mark.className = "sr-box";
    PARTS.forEach((part, index) => (mark.style[part] = `${numbers[index]}%`));
    canvas.append(mark);
    return mark;
  };

  const draw = () => {
    canvas.querySelectorAll(".sr-box").forEach((mark) => mark.remove());
    rows().filter((row) => !isEmpty(row)).forEach((row) => show(PARTS.map((part) => Number(field(row, part).value))));
  };

  const addRow = () => {
    const last = rows().at(-1);
    const row = last.cloneNode(true);
    row.querySelector("legend").textContent = last.querySelector("legend").textContent.replace(/\d+/, rows().length + 1);
    last.after(row);
    return row;
  };

  const keep = (numbers) => {
    const row = rows().find(isEmpty) ?? addRow();
    PARTS.forEach((part, index) => (field(row, part).value = numbers[index]));
    draw();
  };

  const point = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [
      within(((event.clientX - frame.left) / frame.width) * 100),
      within(((event.clientY - frame.top) / frame.height) * 100),
    ];
  };

  // Rounded outwards: what was under the pointer is covered.
  const between = ([ax, ay], [bx, by]) => {
    const [left, top] = [Math.floor(Math.min(ax, bx)), Math.floor(Math.min(ay, by))];
    return [left, top, Math.ceil(Math.max(ax, bx)) - left, Math.ceil(Math.max(ay, by)) - top];
  };

  let from = null;
  let live = null;
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    from = point(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    live?.remove();
    live = show(between(from, point(event)));
  });
  canvas.addEventListener("pointercancel", () => {
    from = null;
    draw();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (!from) return;
    const numbers = between(from, point(event));
    from = null;
    draw();
    if (Math.min(numbers[2], numbers[3]) >= SMALLEST) keep(numbers);
  });

  photo.addEventListener("input", draw);
  photo.querySelectorAll("[data-clear]").forEach((button) => (button.hidden = false));
  photo.addEventListener("click", (event) => {
    const row = event.target.closest("[data-clear]")?.closest("[data-box]");
    if (!row) return;
    PARTS.forEach((part) => (field(row, part).value = ""));
    draw();
    field(row, "left").focus();
  });
  photo.querySelector("[data-draw-help]").hidden = false;
  draw();
};

document.querySelectorAll(".sr-photo").forEach(start);
