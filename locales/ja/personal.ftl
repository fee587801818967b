# 個人データ: 本人について保存されている内容のダウンロード。

personal-title = 個人データ
personal-lead = このポータルに保存されているあなたに関するすべての情報を、プログラムで読み取れるファイル (JSON) として受け取れます。
personal-holds = 含まれる内容
personal-holds-account = アカウント: 名前、連絡先メール アドレス、役割、言語、タイム ゾーン
personal-holds-sessions = サインインした場所と、あなたのために発行されたリンク
personal-holds-applications = あなたが送信した申請、またはあなたが連絡先になっている申請
personal-holds-mails = あなた宛てに送信されたメールとその日時
personal-holds-activity = ポータルで行った操作と、ログに保存されているあなたの情報
personal-no-secrets = パスワード、セッションのキー、使用できるリンクは含まれません。ダウンロードしたことはアクティビティ ログに記録されます。
personal-download = 個人データをダウンロード
personal-erase = アカウントが削除された場合
personal-erase-lead = アカウントは組織のグローバル管理者が削除できます。削除から 30 日後に、あなたに関するすべての情報が消去されます。行った操作の記録には「元ユーザー」とだけ残ります。
personal-card = このポータルに保存されているあなたに関するすべての情報をダウンロードできます。
