"use strict";
(() => {
  const { entities } = JSON.parse(document.getElementById("values").textContent);
  const root = document.documentElement;
  const card = document.getElementById("card");
  const mentions = [...document.querySelectorAll(".m")];

  document.getElementById("language").addEventListener("click", () => {
    root.dataset.lang = root.dataset.lang === "zh" ? "en" : "zh";
    root.lang = root.dataset.lang === "zh" ? "zh-Hans" : "en";
  });

  document.getElementById("types").addEventListener("change", (event) => {
    for (const mention of mentions)
      if (mention.classList.contains("t-" + event.target.value)) mention.classList.toggle("off", !event.target.checked);
  });

  const line = (tag, words) => {
    const element = document.createElement(tag);
    element.textContent = words;
    return element;
  };

  function showCard(mention) {
    const known = entities[mention.dataset.e];
    const zh = root.dataset.lang === "zh";
    card.replaceChildren();
    if (known) {
      const [typeZh, typeEn, label, english, aliases, times, facts] = known;
      card.append(line("b", label), line("div", english), line("code", mention.dataset.e));
      card.append(line("div", zh ? `${typeZh} · 提及 ${times} 次 · 事实 ${facts} 项` : `${typeEn} · ${times} mentions · ${facts} facts`));
      if (aliases.length) card.append(line("div", (zh ? "别名：" : "Also: ") + aliases.join(zh ? "、" : ", ")));
    } else card.append(line("b", mention.textContent), line("code", mention.dataset.e || "?"));
    card.hidden = false;
    const box = mention.getBoundingClientRect();
    card.style.left = Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 12)) + "px";
    const below = box.bottom + 8;
    card.style.top = (below + card.offsetHeight < innerHeight ? below : Math.max(4, box.top - card.offsetHeight - 8)) + "px";
    for (const other of mentions) other.classList.toggle("same", other.dataset.e !== "" && other.dataset.e === mention.dataset.e);
  }

  function hideCard() {
    card.hidden = true;
    for (const other of mentions) other.classList.remove("same");
  }

  const text = document.getElementById("text");
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    text.addEventListener(on, (event) => {
      const mention = event.target.closest(".m");
      if (mention && !mention.classList.contains("off")) showCard(mention);
    });
    text.addEventListener(off, (event) => event.target.closest(".m") && hideCard());
  }

  /** The DOM range of [from, to) in the report's text. */
  function rangeOf(from, to) {
    const range = document.createRange();
    let begun = false;
    for (const holder of document.querySelectorAll("[data-s]")) {
      const nodes = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      let at = Number(holder.dataset.s);
      while (nodes.nextNode()) {
        const node = nodes.currentNode;
        const length = [...node.data].length;
        if (!begun && from < at + length && to > at) {
          range.setStart(node, unit(node.data, Math.max(0, from - at)));
          begun = true;
        }
        if (begun && to > at) range.setEnd(node, unit(node.data, Math.min(length, to - at)));
        at += length;
      }
    }
    return begun ? range : null;
  }

  /** Offsets of the record count characters; the DOM counts UTF-16 units. */
  const unit = (words, characters) => [...words].slice(0, characters).join("").length;

  function showPlace(from, to, scroll) {
    const range = rangeOf(from, to);
    if (!range) return;
    if (window.CSS && CSS.highlights) CSS.highlights.set("evidence", new Highlight(range));
    else getSelection().removeAllRanges(), getSelection().addRange(range);
    if (scroll) range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  text.addEventListener("click", (event) => {
    const fact = event.target.closest("button[data-from]");
    if (!fact) return;
    for (const other of text.querySelectorAll("button.shown")) other.classList.remove("shown");
    fact.classList.add("shown");
    showPlace(Number(fact.dataset.from), Number(fact.dataset.to), false);
  });

  function goToHash() {
    const place = /^#c(\d+)-(\d+)$/.exec(location.hash);
    if (place) showPlace(Number(place[1]), Number(place[2]), true);
  }
  addEventListener("hashchange", goToHash);
  goToHash();

  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideCard();
    const step = { n: 1, p: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    const shown = mentions.filter((mention) => !mention.classList.contains("off"));
    if (!shown.length) return;
    at = (Math.max(at, step < 0 ? 0 : -1) + step + shown.length) % shown.length;
    shown[at].focus();
    shown[at].scrollIntoView({ block: "center" });
  });

  const links = new Map([...document.querySelectorAll("nav li a[href^='#b']")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries)
      if (entry.isIntersecting && links.has(entry.target.id)) {
        for (const link of links.values()) link.classList.remove("here");
        links.get(entry.target.id).classList.add("here");
      }
  }, { rootMargin: "-10% 0px -70% 0px" });
  for (const id of links.keys()) {
    const block = document.getElementById(id);
    if (block) seen.observe(block);
  }
})();
