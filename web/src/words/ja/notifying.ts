// How people are told: 転送先 of a connection, and the settings of notices.
export const notifying = {
  forwarding: {
    title: '転送先',
    lead: '届いた反響のメールを、そのままの形でほかのメールアドレスにも送ります。',
    none: '転送していません。',
    edit: '転送先を変更する',
    dialog: '転送先を変更',
    label: '転送先のメールアドレス',
    help: '1行に1件ずつ、10件まで。空にすると転送をやめます。お客様の情報が届くアドレスですので、間違いのないようご確認ください。',
    saved: '転送先を保存しました',
    stopped: '転送をやめました',
    history: '転送した記録を見る',
    paused: '連携を停止している間に届いたメールは、転送しません。',
  },
};

export type NotifyingWords = typeof notifying;
