// Jumps between the changes (J or N forward, K or P back) and hides what is the same (S). The page works without it.
"use strict";
const hide = document.getElementById("hide");
const changes = () => [...document.querySelectorAll(".fact, .pair:not(.same):not(.names)")].filter((row) => row.offsetParent);

function jump(step) {
  const rows = changes();
  const here = rows.indexOf(document.activeElement.closest(".fact, .pair"));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : (here + step + rows.length) % rows.length];
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
}

function show() {
  document.body.classList.toggle("changes", hide.checked);
}

document.getElementById("next").addEventListener("click", () => jump(1));
document.getElementById("previous").addEventListener("click", () => jump(-1));
hide.addEventListener("change", show);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "n") jump(1);
  else if (key === "k" || key === "p") jump(-1);
  else if (key === "s") {
    hide.checked = !hide.checked;
    show();
  }
});
