// 連携名称と詳細設定 on a connection's page: shown, and edited in place.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../api/client.ts';
import { editConnection } from '../../api/setup.ts';
import { StatusChip } from '../../ui/chip.tsx';
import { Fields } from '../../ui/fields.tsx';
import { useHasKept } from '../../ui/kept.ts';
import { LongText } from '../../ui/long-text.tsx';
import { words } from '../../words/index.ts';
import { RulesForm } from '../setup/rules-form.tsx';
import { StepFoot } from '../setup/step-foot.tsx';
import { Part } from './part.tsx';
import { useChanged } from './use-changed.ts';

const texts = words.connectionPage;
const labels = words.setup.rules;

export function RulesPart({ connection }: { connection: Connection }) {
  const { id, name, portalName, assignee, status, group, isEditable } = connection;
  const changed = useChanged();
  const keepAs = `rules/${id}`;
  // What was being typed when the page was left is gone on with.
  const [isEditing, setEditing] = useState(useHasKept(keepAs) && isEditable);
  return (
    <Part
      id="rules"
      title={texts.parts.rules}
      action={
        isEditable &&
        !isEditing && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {texts.rules.edit}
          </Button>
        )
      }
    >
      {isEditing ? (
        <RulesForm
          portalName={portalName}
          connection={connection}
          keepAs={keepAs}
          save={(entry, version) => editConnection(id, { ...entry, version: version ?? connection.version })}
          onSaved={(saved) => {
            setEditing(false);
            changed(texts.rules.saved)(saved);
          }}
          footer={({ isPending, giveUp }) => (
            <StepFoot
              back={
                <Button
                  variant="default"
                  onClick={() => {
                    giveUp();
                    setEditing(false);
                  }}
                >
                  {words.common.cancel}
                </Button>
              }
            >
              <Button type="submit" loading={isPending}>
                {texts.rules.save}
              </Button>
            </StepFoot>
          )}
        />
      ) : (
        <Fields
          fields={[
            { label: labels.name, value: <LongText text={name} most={100} /> },
            { label: labels.assignee, value: assignee?.name ?? labels.none },
            { label: labels.status, value: status ? <StatusChip {...status} /> : labels.none },
            { label: labels.group, value: group?.name ?? labels.none },
          ]}
        />
      )}
    </Part>
  );
}
