// 日本語 or English. Each says its own name, for whoever cannot read the other.
import { SegmentedControl, type SegmentedControlProps } from '@mantine/core';
import { languages, speak } from '../words/choose-language.ts';
import { type Language, language, words } from '../words/index.ts';

export function LanguagePicker(props: Omit<SegmentedControlProps, 'data'>) {
  return (
    <SegmentedControl
      {...props}
      aria-label={words.frame.language}
      value={language}
      onChange={(value) => speak(value as Language)}
      data={languages.map(({ value, label }) => ({ value, label: <span lang={value}>{label}</span> }))}
    />
  );
}
