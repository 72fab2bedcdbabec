import { expect, it } from 'vitest';
import { renderGuide } from './render-guide.ts';

const GUIDE = `<!-- a remark for its authors -->

## 手順 {#steps}

1. 「ログイン」をクリックします。
2. 次を入力します。

   > {{address}}

{{productName}}に**届きます**。{{unknown}}

## 追加するとき {#copy-add}

\`\`\`
追加をお願いします。

{{address}}
\`\`\`
`;

it('makes HTML of the sections and keeps the texts to paste plain', () => {
  const { sections, copyTexts } = renderGuide(GUIDE, {
    address: 'a@inbox.example.jp',
    productName: 'Digima',
  });
  expect(sections).toEqual([{ key: 'steps', title: '手順', html: expect.any(String) }]);
  expect(sections[0]?.html).toContain('<blockquote>\n<p>a@inbox.example.jp</p>\n</blockquote>');
  expect(sections[0]?.html).toContain('<p>Digimaに<strong>届きます</strong>。{{unknown}}</p>');
  expect(copyTexts).toEqual([
    { key: 'add', title: '追加するとき', text: '追加をお願いします。\n\na@inbox.example.jp' },
  ]);
});

it('a value is text, never markup: not in HTML, and not of a blank in another', () => {
  const values = { address: '<img src=x onerror=alert(1)>"\'&*a*', productName: '{{address}}' };
  const { sections, copyTexts } = renderGuide(GUIDE, values);
  expect(sections[0]?.html).toContain('<p>&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;*a*</p>');
  expect(sections[0]?.html).toContain('<p>{{address}}に');
  expect(sections[0]?.html).not.toContain('<img');
  expect(copyTexts[0]?.text).toContain(values.address);
});

it('no guide, and one with Windows line ends', () => {
  expect(renderGuide('', { address: 'a', productName: 'b' })).toEqual({ sections: [], copyTexts: [] });
  const windows = renderGuide(GUIDE.replaceAll('\n', '\r\n'), { address: 'a', productName: 'b' });
  expect(windows).toEqual(renderGuide(GUIDE, { address: 'a', productName: 'b' }));
});
