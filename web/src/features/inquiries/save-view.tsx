// Keeps the filter that is set under a name.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { answerOf, api, type InquiryFilter, type InquiryView } from '../../api/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { words } from '../../words/index.ts';

const { views: texts } = words.inquiryList;

export function SaveView({
  filter,
  onClose,
  onDone,
}: {
  filter: InquiryFilter;
  onClose: () => void;
  onDone: (made: InquiryView) => void;
}) {
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (name) => (name.trim() ? null : words.common.required(texts.name)) },
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={texts.saveTitle}
      form={form}
      submit={texts.submit}
      run={({ name }) => answerOf(api.POST('/api/v1/inquiry-views', { body: { name, filter } }))}
      onDone={onDone}
    >
      <TextInput label={texts.name} maxLength={60} data-autofocus {...form.getInputProps('name')} />
    </FormDialog>
  );
}
