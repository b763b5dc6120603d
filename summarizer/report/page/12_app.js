// The frame: the bar on top, the way from an address to a view, the keyboard.

/** The articles that next and previous go through: those of the list last seen. */
let walk = articles.map(({ number }) => number);
let lastList = '#/articles';
let view = null;
let routed = '';

const app = document.getElementById('app');
const place = el('div', { class: 'place' });
const bar_top = el('header', { class: 'top' });
const toast = el('div', { class: 'toast', role: 'status', hidden: true });

/** Say something for a few seconds, with a way to act on it. */
const hush = later(6000, () => { toast.hidden = true; });
const say = (words, action = null) => {
  toast.replaceChildren(el('span', {}, words), ...(action ? [button(action.label, () => { toast.hidden = true; action.act(); })] : []));
  toast.hidden = false;
  hush();
};

const VIEWS = ['overview', 'agreements', 'articles'];

const parseAddress = () => {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, number, ...rest] = path.split('/');
  return { name: name || 'overview', number: Number(number), rest: decodeURIComponent(rest.join('/')), query: new URLSearchParams(query) };
};

const makeView = ({ name, number, rest, query }) => {
  shownArticle = null;
  if (name === 'article' && articles[number]) return articleView(articles[number], rest);
  if (name === 'agreements') return tableView(AGREEMENT_TABLE, query);
  if (name === 'articles') return tableView(ARTICLE_TABLE, query);
  return overviewView();
};

/** Go to an address at once: a key pressed right after must find the new view. */
const go = (address) => {
  location.hash = address;
  route();
};

const route = () => {
  if (/^#\/(agreements|articles)/.test(routed)) lastList = routed;
  routed = location.hash;
  const address = parseAddress();
  if (address.name === 'article' && !walk.includes(address.number)) walk = articles.map(({ number }) => number);
  view = makeView(address);
  place.replaceChildren(view);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = view.querySelector('h1')?.textContent.slice(0, 80) + ` · ${t('app')}`;
  drawBar();
  place.scrollTop = 0;
};

const drawBar = () => {
  const { name } = parseAddress();
  const current = name === 'article' ? (lastList.startsWith('#/agreements') ? 'agreements' : 'articles') : name;
  const links = VIEWS.map((one) => el('a', { href: one === 'overview' ? '#/' : `#/${one}`, 'aria-current': one === current ? 'page' : null }, t(one)));
  const labels = labelledArticles().length;
  const picker = el('input', { type: 'file', multiple: true, accept: '.json,application/json', hidden: true, id: 'label-files', on: { change: () => loadLabels(picker) } });
  bar_top.replaceChildren(
    el('a', { class: 'brand', href: '#/' }, t('app')),
    el('nav', { 'aria-label': t('app') }, links),
    el('div', { class: 'tools' },
      draftsKept ? null : el('span', { class: 'badge warn' }, t('drafts_lost')),
      labels ? button(t('save_labels', { n: labels }), saveLabels, { class: 'save-labels', title: t('drafts_kept') }) : null,
      button(t('load_labels'), () => picker.click(), { class: 'quiet load-labels' }), picker,
      button(t('switch_language'), () => { switchLanguage(); route(); }, { class: 'quiet language' }),
      iconButton('question', t('help'), openHelp, { class: 'icon help-button' })));
};

const loadLabels = async (picker) => {
  const found = [];
  for (const file of picker.files) {
    try {
      found.push(...await readLabelFile(file));
    } catch (error) {
      say(t('not_labels', { name: file.name, why: error.message }));
      return;
    }
  }
  const taken = takeLabels(found);
  const left = found.length - taken;
  route();
  say(left ? t('loaded_some', { n: taken, m: left }) : t('loaded', { n: taken }));
};

// --- keyboard

const KEYS_TOLD = [
  ['j / k', 'key_next'], ['n / p', 'key_articles'], ['Enter', 'key_open'], ['/', 'key_search'], ['e', 'key_edit'], ['c', 'key_check'],
  ['Ctrl Z', 'key_undo'], ['1 / 2 / 3', 'key_views'], ['?', 'key_help'], ['Esc', 'key_close'],
];

const help = el('dialog', { class: 'help', 'aria-labelledby': 'help-title' });

const openHelp = () => {
  help.replaceChildren(el('h2', { id: 'help-title' }, t('keys_title')),
    el('dl', {}, KEYS_TOLD.map(([key, words]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, t(words))))),
    button(t('close'), () => help.close(), { class: 'primary' }));
  help.showModal();
};

const goBack = () => {
  if (shownArticle?.form) shownArticle.form.cancel();
  else if (shownArticle) go(lastList);
};

const move = (by) => (shownArticle ? moveItem(by) : view.list?.move(by));
const currentItem = () => shownArticle?.items.find(({ path }) => path === shownArticle.path);

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  n: () => shownArticle && step(1),
  p: () => shownArticle && step(-1),
  e: () => currentItem() && openForm(shownArticle, currentItem()),
  c: () => shownArticle && check(shownArticle),
  '/': () => {
    if (!document.getElementById('search')) go('#/articles');
    document.getElementById('search').focus();
  },
  1: () => go('#/'),
  2: () => go('#/agreements'),
  3: () => go('#/articles'),
  '?': openHelp,
};

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest?.('input, textarea, select');
  if (event.key === 'Escape' && !help.open) {
    if (typing && !typing.closest('.item-form')) typing.blur();
    else goBack();
    return;
  }
  if (typing || help.open) return;
  if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && shownArticle) {
    event.preventDefault();
    takeBack(shownArticle);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});

addEventListener('hashchange', () => {
  if (location.hash !== routed) route();
});

restoreDrafts();
app.append(bar_top, place, toast, help);
route();
