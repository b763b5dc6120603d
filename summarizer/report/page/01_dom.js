// Elements are made here and nowhere else. Text of articles reaches the page only as text nodes.

const SVG = 'http://www.w3.org/2000/svg';

// Characters that show nothing or turn the direction of what follows: shown by their code, each kept to itself.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/;
const UNSEEN_ALL = new RegExp(UNSEEN, 'g');

const setProperty = (node, name, value) => {
  if (value === null || value === undefined || value === false) return;
  if (name === 'on') Object.entries(value).forEach(([event, listen]) => node.addEventListener(event, listen));
  else if (name === 'value' || name === 'checked' || name === 'disabled') node[name] = value;
  else node.setAttribute(name, value === true ? '' : value);
};

const fill = (node, children) => {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
};

const el = (tag, properties = {}, ...children) => {
  const node = document.createElement(tag);
  Object.entries(properties).forEach(([name, value]) => setProperty(node, name, value));
  return fill(node, children);
};

const svg = (tag, properties = {}, ...children) => {
  const node = document.createElementNS(SVG, tag);
  Object.entries(properties).forEach(([name, value]) => node.setAttribute(name, value));
  return fill(node, children);
};

/** Text of an article as nodes; what can't be seen is shown by its code. */
const shown = (text) => {
  if (!UNSEEN.test(text)) return [text];
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(UNSEEN_ALL)) {
    const code = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    nodes.push(text.slice(from, found.index), el('span', { class: 'unseen', 'data-code': code }, found[0]));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)];
};

const LONG = 400;

/** A value of any length: a very long one is cut until asked for. */
const shownLong = (text) => {
  if (text.length <= LONG) return shown(text);
  const box = el('span', {});
  const open = el('button', { type: 'button', class: 'quiet', on: { click: () => box.replaceChildren(...shown(text)) } },
    t('show_all', { n: [...text].length }));
  return fill(box, [shown(text.slice(0, 300)), '… ', open]);
};

const button = (label, listen, properties = {}) =>
  el('button', { type: 'button', on: { click: listen }, ...properties }, label);

const ICONS = {
  pencil: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z M14 6.5L17.5 10',
  cross: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  bin: 'M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13M10.5 10.5v6M13.5 10.5v6',
  left: 'M14.5 5.5L8 12l6.5 6.5',
  right: 'M9.5 5.5L16 12l-6.5 6.5',
  question: 'M9 9.2a3 3 0 1 1 4.2 2.7c-.9.5-1.2 1-1.2 2M12 17.5v.2',
};

/** A button that shows an icon and is called by words. */
const iconButton = (icon, label, listen, properties = {}) =>
  button(svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: ICONS[icon] })), listen,
    { class: 'icon', 'aria-label': label, title: label, ...properties });

const later = (wait_ms, act) => {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait_ms);
  };
};

const calmly = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
