// HTML as a person reads it: lines, table rows, links, and what is never shown.
import { expect, test } from 'vitest';
import { htmlToText, metaCharset } from './html-text.ts';

test.each<[string, string, string]>([
  ['blocks are lines', '<p>a</p><div>b</div>c<h1>d</h1>', 'a\nb\nc\nd'],
  ['br is a line end', 'a<br>b<br/>c<BR />d', 'a\nb\nc\nd'],
  ['two br leave an empty line', 'a<br><br>b', 'a\n\nb'],
  ['br at a block’s end adds none', '<div>a<br></div><div>b</div>', 'a\nb'],
  ['an empty block with br is an empty line', '<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
  ['a block with nbsp alone is an empty line', '<p>a</p><p>&nbsp;</p><p>b</p>', 'a\n\nb'],
  ['blanks collapse', '  a \n\t b  <b> c</b>d ', 'a b cd'],
  ['blanks between inline elements stay one', '<b>a</b> <i>b</i>', 'a b'],
  ['full-width blanks stay', '　a　　b', '　a　　b'],
  ['nbsp is a blank', 'a&nbsp;&nbsp;b', 'a  b'],
  [
    'entities',
    '&lt;a&gt; &amp; &quot;b&quot; &#12354;&#x3044; &copy; &amp;lt; &unknown;',
    '<a> & "b" あい © &lt; &unknown;',
  ],
  ['pre keeps its lines', '<pre>a\n  b\n\nc</pre>', 'a\n  b\n\nc'],
  [
    'script, style, head and comments are not read',
    '<head><title>t</title><style>s</style></head><script>x<p></script><!-- c -->a',
    'a',
  ],
  ['a head that never ends', '<head><meta charset="utf-8"><title>t</title><body>a', 'a'],
  ['conditional comments', '<!--[if mso]>x<![endif]-->a<![if !mso]>b<![endif]>', 'ab'],
  ['a rule', 'a<hr>b', `a\n${'-'.repeat(40)}\nb`],
  ['lists', '<ul><li>a<li>b</ul>c', 'a\nb\nc'],
  [
    'cells apart by a TAB',
    '<table><tr><th>名前</th><td>山田</td></tr><tr><td>電話</td><td>03</td></tr></table>',
    '名前\t山田\n電話\t03',
  ],
  [
    'blocks inside cells',
    '<table><tr><td><p>名前</p></td><td><div>山田</div></td></tr></table>',
    '名前\t山田',
  ],
  ['lines inside a cell', '<table><tr><td>内容</td><td>a<br>b<br><br>c</td></tr></table>', '内容\ta\nb\n\nc'],
  ['end tags left out', '<table><tr><td>a<td>b<tr><td>c<td>d</table>e', 'a\tb\nc\td\ne'],
  [
    'an empty value keeps its TAB',
    '<table><tr><td>備考</td><td></td></tr><tr><td>x</td><td>y</td></tr></table>',
    '備考\t\nx\ty',
  ],
  ['an empty cell in the middle', '<table><tr><td>a</td><td> </td><td>b</td></tr></table>', 'a\t\tb'],
  [
    'empty cells before the first text',
    '<table><tr><td><img src=x></td><td>&nbsp;</td><td>a</td></tr></table>',
    'a',
  ],
  ['empty rows', '<table><tr><td></td></tr><tr><td>a</td></tr><tr></tr></table>', 'a'],
  [
    'tables for layout',
    '<table><tr><td>x</td><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></td><td>y</td></tr></table>',
    'x\na\tb\nc\td\ny',
  ],
  ['text before and behind a table', 'a<table><tr><td>b</td></tr></table>c', 'a\nb\nc'],
  ['rows without a table', '<tr><td>a</td><td>b</td></tr>', 'a\nb'],
  [
    'a link alone on its line shows its address',
    '<p>▼詳細</p><p><a href="https://example.jp/?a=1&amp;b=2">確認する</a></p>',
    '▼詳細\n確認する\nhttps://example.jp/?a=1&b=2',
  ],
  [
    'a link in a sentence does not',
    '<p>詳しくは<a href="https://example.jp/">こちら</a>へ</p>',
    '詳しくはこちらへ',
  ],
  [
    'a link that is its address is said once',
    '<p><a href="https://example.jp/">https://example.jp/</a></p>',
    'https://example.jp/',
  ],
  [
    'a button in a table',
    '<table><tr><td><a href="https://example.jp/">確認</a></td></tr></table>b',
    '確認\nhttps://example.jp/\nb',
  ],
  [
    'a value that is a link stays a value',
    '<table><tr><td>物件名</td><td><a href="https://example.jp/">パークハイツ</a></td></tr></table>',
    '物件名\tパークハイツ',
  ],
  [
    'only web addresses are shown',
    '<p><a href="javascript:x">a</a></p><p><a href="mailto:a@example.jp">b</a></p>',
    'a\nb',
  ],
  ['text that is no HTML', 'a < b & c > d', 'a < b & c > d'],
  ['a tag that never ends', 'a<br>b<a href="x', 'a\nb'],
  ['nothing', '', ''],
])('%s', (_, html, expected) => {
  expect(htmlToText(html).replace(/\n$/, '')).toBe(expected);
});

test('tables deeper than the limit are still read', () => {
  const deep = `${'<table><tr><td>'.repeat(200)}a${'</td></tr></table>'.repeat(200)}b`;
  expect(htmlToText(deep)).toBe('a\nb\n');
});

test.each([
  ['<meta charset="shift_jis">', 'shift_jis'],
  ["<META http-equiv='Content-Type' content='text/html; charset=EUC-JP'>", 'EUC-JP'],
  ['<?xml version="1.0" encoding="utf-8"?>', 'utf-8'],
  ['<p>charset=utf-8</p>', null],
])('the charset in %s', (html, expected) => {
  expect(metaCharset(Buffer.from(html))).toBe(expected);
});
