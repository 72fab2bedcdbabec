// Invented people who ask. Phones use the 0000 exchange, mail addresses example domains.

export interface Person {
  name: string;
  nameKana: string;
  phone: string;
  email: string;
  address: string;
  postalCode: string;
}

export const people: Person[] = [
  {
    name: '山田　太郎',
    nameKana: 'ヤマダ　タロウ',
    phone: '090-0000-1234',
    email: 'taro.yamada@mail.example.jp',
    postalCode: '154-0001',
    address: '東京都世田谷区池尻9丁目9番9号',
  },
  {
    name: '髙橋　美咲',
    nameKana: 'タカハシ　ミサキ',
    phone: '080-0000-2345',
    email: 'a..misaki.@docomo.example',
    postalCode: '135-0061',
    address: '東京都江東区豊洲99-9-9 サンプルタワー豊洲1203号室',
  },
  {
    name: '渡邉　健',
    nameKana: 'ワタナベ　ケン',
    phone: '03-0000-3456',
    email: 'ken-w@mail.example.ne.jp',
    postalCode: '223-0062',
    address: '神奈川県横浜市港北区日吉本町99丁目9-9',
  },
  {
    name: '小林　さくら',
    nameKana: 'コバヤシ　サクラ',
    phone: '070-0000-4567',
    email: 'sakura.k@ezweb.example',
    postalCode: '330-0061',
    address: '埼玉県さいたま市浦和区常盤99丁目9番9号',
  },
  {
    name: '神﨑　真理',
    nameKana: 'カンザキ　マリ',
    phone: '090-0000-5678',
    email: 'mari@mail.example.jp',
    postalCode: '062-0933',
    address: '北海道札幌市豊平区平岸三条99丁目9-9',
  },
  {
    name: '德永　翔',
    nameKana: 'トクナガ　ショウ',
    phone: '080-0000-6789',
    email: 'sho+satei@mail.example.com',
    postalCode: '903-0811',
    address: '沖縄県那覇市首里99-9-9',
  },
];
