// What the page says, in Chinese and in English. Names of fields and values come from the package's vocabulary.

const WORDS = {
  zh: {
    app: '合作协议核对', overview: '概览', agreements: '合作', articles: '文章', help: '键盘帮助', switch_language: 'English',
    n_articles: '篇文章', n_agreements: '项合作', n_none: '篇未报道合作', n_warnings: '条提醒', n_checked: '篇已核对', n_edited: '篇已修改',
    by_year: '签约年份', by_duration: '合作期限', by_level: '派驻人员级别（条目）', by_kind: '培训形式（条目）',
    completeness: '字段完整度', completeness_note: '写明该字段的合作所占比例', by_warning: '提醒类型', nothing_yet: '暂无数据',
    year_none: '未说明', up_to_1: '1 年及以内', up_to_3: '1–3 年', up_to_5: '3–5 年', over_5: '5 年以上', open_ended: '无确定时长', not_stated: '未说明',
    search: '搜索', search_agreements: '搜索机构、协议、指标…', search_articles: '搜索标题、机构、正文…',
    all: '全部', year: '年份', duration: '期限', level: '级别', missing: '缺少字段', status: '状态', warning: '提醒',
    flagged: '有提醒', unchecked: '未核对', checked: '已核对', edited: '已修改', no_agreement: '未报道合作', clear: '清除筛选',
    showing: '显示 {n} / {of}', nothing_found: '没有符合条件的记录。', nothing_read: '这份报告里没有文章。',
    parties_column: '参与方', date_column: '签约', term_column: '期限', staff_column: '派驻', targets_column: '目标', training_column: '培训', state_column: '状态',
    title_column: '标题', published_column: '发布', publisher_column: '发布机构', agreements_column: '合作', sort_by: '按{name}排序',
    previous: '上一篇', next: '下一篇', of_all: '第 {n} / {of} 篇', back: '返回列表', text: '原文', values: '提取结果',
    unknown_date: '日期不详', unknown_publisher: '发布机构不详', chars: '{n} 字', untitled: '（无标题）', engine_rules: '规则引擎', engine_llm: '大模型',
    warnings: '提醒', agreement_n: '合作 {n}', no_agreements_here: '没有提取到合作。', show_all: '展开全部 {n} 字', not_in_text: '依据不在文中',
    months: '{n} 个月', no_length: '时长未定', or_above: '及以上', also: '又称', source: '来源', summary: '摘要', no_items: '未说明',
    mark_checked: '标记为已核对', is_checked: '已核对 ✓', add_agreement: '添加合作', delete_agreement: '删除合作', rename: '协议名称', agreement_name: '协议名称',
    edit: '修改', delete: '删除', add: '添加', save: '保存', cancel: '取消', undo: '撤销', revert: '恢复提取结果', confirm_revert: '放弃对本篇的全部修改？',
    save_label: '保存本篇标注', save_labels: '保存标注（{n}）', load_labels: '载入标注…', loaded: '载入 {n} 份标注', loaded_some: '载入 {n} 份标注；{m} 份不属于本报告', not_labels: '{name} 不是标注文件：{why}',
    drafts_kept: '草稿保存在本浏览器中', drafts_lost: '浏览器不允许保存草稿：离开本页前请保存标注。',
    evidence: '依据', add_selected: '添加选中的原文', select_hint: '在原文中选中文字，再点这里', remove_evidence: '移除这条依据', selected: '已选 {n} 字', as_evidence: '作为依据', add_as: '添加为', to_agreement: '加入合作 {n}',
    need_value: '请填写', need_evidence: '至少需要一条依据', long_evidence: '依据最多 120 字，现有 {n} 字', need_date: '请写成 2021-05-09、2021-05 或 2021', need_months: '请填写不小于 1 的整数，或留空', need_goal: '数量和等级至少填一项', need_number: '请填写数值', need_upper: '区间需要上限',
    f_name: '名称', f_role: '角色', f_aliases: '别称（每行一个）', f_value: '日期', f_text: '原文说法', f_months: '月数', f_level: '级别', f_or_above: '及以上', f_title: '职称原文', f_count: '数量', f_departments: '科室（每行一个）', f_position: '担任职务', f_term: '派驻时长', f_quantity: '数值', f_goal: '等级或状态', f_frequency: '频率', f_deadline: '时限', f_kind: '形式', f_audience: '对象', f_metric: '指标',
    op: '比较', number: '数值', upper: '上限', unit: '单位', deleted: '已删除', saved: '已保存', restored: '已恢复', undone: '已撤销',
    doubtful: '存疑', n_doubtful: '篇存疑', n_doubts: '存疑 {n}', review_score: '复核分 {n}', confidence: '把握 {n}%', rules_only: '仅规则读到', rules_otherwise: '规则读作', only_rules_found: '仅规则读到的合作', take: '采纳',
    keys_title: '键盘', key_next: '下一项 / 上一项', key_articles: '下一篇 / 上一篇文章', key_open: '打开', key_search: '搜索', key_edit: '修改当前项', key_check: '标记为已核对', key_undo: '撤销', key_views: '概览 / 合作 / 文章', key_help: '本帮助', key_close: '关闭、取消、返回列表', close: '关闭',
  },
  en: {
    app: 'Agreement review', overview: 'Overview', agreements: 'Agreements', articles: 'Articles', help: 'Keyboard help', switch_language: '中文',
    n_articles: 'articles', n_agreements: 'agreements', n_none: 'without agreement', n_warnings: 'warnings', n_checked: 'checked', n_edited: 'edited',
    by_year: 'Year of signing', by_duration: 'Duration', by_level: 'Level of staff (items)', by_kind: 'Kind of training (items)',
    completeness: 'Completeness', completeness_note: 'Share of agreements that state the field', by_warning: 'Warnings', nothing_yet: 'Nothing yet',
    year_none: 'Not stated', up_to_1: 'Up to 1 year', up_to_3: '1–3 years', up_to_5: '3–5 years', over_5: 'Over 5 years', open_ended: 'No fixed length', not_stated: 'Not stated',
    search: 'Search', search_agreements: 'Search organisations, agreements, targets…', search_articles: 'Search titles, publishers, text…',
    all: 'All', year: 'Year', duration: 'Duration', level: 'Level', missing: 'Missing field', status: 'Status', warning: 'Warning',
    flagged: 'With warnings', unchecked: 'Unchecked', checked: 'Checked', edited: 'Edited', no_agreement: 'No agreement', clear: 'Clear filters',
    showing: '{n} of {of} shown', nothing_found: 'Nothing matches.', nothing_read: 'There is no article in this report.',
    parties_column: 'Parties', date_column: 'Signed', term_column: 'Term', staff_column: 'Staff', targets_column: 'Targets', training_column: 'Training', state_column: 'Status',
    title_column: 'Title', published_column: 'Published', publisher_column: 'Publisher', agreements_column: 'Agreements', sort_by: 'Sort by {name}',
    previous: 'Previous article', next: 'Next article', of_all: 'Article {n} of {of}', back: 'Back to the list', text: 'Text', values: 'Values',
    unknown_date: 'date unknown', unknown_publisher: 'publisher unknown', chars: '{n} characters', untitled: '(untitled)', engine_rules: 'rules', engine_llm: 'LLM',
    warnings: 'Warnings', agreement_n: 'Agreement {n}', no_agreements_here: 'No agreement was found.', show_all: 'Show all {n} characters', not_in_text: 'evidence not in the text',
    months: '{n} months', no_length: 'no fixed length', or_above: 'or above', also: 'also', source: 'Source', summary: 'Summary', no_items: 'not stated',
    mark_checked: 'Mark as checked', is_checked: 'Checked ✓', add_agreement: 'Add agreement', delete_agreement: 'Delete agreement', rename: 'Name of the agreement', agreement_name: 'Name',
    edit: 'Edit', delete: 'Delete', add: 'Add', save: 'Save', cancel: 'Cancel', undo: 'Undo', revert: 'Back to the extraction', confirm_revert: 'Discard all changes to this article?',
    save_label: 'Save this label', save_labels: 'Save labels ({n})', load_labels: 'Load labels…', loaded: '{n} labels loaded', loaded_some: '{n} labels loaded; {m} are not of this report', not_labels: '{name} is not a label file: {why}',
    drafts_kept: 'Drafts are kept in this browser', drafts_lost: 'This browser keeps no drafts: save the labels before you leave.',
    evidence: 'Evidence', add_selected: 'Add the selected text', select_hint: 'Select text in the article, then click here', remove_evidence: 'Remove this evidence', selected: '{n} characters selected', as_evidence: 'Use as evidence', add_as: 'Add as', to_agreement: 'to agreement {n}',
    need_value: 'Please fill in', need_evidence: 'At least one piece of evidence', long_evidence: 'At most 120 characters of evidence, these are {n}', need_date: 'Write 2021-05-09, 2021-05 or 2021', need_months: 'A whole number from 1, or nothing', need_goal: 'A quantity or a goal, at least', need_number: 'A number, please', need_upper: 'A range needs its upper end',
    f_name: 'Name', f_role: 'Role', f_aliases: 'Aliases (one a line)', f_value: 'Date', f_text: 'Wording', f_months: 'Months', f_level: 'Level', f_or_above: 'or above', f_title: 'Title as worded', f_count: 'Count', f_departments: 'Departments (one a line)', f_position: 'Post', f_term: 'Length of stay', f_quantity: 'Quantity', f_goal: 'Grade or status', f_frequency: 'Frequency', f_deadline: 'Deadline', f_kind: 'Kind', f_audience: 'Audience', f_metric: 'Metric',
    op: 'Comparison', number: 'Number', upper: 'Upper end', unit: 'Unit', deleted: 'Deleted', saved: 'Saved', restored: 'Restored', undone: 'Undone',
    doubtful: 'Doubtful', n_doubtful: 'doubtful', n_doubts: '{n} doubtful', review_score: 'review {n}', confidence: '{n}% sure', rules_only: 'Read by the rules only', rules_otherwise: 'The rules read', only_rules_found: 'An agreement that only the rules found', take: 'Take over',
    keys_title: 'Keyboard', key_next: 'Next / previous item', key_articles: 'Next / previous article', key_open: 'Open', key_search: 'Search', key_edit: 'Edit the current item', key_check: 'Mark as checked', key_undo: 'Undo', key_views: 'Overview / agreements / articles', key_help: 'This help', key_close: 'Close, cancel, back to the list', close: 'Close',
  },
};

const LANGUAGE_KEY = 'summarizer:language';
const VALUE_NAMES = JSON.parse(document.getElementById('words').textContent);

const keep = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
};

const kept = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

let language = kept(LANGUAGE_KEY) === 'en' ? 'en' : 'zh';

/** The words for a key, with its gaps filled. */
const t = (key, gaps = {}) =>
  Object.entries(gaps).reduce((words, [gap, value]) => words.replace(`{${gap}}`, () => value), WORDS[language][key]);

/** What a value of a closed set is called: nameOf('role', 'partner'). */
const nameOf = (set, code) => (Object.hasOwn(VALUE_NAMES[language][set], code) ? VALUE_NAMES[language][set][code] : code);

const switchLanguage = () => {
  language = language === 'zh' ? 'en' : 'zh';
  keep(LANGUAGE_KEY, language);
};
