// The name of a view: the filter that is set is kept under it, or the view that is kept has another one.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { InquiryFilter, InquiryView } from '../../api/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { words } from '../../words/index.ts';
import { views } from './keep-views.ts';

const { views: texts } = words.inquiryList;

/** `renamed`: the view as it is kept now. */
export function SaveView({
  filter,
  renamed,
  onClose,
  onDone,
}: {
  filter: InquiryFilter;
  renamed?: InquiryView | undefined;
  onClose: () => void;
  /** Told the view's id. */
  onDone: (made: { id: string; name: string }) => void;
}) {
  const form = useForm({
    initialValues: { name: renamed?.name ?? '' },
    validate: { name: (name) => (name.trim() ? null : words.common.required(texts.name)) },
  });
  const add = ({ name }: { name: string }) => views.add({ name: name.trim(), filter });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={renamed ? texts.renameTitle : texts.saveTitle}
      form={form}
      initial={renamed && { name: renamed.name }}
      inWords={({ name }) => [{ key: 'name', label: texts.name, text: name }]}
      submit={texts.submit}
      run={async (typed) => {
        if (!renamed) return add(typed);
        const name = typed.name.trim();
        await views.edit(renamed.id, { name, was: { name: renamed.name } });
        return { id: renamed.id, name };
      }}
      {...(renamed && { gone: { one: texts.one, add } })}
      onDone={onDone}
    >
      <TextInput
        label={texts.name}
        maxLength={60}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('name')}
      />
    </FormDialog>
  );
}
