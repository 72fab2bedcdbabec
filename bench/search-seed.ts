// Fills a firm with customers as many as wanted, with names, readings, addresses and properties as they are spread in Japan:
// few surnames are many people's. Made from numbers; phones are invented (the 0000 exchange), domains are examples.
import type pg from 'pg';
import { refreshSearch } from './seed.ts';

const AT_ONCE = 50_000;

/** Surname, its reading, and of how many people in ten thousand. */
const SURNAMES: [string, string, number][] = [
  ['佐藤', 'サトウ', 150],
  ['鈴木', 'スズキ', 145],
  ['高橋', 'タカハシ', 115],
  ['田中', 'タナカ', 108],
  ['伊藤', 'イトウ', 87],
  ['渡辺', 'ワタナベ', 86],
  ['山本', 'ヤマモト', 85],
  ['中村', 'ナカムラ', 84],
  ['小林', 'コバヤシ', 83],
  ['加藤', 'カトウ', 71],
  ['吉田', 'ヨシダ', 67],
  ['山田', 'ヤマダ', 66],
  ['佐々木', 'ササキ', 54],
  ['山口', 'ヤマグチ', 52],
  ['松本', 'マツモト', 51],
  ['井上', 'イノウエ', 49],
  ['木村', 'キムラ', 47],
  ['林', 'ハヤシ', 44],
  ['斎藤', 'サイトウ', 43],
  ['清水', 'シミズ', 43],
  ['山崎', 'ヤマザキ', 39],
  ['森', 'モリ', 37],
  ['池田', 'イケダ', 36],
  ['橋本', 'ハシモト', 36],
  ['阿部', 'アベ', 35],
  ['石川', 'イシカワ', 34],
  ['山下', 'ヤマシタ', 33],
  ['中島', 'ナカジマ', 32],
  ['石井', 'イシイ', 31],
  ['小川', 'オガワ', 31],
  ['前田', 'マエダ', 30],
  ['岡田', 'オカダ', 30],
  ['長谷川', 'ハセガワ', 30],
  ['藤田', 'フジタ', 30],
  ['後藤', 'ゴトウ', 29],
  ['近藤', 'コンドウ', 29],
  ['村上', 'ムラカミ', 28],
  ['遠藤', 'エンドウ', 27],
  ['青木', 'アオキ', 26],
  ['坂本', 'サカモト', 26],
  ['福田', 'フクダ', 25],
  ['太田', 'オオタ', 25],
  ['西村', 'ニシムラ', 24],
  ['藤井', 'フジイ', 24],
  ['岡本', 'オカモト', 24],
  ['藤原', 'フジワラ', 24],
  ['金子', 'カネコ', 23],
  ['三浦', 'ミウラ', 23],
  ['中野', 'ナカノ', 22],
  ['中川', 'ナカガワ', 22],
  ['原田', 'ハラダ', 22],
  ['松田', 'マツダ', 21],
  ['竹内', 'タケウチ', 21],
  ['小野', 'オノ', 21],
  ['田村', 'タムラ', 21],
  ['中山', 'ナカヤマ', 20],
  ['和田', 'ワダ', 20],
  ['石田', 'イシダ', 20],
  ['森田', 'モリタ', 19],
  ['上田', 'ウエダ', 19],
  ['内田', 'ウチダ', 9],
  ['柴田', 'シバタ', 8],
  ['酒井', 'サカイ', 8],
  ['宮崎', 'ミヤザキ', 8],
  ['横山', 'ヨコヤマ', 8],
  ['高木', 'タカギ', 7],
  ['安藤', 'アンドウ', 7],
  ['宮本', 'ミヤモト', 6],
  ['大野', 'オオノ', 6],
  ['小島', 'コジマ', 6],
  ['谷口', 'タニグチ', 5],
  ['工藤', 'クドウ', 5],
  ['今井', 'イマイ', 5],
  ['高田', 'タカダ', 4],
  ['増田', 'マスダ', 4],
  ['丸山', 'マルヤマ', 3],
  ['杉山', 'スギヤマ', 3],
  ['村田', 'ムラタ', 3],
  ['大塚', 'オオツカ', 2],
  ['新井', 'アライ', 2],
  ['髙井', 'タカイ', 1],
  ['濵口', 'ハマグチ', 1],
  ['渡邊', 'ワタナベ', 9],
  ['齋藤', 'サイトウ', 9],
  ['髙橋', 'タカハシ', 12],
  ['四十物', 'アイモノ', 1],
  ['東雲', 'シノノメ', 1],
  ['五百旗頭', 'イオキベ', 1],
  ['小鳥遊', 'タカナシ', 1],
  ['勅使河原', 'テシガワラ', 1],
]; // prettier-ignore
const GIVEN: [string, string][] =
  '健一 ケンイチ 美咲 ミサキ 太郎 タロウ 花子 ハナコ 大輔 ダイスケ 翔太 ショウタ 恵子 ケイコ 由美 ユミ 直樹 ナオキ 浩 ヒロシ 和子 カズコ 誠 マコト 陽子 ヨウコ 拓也 タクヤ さくら サクラ 幸子 サチコ 隆 タカシ 明美 アケミ 智子 トモコ 亮 リョウ 久美子 クミコ 博之 ヒロユキ 真由美 マユミ 裕介 ユウスケ 千尋 チヒロ 進 ススム 結衣 ユイ 蓮 レン 葵 アオイ 悠真 ユウマ'
    .split(' ')
    .flatMap((part, i, all): [string, string][] => (i % 2 ? [] : [[part, all[i + 1] ?? '']]));
const TOWNS =
  '東京都世田谷区桜丘 東京都世田谷区用賀 東京都江東区豊洲 東京都渋谷区神宮前 東京都練馬区石神井町 東京都足立区千住 東京都八王子市みなみ野 東京都杉並区阿佐谷南 神奈川県横浜市港北区日吉 神奈川県川崎市中原区小杉町 神奈川県藤沢市辻堂 埼玉県さいたま市浦和区常盤 埼玉県川口市本町 千葉県船橋市本町 千葉県市川市八幡 大阪府大阪市北区天満 大阪府豊中市千里 大阪府堺市北区百舌鳥 京都府京都市左京区下鴨 兵庫県神戸市東灘区岡本 兵庫県西宮市甲子園口 愛知県名古屋市千種区覚王山 愛知県豊田市若林 福岡県福岡市早良区百道浜 福岡県北九州市小倉北区魚町 北海道札幌市中央区円山 宮城県仙台市青葉区一番町 広島県広島市中区白島 静岡県浜松市中区鴨江 沖縄県那覇市首里'.split(
    ' ',
  );
const BUILDINGS =
  'パークコート ライオンズ プラウド ブリリア シティハウス ザ・レジデンス グランドメゾン クレヴィア ディアナコート コーポ'.split(
    ' ',
  );

const array = (texts: string[]) => `ARRAY[${texts.map((text) => `'${text}'`).join(',')}]`;
const people = SURNAMES.flatMap(([name, reading, share]) =>
  Array.from({ length: share }, () => [name, reading]),
);

/** One of the texts, another for each `salt`. */
const one = (texts: string[], salt: number) =>
  `(${array(texts)})[1 + abs(hashint8extended(n, ${salt})) % ${texts.length}]`;

const id = (kind: string) =>
  `(lpad(to_hex(1700000000000 + n), 12, '0') || '7${kind}8' || lpad(to_hex(n), 15, '0'))::uuid`;

const source = `SELECT n, $1::uuid AS firm, timestamptz '2024-11-01' + n * interval '30 seconds' AS at,
    (SELECT s FROM search_seed_names s WHERE s.nr = abs(hashint8extended(n, 1)) % ${people.length}) AS surname,
    abs(hashint8extended(n, 2)) % ${GIVEN.length} + 1 AS given,
    ${one(TOWNS, 3)} || (1 + n % 9) || '丁目' || (1 + n / 9 % 30) || '番' || (1 + n / 270 % 40) || '号' AS address,
    ${one(TOWNS, 4)} AS town, ${one(BUILDINGS, 5)} AS building,
    '90' || lpad((abs(hashint8extended(n, 6)) % 100000000)::text, 8, '0') AS phone
  FROM generate_series($2::bigint, $3::bigint) AS n`;

const name = `(surname).name || '　' || (${array(GIVEN.map(([given]) => given))})[given]`;
const kana = `(surname).kana || '　' || (${array(GIVEN.map(([, reading]) => reading))})[given]`;
const email = `lower(left(md5((surname).kana), 5)) || '.' || n || '@' || (ARRAY['docomo','mail','post','home'])[1 + n % 4] || '.example'`;

const statements = [
  `INSERT INTO customers (id, organization_id, name, name_kana, address, inquiry_count, created_at, updated_at)
   SELECT ${id('003')}, firm, ${name}, ${kana}, address, 1, at, at FROM s`,
  `INSERT INTO contact_points (id, organization_id, customer_id, kind, value, key)
   SELECT ${id('004')}, firm, ${id('003')}, 'phone', '0' || phone, '+81' || phone FROM s UNION ALL
   SELECT ${id('005')}, firm, ${id('003')}, 'email', ${email}, ${email} FROM s UNION ALL
   SELECT ${id('006')}, firm, ${id('003')}, 'name', ${name}, replace(${name}, '　', '') FROM s UNION ALL
   SELECT ${id('00a')}, firm, ${id('003')}, 'kana', ${kana}, replace(${kana}, '　', '') FROM s`,
  `INSERT INTO inquiries (id, organization_id, customer_id, portal, kind, request_number, requested_at, received_at, customer_at, content)
   SELECT ${id('007')}, firm, ${id('003')}, 're-guide', 'appraisal', 'SEED' || n, at, at, at,
     jsonb_build_object('kind', 'appraisal', 'contact', '{}'::jsonb, 'request', '{}'::jsonb, 'extras', '[]'::jsonb,
       'property', jsonb_build_object('address', CASE WHEN n % 3 = 0 THEN town || (1 + n % 9) || '丁目' || (1 + n % 30) ELSE address END,
         'buildingName', CASE WHEN n % 2 = 0 THEN building || regexp_replace(town, '^.*[区市]', '') END)) FROM s`,
];

/** Adds customers with these numbers; `client` is the owner's. Analyses the tables at the end. */
export async function seedPeople(
  client: pg.Client,
  organizationId: string,
  { first, count }: { first: number; count: number },
): Promise<void> {
  await client.query('CREATE TEMPORARY TABLE search_seed_names (nr int PRIMARY KEY, name text, kana text)');
  await client.query(
    'INSERT INTO search_seed_names SELECT nr - 1, name, kana FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS p (name, kana, nr)',
    [people.map(([surname]) => surname), people.map(([, reading]) => reading)],
  );
  await client.query('SET session_replication_role = replica'); // what it refers to is there: not looked up row by row
  for (let from = first; from < first + count; from += AT_ONCE) {
    const to = Math.min(first + count, from + AT_ONCE) - 1;
    for (const statement of statements)
      await client.query(`WITH s AS (${source}) ${statement}`, [organizationId, from, to]);
  }
  await client.query('RESET session_replication_role');
  await client.query('DROP TABLE search_seed_names');
  await client.query('ANALYZE');
  await refreshSearch(client, organizationId);
  await client.query('VACUUM (ANALYZE)');
}
