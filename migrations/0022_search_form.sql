-- How search compares text: what is written and what is asked are both brought into this form, by this function alone. NFKC,
-- hiragana as katakana, small kana as large ones, 異体字 (as lib/japanese-text.ts has them) as one, small letters; signs and
-- blanks are gone (the long vowel mark too: パ−ク and パーク are one), and each run of letters a–z and digits has one blank
-- before it. Lines stay lines. Idempotent. plpgsql, which keeps its plans; a test before each long translation, since that costs
-- text times table.
CREATE FUNCTION search_form(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE form text := lower(normalize(given, NFKC) COLLATE "C");
BEGIN
  IF form ~ '[\u3041-\u3096]' THEN
    form := translate(form, 'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ',
      'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ');
  END IF;
  IF form ~ '[ァィゥェォッャュョヮヵヶ]' THEN
    form := translate(form, 'ァィゥェォッャュョヮヵヶ', 'アイウエオツヤユヨワカケ');
  END IF;
  IF form ~ '[髙﨑嵜碕濱濵邊邉斉齋齊澤廣國嶋嶌櫻關龍瀧眞惠德榮𠮷圡栁槗冨峯條萬彌圓龜鐵鹽藏瀨靜豐舘埜曾實黑鄕綠巖藪籔檜遙禮壽穗增賴彥淸莊兒⻆傳學蘆槇堯晉會與內]' THEN
    form := translate(form, '髙﨑嵜碕濱濵邊邉斉齋齊澤廣國嶋嶌櫻關龍瀧眞惠德榮𠮷圡栁槗冨峯條萬彌圓龜鐵鹽藏瀨靜豐舘埜曾實黑鄕綠巖藪籔檜遙禮壽穗增賴彥淸莊兒⻆傳學蘆槇堯晉會與內',
      '高崎崎崎浜浜辺辺斎斎斎沢広国島島桜関竜滝真恵徳栄吉土柳橋富峰条万弥円亀鉄塩蔵瀬静豊館野曽実黒郷緑巌薮薮桧遥礼寿穂増頼彦清荘児角伝学芦槙尭晋会与内');
  END IF;
  form := regexp_replace(form, '[\u0001-\u0009\u000b-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u3099-\u309c\u30a0\u30fb\u30fc\ufe00-\ufe6f\uff00-\uffff\U000e0100-\U000e01ef]*([a-z0-9]+)|[\u0001-\u0009\u000b-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u3099-\u309c\u30a0\u30fb\u30fc\ufe00-\ufe6f\uff00-\uffff\U000e0100-\U000e01ef]+', ' \1', 'g');
  RETURN regexp_replace(form, ' (?![a-z0-9])', '', 'g');
END $$;
